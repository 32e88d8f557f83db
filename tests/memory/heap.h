// The heap of this process, which can be made to fail: malloc and its kin are replaced, for the library, for OpenSSL and for C++ alike.
#pragma once

#include <cstddef>

namespace certlife::memory::heap {

enum class Refusal { once, from_then_on };

// From now on the n-th allocation, counted from 1, is refused; or that and all later ones. 0: none is, but they are counted.
void refuse(std::size_t nth, Refusal refusal);
// Memory is there again. Says how many were asked for meanwhile.
std::size_t stop_refusing();

// Blocks that are given out and not given back.
std::ptrdiff_t live_blocks();

}  // namespace certlife::memory::heap
