// Programs are made for every target; what of them is sent to this one. A target says what it can do, and what it declines all the same
// is asked for once.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "tests/conformance/campaign/refusals.h"
#include "tests/conformance/campaign/scope.h"

namespace certlife::conformance {

class Fitting {
 public:
  // Is told of each program that is not sent, or not whole, for want of something.
  using NoteLack = std::function<void(const std::string& lack, const TestProgram& program)>;
  // What was declined in an earlier run is known still where `refusals` is of that run.
  Fitting(const Description& target, const Selection& selection, const model::Reading& reading, std::shared_ptr<Refusals> refusals, NoteLack note_lack)
      : scope_(target, selection), reading_(reading), note_lack_(std::move(note_lack)),
        refusals_(refusals ? std::move(refusals) : std::make_shared<Refusals>()) {}

  void begin_level() { refusals_->begin_level(); }

  // Makes of the program what is sent, probes included; false if that is nothing. A clause program is sent whole or not at all; a walk
  // goes on without what the target cannot do; of others the beginning that can be sent is, once.
  bool fit(TestProgram& program, bool is_walk);

  // Asks for something that was neither answered nor declined so far.
  bool asks_for_something_new(const TestProgram& program) const;
  bool can_be_sent(const std::vector<trace::Line>& lines) const;
  std::optional<Alphabet> within(const Alphabet& alphabet) const;

  void learn(const TestProgram& program, const Trial& trial) { refusals_->learn(program, trial); }
  const Scope& scope() const { return scope_; }

 private:
  std::optional<Scope::Reason> reason_against(const trace::Line& line, bool is_for_clauses);
  std::optional<Scope::Reason> cut(TestProgram& program);
  void leave_out_calls(TestProgram& program);
  void leave_out_probes(TestProgram& program);
  void note(const Scope::Reason& reason, const TestProgram& program) const;

  Scope scope_;
  const model::Reading& reading_;
  NoteLack note_lack_;
  std::shared_ptr<Refusals> refusals_;
  std::set<std::string> cut_;  // Shapes of beginnings that were sent because more could not be.
};

}  // namespace certlife::conformance
