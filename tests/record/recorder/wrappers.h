// What the program calls in place of the recorded functions.
#pragma once

#include <cstddef>

#include "tests/record/recorder/recorder.h"

namespace certlife::record {

// A function may be exported by two modules, of which one calls the other: each copy has a wrapper of its own.
constexpr std::size_t copies = 2;

// REQUIRES: row < signatures().count, copy < copies.
Function wrapper_of(std::size_t row, std::size_t copy);
// What that wrapper calls; to be set before anybody gets the wrapper.
Function& function_behind(std::size_t row, std::size_t copy);

}  // namespace certlife::record
