// What a name in a line is in one of the states: before the call, or after it for a name that this very call gave.
#pragma once

#include <string_view>

#include "model/oracle/candidate.h"
#include "model/oracle/names.h"
#include "model/oracle/translation.h"

namespace certlife::oracle {

struct Knowledge;

class NamedObjects {
 public:
  explicit NamedObjects(const Knowledge& knowledge) : known_(knowledge) {}

  struct Object {
    Thing thing = Thing::unknown;
    std::uint32_t index = 0;
    bool tainted = false;
    bool was_taken_again = false;  // Another bears the name now.
  };

  Object called(const Candidate& candidate, const Outcome& outcome, std::string_view name) const;
  // Whether something still lives is asked of what bore the name before the call; what it holds, of what bears it now.
  Object called_now(const Candidate& candidate, const Outcome& outcome, std::string_view name) const;

  // A name may be dead in one state while another still has what bore it.
  bool lives(const Candidate& candidate, NameId name) const;

 private:
  Object given_by(const Outcome& outcome) const;
  bool is_tainted(const Candidate& candidate, const Object& object) const;

  const Knowledge& known_;
};

// After the call.
inline bool is_alive(const Outcome& outcome, const NamedObjects::Object& object) {
  return object.thing == Thing::store ? outcome.after.store_allocated.at({object.index})
                                      : outcome.after.context_allocated.at({object.index});
}

// Does the call return its object, instead of passing it out?
inline bool returns_object(const Translation& seen) { return seen.object == seen.ret && seen.object != nullptr; }

}  // namespace certlife::oracle
