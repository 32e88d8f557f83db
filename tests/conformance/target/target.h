// An implementation under test: a harness in a child process that programs are sent to.
#pragma once

#include <chrono>
#include <functional>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/trace/line.h"
#include "tests/conformance/target/child_process.h"

namespace certlife::conformance {

// Lines of a trace without results. `ret` and `out` name what to bind, null values in `observed` ask for probes.
struct Program : std::vector<trace::Line> {
  using vector::vector;
  Program(std::vector<trace::Line> lines) : vector(std::move(lines)) {}
  bool asks_for_private_bytes = false;  // After the last call: a probe of the process, which traces do not have.
};

struct Description {
  int protocol = 0;
  std::string name;
  std::string version;
  std::set<std::string> calls;
  std::set<std::string> kinds;   // "cert", "crl", "ctl"
  std::set<std::string> probes;  // "alive", "csp", "hCertStore", "content", "properties", "persisted", "privateBytes"
  bool detects_misuse = false;
};

// What became of a call.
struct Result {
  trace::Line line;                   // What was asked for, completed with what the target did.
  std::string reason = {};            // Why it is not supported, if the target said so.
  std::optional<std::string> misuse = {};  // What the target said of the call, if it recognised it as a misuse.
  std::optional<std::int64_t> private_bytes = {};
};

// What became of a program. With an ending, the line after the last result is the one it ended in.
struct ProgramRun {
  std::vector<Result> results;
  std::optional<Ending> ending;
};

// The target cannot be used at all: it does not start, or speaks another protocol.
class TargetUnusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a harness said of itself. Throws TargetUnusable with what is wrong with it, as for another protocol.
Description description_from_reply(const std::string& line);

// Is asked of what has been run of a program: shall the rest be run?
using GoesOn = std::function<bool(const ProgramRun&)>;

// How a program is run in parts: the first of so many calls, each later one of as many, or of as many as were run before it.
struct Parts {
  enum Growth { doubling, equal };
  std::size_t first;
  Growth growth = doubling;
};

class Target {
 public:
  struct Options {
    std::size_t programs_in_a_batch = 64;
    std::chrono::milliseconds patience_to_start{60000};
    std::chrono::milliseconds patience_for_a_batch{5000};
    std::chrono::milliseconds patience_for_a_call{3000};
  };

  explicit Target(Command command);
  Target(Command command, Options options);
  ~Target();

  // Throws TargetUnusable.
  const Description& description();

  // Runs each program with fresh names, one after the other in one process for as long as that lives. A program that
  // ends the process is run again call by call in a fresh one, to name the call; the next goes on in another.
  std::vector<ProgramRun> run(std::span<const Program> programs);
  ProgramRun run(const Program& program);

  // Runs the program in parts and stops behind a part when `goes_on` says no to what came of all of them. An ending is found as
  // above.
  ProgramRun run_in_parts(const Program& program, Parts parts, const GoesOn& goes_on);

  // Sends one request as it stands, which may be none of the protocol, and waits for the reply.
  Exchange ask(std::string_view request);

  // Ends the process; the next program gets a fresh one.
  void restart();

  std::size_t processes_started() const { return processes_started_; }
  // How often a process ended in a way that was not reproducible in a fresh one: an earlier program may be to blame.
  std::size_t endings_not_reproduced() const { return endings_not_reproduced_; }
  // How it ended the last time that this was so; empty if never, or if the reply was malformed.
  const std::string& last_ending_not_reproduced() const { return last_ending_not_reproduced_; }

 private:
  ChildProcess& child();
  void start();
  void describe();
  std::size_t run_batch(std::span<const Program> programs, std::vector<ProgramRun>& runs);
  void ask_refused_ones_again(std::span<const Program> programs, std::span<ProgramRun> runs);
  void note_ending_not_reproduced();
  ProgramRun run_alone(const Program& program);
  ProgramRun run_call_by_call(const Program& program);
  ProgramRun run_single(const trace::Line& line);
  std::optional<Ending> reset();

  Command command_;
  Options options_;
  std::unique_ptr<ChildProcess> child_;
  std::optional<Description> description_;
  std::size_t processes_started_ = 0;
  std::size_t endings_not_reproduced_ = 0;
  std::optional<Ending> ending_of_batch_;
  std::string last_ending_not_reproduced_;
};

}  // namespace certlife::conformance
