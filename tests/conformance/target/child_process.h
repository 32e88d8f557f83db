// A child process that is talked to in lines. Whatever it does (exit, crash, hang, malformed reply) becomes an Ending.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/target/command.h"

namespace certlife::conformance {

// How a child stopped to be of use.
struct Ending {
  enum class Kind {
    exited,     // by itself, with an exit code
    signalled,  // by a signal
    timed_out,  // it said nothing for too long and was killed
    malformed,    // a malformed reply; it was killed
    refused     // it lives, and answered that it cannot do what was asked
  };
  Kind kind = Kind::exited;
  int code = 0;        // exit code or signal
  std::string detail;  // what it said last: a malformed reply, a refusal, the end of its standard error

  // "exit 77", "signal 11 (Segmentation fault)", "time-out", "malformed reply: …", for people.
  std::string text() const;
  bool operator==(const Ending&) const = default;
};

class CannotStart : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Exchange {
  std::vector<std::string> lines;  // at most as many as were expected
  std::optional<Ending> ending;    // none if all lines came
};

class ChildProcess {
 public:
  // Throws CannotStart.
  explicit ChildProcess(const Command& command);
  // Kills it, and what it started, if it is still there.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits for this many lines. Patience is how long it may go without completing one or taking something in; what it
  // says on standard error is read and counts for nothing. After an ending the child is gone.
  Exchange listen(std::size_t lines, std::chrono::milliseconds patience);

  // Sends text and waits for the lines that answer it. What the child said before it was asked is malformed.
  // REQUIRES: is_running().
  Exchange exchange(std::string_view text, std::size_t lines, std::chrono::milliseconds patience);

  // Closes its input and waits for it to go; then its ending.
  Ending finish(std::chrono::milliseconds patience);

  bool is_running() const { return process_ > 0; }

 private:
  Exchange converse(std::string_view text, std::size_t lines, std::chrono::milliseconds patience);
  bool wait_for_traffic(bool sending, std::chrono::milliseconds patience);
  bool has_ended() const;
  void send(std::string_view& text);
  bool receive();
  void receive_errors();
  std::size_t take_lines(Exchange& exchange, std::size_t wanted);
  Ending wait_for_end(std::chrono::milliseconds patience);
  Ending kill_for(Ending::Kind kind, std::string detail);
  void close_pipes();

  pid_t process_ = -1;
  int process_descriptor_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string received_;
  std::string last_errors_;
};

}  // namespace certlife::conformance
