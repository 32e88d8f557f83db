#include "tests/conformance/cli/replay.h"

#include <algorithm>
#include <iostream>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"
#include "model/tool/terminal.h"
#include "model/trace/notation.h"
#include "model/trace/reader.h"
#include "model/trace/vocabulary.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

bool gives_an_object(trace::Call call) {
  const trace::Returns returns = trace::describe(call).returns;
  return returns == trace::Returns::store || returns == trace::Returns::context;
}

// The line as a request: what was seen becomes what is asked for.
trace::Line request(const trace::Line& seen) {
  trace::Line line = seen;
  line.last_error.clear();
  line.last_error_after.clear();
  // What was NULL is asked for by a name of its own: without one nobody sees that it is not NULL any more.
  if (line.ret.is_null() && gives_an_object(line.which)) line.ret = trace::Value::of("result of line " + std::to_string(seen.number));
  for (auto* probes : {&line.observed.alive, &line.observed.csp, &line.observed.home, &line.observed.content, &line.observed.properties,
                       &line.observed.persisted})
    for (auto& probe : *probes) probe.value = trace::Value::null();
  return line;
}

// What the trace does not say is no difference: a result, a last error, a probe that was not made.
bool shows(const trace::Value& now, const trace::Value& before) {
  const bool same_code = now.resolved && before.resolved && now.number == before.number;
  return before.is_absent() || now == before || same_code;
}

bool shows(const trace::Fields& now, const trace::Fields& before, bool is_probe) {
  return std::all_of(before.begin(), before.end(), [&](const trace::Field& field) {
    if (is_probe && field.value.is_null()) return true;
    const trace::Value* found = now.find(field.name);
    return found && *found == field.value;
  });
}

bool shows(const trace::Observed& now, const trace::Observed& before) {
  return shows(now.alive, before.alive, true) && shows(now.csp, before.csp, true) &&
         shows(now.home, before.home, true) && shows(now.content, before.content, true) &&
         shows(now.properties, before.properties, true) && shows(now.persisted, before.persisted, false);
}

bool shows(const trace::Line& now, const trace::Line& before) {
  return shows(now.ret, before.ret) && shows(now.out, before.out, false) && shows(now.last_error, before.last_error) &&
         shows(now.observed, before.observed);
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
    const bool was_declined = trial.lines[i].not_supported;
    const bool as_before = i < lines.size() && !was_declined && shows(trial.lines[i], lines[i]);
    same = same && as_before;
    std::cout << (was_declined ? "  declined   " : as_before ? "  same       " : "  different  ") << plain(step_text(program.lines[i], trial.lines[i]))
              << "  ->  " << plain(observation_text(trial.lines[i])) << "\n";
  }
  for (const Finding& finding : trial.findings)
    std::cout << finding.clause << " is broken at call " << finding.at + 1 << ": " << plain(finding.observed) << "; allowed: " << plain(finding.allowed) << "\n";
  for (const auto& lack : trial.lacks) std::cout << "the target cannot do it: " << plain(lack) << "\n";
  if (nothing_was_judged(trial)) {
    std::cout << "undecided: no call was judged\n";
    return 3;
  }
  const char* const verdict = trial.undefined ? "" : trial.findings.empty() ? ", and allowed" : ", and not allowed";
  std::cout << (same ? "same" : "different") << verdict << "\n";
  return trial.findings.empty() ? 0 : 1;
}

}  // namespace certlife::conformance
