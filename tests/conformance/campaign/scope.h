// What of a program can be sent to a target: what the target says it can do, within what the user wants.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "model/programs/alphabet.h"
#include "model/programs/selection.h"
#include "tests/conformance/target/target.h"

namespace certlife::conformance {

class Scope {
 public:
  Scope(const Description& target, const Selection& selection) : target_(target), selection_(selection) {}

  const std::set<std::string>& probes() const { return target_.probes; }
  // It said that it has the probe, and declines it.
  void lacks_probe(const std::string& probe) { target_.probes.erase(probe); }

  // Why a line is not sent.
  struct Reason {
    std::string lack;           // "CertCreateCTLContext", "kind crl"; what the report says the target lacks.
    bool is_unsupported = false;  // Else the user does not want it.
  };
  std::optional<Reason> reason_against(const trace::Line& line) const;

  // The alphabet without the calls that are not sent; nothing where not even its beginning can be.
  using Declines = std::function<bool(const trace::Line& line)>;
  std::optional<Alphabet> within(const Alphabet& alphabet, const Declines& declines = {}) const;

  // Can the last call of a program, once it is judged, say something about the clause? Not where the clause speaks of what
  // only a probe shows, and the target has no such probe.
  bool decides(const std::string& clause, const TestProgram& program) const;
  bool shows(const std::string& clause) const;

 private:
  Description target_;
  Selection selection_;
};

// Does the last call tell by its result what the clause is about, so that no probe is needed?
bool is_told_by_the_result(const std::string& clause, const TestProgram& program);

// The probe without which nobody can see what the clause says, or nothing.
std::optional<std::string> probe_needed_for(const std::string& clause);

}  // namespace certlife::conformance
