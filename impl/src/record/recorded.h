#pragma once
// The way into every public function: its body is called, and if CERTLIFE_RECORD asks for it the call is written down.

#include <cstdint>

#include "impl/src/record/recording.h"
#include "impl/src/record/signatures.h"
#include "impl/src/settings.h"

namespace certlife::impl {

namespace record {

template <class T>
std::uint64_t word_of(T given) {
  if constexpr (std::is_pointer_v<T>) return reinterpret_cast<std::uint64_t>(given);
  else return static_cast<std::uint64_t>(given);
}

// Stands apart, so that the way without it is short.
template <class Body, class... Given>
[[gnu::noinline]] auto recorded(const Signature& of, const void* returns_to, Body body, Given... given) noexcept {
  const std::uint64_t arguments[] = {word_of(given)...};
  Recording recording(of, arguments, returns_to);
  const auto result = body(of.function, given...);
  recording.finish(word_of(result));
  return result;
}

}  // namespace record

// REQUIRES: called by the public function itself, which its caller is found by, with its name as the row and with all its arguments.
template <std::size_t row, class Body, class... Given>
[[gnu::always_inline]] inline auto call(Body body, Given... given) noexcept {
  constexpr const record::Signature& of = record::signatures[row];
  static_assert(of.arity == sizeof...(Given), "the row has other parameters");
  if (settings.recorded.load(std::memory_order_relaxed)) [[unlikely]] {
    return record::recorded(of, __builtin_return_address(0), body, given...);
  }
  return body(of.function, given...);
}

}  // namespace certlife::impl
