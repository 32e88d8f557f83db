#include "model/export/runs.h"

#include <algorithm>

#include "model/export/homes.h"
#include "model/export/printable.h"
#include "model/oracle/readings.h"
#include "model/programs/model_answers.h"
#include "model/programs/program_states.h"
#include "model/trace/bad_input.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Value;

constexpr std::size_t most_states = 256;

class Runner {
 public:
  Runner(const std::string& reading, const std::string& name) : name_(name), states_(oracle::reading_called(reading), words_, most_states) {}

  RunStep step(const AnnotatedCall& annotated) {
    step_ = {};
    step_.annotated = &annotated;
    if (annotated.kind == oracle::Verdict::Kind::undefined) {
      if (!annotated.clauses.empty()) step_.undefined_by = annotated.clauses.front();
      states_.clear();
    }
    if (annotated.line.kind == Line::Kind::file) set_up(annotated.line);
    else follow(annotated.line);
    for (const ModelState& each : states_) step_.after.push_back(each.copy(each.world));
    return std::move(step_);
  }

 private:
  [[noreturn]] void refuse(const Line& line, const std::string& message) const {
    throw trace::BadInput(name_, line.number, 1, message);
  }

  void set_up(const Line& line) {
    states_ = states_.with_file(line.file);
    for (std::size_t i = 0; i < states_.size(); ++i) step_.ways.push_back({i, i, line, model::Error::unspecified, false, {}});
  }

  void follow(const Line& line) {
    const ProgramBranches branches = states_.branches(line);
    if (states_.size() == 1 && branches.not_modelled) refuse(line, printable(line.call) + ": the model does not follow this call");
    if (branches.are_too_many) refuse(line, "the model may be in more than " + std::to_string(most_states) + " states here");
    if (branches.undefined_by && step_.undefined_by.empty()) step_.undefined_by = branches.undefined_by;
    ProgramStates after = states_.after(line, branches);
    for (std::size_t i = 0; i < after.size(); ++i) step_.ways.push_back(way(line, branches.all[i], i, after[i]));
    states_ = std::move(after);
  }

  // The way that leads to the state at this place.
  RunWay way(const Line& line, const oracle::Branch& branch, std::size_t to, ModelState& after) {
    const auto& answer = branch.outcome.answer;
    RunWay way{branch.from, to, line, answer.last_error, gives_another(states_[branch.from], line, branch.outcome), {}};
    bind_homes(line, after);
    show_results(way.shown, answer, after, words_);
    show_probes(way.shown, after, words_);
    for (const auto& [file, seen] : line.observed.persisted)
      if (!seen.is_absent() && !persisted_fits(after, file, seen, words_)) way.other_files.push_back(file);
    return way;
  }

  // A name that stands for a living object cannot become that of another one, and NULL is none.
  static bool gives_another(const ModelState& before, const Line& line, const ModelOutcome& outcome) {
    const auto other = [&](const Value& value, Thing thing, std::uint32_t index) {
      if (value.is_null()) return index != 0;
      const Binding* known = value.is_text() ? before.names.find(value.text) : nullptr;
      return index != 0 && known && !known->dead && known->thing == thing && known->index != index;
    };
    const Value& added = line.output(added_parameter(line.which));
    return other(line.ret, Thing::store, outcome.answer.store.index) || other(line.ret, Thing::context, outcome.answer.context.index) ||
           other(added, Thing::context, outcome.answer.context.index) ||
           other(line.output("phProv"), Thing::csp, outcome.answer.csp.index);
  }

  std::string name_;
  Vocabulary words_;
  ProgramStates states_;
  RunStep step_;
};

}  // namespace

Holding holding_of(const ModelState& state, const std::string& name) {
  const Binding* binding = state.names.find(name);
  if (!binding || binding->dead) return {};
  const ModelWorld& world = state.world;
  switch (binding->thing) {
    case Thing::store: return {world.handles.at({binding->index}), false, world.store_allocated.at({binding->index})};
    case Thing::context:
      return {world.references.at({binding->index}), world.listed.at({binding->index}), world.context_allocated.at({binding->index})};
    case Thing::csp: return {world.csp_references.at({binding->index}), false, world.csp_references.at({binding->index}) > 0};
  }
  return {};
}

std::vector<RunStep> runs_of(const std::vector<AnnotatedCall>& story, const std::string& reading, const std::string& name) {
  Runner runner(reading, name);
  std::vector<RunStep> steps;
  for (const AnnotatedCall& annotated : story) steps.push_back(runner.step(annotated));
  return steps;
}

}  // namespace certlife::conformance
