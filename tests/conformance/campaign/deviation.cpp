#include "tests/conformance/campaign/deviation.h"

#include "model/programs/pattern.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

Deviation deviation_of(const Finding& finding, std::vector<trace::Line> requests, std::vector<trace::Line> calls) {
  Deviation deviation;
  deviation.clause = finding.clause;
  deviation.shape = shape_of(requests);
  deviation.aspect = trace::plain(finding.aspect);
  deviation.requests = std::move(requests);
  deviation.calls = std::move(calls);
  deviation.observed = finding.observed;
  deviation.allowed = finding.allowed;
  deviation.signature = finding.signature;
  deviation.is_fatal = finding.is_fatal;
  deviation.is_by_windows = finding.is_by_windows;
  return deviation;
}

bool Deviation::covers(const std::string& its_clause, const std::string& its_aspect, const Situation& situation) const {
  return clause == its_clause && aspect == its_aspect && is_met_by(met.act, needed(), situation);
}

}  // namespace certlife::conformance
