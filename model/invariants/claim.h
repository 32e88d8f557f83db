// What a claim is: a sentence about every reachable world, or about every call that the documents define.
//
// A claim is written once, over any domain, about one arbitrary store, context and CSP handle. The proofs show it for all of
// them at once; the explorer and the tests evaluate it for each.
#pragma once

#include <string_view>

#include "model/calls.h"
#include "model/outcome.h"

namespace certlife::model {

// What a claim says of itself: its name, its sentence, the clauses it rests on, and the choice values it needs, if any. The file
// that it stands in is its subject.
struct About {
  std::string_view name;
  std::string_view sentence;
  std::string_view clauses;
  std::string_view premise = "";
  std::string_view file = __builtin_FILE();
};

// What one call did.
template <class D>
struct Seen {
  const World<D>& before;
  const World<D>& after;
  const Answer<D>& answer;
  const Choices<D>& choice;
  Store<D> store;      // An arbitrary store,
  Context<D> context;  // an arbitrary context,
  Csp<D> csp;          // an arbitrary CSP handle,
  File<D> file;        // and an arbitrary file.
};

// The proofs note each premise, so that none can be vacuous.
template <class D>
Bool<D> implied(const Bool<D>& premise, const Bool<D>& conclusion) {
  if constexpr (requires { D::note_premise(premise); }) D::note_premise(premise);
  return !premise || conclusion;
}

template <class D>
Bool<D> is_success(const Answer<D>& answer, Error last_error) {
  return answer.succeeds && answer.last_error == D::code(last_error);
}

template <class D>
Bool<D> is_failure(const Answer<D>& answer, Error last_error) {
  return !answer.succeeds && answer.last_error == D::code(last_error);
}

}  // namespace certlife::model
