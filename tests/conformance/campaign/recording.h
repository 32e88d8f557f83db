// Programs as files: what would be sent is written, run anywhere, and the replies are judged here.
#pragma once

#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/programs/test_program.h"
#include "tests/conformance/target/target.h"

namespace certlife::conformance {

struct RecordedProgram {
  TestProgram program;
  ProgramRun run;
};

struct Recording {
  Description description;
  std::vector<RecordedProgram> programs;
  std::size_t unanswered = 0;  // Programs that were asked for and have no reply.
};

// So that what is reported is the shortest that was recorded.
std::vector<const RecordedProgram*> shortest_first(const Recording& recording);

// what() is one line that names file and line.
class BadRecording : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Writes requests, one a line: describe, then reset and run for each program. Any harness can read them.
class ProgramWriter {
 public:
  explicit ProgramWriter(std::ostream& to);
  void write(const TestProgram& program, const std::string& level);

 private:
  std::ostream& to_;
};

// The replies to such a file. If certlife-harness answered the file itself, they repeat what was asked; replies of
// another harness to its standard input do not, and `programs` names the file. Throws BadRecording.
Recording read_recording(const std::string& replies, const std::string& programs = "");

}  // namespace certlife::conformance
