// Sets of programs with a name: tests/conformance/programs/NAME, in the form of program_file.h.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/runner/test_program.h"

namespace certlife::conformance {

// REQUIRES: the build embedded a file of that name.
std::vector<TestProgram> named_programs(const std::string& file);

// The programs that ask what the documents leave open: those of open_questions.programs and the clause programs of OPEN
// clauses.
std::vector<TestProgram> open_questions();

}  // namespace certlife::conformance
