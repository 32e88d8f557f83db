#include "tests/conformance/campaign/misuse.h"

#include <algorithm>

#include "model/programs/pattern.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/scope.h"

namespace certlife::conformance {
namespace {

// What was seen of the last call, or nothing if it was reported as a misuse.
std::string fault_in_last_call(const TestProgram& program, const ProgramRun& run) {
  if (run.ending) return "the process ends: " + run.ending->text();
  if (run.results.size() != program.lines.size()) return "there is no reply";
  return run.results.back().misuse ? "" : "the misuse is not reported";
}

Deviation deviation_of(const TestProgram& program, const std::string& observed) {
  Deviation deviation;
  deviation.clause = program.clauses.front();
  deviation.requests = deviation.calls = canonical(program.lines);
  deviation.shape = shape_of(program.lines);
  deviation.aspect = trace::plain(observed);
  deviation.observed = observed;
  deviation.allowed = "\"misuse\" in the reply, and the process lives on";
  deviation.signature = deviation.text();
  deviation.found_by = "misuse programs";
  return deviation;
}

void judge(const TestProgram& program, const ProgramRun& run, CampaignResult& result) {
  const std::string fault = fault_in_last_call(program, run);
  for (const std::string& clause : program.clauses)
    if (fault.empty()) ++result.clauses[clause].decided;
  if (!fault.empty()) result.deviations.push_back(deviation_of(program, fault));
}

bool can_be_sent(const Scope& scope, const TestProgram& program) {
  return std::none_of(program.lines.begin(), program.lines.end(), [&](const auto& line) { return scope.reason_against(line).has_value(); });
}

}  // namespace

const std::vector<TestProgram>& misuse_programs() {
  static const std::vector<TestProgram> all = named_programs("misuse.programs");
  return all;
}

void run_misuse_programs(Port& port, const Selection& selection, CampaignResult& result) {
  if (!port.description().detects_misuse) return;
  const Scope scope(port.description(), selection);
  std::vector<TestProgram> programs;
  for (TestProgram program : misuse_programs())
    if (selection.means(program) && can_be_sent(scope, program)) programs.push_back(std::move(program));
  std::vector<Program> requests;
  Extent extent{programs.size(), 0};
  for (const TestProgram& program : programs) {
    requests.push_back(program.lines);
    extent.calls += program.lines.size();
  }
  const auto runs = port.run(requests);
  for (std::size_t i = 0; i < programs.size(); ++i) judge(programs[i], runs[i], result);
  result.levels.push_back({"calls that are undefined, and whether they are reported", extent});
  result.programs += extent.programs;
}

}  // namespace certlife::conformance
