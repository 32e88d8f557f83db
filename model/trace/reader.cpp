#include "model/trace/reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>

#include "model/trace/line_parser.h"
#include "model/trace/nearest_name.h"
#include "model/trace/plain_text.h"
#include "model/trace/utf8.h"
#include "model/trace/vocabulary.h"

namespace certlife::trace {
namespace {

constexpr std::size_t block = std::size_t{256} << 10;
// So many different unknown keys are told; a trace full of them must fill neither the memory nor the screen.
constexpr std::size_t most_notes = 20;
constexpr std::size_t most_other_functions = 10'000;  // Of more the name is compared each time.

// An open file that closes itself; standard input stays open.
struct File {
  int descriptor;
  bool owned;
  File(int the_descriptor, bool is_owned) : descriptor(the_descriptor), owned(is_owned) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (owned) close(descriptor);
  }
  std::size_t read_some(const std::string& path, char* buffer, std::size_t size) const {
    for (;;) {
      const ssize_t got = ::read(descriptor, buffer, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw BadInput(path, std::string("cannot be read: ") + std::strerror(errno));
    }
  }
};

// A file that grows. What is behind a zero byte is read again: a recording is written into a file that was made longer ahead.
class GrowingFile {
 public:
  GrowingFile(std::string path, std::function<bool()> is_done) : path_(std::move(path)), is_done_(std::move(is_done)) {}

  std::size_t read_some(char* buffer, std::size_t size) {
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
      // What was written before is read before the end.
      const bool done = is_done_();
      if (const std::size_t got = read_written(buffer, size); got > 0 || done) return got;
    }
  }

 private:
  std::size_t read_written(char* buffer, std::size_t size) {
    if (!is_open()) return 0;
    const std::size_t got = file_->read_some(path_, buffer, size);
    const auto written = static_cast<std::size_t>(std::find(buffer, buffer + got, '\0') - buffer);
    at_ += static_cast<off_t>(written);
    if (written < got) lseek(file_->descriptor, at_, SEEK_SET);
    return written;
  }

  bool is_open() {
    if (file_) return true;
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT && !is_done_()) return false;
    if (descriptor < 0) throw BadInput(path_, std::string("cannot be opened: ") + std::strerror(errno));
    file_.emplace(descriptor, true);
    return true;
  }

  std::string path_;
  std::function<bool()> is_done_;
  std::optional<File> file_;
  off_t at_ = 0;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

Reader::Reader(Source source, std::string name, OnNote on_note)
    : source_(std::move(source)), name_(std::move(name)), on_note_(std::move(on_note)), buffer_(block + 1) {}

Reader Reader::open(const std::string& path, OnNote on_note) {
  const bool is_standard_input = path == "-";
  const int descriptor = is_standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw BadInput(path, std::string("cannot be opened: ") + std::strerror(errno));
  const std::string name = is_standard_input ? "standard input" : path;
  auto file = std::make_shared<File>(descriptor, !is_standard_input);
  return Reader([file, name](char* buffer, std::size_t size) { return file->read_some(name, buffer, size); }, name,
                std::move(on_note));
}

Reader Reader::follow(const std::string& path, std::function<bool()> is_done, OnNote on_note) {
  auto file = std::make_shared<GrowingFile>(path, std::move(is_done));
  Reader reader([file](char* buffer, std::size_t size) { return file->read_some(buffer, size); }, path, std::move(on_note));
  reader.follows_ = true;
  return reader;
}

Reader Reader::from_text(std::string text, std::string name, OnNote on_note) {
  auto rest = std::make_shared<std::pair<std::string, std::size_t>>(std::move(text), 0);
  return Reader(
      [rest](char* buffer, std::size_t size) {
        auto& [whole, at] = *rest;
        const std::size_t length = whole.copy(buffer, size, at);
        at += length;
        return length;
      },
      std::move(name), std::move(on_note));
}

bool Reader::next(Line& line) {
  while (const auto text = next_text()) {
    ++line_number_;
    text_ = *text;
    if (line_number_ == 1 && text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (is_cut_off()) return false;
    if (!is_blank(text_) && deliver(line)) return true;
    if (another_) return false;
  }
  return false;
}

bool Reader::begin_next() {
  call_seen_ = false;
  return std::exchange(another_, false);
}

bool Reader::deliver(Line& line) {
  const bool first = !anything_seen_;
  anything_seen_ = true;
  try {
    const OnUnknown on_unknown = [this](Stranger stranger, std::uint32_t column, const std::string& message) { meet(stranger, column, message); };
    const LineText kind = parse_line_text(text_, line, on_unknown);
    const bool is_version = kind == LineText::version || kind == LineText::recording;
    if (is_version && !first && !several_) throw BadInput(1, "the version must be in the first line");
    if (is_version) is_recording_ = kind == LineText::recording;
    another_ = is_version && !first;
    // What a recorded program opens is known when it opens it.
    if (kind == LineText::file && call_seen_ && !is_recording_) throw BadInput(1, "a file must come before the first call");
    call_seen_ = call_seen_ || kind == LineText::call;
    if (kind == LineText::bytes) bytes_.take(line);
    else bytes_.put_into(line);
    line.number = line_number_;
    return kind == LineText::call || kind == LineText::file;
  } catch (const BadInput& bad) {
    if (may_be_cut() && !line_is_whole_) return note(bad.column(), "the recording ends in the middle of this line"), false;
    throw complaint(bad.column(), bad.message());
  }
}

// The next line without its newline, which stands right behind it in the buffer.
std::optional<std::string_view> Reader::next_text() {
  for (std::size_t searched = 0;;) {
    const char* const start = buffer_.data() + begin_;
    const std::size_t available = end_ - begin_;
    const void* const found = std::memchr(start + searched, '\n', available - searched);
    if (found || (at_end_ && available)) {
      line_is_whole_ = found != nullptr;
      const std::size_t length = found ? static_cast<std::size_t>(static_cast<const char*>(found) - start) : available;
      buffer_[begin_ + length] = '\n';
      begin_ = std::min(begin_ + length + 1, end_);
      return std::string_view(start, length);
    }
    if (at_end_) return std::nullopt;
    searched = available;
    at_end_ = !refill();
  }
}

// Reads a further block behind what is not delivered yet. One byte stays free for the newline of the last line.
bool Reader::refill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ > longest_line)
    throw BadInput(name_, line_number_ + 1, 1, "the line is longer than " + std::to_string(longest_line) + " bytes");
  if (end_ + 1 == buffer_.size()) buffer_.resize(2 * buffer_.size());
  const std::size_t got = source_(buffer_.data() + end_, buffer_.size() - end_ - 1);
  end_ += got;
  return got > 0;
}

void Reader::meet(Stranger stranger, std::uint32_t column, const std::string& message) {
  const bool is_strict = !is_lenient_ && !is_recording_;
  if (stranger != Stranger::function) {
    if (is_strict && stranger == Stranger::parameter) throw BadInput(column, message);
    return note(column, message);
  }
  if (!is_strict) return;
  if (const std::string_view meant = function_meant_by(message); !meant.empty())
    throw BadInput(column, "there is no function \"" + excerpt(message) + "\"" + did_you_mean(meant));
}

std::string_view Reader::function_meant_by(const std::string& name) {
  if (other_functions_.contains(name)) return {};
  std::vector<std::string_view> names;
  for (const CallDescription& each : calls()) names.push_back(each.name);
  constexpr std::size_t a_slip = 2;
  const std::string_view meant = nearest(name, names, a_slip);
  if (meant.empty() && other_functions_.size() < most_other_functions) other_functions_.insert(name);
  return meant;
}

void Reader::note(std::size_t column, const std::string& message) {
  if (!on_note_ || noted_.size() > most_notes || !noted_.insert(message).second) return;
  on_note_(noted_.size() <= most_notes ? complaint(column, message).what()
                                       : name_ + ": more of this kind follows and is not told");
}

Line parse_line(std::string_view text) {
  const std::string with_newline = std::string(text) + "\n";
  Line line;
  const LineText kind = parse_line_text(std::string_view(with_newline).substr(0, text.size()), line, {});
  if (kind != LineText::call && kind != LineText::file) throw BadInput(1, "expected a call");
  return line;
}

std::vector<Line> read_all(Reader reader) {
  std::vector<Line> lines;
  for (Line line; reader.next(line);) lines.push_back(line);
  return lines;
}

}  // namespace certlife::trace
