// Programs with one thing less: the candidates of reduce.h, in the order calls, arguments, names.
#pragma once

#include <vector>

#include "model/programs/fewer_calls.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {

// Every candidate keeps the last call. It may make calls that are not defined.

// Without one call, and the calls that use what it made.
std::vector<Lines> without_one_and_its_own(const Lines& lines);

// Two neighbours that do not depend on each other, exchanged so that stores are opened first; the last call stays.
std::vector<Lines> with_plainer_order(const Lines& lines);

// A flag less, NULL for a handle, no out pointer, the first edition, the ordinary disposition.
std::vector<Lines> with_simpler_arguments(const Lines& lines);

// The same subject or issuer taken from all contents that have it.
std::vector<Lines> with_plainer_contents(const Lines& lines);

// A name replaced by an earlier one of its sort, a label by the first one.
std::vector<Lines> with_simpler_names(const Lines& lines);

}  // namespace certlife::conformance
