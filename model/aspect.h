// What of a call can be seen, and by which word of a trace: its results, and what probes show of the things that there are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace certlife::model {

enum class Aspect : std::uint8_t {
  result,
  output,            // What is passed out through pointers.
  last_error,
  last_error_after,  // The same, as a later call of the harness reads it.
  life,              // Whether the memory of a store or of a context is allocated.
  csp_handle,        // Whether something still refers to it.
  home,              // The hCertStore of a context.
  content,
  encoding_type,
  properties,
  file,              // What it holds.
};

inline constexpr std::array<std::string_view, 11> words_of_traces{
    "ret", "out", "lastError", "lastErrorAfter", "alive", "csp", "hCertStore", "content", "encodingType", "properties", "persisted"};

constexpr std::string_view word_of(Aspect aspect) { return words_of_traces[static_cast<std::size_t>(aspect)]; }

// Nothing but a probe shows it.
constexpr bool needs_a_probe(Aspect aspect) { return aspect >= Aspect::life; }

}  // namespace certlife::model
