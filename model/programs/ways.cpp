#include "model/programs/ways.h"

#include <algorithm>
#include <map>
#include <utility>

#include "model/programs/model_answers.h"
#include "model/trace/writer.h"

namespace certlife::conformance {
namespace {

using model::Error;

bool is_specific(Error promised) {
  return promised != Error::unspecified && promised != Error::any_asn1 && promised != Error::any_decoding && promised != Error::some_failure;
}

std::string promise_text(Error promised) {
  switch (promised) {
    case Error::unchanged: return "unchanged";
    case Error::unspecified: return "not promised";
    case Error::any_asn1: return "an ASN.1 error";
    case Error::any_decoding: return "an ASN.1 error or ERROR_INVALID_DATA";
    case Error::some_failure: return "some code";
    default: return std::string(trace::error_name(static_cast<std::uint32_t>(promised)));
  }
}

SeenAnswer seen_answer(trace::Line line, const model::Answer<Concrete>& answer, const ModelState& after, Vocabulary& words) {
  show_results(line, answer, after, words);
  show_probes(line, after, words);
  line.last_error = {};
  SeenAnswer seen{std::move(line), promise_text(answer.last_error), {}};
  seen.text = trace::to_text(seen.line) + " " + seen.promised;
  return seen;
}

}  // namespace

std::optional<Ways> Ways::after(const trace::Line& line) const {
  const ProgramBranches branches = states_.branches_if_whole(line);
  if (!branches.are_whole()) return std::nullopt;
  Ways next(*words_, states_.after(line, branches));
  next.look(line, branches, shown_);
  return next;
}

// Where some way promises no certain last error, none counts for telling them apart.
void Ways::look(const trace::Line& line, const ProgramBranches& branches, const std::vector<Shown>& before) {
  const bool all_specific = std::all_of(branches.all.begin(), branches.all.end(), [](const oracle::Branch& branch) {
    return is_specific(branch.outcome.answer.last_error);
  });
  std::map<std::pair<std::size_t, std::string>, std::size_t> groups;
  for (std::size_t i = 0; i < branches.all.size(); ++i) {
    const oracle::Branch& branch = branches.all[i];
    SeenAnswer last = seen_answer(line, branch.outcome.answer, states_[i], *words_);
    const std::string told = all_specific ? last.text : trace::to_text(last.line);
    const std::size_t group = groups.try_emplace({before[branch.from].group, told}, groups.size()).first->second;
    shown_.push_back({std::move(last), group});
  }
}

std::set<SeenAnswer> Ways::seen_last() const {
  std::set<SeenAnswer> seen;
  for (const Shown& each : shown_) seen.insert(each.last);
  return seen;
}

Distinction distinction_of(const Ways& ways, model::Choice choice) {
  std::map<std::size_t, std::set<std::uint8_t>> left_by_sight;
  std::map<std::uint8_t, std::set<SeenAnswer>> shown_by_value;
  for (std::size_t way = 0; way < ways.count(); ++way) {
    left_by_sight[ways.group(way)].insert(ways.value_of(way, choice));
    shown_by_value[ways.value_of(way, choice)].insert(ways.last(way));
  }
  if (shown_by_value.contains(model::Assignment::free) || shown_by_value.size() < 2) return Distinction::nothing;
  bool apart = static_cast<int>(shown_by_value.size()) == model::facts_of(choice).value_count();
  for (const auto& [sight, left] : left_by_sight) apart = apart && left.size() == 1;
  if (apart) return Distinction::all;
  const auto& first = shown_by_value.begin()->second;
  for (const auto& [value, shown] : shown_by_value)
    if (shown != first) return Distinction::something;
  return Distinction::nothing;
}

}  // namespace certlife::conformance
