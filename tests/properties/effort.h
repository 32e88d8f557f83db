// How hard the tests try. Both are read from the environment:
//   CERTLIFE_SEED    the first seed of everything random; a failure prints the one that failed
//   CERTLIFE_EFFORT  multiplies numbers of programs, in percent; 100 unless a sanitizer makes everything slow
#pragma once

#include <cstdint>
#include <cstdlib>

namespace certlife::properties {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool is_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif
#else
inline constexpr bool is_sanitized = false;
#endif

inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == 0 ? otherwise : std::strtoull(text, nullptr, 10);
}

inline std::uint64_t seed() { return number_from_environment("CERTLIFE_SEED", 20210428); }

inline unsigned effort(unsigned programs) {
  const auto percent = number_from_environment("CERTLIFE_EFFORT", is_sanitized ? 10 : 100);
  const auto scaled = static_cast<unsigned>(programs * percent / 100);
  return scaled == 0 ? 1 : scaled;
}

}  // namespace certlife::properties
