#include "model/trace/cursor.h"

#include <array>
#include <charconv>
#include <cstring>

#include "model/trace/utf8.h"

namespace certlife::trace {
namespace {

constexpr int deepest = 64;

// What a string's fast path may pass over without a look: printable ASCII but quote and backslash.
constexpr std::array<bool, 256> plain_characters() {
  std::array<bool, 256> plain{};
  for (std::size_t code = 0x20; code < 0x80; ++code) plain[code] = code != '"' && code != '\\';
  return plain;
}
constexpr auto is_plain = plain_characters();

bool plain(char character) { return is_plain[static_cast<unsigned char>(character)]; }
bool digit(char character) { return character >= '0' && character <= '9'; }

}  // namespace

void Cursor::expect(char character, const char* what) {
  if (!take(character)) fail(std::string("expected ") + what);
}

void Cursor::expect_end() {
  if (peek() != '\n' || at_ != end_) fail("expected the end of the line");
}

void Cursor::fail(const std::string& message) {
  const bool at_end = peek() == '\n';
  throw BadInput(column_of(at_), at_end ? message + ", but the line ends" : message);
}

std::string_view Cursor::key(std::string& scratch) {
  if (peek() != '"') fail("expected a key in quotes");
  return quoted(scratch);
}

void Cursor::text(std::string& into, const char* what) {
  if (peek() != '"') fail(std::string("expected ") + what);
  const std::string_view read = quoted(into);
  if (read.data() != into.data()) into.assign(read);
}

std::string_view Cursor::quoted(std::string& scratch) {
  const char* const start = ++at_;
  while (plain(*at_)) ++at_;
  if (*at_ == '"') return {start, static_cast<std::size_t>(at_++ - start)};
  scratch.assign(start, at_);
  decode(scratch);
  return scratch;
}

void Cursor::decode(std::string& into) {
  while (*at_ != '"') {
    const char* const start = at_;
    while (plain(*at_) || (*at_ & 0x80)) ++at_;
    check_utf8(start, at_);
    into.append(start, at_);
    if (*at_ == '\\')
      escape(into);
    else if (*at_ == '\n')
      throw BadInput(column_of(at_), "the string does not end on its line");
    else if (*at_ != '"')
      throw BadInput(column_of(at_), "a control character in a string must be written as \\u00…");
  }
  ++at_;
}

void Cursor::escape(std::string& into) {
  static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  const char* const start = at_++;
  if (const auto found = letters.find(*at_); found != std::string_view::npos) {
    into.push_back(meanings[found]);
    ++at_;
    return;
  }
  if (*at_ != 'u') throw BadInput(column_of(start), "unknown escape in a string");
  ++at_;
  std::uint32_t code = code_unit();
  const bool high = code >= 0xD800 && code < 0xDC00;
  if (high && at_[0] == '\\' && at_[1] == 'u') {
    at_ += 2;
    const std::uint32_t low = code_unit();
    code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xD800;
  }
  if (code >= 0xD800 && code < 0xE000) throw BadInput(column_of(start), "half a surrogate pair in a string");
  append_utf8(into, code);
}

std::uint32_t Cursor::code_unit() {
  std::uint32_t code = 0;
  const auto [stop, error] = std::from_chars(at_, end_ - at_ < 4 ? end_ : at_ + 4, code, 16);
  if (error != std::errc{} || stop - at_ != 4) throw BadInput(column_of(at_), "expected four hexadecimal digits");
  at_ = stop;
  return code;
}

void Cursor::check_utf8(const char* from, const char* to) const {
  const std::string_view text(from, static_cast<std::size_t>(to - from));
  if (const std::size_t bad = first_invalid_utf8(text); bad < text.size())
    throw BadInput(column_of(from + bad), "the text is not UTF-8");
}

void Cursor::word(const char* expected) {
  const std::size_t length = std::strlen(expected);
  if (static_cast<std::size_t>(end_ - at_) < length || std::memcmp(at_, expected, length) != 0)
    fail("expected a JSON value");
  at_ += length;
}

bool Cursor::boolean(const char* what) {
  if (peek() == 't') return word("true"), true;
  if (*at_ == 'f') return word("false"), false;
  fail(std::string("expected ") + what);
}

std::int64_t Cursor::number(const char* what) {
  const char first = peek();
  if (first != '-' && !digit(first)) fail(std::string("expected ") + what);
  std::int64_t result = 0;
  const char* const digits = at_ + (first == '-');
  const auto [stop, error] = std::from_chars(at_, end_, result);
  if (error == std::errc::result_out_of_range) fail("the number is too large");
  if (error != std::errc{}) fail("expected digits");
  if (*digits == '0' && stop - digits > 1) fail("a number has no leading zeros");
  if (*stop == '.' || *stop == 'e' || *stop == 'E') fail("expected a whole number");
  at_ = stop;
  return result;
}

void Cursor::value(Value& into, int depth) {
  if (depth > deepest) fail("nested too deeply");
  into.column = next_column();
  switch (*at_) {
    case '"':
      into.kind = Value::Kind::text;
      return text(into.text, "a string");
    case '{':
      into.kind = Value::Kind::fields;
      return object("an object", [&, keys = DistinctKeys()](std::string_view name, std::uint32_t place) mutable {
        if (!keys.add(into.fields, name)) fail_at(place, "the key \"" + shortened(name) + "\" stands here twice");
        Field& field = into.fields.add();
        field.name = name;
        value(field.value, depth + 1);
      });
    case '[':
      into.kind = Value::Kind::list;
      return array("an array", [&] { value(into.items.add(), depth + 1); });
    case 't':
    case 'f':
      into.kind = Value::Kind::boolean;
      into.truth = boolean("true or false");
      return;
    case 'n':
      into.kind = Value::Kind::null;
      return word("null");
    default:
      into.number = number("a JSON value");
      into.kind = Value::Kind::number;
      into.resolved = true;
  }
}

void Cursor::skip(int depth) {
  if (depth > deepest) fail("nested too deeply");
  std::string scratch;
  switch (peek()) {
    case '"':
      quoted(scratch);
      return;
    case '{':
      return object("an object", [&](std::string_view, std::uint32_t) { skip(depth + 1); });
    case '[':
      return array("an array", [&] { skip(depth + 1); });
    case 't':
      return word("true");
    case 'f':
      return word("false");
    case 'n':
      return word("null");
    default:
      return fraction();
  }
}

// A number as JSON has it, of any size, whose value nobody wants.
void Cursor::fraction() {
  const auto digits = [this] {
    if (!digit(*at_)) fail("expected a JSON value");
    while (digit(*at_)) ++at_;
  };
  if (*at_ == '-') ++at_;
  digits();
  if (*at_ == '.') ++at_, digits();
  if (*at_ != 'e' && *at_ != 'E') return;
  ++at_;
  if (*at_ == '+' || *at_ == '-') ++at_;
  digits();
}

}  // namespace certlife::trace
