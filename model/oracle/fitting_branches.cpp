#include "model/oracle/fitting_branches.h"

#include "model/oracle/comparison.h"
#include "model/oracle/knowledge.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace certlife::oracle {
namespace {

// Says whether there is room for more.
bool keep(Candidates& candidates, std::size_t from, Outcome& outcome, const Choosing& way, std::vector<Branch>& to) {
  to.emplace_back(from, std::move(outcome), way);
  if (to.size() < candidates.most_branches()) return true;
  candidates.leave_out_the_rest();
  return false;
}

}  // namespace

Undefined find_fitting(Knowledge& known, const Comparison& comparison, ReadingSet own, std::vector<Branch>& to) {
  Undefined undefined;
  for (std::size_t i = 0; i < known.candidates.size(); ++i) {
    const Candidate& candidate = known.candidates[i];
    const auto use = [&](Outcome& outcome, const Choosing& way) {
      return comparison.differences(candidate, outcome) != 0 || keep(known.candidates, i, outcome, way, to);
    };
    const char* const clause = known.for_each_branch(candidate, comparison.expectation(candidate), use);
    if (!clause) continue;
    const ReadingSet readings = candidate.readings();
    undefined.readings |= readings;
    if (!undefined.clause || (readings & own)) undefined.clause = clause;
  }
  return undefined;
}

void add_nearest(const Knowledge& known, const Comparison& comparison, ReadingSet rejecting, std::vector<Branch>& to) {
  std::vector<Branch> found;
  constexpr std::size_t most = 256;
  for (std::size_t i = 0; i < known.candidates.size(); ++i) {
    const Candidate& candidate = known.candidates[i];
    if (!(candidate.readings() & rejecting) || found.size() >= most) continue;
    known.for_each_branch(candidate, {}, [&](Outcome& outcome, Choosing& way) {
      std::vector<Variant> variants = way.variants_after();
      std::erase_if(variants, [&](Variant& variant) { return !(variant.readings &= rejecting); });
      if (variants.empty() || found.size() >= most) return true;
      const int differences = comparison.differences(candidate, outcome);
      found.emplace_back(i, std::move(outcome), std::move(variants), rejecting).differences = differences;
      return true;
    });
  }
  int least = std::numeric_limits<int>::max();
  for (const Branch& branch : found) least = std::min(least, branch.differences);
  for (Branch& branch : found) {
    if (branch.differences == least) to.push_back(std::move(branch));
  }
  std::stable_sort(to.begin(), to.end(), [](const Branch& a, const Branch& b) { return a.from < b.from; });
}

}  // namespace certlife::oracle
