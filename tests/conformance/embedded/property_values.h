// Values of properties: as bytes that a port takes and gives, and as traces write them.
#pragma once

#include <cstdint>

#include "tests/conformance/embedded/made_call.h"

namespace certlife::embedded {

inline constexpr std::uint32_t provider_handle = 1, key_context = 5, key_spec = 6, access_state = 14, key_transfer = 100;

// Throws conform::NotSupported for one whose layout is not known here.
void check_layout_is_known(std::uint32_t property);

// Of pvData, which is not NULL.
Bytes value_from(const MadeCall& call, std::size_t place, std::uint32_t property);

// Of bytes that the port gave.
trace::Value value_text(Session& session, std::uint32_t property, const Bytes& bytes);

// The handle that is the value of `provider_handle`.
conform::Handle handle_in(const Bytes& bytes);

}  // namespace certlife::embedded
