#include "tests/conformance/campaign/evidence.h"

#include <algorithm>

#include "model/oracle/wrong_effects.h"

namespace certlife::conformance {

void Evidence::take(const TestProgram& program, const Trial& trial) {
  if (calls_ >= most_calls || trial.undefined) return;
  std::size_t end = std::min(program.lines.size(), trial.lines.size());
  if (!trial.findings.empty()) end = std::min(end, trial.findings.front().at);
  if (!trial.unsupported.empty()) end = std::min(end, trial.unsupported.front());
  const bool is_whole = end == program.lines.size() && end <= most_lines && programs_.size() < most_programs;
  situations_.begin();
  for (std::size_t i = 0; i < end; ++i) {
    const Situation met = situations_.met_by(program.lines[i]);
    note(met);
    if (is_whole) places_of_what_is_[met.act][numbers_of(met, met.now)].push_back({programs_.size(), i});
    if (!situations_.go_on(program.lines[i])) break;
  }
  if (is_whole) programs_.push_back(trial.lines);
}

void Evidence::note(const Situation& situation) {
  if (situation.traits.empty()) return;
  ++calls_;
  right_[situation.act].insert(numbers_of(situation, situation.traits.size()));
}

Evidence::Numbers Evidence::numbers_of(const Situation& situation, std::size_t end) {
  Numbers traits;
  for (std::size_t i = 0; i < end; ++i)
    traits.push_back(numbers_.try_emplace(situation.traits[i], static_cast<std::uint32_t>(numbers_.size() + 1)).first->second);
  std::sort(traits.begin(), traits.end());
  return traits;
}

Evidence::Numbers Evidence::known_numbers_of(const Situation& situation, std::size_t end) const {
  Numbers traits;
  for (std::size_t i = 0; i < end; ++i) traits.push_back(number_of(situation.traits[i]));
  std::sort(traits.begin(), traits.end());
  return traits;
}

std::uint32_t Evidence::number_of(const std::string& trait) const {
  const auto known = numbers_.find(trait);
  return known == numbers_.end() ? 0 : known->second;
}

// What no right call ever met has no number.
bool Evidence::is_refuted(const std::string& act, Numbers traits) const {
  const auto right = right_.find(act);
  if (right == right_.end() || std::find(traits.begin(), traits.end(), 0u) != traits.end()) return false;
  std::sort(traits.begin(), traits.end());
  return std::any_of(right->second.begin(), right->second.end(),
                     [&](const Numbers& each) { return std::includes(each.begin(), each.end(), traits.begin(), traits.end()); });
}

bool Evidence::allows(const std::string& act, const std::vector<std::string>& traits) const {
  Numbers numbers;
  for (const std::string& each : traits) numbers.push_back(number_of(each));
  return !is_refuted(act, std::move(numbers));
}

std::vector<std::string> Evidence::needed_of(const Situation& situation) const {
  std::vector<std::string> needed = situation.traits;
  if (!allows(situation.act, needed)) return needed;
  for (std::size_t i = needed.size(); i-- > 0;) {
    std::vector<std::string> fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (allows(situation.act, fewer)) needed = std::move(fewer);
  }
  return needed;
}

std::vector<Situation> Evidence::situations_of(const std::vector<trace::Line>& program) const {
  std::vector<Situation> met;
  situations_.begin();
  for (const trace::Line& line : program) {
    met.push_back(situations_.met_by(line));
    if (!situations_.go_on(line)) break;
  }
  met.resize(program.size());
  return met;
}

bool Evidence::has_right_one_like(const Situation& situation) const {
  const auto right = places_of_what_is_.find(situation.act);
  return right != places_of_what_is_.end() && !situation.traits.empty() && right->second.contains(known_numbers_of(situation, situation.now));
}

bool Evidence::tells_against(const oracle::WrongEffect& effect, const Situation& situation, const std::string& reading) const {
  const auto of_act = places_of_what_is_.find(situation.act);
  if (of_act == places_of_what_is_.end()) return false;
  const auto places = of_act->second.find(known_numbers_of(situation, situation.now));
  if (places == of_act->second.end()) return false;
  std::size_t asked = 0;
  for (const Place& place : places->second) {
    const std::vector<trace::Line>& lines = programs_[place.program];
    for (const oracle::WrongEffect& its : oracle::wrong_effects_of(lines[place.call]))
      if (its.is_like(effect) && ++asked <= most_asked && !oracle::are_allowed(lines, {{place.call, its}}, reading)) return true;
  }
  return false;
}

}  // namespace certlife::conformance
