// What the oracle knows of a trace: its names and contents, the states that may be the case, and the line that it looks at.
#pragma once

#include <cstdint>

#include "model/oracle/binding.h"
#include "model/oracle/candidate.h"
#include "model/oracle/content_table.h"
#include "model/oracle/name_bindings.h"
#include "model/oracle/names.h"
#include "model/oracle/state_set.h"
#include "model/oracle/translate.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Knowledge {
  Knowledge(const model::Readings& readings, ReadingSet all, std::size_t most_candidates, std::size_t most_dead_names)
      : names(most_dead_names), candidates(readings, Candidate::at_the_start(all), most_candidates) {}

  Names names;
  ContentTable contents;
  Translator translator{contents};
  Candidates candidates;
  NameBindings bindings{names, candidates};
  Translation translation;     // Of the line,
  std::uint32_t line = 0;      // by its number.

  // What a file line says is so in every state.
  void set_up(const trace::FileSetup& file);
  // Takes the line for the one that is looked at. A CSP handle that it has and nobody knows is known from now on.
  void translate(const trace::Line& seen);

  // The call of the line in this state.
  ConcreteCall call_in(const Candidate& candidate) const {
    return call_bound(translation, candidate.world, bindings.fresh(), [&](NameId name) { return candidate.context_called(name); });
  }
  // The clause under which it is undefined there, or nullptr.
  const char* undefined_in(const Candidate& candidate, const ConcreteCall& call, const Outcome& outcome) const {
    return undefined_by(translation, candidate.world, call, outcome, [&](NameId name) { return candidate.context_called(name); });
  }
  const char* undefined_in(const Candidate& candidate) const;

  // Calls use(outcome, way) for each branch of the call in the state, until that says no, or returns the clause under which it is
  // undefined there.
  template <class Use>
  const char* for_each_branch(const Candidate& candidate, const Choosing::Expectation& expected, Use use, bool explains = false) const {
    const ConcreteCall call = call_in(candidate);
    const auto undefined = [&](const Outcome& outcome) { return undefined_in(candidate, call, outcome); };
    return candidates.for_each_branch(candidate, call, expected, undefined, use, explains);
  }

  // Does the call use a store by the hCertStore of a context that outlives its last close?
  bool uses_closed_store() const;

  // The name that the line gives what the call returned or passed out; 0 if it has none yet.
  NameId name_given() const {
    return translation.object && translation.object->is_text() ? names.find(translation.object->text) : 0;
  }
};

}  // namespace certlife::oracle
