#include "tests/conformance/campaign/fitting.h"

#include <algorithm>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"
#include "model/programs/tour.h"

namespace certlife::conformance {

bool Fitting::fit(TestProgram& program, bool is_walk) {
  if (is_walk) leave_out_calls(program);
  ask_for_probes(program, scope_.probes());
  leave_out_probes(program);
  const auto reason = cut(program);
  if (!reason) return !program.lines.empty();
  note(*reason, program);
  return program.clauses.empty() && !program.lines.empty() && (is_walk || cut_.insert(shape_of(program.lines)).second);
}

bool Fitting::asks_for_something_new(const TestProgram& program) const {
  return std::any_of(program.lines.begin(), program.lines.end(), [&](const auto& line) { return refusals_->is_new(line); });
}

bool Fitting::can_be_sent(const std::vector<trace::Line>& lines) const {
  return std::none_of(lines.begin(), lines.end(), [&](const auto& line) { return scope_.reason_against(line) || refusals_->declines(line); });
}

std::optional<Alphabet> Fitting::within(const Alphabet& alphabet) const {
  return scope_.within(alphabet, [this](const trace::Line& line) { return refusals_->declines(line); });
}

void Fitting::note(const Scope::Reason& reason, const TestProgram& program) const {
  if (reason.is_unsupported) note_lack_(reason.lack, program);
}

// By what the target says of itself, what the user wants, and what it has declined. A clause has few programs: only the very call that
// was declined is left out of them.
std::optional<Scope::Reason> Fitting::reason_against(const trace::Line& line, bool is_for_clauses) {
  if (auto reason = scope_.reason_against(line)) return reason;
  const auto declined = is_for_clauses ? refusals_->reason_against_the_very(line) : refusals_->reason_against(line);
  return declined ? std::optional(Scope::Reason{*declined, true}) : std::nullopt;
}

// Takes from the program its first call that is not to be sent, and all after it.
std::optional<Scope::Reason> Fitting::cut(TestProgram& program) {
  for (std::size_t i = 0; i < program.lines.size(); ++i) {
    auto reason = reason_against(program.lines[i], !program.clauses.empty());
    if (!reason) continue;
    program.lines.resize(i);
    return reason;
  }
  const auto stop = refusals_->stop_in(program.lines);
  if (!stop) return std::nullopt;
  program.lines.resize(stop->at);
  return Scope::Reason{stop->reason, true};
}

void Fitting::leave_out_calls(TestProgram& program) {
  std::optional<Scope::Reason> first;
  program.lines = without_calls(program.lines, [&](const trace::Line& line) {
    const auto reason = reason_against(line, false);
    if (reason && !first) first = reason;
    return reason.has_value();
  });
  if (!first) return;
  program.lines.resize(defined_calls(program.lines, reading_));
  note(*first, program);
}

void Fitting::leave_out_probes(TestProgram& program) {
  for (const trace::Line& line : program.lines) {
    while (const auto probe = refusals_->probe_against(line)) {
      if (probe->is_certain) {
        scope_.lacks_probe(probe->name);
        note_lack_("the probe " + probe->name, program);
      }
      leave_out_probe(probe->name, program.lines);
    }
  }
}

}  // namespace certlife::conformance
