#include "tests/conformance/target/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "model/trace/plain_text.h"
#include "tests/conformance/target/spawn.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t remembered_errors = 500;
// No reply is this long: a child that writes more without a newline will never end its line.
constexpr std::size_t longest_line = std::size_t{64} << 20;
// Nor are all replies to one batch together.
constexpr std::size_t longest_exchange = 2 * longest_line;
// A child that writes faster than it is read must not keep its reader from looking at the clock.
constexpr int reads_at_a_time = 64;
constexpr std::chrono::milliseconds time_to_die{2000};

struct Pipe {
  int reading = -1;
  int writing = -1;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw CannotStart(std::string("no pipe: ") + std::strerror(errno));
  return {ends[0], ends[1]};
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

void make_non_blocking(int descriptor) { fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

// The last words of a process have many lines; of its end a line is told.
std::string on_one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const std::string_view words = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(words.size() + 1, text.size()));
    const auto begin = words.find_first_not_of(" \t");
    if (begin != std::string_view::npos) line += (line.empty() ? "" : " / ") + std::string(words.substr(begin, words.find_last_not_of(" \t") + 1 - begin));
  }
  return line;
}

// What a child said last, as one line.
std::string last_words(const std::string& text) { return trace::excerpt(on_one_line(text), remembered_errors); }

Ending ending_of(int status, std::string detail) {
  if (WIFSIGNALED(status)) return {Ending::Kind::signalled, WTERMSIG(status), std::move(detail)};
  return {Ending::Kind::exited, WEXITSTATUS(status), std::move(detail)};
}

using Clock = std::chrono::steady_clock;

enum class Reading { some, nothing_now, end };

Reading read_into(int descriptor, std::string& text) {
  static thread_local std::array<char, 1 << 16> buffer;
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return Reading::nothing_now;
  if (count <= 0) return Reading::end;
  text.append(buffer.data(), static_cast<std::size_t>(count));
  return Reading::some;
}

// The beginning of what a child said, for a complaint.
std::string quotation(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return trace::excerpt(text);
}

std::size_t longest_of(const std::vector<std::string>& lines, std::size_t from) {
  std::size_t longest = 0;
  for (std::size_t i = from; i < lines.size(); ++i) longest = std::max(longest, lines[i].size());
  return longest;
}

bool is_readable(int descriptor, std::chrono::milliseconds patience) {
  pollfd waited{descriptor, POLLIN, 0};
  return poll(&waited, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace

std::string Ending::text() const {
  const std::string more = detail.empty() ? "" : ": " + on_one_line(detail);
  switch (kind) {
    case Kind::exited:
      return "exit " + std::to_string(code) + more;
    case Kind::signalled:
      return "signal " + std::to_string(code) + " (" + strsignal(code) + ")" + more;
    case Kind::timed_out:
      return "time-out" + more;
    case Kind::malformed:
      return "malformed reply" + more;
    case Kind::refused:
      return "refused" + more;
  }
  return {};
}

ChildProcess::ChildProcess(const Command& command) {
  // A child that dies while it is written to must show as an error of write, not end this process.
  signal(SIGPIPE, SIG_IGN);
  Pipe input = make_pipe(), output = make_pipe(), errors = make_pipe();
  input_ = input.writing;
  output_ = output.reading;
  errors_ = errors.reading;
  for (const int descriptor : {input_, output_, errors_}) make_non_blocking(descriptor);
  try {
    process_ = spawn(command, input.reading, output.writing, errors.writing);
  } catch (...) {
    for (const int descriptor : {input.reading, output.writing, errors.writing}) close(descriptor);
    close_pipes();
    throw;
  }
  for (const int descriptor : {input.reading, output.writing, errors.writing}) close(descriptor);
  process_descriptor_ = descriptor_of(process_);
}

ChildProcess::~ChildProcess() {
  if (is_running()) kill_for(Ending::Kind::timed_out, "");
  close_pipes();
}

Exchange ChildProcess::listen(std::size_t lines, std::chrono::milliseconds patience) {
  return converse("", lines, patience);
}

Exchange ChildProcess::exchange(std::string_view text, std::size_t lines, std::chrono::milliseconds patience) {
  receive();
  if (!received_.empty()) return {{}, kill_for(Ending::Kind::malformed, quotation(received_))};
  Exchange exchange = converse(text, lines, patience);
  if (!exchange.ending && !received_.empty())
    exchange.ending = kill_for(Ending::Kind::malformed, quotation(received_));
  return exchange;
}

Exchange ChildProcess::converse(std::string_view text, std::size_t lines, std::chrono::milliseconds patience) {
  Exchange exchange;
  std::size_t taken = take_lines(exchange, lines);
  auto deadline = Clock::now() + patience;
  while (exchange.lines.size() < lines) {
    const std::size_t had = exchange.lines.size(), to_send = text.size();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0 || !wait_for_traffic(!text.empty(), left)) {
      exchange.ending = kill_for(Ending::Kind::timed_out, received_.empty() ? "" : "in the middle of a line: " + quotation(received_));
      return exchange;
    }
    send(text);
    receive_errors();
    const bool more_may_come = receive();
    taken += take_lines(exchange, lines);
    if (taken > longest_exchange || longest_of(exchange.lines, had) > longest_line) {
      exchange.ending = kill_for(Ending::Kind::malformed, "more than any reply has: " + quotation(exchange.lines.back()));
      exchange.lines.clear();
      return exchange;
    }
    if (exchange.lines.size() == lines) break;
    if (received_.size() > longest_line) {
      exchange.ending = kill_for(Ending::Kind::malformed, "a line that does not end: " + quotation(received_));
      return exchange;
    }
    if (!more_may_come) {
      exchange.ending = wait_for_end(std::min(patience, time_to_die));
      return exchange;
    }
    // Only what is complete, or taken in, counts as a sign of life: bytes that dribble do not.
    if (exchange.lines.size() > had || text.size() < to_send) deadline = Clock::now() + patience;
  }
  return exchange;
}

Ending ChildProcess::finish(std::chrono::milliseconds patience) {
  close_if_open(input_);
  return wait_for_end(patience);
}

// Waits until something can be sent, has arrived, or the process has ended; false when patience is over.
bool ChildProcess::wait_for_traffic(bool sending, std::chrono::milliseconds patience) {
  std::array<pollfd, 4> waited{{{output_, POLLIN, 0},
                                {errors_, POLLIN, 0},
                                {process_descriptor_, POLLIN, 0},
                                {sending ? input_ : -1, POLLOUT, 0}}};
  return poll(waited.data(), waited.size(), static_cast<int>(patience.count())) != 0;
}

bool ChildProcess::has_ended() const { return is_readable(process_descriptor_, std::chrono::milliseconds(0)); }

void ChildProcess::send(std::string_view& text) {
  if (text.empty()) return;
  const ssize_t count = write(input_, text.data(), text.size());
  if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  // It reads no more. What it has said until now still counts.
  if (count < 0 && errno == EPIPE) text = {};
}

// Reads what there is; false when no more can come. A process it started may hold the output open after it has ended.
bool ChildProcess::receive() {
  const bool ended = has_ended();
  Reading reading = Reading::some;
  for (int reads = 0; reading == Reading::some && reads < reads_at_a_time; ++reads) reading = read_into(output_, received_);
  return reading == Reading::some || (reading == Reading::nothing_now && !ended);
}

void ChildProcess::receive_errors() {
  Reading reading = errors_ < 0 ? Reading::nothing_now : Reading::some;
  for (int reads = 0; reading == Reading::some && reads < reads_at_a_time; ++reads) {
    reading = read_into(errors_, last_errors_);
    if (last_errors_.size() > remembered_errors) last_errors_.erase(0, last_errors_.size() - remembered_errors);
  }
  if (reading == Reading::end) close_if_open(errors_);
}

// How many bytes it took.
std::size_t ChildProcess::take_lines(Exchange& exchange, std::size_t wanted) {
  std::size_t begin = 0;
  for (auto end = received_.find('\n'); end != std::string::npos && exchange.lines.size() < wanted;
       end = received_.find('\n', begin)) {
    exchange.lines.push_back(received_.substr(begin, end - begin));
    begin = end + 1;
  }
  received_.erase(0, begin);
  return begin;
}

// Its output is closed: it has ended or is about to.
Ending ChildProcess::wait_for_end(std::chrono::milliseconds patience) {
  const Waited waited = wait_or_kill(process_, patience, Others::killed);
  process_ = -1;
  receive_errors();
  close_pipes();
  if (waited.killed) return {Ending::Kind::malformed, 0, "it closed its output and did not end"};
  return ending_of(waited.status, last_words(last_errors_));
}

Ending ChildProcess::kill_for(Ending::Kind kind, std::string detail) {
  kill_and_wait_for(process_);
  process_ = -1;
  close_pipes();
  return {kind, 0, std::move(detail)};
}

void ChildProcess::close_pipes() {
  for (int* descriptor : {&input_, &output_, &errors_, &process_descriptor_}) close_if_open(*descriptor);
}

}  // namespace certlife::conformance
