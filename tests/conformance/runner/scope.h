// What of a program can be sent to a target: what the target says it can do, within what the user wants.
#pragma once

#include <optional>
#include <string>

#include "tests/conformance/runner/alphabet.h"
#include "tests/conformance/runner/selection.h"
#include "tests/conformance/target/target.h"

namespace certlife::conformance {

class Scope {
 public:
  Scope(const Description& target, const Selection& selection) : target_(target), selection_(selection) {}

  // Why a line is not sent.
  struct Reason {
    std::string lack;           // "CertCreateCTLContext", "kind crl"; what the report says the target lacks.
    bool is_unsupported = false;  // Else the user does not want it.
  };
  std::optional<Reason> reason_against(const trace::Line& line) const;

  // Takes from the program its first call that is not to be sent, and all after it; says why, if there is one.
  std::optional<Reason> cut(TestProgram& program) const;

  // The alphabet without the calls that are not sent; nothing where not even its beginning can be.
  std::optional<Alphabet> within(const Alphabet& alphabet) const;

  // Can the last call of a program, once it is judged, say something about the clause? Not where the clause speaks of what
  // only a probe shows, and the target has no such probe.
  bool decides(const std::string& clause, const TestProgram& program) const;
  bool shows(const std::string& clause) const;

 private:
  Description target_;
  Selection selection_;
};

// The probe without which nobody can see what the clause says, or nothing.
std::optional<std::string> probe_needed_for(const std::string& clause);

}  // namespace certlife::conformance
