#include "tests/conformance/cli/replay_calls.h"

#include <iostream>

#include "model/programs/probes.h"
#include "model/tool/terminal.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

TestProgram program_from(const std::string& calls) {
  try {
    return {{}, "calls", parse_program(calls)};
  } catch (const trace::BadInput& error) {
    throw trace::BadInput("--calls", 1, error.column(), error.message());
  }
}

void print(const TestProgram& program, const Trial& trial) {
  for (std::size_t i = 0; i < trial.lines.size(); ++i)
    std::cout << "  " << i + 1 << ". " << plain(step_text(program.lines[i], trial.lines[i])) << "  ->  " << plain(observation_text(trial.lines[i])) << "\n";
  for (const std::size_t at : trial.unsupported) std::cout << "call " << at + 1 << " is not supported by the target\n";
  for (const auto& lack : trial.lacks) std::cout << "the target cannot do it: " << plain(lack) << "\n";
  if (trial.undefined) std::cout << "the documents do not define the last of these calls; nothing after it is judged\n";
  for (const Finding& finding : trial.findings)
    std::cout << finding.clause << " is broken at call " << finding.at + 1 << ": " << plain(finding.observed) << "; allowed: " << plain(finding.allowed) << "\n";
}

}  // namespace

int replay_calls(const std::string& calls, const std::string& target, const std::string& reading, std::size_t times) {
  TestProgram program = program_from(calls);
  const auto port = open_port(target);
  const Referee referee(reading);
  ask_for_probes(program, port->description().probes);
  std::size_t deviated = 0;
  bool printed = false;
  Trial last;
  for (std::size_t i = 0; i < times; ++i) {
    last = run_and_judge(*port, referee, std::span(&program, 1)).front();
    deviated += last.findings.empty() ? 0 : 1;
    if (!last.findings.empty() && !printed) print(program, last), printed = true;
  }
  if (!printed) print(program, last);
  if (times > 1) std::cout << "deviated in " << deviated << " of " << times << " runs\n";
  if (deviated == 0 && nothing_was_judged(last)) {
    std::cout << "undecided: no call was judged\n";
    return 3;
  }
  std::cout << (deviated > 0 ? "not allowed\n" : "allowed\n");
  return deviated > 0 ? 1 : 0;
}

}  // namespace certlife::conformance
