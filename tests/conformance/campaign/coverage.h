// Coverage: which clauses decided something, and which states and transitions of the named scopes were met. Kept as sets of
// what was met, not as counts, so that the coverage of several runs and machines can be added up exactly.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::conformance {

// Members of a numbered whole.
struct Covered {
  std::size_t of = 0;
  std::set<std::uint32_t> ids;
};

struct ScopeCoverage {
  std::uint64_t version = 0;  // Of the graph; numbers of another version mean something else.
  Covered states, transitions;
};

// Of one target.
struct Coverage {
  std::size_t clauses_of = 0;     // Clauses that can be observed.
  std::set<std::string> clauses;  // Those that decided something, whether they were kept or broken.
  std::map<std::string, ScopeCoverage> scopes;

  std::size_t states() const;
  std::size_t states_of() const;
  std::size_t transitions() const;
  std::size_t transitions_of() const;
};

using CoverageOfTargets = std::map<std::string, Coverage>;

// Adds what another run met. Throws std::invalid_argument, naming `from`, if the two are about different things.
void add_coverage(CoverageOfTargets& to, const CoverageOfTargets& other, const std::string& from);

std::string coverage_text(const CoverageOfTargets& coverage);      // For a file.
std::string coverage_summary(const CoverageOfTargets& coverage);   // For people.

// Throws trace::BadInput, which names the file and the place in it.
CoverageOfTargets read_coverage(const std::string& path);
// The same for the text of a file. `name` is what complaints call it.
CoverageOfTargets coverage_in(const std::string& name, const std::string& text);

}  // namespace certlife::conformance
