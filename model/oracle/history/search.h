// The search for an order of calls that overlap, call by call as they return ("just in time": Wing and Gong 1993, Lowe 2017).
//
// Of each state it is known which calls have been taken in it. When a call returns, every state in which it has not been taken yet
// takes it, after any of the calls that are on their way with which it does not commute. What led to the same state with the same
// calls taken goes on as one. A call that commutes with all that wait is taken at once: any other order would come to the same.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "model/oracle/accounts.h"
#include "model/oracle/history/component.h"
#include "model/oracle/history/overlapping_call.h"
#include "model/oracle/history/same_states.h"
#include "model/oracle/knowledge.h"
#include "model/oracle/verdict.h"

namespace certlife::oracle {

// How a call ended in the states of its component.
struct Ordering {
  ReadingSet accepting = 0;             // Under which some order has the call.
  OverlappingCall* at_fault = nullptr;  // A call that is undefined in some order, under the reading judged under,
  bool is_race = false;                 // and defined in another.
  std::vector<Candidate> stuck;         // Where no order has it: states after the longest order of calls before it, one of the own reading.
};

class Search {
 public:
  struct Limits {
    std::size_t most_states = 2'000;      // That are tried when a call returns; of more some are followed.
    std::size_t most_orders = 64;         // Beyond so many states of one component those go on as one that differ in the order of elements alone.
  };

  Search(Knowledge& knowledge, Accounts& accounts, ReadingSet own, Limits limits)
      : known_(knowledge), accounts_(accounts), own_(own), limits_(limits) {}

  // The call returns. REQUIRES: the states of its component are the candidates.
  Ordering take(OverlappingCall& call);
  // Why the call is not allowed next in this state; accepted if it is, and undefined if the caller had no right to it.
  // REQUIRES: as for take.
  Verdict judge_next(OverlappingCall& call, const Candidate& state);
  // Takes more calls, one after the other, as long as any is allowed.
  void take_what_is_allowed(std::vector<Candidate>& state, const std::vector<OverlappingCall*>& waiting);

  std::size_t states_tried() const { return states_tried_; }

 private:
  class Turn;  // While the oracle looks at one call.
  struct Front;

  bool take_at_once(OverlappingCall& call);
  Ordering take_after_others(OverlappingCall& call);
  std::size_t take_each_in(const Front& front, std::size_t at, OverlappingCall& call, Front& next, std::vector<Candidate>& taken);
  Conflicts conflicts_in(const Candidate& state) const;
  void take_in(const Candidate& state, OverlappingCall& call, std::vector<Candidate>& to);
  void note_undefined(const Candidate& state, OverlappingCall& call);
  Candidate after(const Candidate& state, const Outcome& outcome, const Choosing& way, const OverlappingCall& call);
  void bind(Candidate& state, const OverlappingCall& call, const model::Answer<Concrete>& answer);
  void note_in_accounts(const Candidate& state, const Outcome& outcome, OverlappingCall& call);
  void note_writes(const Outcome& outcome);
  bool is_unborn(const Candidate& state, const OverlappingCall& call) const;
  std::vector<OverlappingCall*> waiting_in(const Candidate& state) const;
  void find_faults(Ordering& ordering) const;
  void keep_some(std::vector<Candidate>& states);
  bool shows_the_order(const Candidate& state) const;
  void note_lost_order(const Candidate& state, const OverlappingCall& call);
  void leave_out(const std::string& why);

  Knowledge& known_;
  Accounts& accounts_;
  ReadingSet own_;
  Limits limits_;
  Component* component_ = nullptr;
  std::size_t states_tried_ = 0;
};

}  // namespace certlife::oracle
