// The one reader of traces (JSON Lines): from a file, standard input, memory or any other source, line by line, in
// memory that does not grow with the trace.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/trace/bad_input.h"
#include "model/trace/line.h"
#include "model/trace/named_bytes.h"

namespace certlife::trace {

enum class Stranger;

// The version this reader and the writer speak.
inline constexpr int format_version = 1;
// A line longer than this is a mistake and not a trace.
inline constexpr std::size_t longest_line = std::size_t{64} << 20;

class Reader {
 public:
  // Fills the buffer with at most `size` bytes and says how many; 0 is the end. A source may give less than it was
  // asked for: a line is delivered as soon as it is complete.
  using Source = std::function<std::size_t(char* buffer, std::size_t size)>;
  // Is told, once for each and not for many, about keys that mean nothing here; of a recording and of a foreign log also about
  // parameters. The note begins with FILE:LINE:COLUMN.
  using OnNote = std::function<void(const std::string& note)>;

  // `name` is what complaints call the input.
  Reader(Source source, std::string name, OnNote on_note = {});

  // A file, or standard input for "-". Throws BadInput if it cannot be opened.
  static Reader open(const std::string& path, OnNote on_note = {});
  // A file that somebody is still writing, or has not even made: where it ends more is waited for, until `is_done` says that no more
  // is wanted. Zero bytes are what is not written yet. A line that is not whole by then is left out.
  static Reader follow(const std::string& path, std::function<bool()> is_done, OnNote on_note = {});
  static Reader from_text(std::string text, std::string name = "trace", OnNote on_note = {});

  // The next call or file line; false at the end. Of a recording, whose version line says what recorded it, the end is where its last
  // whole line ends: the program may have ended at any time. Where contents stand as "bytes:b1", the bytes stand in the line
  // delivered. Blank lines and the version line are passed over. Throws BadInput
  // for anything that is no trace; the reader is then at the following line.
  // Reusing one Line for all calls is what makes reading fast.
  bool next(Line& line);

  // Several traces may follow one another, each with its version line, as `conform --dry-run` prints programs. A reader that
  // expects that ends at each, and begin_next() goes on to the following one; false if there is none. To any other reader a
  // second version line is bad input.
  void expect_several() { several_ = true; }
  // A parameter that its function does not have is bad input, and so is a function that is none and is spelt almost like one of this
  // world: a slip there would turn what is wrong into what is accepted. Not in a recording, and not in a log of others that is to be
  // read leniently.
  void be_lenient() { is_lenient_ = true; }
  bool begin_next();

  const std::string& name() const { return name_; }
  // The line that next() delivered or complained about, from 1; and its text.
  std::size_t line_number() const { return line_number_; }
  std::string_view text() const { return text_; }
  // A complaint about the line just delivered, for what only its reader could find out. A value knows its column.
  BadInput complaint(std::size_t column, const std::string& message) const {
    return BadInput(name_, line_number_, column, message);
  }

 private:
  std::optional<std::string_view> next_text();
  bool refill();
  bool may_be_cut() const { return is_recording_ || follows_; }
  bool is_cut_off() const { return may_be_cut() && text_.starts_with('\0'); }
  bool deliver(Line& line);
  void note(std::size_t column, const std::string& message);
  void meet(Stranger stranger, std::uint32_t column, const std::string& message);
  std::string_view function_meant_by(const std::string& name);

  Source source_;
  std::string name_;
  OnNote on_note_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what of the buffer is filled and not yet delivered
  bool at_end_ = false;
  bool is_lenient_ = false, is_recording_ = false, follows_ = false, line_is_whole_ = true;
  std::string_view text_;
  std::size_t line_number_ = 0;
  bool anything_seen_ = false, call_seen_ = false;
  bool several_ = false, another_ = false;
  std::unordered_set<std::string> noted_;
  std::unordered_set<std::string> other_functions_;  // That are like none of this world.
  NamedBytes bytes_;
};

// One line by itself, as in a message of the harness protocol. Throws BadInput with the column.
// REQUIRES: no newline in the text.
Line parse_line(std::string_view text);
// Everything in a small trace, for tests and examples.
std::vector<Line> read_all(Reader reader);

}  // namespace certlife::trace
