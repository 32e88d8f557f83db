// How much of the world is explored. The bounds stand here and nowhere in the rules: a call that would lead beyond them is
// not followed.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "model/calls.h"
#include "model/choices.h"
#include "model/domain/native.h"
#include "model/first_values.h"

namespace certlife::model::explore {

enum class Action : std::uint8_t {
  open_store,
  duplicate_store,
  close_store,
  create_context,
  add_context,
  add_from_context,
  next_context,
  find_context,
  duplicate_context,
  free_context,
  delete_context,
  set_property,
  get_property,
  control_store,
  save_store,
  acquire_csp,
  add_csp_reference,
  release_csp,
  ask_csp,
};

inline constexpr std::array action_names = std::to_array<std::string_view>({
    "open_store",        "duplicate_store",   "close_store",  "create_context", "add_context",
    "add_from_context",  "next_context",      "find_context", "duplicate_context", "free_context",
    "delete_context",    "set_property",      "get_property", "control_store",  "save_store",
    "acquire_csp",       "add_csp_reference", "release_csp",  "ask_csp"});

// The plain form of a call of the model. REQUIRES: there is one of that name.
consteval Action action_of(std::string_view call) {
  for (std::size_t i = 0;; ++i) {
    if (action_names.at(i) == call) return static_cast<Action>(i);
  }
}
constexpr bool is_csp_call(Action action) { return action >= Action::acquire_csp; }

// A set of values of an enumeration.
template <class E>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(std::initializer_list<E> elements) {
    for (const E each : elements) insert(each);
  }
  constexpr bool has(E element) const { return (bits_ >> static_cast<unsigned>(element)) & 1u; }
  constexpr void insert(E element) { bits_ |= 1u << static_cast<unsigned>(element); }
  friend constexpr bool operator==(const SetOf&, const SetOf&) = default;

 private:
  std::uint32_t bits_ = 0;
};

inline constexpr SetOf<Action> lifetime_calls{
    Action::open_store,   Action::duplicate_store,   Action::close_store,  Action::create_context, Action::add_context,
    Action::next_context, Action::duplicate_context, Action::free_context, Action::delete_context};

struct Scope {
  int stores = 2;
  int contexts = 3;
  int most_handles = 2;     // Of one store.
  int most_references = 2;  // Of one context, and of the CSP handle.
  int kinds = 3;
  int contents = 1;         // Of each kind. Two of them share a key: an earlier and a later one.
  SetOf<Action> calls = lifetime_calls;
  SetOf<Disposition> dispositions{Disposition::add_new, Disposition::always};
  bool hash_properties = false;  // With properties: also the SHA-1 hash, true and false ones.
  bool null_arguments = false;  // Also NULL and the null store where a call takes them.
  bool bad_arguments = false;   // Also unknown flags, bytes that do not decode and the like.

  constexpr bool makes(Action action) const { return calls.has(action); }
  constexpr bool has_csp() const { return makes(Action::acquire_csp); }
  constexpr bool has_properties() const { return makes(Action::set_property); }
};

// The reading `windows`, with the first value of each choice that it leaves free; but of the places of a replacing element the
// one that stands for them all.
inline Assignment windows_assignment() {
  static const Assignment windows = first_values("windows");
  Assignment settled = windows;
  settled[Choice::replaced_element_goes] = replaced_element_goes_to_the_head.value;
  return settled;
}

// From which kind on would permuting the kinds change nothing? Certificates and CRLs match in ways of their own, where two
// contents may share a key or a hash be false; and an add that inherits may treat certificates apart.
inline int first_kind_alike(const Scope& scope, const Assignment& settled) {
  const bool inherits = scope.dispositions.has(Disposition::replace_existing_inherit_properties) &&
                        settled[Choice::inherit_replaces] != inherit_keeps_the_pointer.value;
  if (scope.dispositions == SetOf<Disposition>{Disposition::always}) return 0;
  const bool by_hash = settled[Choice::certificates_match_by] == certificates_match_by_hash.value;
  const bool with_dates = settled[Choice::crl_context_match] == crl_contexts_match_with_dates.value;
  if (scope.contents > 1 && with_dates) return 3;
  return inherits || (by_hash && (scope.contents > 1 || scope.hash_properties)) ? 1 : 0;
}

}  // namespace certlife::model::explore
