#include "tests/conformance/campaign/blame.h"

#include <algorithm>
#include <map>

#include "model/ledger/ledger.h"
#include "model/oracle/wrong_effects.h"
#include "tests/conformance/campaign/soak.h"

namespace certlife::conformance {
namespace {

// A call whose effect explains the deviation: one before the last, or the last itself which is then wrong in this before it is in what it shows.
struct Explanation {
  oracle::Supposed supposed;
  std::string cause;  // The same for all that it explains, whatever the names.
};

std::string cause_of(const oracle::WrongEffect& effect, const std::string& act) {
  return effect.clause + " " + act + " " + std::to_string(static_cast<int>(effect.on)) + " " + std::to_string(static_cast<int>(effect.role)) + " " +
         std::to_string(effect.by);
}

// Of what is seen where it deviates nothing but this explains: which call showed it, and in what. That flags and kinds lead to other
// clauses makes no other cause.
std::string cause_of(const Deviation& deviation) { return deviation.met.act + " " + deviation.aspect; }

class Explanations {
 public:
  Explanations(const Deviation& deviation, const Evidence& evidence, const std::string& reading)
      : deviation_(deviation), evidence_(evidence), reading_(reading) {}

  // Of an open clause the call that shows it has chosen otherwise than the reading: it needs no other explanation of its own.
  std::vector<Explanation> all() {
    std::vector<Explanation> found;
    const auto situations = evidence_.situations_of(deviation_.requests);
    const std::size_t end = model::Ledger::load().is_open(deviation_.clause) ? deviation_.calls.size() - 1 : deviation_.calls.size();
    for (std::size_t at = 0; at < end; ++at) {
      for (const oracle::WrongEffect& effect : oracle::wrong_effects_of(deviation_.calls[at])) {
        if (!oracle::are_allowed(deviation_.calls, {{at, effect}}, reading_)) continue;
        if (!evidence_.tells_against(effect, situations[at], reading_)) found.push_back({{at, effect}, cause_of(effect, situations[at].act)});
      }
    }
    return found;
  }

 private:
  const Deviation& deviation_;
  const Evidence& evidence_;
  const std::string& reading_;
};

bool may_be_explained(const Deviation& deviation) {
  return !deviation.is_by_windows && !deviation.is_fatal && !deviation.is_flaky() && deviation.calls.size() > 1 &&
         deviation.calls.size() == deviation.requests.size() && !shows_only_when_repeated(deviation.aspect);
}

// Each time the cause that explains most of what is left unexplained.
class Cover {
 public:
  Cover(std::vector<Deviation>& deviations, const Evidence& evidence, const std::string& reading) : deviations_(deviations) {
    for (const Deviation& each : deviations) {
      explanations_.push_back(may_be_explained(each) ? Explanations(each, evidence, reading).all() : std::vector<Explanation>{});
      // What a right call met as well, this call was not wrong about by itself.
      speaks_for_itself_.push_back(explanations_.back().empty() || !evidence.has_right_one_like(each.met));
    }
    left_.assign(deviations.size(), true);
  }

  void find() {
    while (std::find(left_.begin(), left_.end(), true) != left_.end()) {
      const std::map<std::string, Count> counts = count();
      const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      take(most->first);
    }
  }

 private:
  // Where two explain as many, what is seen itself is the simpler, and then the later call.
  struct Count {
    std::size_t deviations = 0;
    bool is_direct = false;
    std::size_t at = 0;
    bool operator<(const Count& other) const {
      if (deviations != other.deviations) return deviations < other.deviations;
      return is_direct != other.is_direct ? other.is_direct : at < other.at;
    }
  };

  std::map<std::string, Count> count() const {
    std::map<std::string, Count> counts;
    for (std::size_t i = 0; i < deviations_.size(); ++i) {
      if (!left_[i]) continue;
      std::map<std::string, std::size_t> causes;
      for (const Explanation& each : explanations_[i]) causes[each.cause] = each.supposed.at;
      for (const auto& [cause, at] : causes) {
        ++counts[cause].deviations;
        counts[cause].at = std::max(counts[cause].at, at);
      }
      if (!speaks_for_itself_[i]) continue;
      Count& direct = counts[cause_of(deviations_[i])];
      ++direct.deviations;
      direct.is_direct = true;
    }
    return counts;
  }

  void take(const std::string& cause) {
    for (std::size_t i = 0; i < deviations_.size(); ++i) {
      if (!left_[i]) continue;
      const auto& all = explanations_[i];
      const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Explanation& each) { return each.cause == cause; });
      if (found == all.rend() && !(speaks_for_itself_[i] && cause_of(deviations_[i]) == cause)) continue;
      left_[i] = false;
      if (found != all.rend()) deviations_[i].blame = {found->supposed.at, found->supposed.effect.clause, found->supposed.effect.text(), cause};
    }
  }

  std::vector<Deviation>& deviations_;
  std::vector<std::vector<Explanation>> explanations_;
  std::vector<bool> speaks_for_itself_, left_;
};

}  // namespace

void find_whom_to_blame(std::vector<Deviation>& deviations, const Evidence& evidence, const std::string& reading) {
  Cover(deviations, evidence, reading).find();
}

}  // namespace certlife::conformance
