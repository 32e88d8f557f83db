#include "model/oracle/doubts.h"

#include <algorithm>

#include "model/oracle/knowledge.h"
#include "model/trace/utf8.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;

bool Doubts::concern_the_line() const {
  if (!any_) return false;
  const auto& mentioned = known_.translation.mentioned;
  return std::any_of(mentioned.begin(), mentioned.end(), [&](NameId name) {
    if (known_.names[name].tainted) return true;
    if (known_.names[name].thing != Thing::context) return false;
    const Candidate& candidate = known_.candidates.front();
    const NameId home = known_.bindings.of_home(candidate, {candidate.context_called(name)});
    return home && known_.names[home].tainted;
  });
}

std::string Doubts::reason() const {
  for (const NameId name : known_.translation.mentioned) {
    const NameEntry& entry = known_.names[name];
    if (!entry.tainted) continue;
    return "not judged: line " + std::to_string(entry.doubted) + " had \"" + trace::shortened(entry.text) +
           "\" and was not judged, so nobody knows how many references there are since then";
  }
  return "not judged: a store whose references nobody knows, since a line that was not judged had it or a context of "
         "it";
}

void Doubts::note(NameId name) {
  NameEntry& entry = known_.names[name];
  if (!entry.tainted) entry.doubted = known_.line;
  entry.tainted = any_ = true;
}

// What a call that is not judged had may be held by any number of further references, or of fewer; a store, through its
// contexts.
void Doubts::doubt(NameId name) {
  note(name);
  if (known_.names[name].thing != Thing::context) return;
  for (const Candidate& candidate : known_.candidates) {
    const Concrete::Store home = candidate.world.home.at({candidate.context_called(name)});
    const NameId store = known_.bindings.of_store(home.index);
    if (home.index >= first_free_store && store) note(store);
  }
}

// A dead name among the results is a stranger's now.
void Doubts::doubt_what_is_in(const Line& line) {
  for_each_name_in(line, [&](std::string_view text) {
    if (const NameId name = known_.names.find(text); name && known_.names[name].is_live()) doubt(name);
  });
  const auto is_given = [&](const Value& value) {
    const NameId name = value.is_text() ? known_.names.find(value.text) : 0;
    if (name) known_.names.give_to_a_stranger(name);
  };
  is_given(line.ret);
  for (const auto& [parameter, value] : line.out) is_given(value);
}

void Doubts::doubt_names_of_rejected_results(const std::vector<Branch>& branches) {
  const NameId name = known_.name_given();
  if (!name) return;
  if (known_.names[name].dead) return known_.names.give_to_a_stranger(name);
  if (!known_.names[name].is_live(Thing::context)) return;
  const auto shows_all = [](const Branch& branch) { return branch.differences == 0; };
  if (std::any_of(branches.begin(), branches.end(), shows_all)) return;
  const NameId another = another_name_of_results(branches, name);
  if (!another) return;
  doubt(name);
  doubt(another);
}

NameId Doubts::another_name_of_results(const std::vector<Branch>& branches, NameId name) const {
  NameId another = 0;
  for (const Candidate& candidate : known_.candidates) {
    for (const Branch& branch : branches) {
      if (const NameId other = candidate.name_of_context(branch.outcome.answer.context.index); other && other != name)
        another = other;
    }
  }
  return another;
}

}  // namespace certlife::oracle
