#include "model/programs/program_states.h"

#include <utility>

namespace certlife::conformance {
namespace {

// By its rule.
const char* undefined_by(const ModelOutcome& outcome) {
  for (const auto& requirement : outcome.given.requirements)
    if (!requirement.holds) return requirement.clause;
  return nullptr;
}

}  // namespace

ProgramBranches ProgramStates::find(const trace::Line& line, bool only_whole) const {
  ProgramBranches found;
  for (std::size_t i = 0; i < states_.size() && (!only_whole || found.are_whole()); ++i) {
    const auto call = model_call(line, states_[i], *words_);
    if (!call) {
      ++found.not_modelled;
      continue;
    }
    const auto keep = [&](ModelOutcome& outcome, const oracle::Choosing& way) {
      found.are_too_many = found.all.size() == states_.most();
      if (!found.are_too_many) found.all.emplace_back(i, std::move(outcome), way);
      return !found.are_too_many;
    };
    const char* const clause = states_.for_each_branch(states_[i], *call, {}, undefined_by, keep);
    if (!found.undefined_by) found.undefined_by = clause;
  }
  return found;
}

ProgramStates ProgramStates::after(const trace::Line& line, const ProgramBranches& branches) const {
  const auto bind = [&](ModelState& state, const oracle::Branch& branch) { bind_results(state, line, branch.outcome); };
  return {*words_, states_.after(branches.all, bind)};
}

ProgramStates ProgramStates::with_file(const trace::FileSetup& file) const {
  ProgramStates next{*words_, states_.copy()};
  for (std::size_t i = 0; i < next.size(); ++i) set_up_file(file, next[i], *words_);
  return next;
}

std::optional<ProgramStates> ProgramStates::after(const trace::Line& line) const {
  if (line.kind == trace::Line::Kind::file) return with_file(line.file);
  const ProgramBranches found = branches_if_whole(line);
  if (!found.are_whole()) return std::nullopt;
  return after(line, found);
}

}  // namespace certlife::conformance
