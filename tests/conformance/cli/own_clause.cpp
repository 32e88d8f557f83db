#include "tests/conformance/cli/own_clause.h"

#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

// What the target answered, as it came from there.
ProgramRun run_of(const TestProgram& program, bool ends_process) {
  ProgramRun run;
  for (const trace::Line& line : program.lines) run.results.push_back({line});
  if (!ends_process) return run;
  run.results.pop_back();
  run.ending = Ending{Ending::Kind::exited, 0, ""};
  return run;
}

}  // namespace

std::string own_clause_of(const std::vector<trace::Line>& calls, bool ends_process, const std::string& reading) {
  const TestProgram program{{}, "counterexample", calls};
  const Trial trial = Referee(reading).judge(program, run_of(program, ends_process));
  for (const Finding& finding : trial.findings)
    if (finding.at + 1 == calls.size()) return finding.clause;
  return "";
}

}  // namespace certlife::conformance
