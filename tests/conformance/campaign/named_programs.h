// Sets of programs with a name: tests/conformance/programs/NAME, in the form of program_file.h.
#pragma once

#include <string>
#include <vector>

#include "model/programs/test_program.h"

namespace certlife::conformance {

// The programs of tests/clauses/, one file after the other.
const std::vector<TestProgram>& clause_programs();

// REQUIRES: the build embedded a file of that name.
std::vector<TestProgram> named_programs(const std::string& file);

// The programs that ask what the documents leave open: those of open_questions.programs and the clause programs of OPEN
// clauses.
std::vector<TestProgram> open_questions();

}  // namespace certlife::conformance
