// What Windows was seen to do (model/trace/windows/) as programs that a target runs, and whether it answered as Windows did.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/programs/test_program.h"
#include "model/trace/windows_trace.h"

namespace certlife::conformance {

// The lines of a trace without their results; each program knows its trace. A store that the trace knows as the hCertStore of a
// context is named by that context, as the protocol has it.
TestProgram program_of(const trace::WindowsTrace& trace);
const std::vector<TestProgram>& windows_programs();

// Goes along with a program and tells where the target differs from Windows: in success, NULL, which object it is, last error and
// the probes that are names or truths. Contents may be spelled in several ways and are left to the oracle.
class WindowsAnswers {
 public:
  // REQUIRES: lines in their order. After the first difference the target may be elsewhere.
  bool differs(const trace::SeenLine& seen, const trace::Line& completed);

 private:
  bool is_same_object(const std::string& of_windows, const std::string& of_target);
  bool fits(const trace::SeenLine& seen, const std::string& result, const trace::Value& of_windows, const trace::Value& of_target);
  bool has_same_names(const trace::Fields& of_windows, const trace::Fields& of_target);

  std::map<std::string, std::string> names_;  // Of objects: what the target calls those that the trace names.
};

}  // namespace certlife::conformance
