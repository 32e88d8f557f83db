// The way into every public function: its body is called, checked if that is wanted, and written down if CERTLIFE_RECORD asks for it.
#pragma once

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

template <auto body, class... Given>
auto recorded(const Signature& of, const void* returns_to, const char* function, Given... given) noexcept {
  const std::uint64_t arguments[] = {word_of(given)...};
  Recording recording(of, arguments, returns_to);
  const auto result = body(function, given...);
  recording.finish(word_of(result));
  return result;
}

// Stands apart, so that the usual way is short.
template <auto body, class... Given>
[[gnu::noinline]] auto watched(const Signature& of, const void* returns_to, Given... given) noexcept {
  const char* const function = settings.checked.load(std::memory_order_relaxed) ? of.function : nullptr;
  if (settings.recorded.load(std::memory_order_relaxed)) return recorded<body>(of, returns_to, function, given...);
  return body(function, given...);
}

}  // namespace record

// The body gets the function's name where calls are checked, else null, and the arguments.
// REQUIRES: called by the public function itself, which its caller is found by, with its name as the row and with all its arguments.
template <std::size_t row, auto body, class... Given>
[[gnu::always_inline]] inline auto call(Given... given) noexcept {
  constexpr const record::Signature& of = record::signatures[row];
  static_assert(of.arity == sizeof...(Given), "the row has other parameters");
  if (settings.watched.load(std::memory_order_relaxed)) [[unlikely]] {
    return record::watched<body>(of, __builtin_return_address(0), given...);
  }
  return body(nullptr, given...);
}

}  // namespace certlife::impl
