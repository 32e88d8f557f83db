// Threads that use one store at once, without being told when.
#pragma once

#include <cstdint>
#include <string>

#include "tests/properties/library.h"

namespace certlife::properties {

// Each thread adds, finds, enumerates, duplicates, frees, deletes, sets properties and closes handles for that many steps; at
// the end counts must be what they were, and a checked close must find nothing held. Returns a complaint, or nothing.
std::string stress_one_store(const Library& library, std::uint64_t seed, unsigned threads, unsigned steps);

// The store is closed while threads hold contexts of it; the last free takes it away, whichever thread makes it.
std::string stress_the_last_free(const Library& library, std::uint64_t seed, unsigned threads, unsigned rounds);

// Threads use CSP handles, files and stores of their own, and one handle together.
std::string stress_own_stores(const Library& library, std::uint64_t seed, unsigned threads, unsigned steps);

}  // namespace certlife::properties
