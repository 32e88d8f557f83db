#include "tests/conformance/campaign/findings.h"

#include <algorithm>
#include <optional>

#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/reduce.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t most_deviations_of_a_kind = 40;
constexpr std::size_t most_attempts_of_a_kind = 100;
constexpr std::size_t most_fatal_attempts_of_a_kind = 2;
constexpr std::size_t most_attempts_with_long_programs = 4;
constexpr std::size_t most_lines_of_a_short_program = 12;

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

// What was recorded cannot be run again, and what Windows was seen to do says nothing of shorter programs, so that neither is
// reduced: the calls up to the deviation.
Deviation beginning_that_fails(const TestProgram& program, const Trial& trial, const Finding& finding) {
  const auto end = static_cast<std::ptrdiff_t>(finding.at) + 1;
  Deviation deviation = deviation_of(finding, canonical({program.lines.begin(), program.lines.begin() + end}),
                                     canonical({trial.lines.begin(), trial.lines.begin() + end}));
  deviation.is_reduced = false;
  return deviation;
}

// An ending that never came again is no reason to leave its calls out.
bool is_to_be_avoided(const Deviation& deviation) {
  return deviation.comes_and_goes || (deviation.is_fatal && deviation.reruns.shown > 0);
}

}  // namespace

Findings::Findings(Port& port, const Referee& referee, std::vector<Deviation> known)
    : port_(port), referee_(referee), deviations_(std::move(known)) {
  for (const Deviation& each : deviations_) patterns_.emplace_back(each.requests);
}

void Findings::take(const TestProgram& program, const Trial& trial, const Finding& finding, const Occasion& occasion) {
  if (Deviation* known = occasion.walks ? known_like(finding) : known_at(program, finding)) {
    ++known->times;
    return;
  }
  Kind& kind = kinds_[finding.signature];
  if (!may_be_tried(kind, program, finding, occasion)) return;
  ++kind.attempts;
  if (occasion.was_elsewhere || finding.is_by_windows) add(beginning_that_fails(program, trial, finding), occasion);
  else if (auto deviation = reduce(port_, referee_, program, trial, finding, occasion.all_is_over)) add(std::move(*deviation), occasion);
  else ++consequences_;
}

// A reduction runs its program many times over: when the time of the level is over, one try for each kind is enough.
bool Findings::may_be_tried(const Kind& kind, const TestProgram& program, const Finding& finding, const Occasion& occasion) const {
  const bool is_long = program.lines.size() > most_lines_of_a_short_program;
  const std::size_t most_attempts = finding.is_fatal ? most_fatal_attempts_of_a_kind
                                    : is_long        ? most_attempts_with_long_programs
                                                     : most_attempts_of_a_kind;
  return kind.found < most_deviations_of_a_kind && kind.attempts < most_attempts && (kind.attempts == 0 || !occasion.level_is_over);
}

// Walks have no end: what they are for is to find new kinds of deviations, not more of those that are known.
Deviation* Findings::known_like(const Finding& finding) {
  const auto known = std::find_if(deviations_.begin(), deviations_.end(), [&](const Deviation& each) { return each.signature == finding.signature; });
  return known == deviations_.end() ? nullptr : &*known;
}

// The deviation of the same kind whose program lies in the one that was run.
Deviation* Findings::known_at(const TestProgram& program, const Finding& finding) {
  std::optional<Pattern> beginning;
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (deviations_[i].signature != finding.signature) continue;
    if (!beginning) beginning.emplace(std::vector(program.lines.begin(), program.lines.begin() + static_cast<std::ptrdiff_t>(finding.at) + 1));
    if (patterns_[i].ends(*beginning)) return &deviations_[i];
  }
  return known_by_what_it_met(program, finding);
}

// One that was known before the run says what it needs.
Deviation* Findings::known_by_what_it_met(const TestProgram& program, const Finding& finding) {
  std::optional<Situation> met;
  for (Deviation& each : deviations_) {
    if (each.clause != finding.clause || each.aspect != trace::plain(finding.aspect) || each.met.act.empty()) continue;
    if (!met) met = situation_at_the_end({program.lines.begin(), program.lines.begin() + static_cast<std::ptrdiff_t>(finding.at) + 1}, referee_.reading());
    if (each.covers(each.clause, each.aspect, *met)) return &each;
  }
  return nullptr;
}

void Findings::add(Deviation deviation, const Occasion& occasion) {
  if (std::any_of(deviations_.begin(), deviations_.end(), [&](const DeviationKey& each) { return each == deviation; })) return;
  ++kinds_[deviation.signature].found;
  deviation.found_by = occasion.level;
  deviation.ms_to_shortest = milliseconds_since(occasion.judged);
  patterns_.emplace_back(deviation.requests);
  deviations_.push_back(std::move(deviation));
}

std::size_t Findings::end_before_known_ends(const std::vector<trace::Line>& lines) const {
  const Pattern whole(lines);
  std::size_t end = whole.size();
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    if (is_to_be_avoided(deviations_[i])) end = std::min(end, patterns_[i].first_in(whole));
  return end;
}

std::vector<Deviation> Findings::finish() {
  std::stable_sort(deviations_.begin(), deviations_.end(), [](const Deviation& a, const Deviation& b) { return a.calls.size() < b.calls.size(); });
  drop_longer_ones();
  return std::move(deviations_);
}

// A shorter program that was found later may lie inside a longer one: both show the same, and the shorter is enough.
void Findings::drop_longer_ones() {
  std::vector<Deviation> kept;
  for (Deviation& each : deviations_) {
    const auto inside = std::find_if(kept.begin(), kept.end(), [&](const Deviation& shorter) {
      return shorter.signature == each.signature && shorter.is_flaky() == each.is_flaky() && contains(each.requests, shorter.requests);
    });
    if (inside == kept.end()) kept.push_back(std::move(each));
    else inside->times += each.times;
  }
  deviations_ = std::move(kept);
}

}  // namespace certlife::conformance
