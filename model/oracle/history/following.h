// Calls that overlap, from when they begin until they have returned: what is known so far is the first component.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/oracle/history/components.h"
#include "model/oracle/history/history.h"
#include "model/oracle/history/overlapping_call.h"
#include "model/oracle/history/search.h"
#include "model/oracle/judge.h"

namespace certlife::oracle {

class History::Following {
 public:
  // What is referred to outlives this. `calls` are all that may overlap one that returns.
  Following(Judge& judge, const Options& options, const Ruling::Calls& calls, const Tell& tell);

  // Things that happen to calls, in their order; `now` counts them.
  void begin(OverlappingCall& call, std::uint64_t now);
  void end(OverlappingCall& call, std::uint64_t now);
  // When the first of those began that have not returned.
  std::uint64_t earliest_waiting(std::uint64_t otherwise) const;

  // The first component is the judge's again; of all of them together one implementation must be the explanation.
  void finish();
  std::vector<Owed> owed_elsewhere() const;
  std::size_t states_tried() const { return search_.states_tried(); }
  std::size_t things_kept() const;

 private:
  void begin_judged(OverlappingCall& call);
  std::string reason_to_pass_over(const OverlappingCall& call) const;
  void adopt_new_csps(OverlappingCall& call);
  void reserve(OverlappingCall& call);
  void note_too_many_states();
  std::uint64_t free_bit();
  HistoryVerdict end_judged(OverlappingCall& call);
  void close(OverlappingCall& call);

  Judge& judge_;
  const Tell& tell_;
  Search search_;
  Components components_;
  Ruling ruling_;
  std::vector<OverlappingCall*> waiting_;  // Began and did not return.
  std::uint64_t now_ = 0, bits_taken_ = 0;
};

}  // namespace certlife::oracle
