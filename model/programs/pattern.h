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

// A call without the names in it, and with the plainest arguments that mostly do the same: a new element for one that may have
// matches, force for force and check.
struct Skeleton {
  std::string text;                // Every name and label replaced by a mark; no context is asked for.
  std::vector<std::string> names;  // What stood there, in order; labels begin with a colon.
  std::string receives;            // The name of the context that is asked for; empty: none is.
};

// A program up to names and such arguments, made ready to be looked for in others and to be looked into.
class Pattern {
 public:
  explicit Pattern(const std::vector<trace::Line>& lines);

  std::size_t size() const { return calls_.size(); }

  // Does it stand in `whole`, in order though not necessarily side by side, with its last call being the last of `whole`? A call
  // of `whole` may ask for a context where this one does not.
  bool ends(const Pattern& whole) const;

  // The index of the first call of `whole` at which it has so been found; the size of `whole` if it never is.
  std::size_t first_in(const Pattern& whole) const;

 private:
  bool ends_at(const Pattern& whole, std::size_t end) const;

  std::vector<Skeleton> calls_;
};

bool contains(const std::vector<trace::Line>& whole, const std::vector<trace::Line>& part);

}  // namespace certlife::conformance
