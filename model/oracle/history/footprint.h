// What a call touches, and so: which calls may change places without anybody noticing. Two calls commute if neither can change what
// the other returns, whether the other is defined, or the state after both. Where that is not certain, they do not.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/names.h"
#include "model/oracle/translation.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct OverlappingCall;

// What the arguments say, whatever the state.
struct Footprint {
  enum class Use : std::uint8_t { none, handle, reads, changes, closes };

  bool is_alone = false;         // It may touch anything near it: nothing is moved past it.
  Use of_store = Use::none;
  std::uint32_t store = 0;       // If it names one,
  NameId store_from = 0;         // or the context whose hCertStore it is.
  NameId home_of = 0;            // The store is that of this context.
  std::array<NameId, 4> contexts{};  // That it has,
  NameId given = 0;              // and the one that it gives.
  NameId drops = 0;              // The one of them to which it gives up a reference,
  NameId looks_at = 0;           // and the one whose properties it reads or changes.
  bool alters = false;           // It changes them.

  bool has(NameId context) const;
  bool names(NameId context) const { return context == given || has(context); }
  void add(NameId context);
};

Footprint footprint_of(const trace::Line& line, const Translation& translation, NameId given);

// The calls that wait to be taken in one state, and which of them commute there.
class Waiting {
 public:
  // REQUIRES: none of the calls has been taken in this state.
  Waiting(const Candidate& state, std::vector<OverlappingCall*> calls);

  const std::vector<OverlappingCall*>& calls() const { return calls_; }
  // The bits of those with which it does not commute. REQUIRES: it is among the calls.
  std::uint64_t in_conflict_with(const OverlappingCall& call) const;
  // REQUIRES: it is among the calls.
  bool commutes_with_all(const OverlappingCall& call) const;

 private:
  // Elements of a store: all of them, or those that may match an element with these bytes or this key.
  struct Matter {
    static constexpr int unknown = -1;
    bool is_all = true;
    int bytes = unknown, key = unknown;
    bool meets(const Matter& other) const;
  };
  // What a call touches in this state.
  struct Reach {
    bool is_alone = false;
    std::uint32_t reads = 0, changes = 0;  // The contents of a store,
    Matter matter;                         // these of them;
    bool adds = false;                     // it may put an element before the others.
    NameId ends = 0;                       // The context of which it may give up the last reference,
    NameId starts = 0;                     // The one that it gives and nobody holds yet.
    NameId alters = 0;                     // or whose properties it changes.
  };

  Reach reach_of(const OverlappingCall& call) const;
  std::int64_t references_left(NameId context) const;
  std::int64_t handles_left(std::uint32_t store) const;
  std::uint32_t store_of(const Footprint& footprint) const;
  void touch_elements(const OverlappingCall& call, std::uint32_t store, Reach& reach) const;
  Matter matter_of(const OverlappingCall& call) const;
  bool goes_by_bytes(std::uint32_t store) const;
  bool only_finds(const model::AddContext<Concrete>& add, std::uint32_t store) const;
  bool do_commute(std::size_t one, std::size_t other) const;
  std::size_t place_of(const OverlappingCall& call) const;

  const Candidate& state_;
  std::vector<OverlappingCall*> calls_;
  std::vector<Reach> reaches_;
};

}  // namespace certlife::oracle
