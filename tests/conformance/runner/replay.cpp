#include "tests/conformance/runner/replay.h"

#include <iostream>

#include "model/trace/reader.h"
#include "tests/conformance/runner/notation.h"
#include "tests/conformance/runner/pattern.h"
#include "tests/conformance/runner/probes.h"
#include "tests/conformance/runner/trial.h"

namespace certlife::conformance {
namespace {

// The line as a request: what was seen becomes what is asked for.
trace::Line request(const trace::Line& seen) {
  trace::Line line = seen;
  line.last_error.clear();
  line.last_error_after.clear();
  for (auto* probes : {&line.observed.alive, &line.observed.csp, &line.observed.home, &line.observed.content, &line.observed.properties,
                       &line.observed.persisted})
    for (auto& probe : *probes) probe.value = trace::Value::null();
  return line;
}

bool is_same(const trace::Line& one, const trace::Line& other) {
  return one.ret == other.ret && one.last_error == other.last_error && one.observed == other.observed;
}

}  // namespace

int replay(const std::string& path, const std::string& target, const std::string& reading) {
  const auto lines = trace::read_all(trace::Reader::open(path));
  TestProgram program{{}, path, {}};
  for (const auto& line : lines) program.lines.push_back(request(line));
  const auto port = open_port(target);
  const Referee referee(reading);
  const Trial trial = run_and_judge(*port, referee, std::span(&program, 1)).front();
  bool same = trial.lines.size() == lines.size();
  for (std::size_t i = 0; i < trial.lines.size(); ++i) {
    const bool as_before = i < lines.size() && is_same(trial.lines[i], lines[i]);
    same = same && as_before;
    std::cout << (as_before ? "  same       " : "  different  ") << step_text(program.lines[i], trial.lines[i]) << "  ->  " << observation_text(trial.lines[i]) << "\n";
  }
  for (const Finding& finding : trial.findings)
    std::cout << finding.clause << " is broken at call " << finding.at + 1 << ": " << finding.observed << "; allowed: " << finding.allowed << "\n";
  const char* const verdict = trial.undefined ? "" : trial.findings.empty() ? ", and allowed" : ", and not allowed";
  std::cout << (same ? "same" : "different") << verdict << "\n";
  return same ? 0 : 1;
}

}  // namespace certlife::conformance
