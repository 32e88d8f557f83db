#include "tests/conformance/embedded/forked.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>

#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::embedded {
namespace {

using conformance::Ending;
using std::chrono::milliseconds;

// What a child writes of its programs, a line each: how a line of text begins says what it is.
constexpr char result_mark = 'r', declined_mark = 'n', bytes_mark = 'b', thrown_mark = 't', end_mark = 'e';
constexpr int log_is_full = 113;

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

class Writing {
 public:
  explicit Writing(SharedLog& log) : log_(log) {}

  void write(const Result& result) {
    text_ = result_mark;
    if (result.line.not_supported) text_ = declined_mark + one_line(result.reason);
    else trace::append_line(text_, result.line);
    append();
    if (!result.private_bytes) return;
    text_ = bytes_mark + std::to_string(*result.private_bytes);
    append();
  }
  void end(const std::optional<Ending>& ending) {
    text_ = ending ? thrown_mark + one_line(ending->detail) : std::string(1, end_mark);
    append();
  }

 private:
  void append() {
    text_ += '\n';
    if (!log_.append(text_)) _exit(log_is_full);
  }

  SharedLog& log_;
  std::string text_;
};

[[noreturn]] void be_child(Session& session, std::span<const Program> programs, SharedLog& log) {
  Writing writing(log);
  for (const Program& program : programs) writing.end(run_program(session, program, [&](Result&& result) { writing.write(result); }));
  _exit(0);
}

// Reads what a child has written, up to where it ended.
class Reading {
 public:
  explicit Reading(std::span<const Program> programs) : programs_(programs), runs_(1) {}

  void read(std::string_view text) {
    for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) take(text[0], text.substr(1, end - 1));
  }
  // The runs of the programs that came to an end, and of the one in which the child ended, if it did in one.
  std::vector<ProgramRun> runs(const std::optional<Ending>& ending) {
    if (ending && runs_.size() <= programs_.size()) runs_.back().ending = ending;
    else runs_.pop_back();
    return std::move(runs_);
  }

 private:
  void take(char mark, std::string_view text) {
    ProgramRun& run = runs_.back();
    switch (mark) {
      case result_mark: run.results.push_back({trace::parse_line(text)}); return;
      case declined_mark: return decline(run, text);
      case bytes_mark: run.results.back().private_bytes = std::stoll(std::string(text)); return;
      case thrown_mark: run.ending = Ending{Ending::Kind::signalled, SIGABRT, std::string(text)}; [[fallthrough]];
      default: runs_.emplace_back();
    }
  }
  void decline(ProgramRun& run, std::string_view reason) {
    Result result{programs_[runs_.size() - 1][run.results.size()], std::string(reason)};
    result.line.ret.clear();
    result.line.out.clear();
    result.line.observed.clear();
    result.line.not_supported = true;
    run.results.push_back(std::move(result));
  }

  std::span<const Program> programs_;
  std::vector<ProgramRun> runs_;  // The last one is going on.
};

// A child whose end is seen on a pipe that it alone holds open.
class Child {
 public:
  Child(Session& session, std::span<const Program> programs, SharedLog& log) {
    std::array<int, 2> pipe_ends;
    if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe to a child process");
    process_ = fork();
    if (process_ == 0) {
      close(pipe_ends[0]);
      be_child(session, programs, log);
    }
    close(pipe_ends[1]);
    end_ = pipe_ends[0];
    if (process_ > 0) return;
    close(end_);
    throw std::runtime_error("no child process");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { close(end_); }

  // Waits until it has ended, or has written nothing for so long. None: it did all that it was to do.
  std::optional<Ending> wait(const SharedLog& log, milliseconds patience) {
    std::size_t written = log.size();
    while (!has_ended_within(patience)) {
      if (std::exchange(written, log.size()) != log.size()) continue;
      kill(process_, SIGKILL);
      status();
      return Ending{Ending::Kind::timed_out, 0, ""};
    }
    const int how = status();
    if (WIFSIGNALED(how)) return Ending{Ending::Kind::signalled, WTERMSIG(how), ""};
    if (WEXITSTATUS(how) == log_is_full) throw std::runtime_error("a batch of programs said more than 64 MiB");
    return Ending{Ending::Kind::exited, WEXITSTATUS(how), ""};
  }

 private:
  bool has_ended_within(milliseconds patience) const {
    pollfd end{end_, POLLIN, 0};
    return poll(&end, 1, static_cast<int>(patience.count())) > 0;
  }
  int status() const {
    int how = 0;
    while (waitpid(process_, &how, 0) < 0 && errno == EINTR) {}
    return how;
  }

  pid_t process_ = -1;
  int end_ = -1;
};

}  // namespace

std::vector<ProgramRun> run_in_children(Session& session, SharedLog& log, std::span<const Program> programs, milliseconds patience) {
  std::vector<ProgramRun> runs;
  while (runs.size() < programs.size()) {
    const auto rest = programs.subspan(runs.size());
    log.clear();
    const auto ending = Child(session, rest, log).wait(log, patience);
    Reading reading(rest);
    reading.read(log.text());
    for (ProgramRun& run : reading.runs(ending)) runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace certlife::embedded
