// Reads the JSON of one line from left to right. Written for traces: no document is built, keys are not copied,
// and every complaint knows its column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "model/trace/bad_input.h"
#include "model/trace/value.h"

namespace certlife::trace {

// The keys of one object, of which none may stand twice; in a time that grows with their number and not its square.
class DistinctKeys {
 public:
  // Says whether the name is new. REQUIRES: the fields are those of the object so far.
  bool add(const Fields& so_far, std::string_view name) {
    constexpr std::size_t few = 32;
    if (so_far.size() < few) return !so_far.has(name);
    if (names_.empty())
      for (const Field& field : so_far) names_.insert(field.name);
    return names_.emplace(name).second;
  }

 private:
  std::unordered_set<std::string> names_;
};

class Cursor {
 public:
  // REQUIRES: end points to a newline, which ends the line and is not part of it; the line stays while the cursor
  // and the keys it gave are used.
  Cursor(const char* begin, const char* end) : begin_(begin), at_(begin), end_(end) {}

  // The next character that is no space, or '\n' at the end of the line; it stays where it is.
  char peek() {
    while (*at_ == ' ' || *at_ == '\t' || *at_ == '\r') ++at_;
    return *at_;
  }
  // Consumes the character if it is the next one.
  bool take(char character) {
    if (peek() != character) return false;
    ++at_;
    return true;
  }
  // Consumes the character or complains that `what` was expected here.
  void expect(char character, const char* what);
  // Complains if anything but spaces follows.
  void expect_end();

  // A string, or a complaint that `what` must be one.
  void text(std::string& into, const char* what);
  bool boolean(const char* what);
  std::int64_t number(const char* what);
  // Any value that traces know; fractions are none.
  void value(Value& into, int depth = 0);
  void skip(int depth = 0);

  // Calls on_field(key, column) for every field of an object; it must consume the value. The key lives as long as
  // the call.
  template <class OnField>
  void object(const char* what, OnField on_field) {
    expect('{', what);
    if (take('}')) return;
    std::string scratch;
    do {
      const std::uint32_t place = next_column();
      const std::string_view name = key(scratch);
      expect(':', "':' after the key");
      on_field(name, place);
    } while (take(','));
    expect('}', "',' or '}'");
  }
  // Calls on_item() for every item of an array; it must consume the item.
  template <class OnItem>
  void array(const char* what, OnItem on_item) {
    expect('[', what);
    if (take(']')) return;
    do on_item();
    while (take(','));
    expect(']', "',' or ']'");
  }

  // The column, in bytes from 1, of the next character that is no space.
  std::uint32_t next_column() { return peek(), column_of(at_); }
  [[noreturn]] void fail(const std::string& message);
  [[noreturn]] void fail_at(std::uint32_t column, const std::string& message) const { throw BadInput(column, message); }

 private:
  std::uint32_t column_of(const char* place) const { return static_cast<std::uint32_t>(place - begin_) + 1; }
  std::string_view key(std::string& scratch);
  // The text up to the closing quote: itself if nothing in it is escaped, else decoded into scratch.
  std::string_view quoted(std::string& scratch);
  void decode(std::string& into);
  void escape(std::string& into);
  std::uint32_t code_unit();
  void word(const char* expected);
  void check_utf8(const char* from, const char* to) const;
  void fraction();

  const char* begin_;
  const char* at_;
  const char* end_;
};

}  // namespace certlife::trace
