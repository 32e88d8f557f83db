#include "model/oracle/named_objects.h"

#include "model/oracle/knowledge.h"

namespace certlife::oracle {

bool NamedObjects::lives(const Candidate& candidate, NameId name) const {
  const NameEntry& entry = known_.names[name];
  if (entry.dead) return false;
  switch (entry.thing) {
    case Thing::store:   return candidate.world.store_allocated.at({entry.index});
    case Thing::csp:     return candidate.world.csp_references.at({entry.index}) > 0;
    case Thing::context: return candidate.context_called(name) >= first_free_context;
    case Thing::file:
    case Thing::unknown: break;
  }
  return false;
}

NamedObjects::Object NamedObjects::called(const Candidate& candidate, const Outcome& outcome, std::string_view name) const {
  const NameId known = known_.names.find(name);
  const bool is_given = known_.translation.object && known_.translation.object->is_text() && known_.translation.object->text == name;
  Object object;
  if (known && known_.names[known].thing != Thing::unknown) {
    const NameEntry& entry = known_.names[known];
    object = {entry.thing, entry.thing == Thing::context ? candidate.context_called(known) : entry.index, entry.tainted, false};
    if (entry.thing == Thing::context && !object.index) object.thing = Thing::unknown;
    object.was_taken_again = is_given && !lives(candidate, known);
    if (!object.was_taken_again) object.tainted = object.tainted || is_tainted(candidate, object);
  } else if (is_given) {
    object = given_by(outcome);
  }
  return object;
}

// What the call gave.
NamedObjects::Object NamedObjects::given_by(const Outcome& outcome) const {
  Object object;
  switch (known_.translation.result) {
    case Translation::Result::store:
      object = {Thing::store, outcome.answer.store.index, false, false};
      break;
    case Translation::Result::context:
      object = {Thing::context, outcome.answer.context.index, false, false};
      break;
    case Translation::Result::csp:
      object = {Thing::csp, outcome.answer.csp.index, false, false};
      break;
    case Translation::Result::boolean:
    case Translation::Result::none:
      break;
  }
  if (!object.index) object.thing = Thing::unknown;
  return object;
}

NamedObjects::Object NamedObjects::called_now(const Candidate& candidate, const Outcome& outcome,
                                               std::string_view name) const {
  const Object object = called(candidate, outcome, name);
  return object.was_taken_again ? given_by(outcome) : object;
}

bool NamedObjects::is_tainted(const Candidate& candidate, const Object& object) const {
  if (object.thing != Thing::context) return false;
  const NameId home = known_.bindings.of_home(candidate, {object.index});
  return home && known_.names[home].tainted;
}

}  // namespace certlife::oracle
