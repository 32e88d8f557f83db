// In checked mode freed memory rests before it is used again, so that a stale pointer does not soon meet a new object.
#pragma once

#include "impl/src/readers.h"

namespace certlife::impl {

// Takes a chain in and returns the chain of those that have rested long enough; either may be null.
Retirable* put_into_quarantine(Retirable* first) noexcept;

// Everything that rests.
Retirable* empty_quarantine() noexcept;

}  // namespace certlife::impl
