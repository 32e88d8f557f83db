#include "model/programs/ways.h"

#include <map>

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

std::uint64_t joined(std::uint64_t seen, std::size_t more) { return (seen ^ more) * 0x9E3779B97F4A7C15u + (seen >> 29); }

}  // namespace

// What each new way promises of last error, and what is seen of it apart from that.
struct Ways::Promises {
  std::vector<Error> errors;
  std::vector<std::string> results;
  bool all_specific = true;
};

Ways::Ways(const model::Reading& reading, Vocabulary& words) : reading_(&reading), words_(&words) { ways_.push_back({}); }

bool Ways::follow(const Way& before, const trace::Line& line, std::vector<Way>& all, Promises& promises) const {
  const auto call = model_call(line, before.state, *words_);
  if (!call) return false;
  for (Concrete::Choices way(*reading_, before.settled);;) {
    const ModelOutcome outcome = model::step(before.state.world, *call, way);
    if (!outcome.given.holds() || all.size() == most_ways) return false;
    all.push_back({before.state.copy(), way.settled_after(), {}, before.seen});
    take(all.back().state, line, outcome);
    trace::Line shown = line;
    show_results(shown, outcome.answer, all.back().state, *words_);
    show_probes(shown, all.back().state, *words_);
    shown.last_error = {};
    promises.results.push_back(trace::to_text(shown));
    promises.errors.push_back(outcome.answer.last_error);
    promises.all_specific = promises.all_specific && is_specific(outcome.answer.last_error);
    if (!way.next()) return true;
  }
}

std::optional<Ways> Ways::after(const trace::Line& line) const {
  Ways next(*reading_, *words_);
  next.ways_.clear();
  Promises promises;
  for (const Way& before : ways_)
    if (!follow(before, line, next.ways_, promises)) return std::nullopt;
  for (std::size_t i = 0; i < next.ways_.size(); ++i) {
    Way& way = next.ways_[i];
    way.last = promises.results[i] + " " + promise_text(promises.errors[i]);
    way.seen = joined(way.seen, std::hash<std::string>{}(promises.all_specific ? way.last : promises.results[i]));
  }
  return next;
}

std::set<std::string> Ways::seen_last() const {
  std::set<std::string> seen;
  for (const Way& way : ways_) seen.insert(way.last);
  return seen;
}

Telling telling_of(const Ways& ways, model::Choice choice) {
  std::map<std::uint64_t, std::set<std::uint8_t>> left_by_sight;
  std::map<std::uint8_t, std::set<std::string>> sights_by_value;
  for (const Way& way : ways.all()) {
    left_by_sight[way.seen].insert(way.settled[choice]);
    sights_by_value[way.settled[choice]].insert(way.last);
  }
  if (sights_by_value.contains(model::Assignment::free) || sights_by_value.size() < 2) return Telling::nothing;
  bool apart = static_cast<int>(sights_by_value.size()) == model::facts_of(choice).value_count();
  for (const auto& [sight, left] : left_by_sight) apart = apart && left.size() == 1;
  if (apart) return Telling::all;
  const auto& first = sights_by_value.begin()->second;
  for (const auto& [value, sights] : sights_by_value)
    if (sights != first) return Telling::something;
  return Telling::nothing;
}

}  // namespace certlife::conformance
