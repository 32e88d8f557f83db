#include "model/export/runs.h"

#include <algorithm>

#include "model/export/homes.h"
#include "model/export/printable.h"
#include "model/oracle/readings.h"
#include "model/programs/model_answers.h"
#include "model/trace/bad_input.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Value;

constexpr std::size_t most_states = 256;

class Runner {
 public:
  Runner(const std::string& reading, const std::string& name) : reading_(oracle::reading_called(reading)), name_(name) { states_.push_back({}); }

  RunStep step(const Moment& moment) {
    step_ = {};
    step_.moment = &moment;
    if (moment.kind == oracle::Verdict::Kind::undefined) {
      if (!moment.clauses.empty()) step_.undefined_by = moment.clauses.front();
      states_.clear();
    }
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (moment.line.kind == Line::Kind::file) set_up(i, moment.line);
      else follow(i, moment.line);
    states_.clear();
    for (const RunState& each : step_.after) states_.push_back({each.state.copy(), each.settled});
    return std::move(step_);
  }

 private:
  [[noreturn]] void refuse(const Line& line, const std::string& message) const {
    throw trace::BadInput(name_, line.number, 1, message);
  }

  void set_up(std::size_t from, const Line& line) {
    step_.after.push_back({states_[from].state.copy(), states_[from].settled});
    set_up_file(line.file, step_.after.back().state, words_);
    step_.ways.push_back({from, step_.after.size() - 1, line, model::Error::unspecified, false, {}});
  }

  void follow(std::size_t from, const Line& line) {
    const RunState& before = states_[from];
    const auto call = model_call(line, before.state, words_);
    if (!call) return states_.size() == 1 ? refuse(line, printable(line.call) + ": the model does not follow this call") : void();
    for (Concrete::Choices choices(reading_, before.settled);;) {
      const ModelOutcome outcome = model::step(before.state.world, *call, choices);
      if (!outcome.given.holds()) return note_undefined(outcome);
      add(from, line, outcome, choices.settled_after());
      if (!choices.next()) return;
    }
  }

  void note_undefined(const ModelOutcome& outcome) {
    for (const auto& requirement : outcome.given.requirements)
      if (!requirement.holds && step_.undefined_by.empty()) step_.undefined_by = requirement.clause;
  }

  void add(std::size_t from, const Line& line, const ModelOutcome& outcome, const model::Assignment& settled) {
    if (step_.after.size() == most_states) refuse(line, "the model may be in more than " + std::to_string(most_states) + " states here");
    const ModelState& before = states_[from].state;
    RunWay way{from, step_.after.size(), line, outcome.answer.last_error, gives_another(before, line, outcome), {}};
    step_.after.push_back({before.copy(), settled});
    ModelState& after = step_.after.back().state;
    take(after, line, outcome);
    bind_homes(line, after);
    show_results(way.shown, outcome.answer, after, words_);
    show_probes(way.shown, after, words_);
    for (const auto& [file, seen] : line.observed.persisted)
      if (!seen.is_absent() && !persisted_fits(after, file, seen, words_)) way.other_files.push_back(file);
    step_.ways.push_back(std::move(way));
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

  model::Reading reading_;
  std::string name_;
  Vocabulary words_;
  std::vector<RunState> states_;
  RunStep step_;
};

}  // namespace

Holding RunState::holding(const std::string& name) const {
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

std::vector<RunStep> runs_of(const std::vector<Moment>& story, const std::string& reading, const std::string& name) {
  Runner runner(reading, name);
  std::vector<RunStep> steps;
  for (const Moment& moment : story) steps.push_back(runner.step(moment));
  return steps;
}

}  // namespace certlife::conformance
