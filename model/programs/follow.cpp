#include "model/programs/follow.h"

#include <algorithm>

#include "model/programs/model_answers.h"

namespace certlife::conformance {
namespace {

using trace::Fields;
using trace::Line;
using trace::Value;

bool last_error_fits(const Line& seen, model::Error promised) {
  if (seen.last_error.is_absent()) return true;
  const auto observed = seen.last_error_is_unchanged() ? model::Error::unchanged : static_cast<model::Error>(seen.last_error.number);
  return model::admits(promised, observed);
}

// A name fits a thing that bears it. One that was another thing's, which is still there, fits none that is new.
bool name_fits(const Value& seen, const Value& shown, const Bindings& before, const Bindings& after) {
  if (!seen.is_text()) return seen == shown;
  const Binding* known = before.find(seen.text);
  const Binding* now = after.find(seen.text);
  const bool was_anothers = known && !known->dead && now && (known->thing != now->thing || known->index != now->index);
  return seen == shown && !was_anothers;
}

bool results_fit(const Line& seen, const Line& shown, const Bindings& before, const Bindings& after) {
  if (!name_fits(seen.ret, shown.ret, before, after)) return false;
  for (const auto& out : shown.out) {
    const bool object = out.name.starts_with("pp") || out.name == "phProv";
    if (object && !name_fits(seen.output(out.name), out.value, before, after)) return false;
  }
  return true;
}

bool probes_fit(const Fields& seen, const Fields& shown) {
  return std::all_of(shown.begin(), shown.end(), [&](const trace::Field& field) {
    const Value* observed = seen.find(field.name);
    return !observed || *observed == field.value;
  });
}

bool observations_fit(const Line& seen, const Line& shown) {
  const trace::Observed &a = seen.observed, &b = shown.observed;
  return probes_fit(a.alive, b.alive) && probes_fit(a.csp, b.csp) && probes_fit(a.content, b.content) &&
         probes_fit(a.properties, b.properties) && probes_fit(a.persisted, b.persisted);
}

void add(std::vector<std::string>& clauses, const ModelOutcome& outcome) {
  for (const char* clause : outcome.citations)
    if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.emplace_back(clause);
}

}  // namespace

Follower::Follower(const model::Reading& reading) : reading_(&reading) { possible_.push_back({}); }

bool Follower::follow(const Possible& before, const Line& line, std::vector<Possible>& all, std::vector<std::string>& clauses) {
  const auto call = model_call(line, before.state, words_);
  if (!call) return false;
  for (Concrete::Choices way(*reading_, before.settled);;) {
    const ModelOutcome outcome = model::step(before.state.world, *call, way);
    if (!outcome.given.holds() || all.size() == most_states) return false;
    Possible after{before.state.copy(), way.settled_after()};
    take(after.state, line, outcome);
    Line shown = line;
    show_results(shown, outcome.answer, after.state, words_);
    show_probes(shown, after.state, words_);
    if (last_error_fits(line, outcome.answer.last_error) && results_fit(line, shown, before.state.names, after.state.names) && observations_fit(line, shown)) {
      add(clauses, outcome);
      all.push_back(std::move(after));
    }
    if (!way.next()) return true;
  }
}

std::vector<std::string> Follower::decided_by(const Line& completed) {
  if (completed.which == trace::Call::SetLastError) return {};
  if (completed.which == trace::Call::GetLastError) return completed.ret.is_number() ? std::vector<std::string>{"ERROR-2"} : std::vector<std::string>{};
  std::vector<Possible> next;
  std::vector<std::string> clauses;
  for (const Possible& before : possible_) {
    if (completed.kind == Line::Kind::file) {
      next.push_back({before.state.copy(), before.settled});
      set_up_file(completed.file, next.back().state, words_);
    } else if (!follow(before, completed, next, clauses)) {
      next.clear();
      break;
    }
  }
  possible_ = std::move(next);
  return possible_.empty() ? std::vector<std::string>{} : clauses;
}

std::vector<std::string> Follower::would_decide(const Line& request) {
  std::vector<std::string> clauses;
  for (const Possible& before : possible_) {
    const auto call = model_call(request, before.state, words_);
    if (!call) continue;
    for (Concrete::Choices way(*reading_, before.settled);;) {
      add(clauses, model::step(before.state.world, *call, way));
      if (!way.next()) break;
    }
  }
  return clauses;
}

std::set<std::uint8_t> Follower::values_left(model::Choice choice) const {
  std::set<std::uint8_t> values;
  for (const Possible& each : possible_)
    if (each.settled[choice] != model::Assignment::free) values.insert(each.settled[choice]);
    else return {};
  return values;
}

}  // namespace certlife::conformance
