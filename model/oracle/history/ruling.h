// What is said of a call that has returned, by the orders that were found, and what is known from then on.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "model/oracle/history/history_verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class Components;
class Judge;
class Search;
struct Candidate;
struct Ordering;
struct OverlappingCall;

class Ruling {
 public:
  using Calls = std::deque<std::unique_ptr<OverlappingCall>>;
  using Tell = std::function<void(const trace::Line&, const HistoryVerdict&)>;

  // `calls` are all that may overlap one that returns. What is referred to outlives this.
  Ruling(Judge& judge, Components& components, Search& search, const Calls& calls, const Tell& tell)
      : judge_(judge), components_(components), search_(search), calls_(calls), tell_(tell) {}

  // REQUIRES: the states of the call's component are the candidates.
  HistoryVerdict on(OverlappingCall& call, Ordering& ordering);
  // The call is not judged.
  HistoryVerdict pass_over(OverlappingCall& call, std::string why);
  // Nobody knows any more how often what the call has is referred to.
  void doubt(const OverlappingCall& call);

 private:
  HistoryVerdict fault_in(OverlappingCall& call, Ordering& ordering);
  HistoryVerdict rejection_of(OverlappingCall& call, Ordering& ordering);
  NoOrder no_order_of(const OverlappingCall& call, const Candidate& state, const Verdict& of_the_call);
  HistoryVerdict undecided(OverlappingCall& call, const std::string& why);
  HistoryVerdict doubtful(OverlappingCall& call, Ordering& ordering);
  bool is_in_doubt(OverlappingCall& call, const Candidate& state);
  void name_results(OverlappingCall& call);

  Judge& judge_;
  Components& components_;
  Search& search_;
  const Calls& calls_;
  const Tell& tell_;
};

// It may have changed how often what it has is referred to, though it is not judged.
bool may_have_done_anything(const OverlappingCall& call);

}  // namespace certlife::oracle
