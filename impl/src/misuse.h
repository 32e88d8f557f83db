// What checked mode reports: what is the matter, and which clause of the specification (`certlife oracle explain ID`) the caller breaks.
#pragma once

#include <array>
#include <cstdint>

namespace certlife::impl {

enum class Misuse : std::uint8_t {
  context_is_not_held,
  context_is_freed,
  context_went_with_its_store,
  context_went_by_force,
  context_is_of_another_kind,
  no_context,
  context_was_changed,
  store_is_closed,
  store_was_closed_by_force,
  store_waits_for_contexts,
  no_store,
  changes_were_lost,
};
constexpr std::size_t number_of_misuses = 12;

struct MisuseText {
  Misuse misuse;
  const char* clause;    // its id
  const char* sentence;  // in the clause's own words
  const char* text;      // all of it, for the handler
};

const std::array<MisuseText, number_of_misuses>& misuse_texts();
const MisuseText& text_of(Misuse misuse);

}  // namespace certlife::impl
