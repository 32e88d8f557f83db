// Counts what a target really did: calls whose results came back. Calls that were never reached do not count.
#pragma once

#include "tests/conformance/campaign/port.h"

namespace certlife::conformance {

class CountingPort : public Port {
 public:
  explicit CountingPort(Port& port) : port_(port) {}

  const Description& description() override { return port_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = port_.run(programs);
    for (const ProgramRun& run : runs) count(run);
    return runs;
  }
  ProgramRun run_in_parts(const Program& program, Parts parts, const GoesOn& goes_on) override {
    ProgramRun run = port_.run_in_parts(program, parts, goes_on);
    count(run);
    return run;
  }
  void restart() override { port_.restart(); }
  std::size_t endings_not_again() const override { return port_.endings_not_again(); }
  std::string last_ending_not_again() const override { return port_.last_ending_not_again(); }

  std::size_t calls() const { return calls_; }

 private:
  void count(const ProgramRun& run) {
    for (const Result& result : run.results) calls_ += result.line.kind == trace::Line::Kind::call && !result.line.not_supported;
  }

  Port& port_;
  std::size_t calls_ = 0;
};

}  // namespace certlife::conformance
