// What was found in programs for continuous integration: JUnit's XML, a test suite a program.
#pragma once

#include <string>
#include <vector>

#include "model/lifetimes/program.h"

namespace certlife::lifetimes {

// What was asked beside whether the calls are allowed and defined.
struct Asked {
  bool balanced = false, usage = false;
};

// Well-formed whatever the texts hold.
std::string junit_text(const std::vector<Program>& programs, const Asked& asked);

}  // namespace certlife::lifetimes
