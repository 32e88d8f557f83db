// Expected files: what an implementation is known to do otherwise (tests/conformance/expected/NAME.toml).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/campaign/deviation.h"

namespace certlife::conformance {

struct ExpectedDeviation {
  std::string clause;
  std::string shape;
  std::string observed;
  std::vector<trace::Line> program;
  std::string place;   // FILE:LINE, for complaints.
  bool flaky = false;   // It shows now in one way and now in another, or not at all.
  bool hazard = false;  // And so does every call like its last one that its clause decides: see Hazard. Only programs written for clauses make any.
  std::string note;     // What people found out about it.
};

struct ExpectedFile {
  std::string name;
  std::string target;
  std::vector<ExpectedDeviation> deviations;
};

// what() is one line: "FILE:LINE:COLUMN: message".
class BadExpectedFile : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws BadExpectedFile.
ExpectedFile parse_expected(const std::string& name, std::string_view text);
ExpectedFile read_expected(const std::string& path);

// The one that the build embedded for this target; without deviations if there is none.
ExpectedFile expected_of(const std::string& target);

// The file that would make these deviations expected. What people wrote of the same ones in an earlier file is kept.
std::string expected_text(const std::string& target, const std::vector<Deviation>& deviations, const ExpectedFile& before = {});

}  // namespace certlife::conformance
