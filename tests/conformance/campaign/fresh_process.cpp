#include "tests/conformance/campaign/fresh_process.h"

#include <algorithm>

#include "tests/conformance/campaign/reduce.h"
#include "tests/conformance/campaign/soak.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t runs_in_its_own_process = 12;  // Before it is said not to show there.

void count(Deviation& deviation, const Reruns& reruns) {
  deviation.reruns.shown += reruns.shown;
  deviation.reruns.of += reruns.of;
}

Reruns shown_in(const Trial& trial, const std::string& signature) {
  const bool shown = std::any_of(trial.findings.begin(), trial.findings.end(), [&](const Finding& each) { return each.signature == signature; });
  return {shown ? std::size_t{1} : 0, 1};
}

}  // namespace

void confirm_in_a_fresh_process(Port& port, const Referee& referee, std::vector<Deviation>& deviations) {
  std::vector<TestProgram> programs;
  std::vector<Deviation*> confirmed;
  for (Deviation& each : deviations) {
    if (each.is_fatal || each.is_by_windows || shows_only_when_repeated(each.aspect)) continue;
    programs.push_back({{}, {}, each.requests});
    confirmed.push_back(&each);
  }
  if (programs.empty()) return;
  // Starting a process is slow on some targets: one is shared by all, and only what does not show in it gets its own.
  port.restart();
  const auto trials = run_and_judge(port, referee, programs);
  for (std::size_t i = 0; i < confirmed.size(); ++i) {
    const Reruns shared = shown_in(trials[i], confirmed[i]->signature);
    count(*confirmed[i], shared);
    if (shared.is_steady()) continue;
    port.restart();
    const Reruns alone = run_again(port, referee, confirmed[i]->requests, confirmed[i]->signature, runs_in_its_own_process);
    count(*confirmed[i], alone);
    confirmed[i]->is_only_after_others = alone.shown == 0;
  }
}

}  // namespace certlife::conformance
