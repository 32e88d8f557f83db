// One program that was run: what came of each call, and what the oracle says to it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/domain/choosing.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {

class Port;
struct ProgramRun;

// An observation that the documents do not allow.
struct Finding {
  std::size_t at = 0;  // Which of the calls.
  std::string clause;
  std::string aspect;  // What differs, without names.
  std::string observed;
  std::string allowed;

  // The same kind of deviation: the same clause, seen in the same way at the same function.
  std::string signature;
  bool is_fatal = false;  // The target's process ended.
  bool is_by_windows = false;  // The oracle allows it, but Windows was seen to do otherwise.
};

struct Trial {
  std::vector<trace::Line> lines;     // Completed; those after an ending are missing.
  std::vector<Finding> findings;
  std::set<std::string> decided;      // Clauses that decided an accepted call.
  std::vector<std::size_t> unsupported;
  std::set<std::string> lacks;        // Why they are not, by what the target said of it.
  std::size_t judged = 0;
  bool last_call_was_judged = false;  // And nothing was rejected.
  std::map<std::string, std::set<std::string>> choices;  // By their open clause: the values that were left.
  bool undefined = false;             // The caller was at fault: a bug of the program.
};

// No call was judged, and not because the caller was at fault.
bool nothing_was_judged(const Trial& trial);

class Referee {
 public:
  // Throws std::invalid_argument for a reading that nobody knows.
  explicit Referee(std::string reading);

  Trial judge(const TestProgram& program, const ProgramRun& run) const;
  const model::Reading& reading() const { return reading_; }
  const std::string& reading_name() const { return name_; }

 private:
  std::string name_;
  model::Reading reading_;
};

// For long programs: what follows a deviation says little of the later calls, since the target is elsewhere than the model. The
// program is run in parts, a few calls first and then as many again as were run, until one deviates.
Trial run_until_it_deviates(Port& port, const Referee& referee, const TestProgram& program);

std::vector<Trial> run_and_judge(Port& port, const Referee& referee, std::span<const TestProgram> programs);

}  // namespace certlife::conformance
