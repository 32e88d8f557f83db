// The numbers of the header by their names, while compiling: numbered(save_to, "CERT_STORE_SAVE_TO_MEMORY").
#pragma once

#include <stdexcept>

#include "model/trace/vocabulary_names.h"
#include "model/trace/vocabulary_properties.h"

namespace certlife::trace {

// A name that does not stand in the group does not compile.
constexpr std::uint32_t numbered(std::span<const Named> group, std::string_view name) {
  for (const Named& each : group) {
    if (each.name == name) return each.number;
  }
  throw std::logic_error("no constant of this name");
}
constexpr std::uint32_t property_called(std::string_view name) { return numbered(properties, name); }

}  // namespace certlife::trace
