// Programs up to renaming: canonical names, and whether one program lies inside another.
#pragma once

#include <string>
#include <vector>

#include "model/trace/line.h"

namespace certlife::conformance {

// The same calls with names s1, s2, … c1, … p1, … and labels A, B, … in the order in which they first appear. Results that
// stand in the lines are renamed with them.
std::vector<trace::Line> canonical(const std::vector<trace::Line>& lines);

// Calls and kinds up to renaming, on one line: "s1 = CertOpenStore(…); CertCloseStore(s1, 0)".
std::string shape_of(const std::vector<trace::Line>& lines);

// Does `part` stand in `whole`, in order though not necessarily side by side and up to renaming, with the last call of
// `part` being the last of `whole`?
bool contains(const std::vector<trace::Line>& whole, const std::vector<trace::Line>& part);

// The index of the first call of `whole` at which it contains `part`; the size of `whole` if it never does.
std::size_t first_containing(const std::vector<trace::Line>& whole, const std::vector<trace::Line>& part);

}  // namespace certlife::conformance
