#include "tests/conformance/campaign/reduce.h"

#include <algorithm>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"
#include "model/programs/simpler.h"
#include "model/programs/walk.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using IsOver = std::function<bool()>;

// How often a candidate is run where a failure comes and goes.
constexpr std::size_t patience = 8;
constexpr std::size_t patience_with_endings = 2;
// Each ending of the process costs a new one, which is slow on some targets.
constexpr std::size_t most_endings = 16;
constexpr std::size_t reruns_of_a_steady_one = 4;
constexpr std::size_t reruns_of_a_flaky_one = 12;

const Finding* same_among(const Trial& trial, const std::string& signature) {
  const auto found = std::find_if(trial.findings.begin(), trial.findings.end(),
                                  [&](const Finding& each) { return each.signature == signature; });
  return found == trial.findings.end() ? nullptr : &*found;
}

Lines beginning_of(const Lines& lines, std::size_t calls) {
  return {lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(calls, lines.size()))};
}

class Reduction {
 public:
  // Each candidate is run so often.
  Reduction(Port& port, const Referee& referee, const Finding& finding, std::size_t tries, const IsOver& is_over)
      : port_(port), referee_(referee), finding_(finding), tries_(tries), is_over_(is_over) {}

  // Begins with what was seen; the program need not show it again.
  void begin_with(const TestProgram& program, const Trial& trial) { take_over(program, trial, finding_); }

  bool shows(const Lines& lines) {
    found_in_ = shape_of(beginning_of(lines, finding_.at + 1));
    return try_any({beginning_of(lines, finding_.at + 1)});
  }

  // Calls first, then arguments, then names; what becomes simpler may make calls needless.
  void shorten() {
    take_stretches(requests_, [&](const std::vector<Lines>& candidates) { return try_any(candidates); });
    while (take_calls() || try_any(with_simpler_arguments(requests_)) || try_any(with_plainer_contents(requests_)) ||
           try_any(with_simpler_names(requests_)) ||
           try_any(with_plainer_order(requests_))) {}
    // Once more under canonical names, so that what is reported speaks of those, whatever time it is.
    last_ = true;
    canonical_ = try_any({canonical(requests_)});
  }

  bool is_canonical() const { return canonical_; }
  bool follows_from_another() const { return follows_from_another_; }

  Deviation result() const {
    Deviation deviation = deviation_of(found_, requests_, completed_);
    deviation.is_given_up = given_up_;
    return deviation;
  }

 private:
  bool take_calls() {
    return try_any(without_one_and_its_own(requests_)) || try_any(without_one(requests_)) ||
           (!finding_.is_fatal && try_any(without_two(requests_)));
  }

  // Takes over the first candidate that deviates in the same way.
  bool try_any(const std::vector<Lines>& candidates) {
    std::vector<TestProgram> programs;
    for (const Lines& lines : candidates)
      if (!lines.empty() && may_be_run(lines)) programs.insert(programs.end(), tries_, asking(lines));
    // A program that ends the process costs time: then one at a time is enough.
    const std::size_t batch = finding_.is_fatal ? 1 : std::max<std::size_t>(16, tries_);
    for (std::size_t begin = 0; begin < programs.size(); begin += batch) {
      if (is_too_much()) return false;
      const std::span some(programs.data() + begin, std::min(batch, programs.size() - begin));
      const auto trials = run_and_judge(port_, referee_, some);
      for (const Trial& trial : trials) endings_ += !trial.findings.empty() && trial.findings.back().is_fatal ? 1 : 0;
      for (std::size_t i = 0; i < some.size(); ++i)
        if (is_as_good(trials[i])) return take_over(some[i], trials[i], *same_among(trials[i], finding_.signature)), true;
    }
    return false;
  }

  // The program that it was found in was run before, whatever walks make of it.
  bool may_be_run(const Lines& lines) { return is_defined(lines, referee_.reading(), words_) || shape_of(lines) == found_in_; }

  bool is_too_much() {
    if (last_ || requests_.empty()) return false;
    given_up_ = given_up_ || endings_ >= most_endings || (is_over_ && is_over_());
    return given_up_;
  }

  TestProgram asking(const Lines& lines) {
    TestProgram program{{}, {}, lines};
    for (Line& line : program.lines) line.observed.clear();
    ask_for_probes(program, port_.description().probes);
    return program;
  }

  // A failure that stood by itself is not given up for one that follows from another.
  bool is_as_good(const Trial& trial) const {
    const Finding* found = same_among(trial, finding_.signature);
    if (!found) return false;
    return requests_.empty() || follows_from_another_ || trial.findings.front().at == found->at;
  }

  void take_over(const TestProgram& program, const Trial& trial, const Finding& found) {
    requests_ = beginning_of(program.lines, found.at + 1);
    completed_ = beginning_of(trial.lines, found.at + 1);
    follows_from_another_ = trial.findings.front().at != found.at;
    found_ = found;
  }

  Port& port_;
  const Referee& referee_;
  const Finding& finding_;
  std::size_t tries_;
  const IsOver& is_over_;
  std::size_t endings_ = 0;
  bool given_up_ = false, last_ = false;
  Vocabulary words_;
  std::string found_in_;
  Lines requests_, completed_;
  Finding found_;
  bool follows_from_another_ = false, canonical_ = false;
};

std::size_t times(const Finding& finding, std::size_t ordinarily) {
  return finding.is_fatal ? std::min(ordinarily, patience_with_endings) : ordinarily;
}

std::optional<Deviation> reduce_steady(Port& port, const Referee& referee, const TestProgram& program, const Finding& finding,
                                       const IsOver& is_over, bool& follows) {
  Reduction reduction(port, referee, finding, 1, is_over);
  if (!reduction.shows(program.lines)) return std::nullopt;
  reduction.shorten();
  follows = reduction.follows_from_another();
  if (follows || !reduction.is_canonical()) return std::nullopt;
  Deviation deviation = reduction.result();
  deviation.reruns = run_again(port, referee, deviation.requests, deviation.signature, times(finding, reruns_of_a_steady_one));
  if (!deviation.reruns.is_steady()) return std::nullopt;
  return deviation;
}

Deviation reduce_flaky(Port& port, const Referee& referee, const TestProgram& program, const Trial& trial, const Finding& finding,
                       const IsOver& is_over) {
  Reduction reduction(port, referee, finding, times(finding, patience), is_over);
  reduction.begin_with(program, trial);
  reduction.shorten();
  Deviation deviation = reduction.result();
  deviation.reruns = run_again(port, referee, deviation.requests, deviation.signature, times(finding, reruns_of_a_flaky_one));
  // It has failed to show at least once by now, whatever the last runs say.
  if (deviation.reruns.is_steady()) ++deviation.reruns.of;
  return deviation;
}

}  // namespace

std::optional<Deviation> reduce(Port& port, const Referee& referee, const TestProgram& program, const Trial& trial,
                                const Finding& finding, const IsOver& is_over) {
  bool follows = trial.findings.front().at != finding.at;
  const bool followed = follows;
  if (auto deviation = reduce_steady(port, referee, program, finding, is_over, follows)) return deviation;
  if (follows || followed) return std::nullopt;
  return reduce_flaky(port, referee, program, trial, finding, is_over);
}

Reruns run_again(Port& port, const Referee& referee, const std::vector<trace::Line>& requests, const std::string& signature,
                 std::size_t times) {
  const std::vector<TestProgram> programs(times, TestProgram{{}, {}, requests});
  Reruns reruns;
  for (const Trial& trial : run_and_judge(port, referee, programs)) {
    ++reruns.of;
    reruns.shown += same_among(trial, signature) ? 1 : 0;
  }
  return reruns;
}

}  // namespace certlife::conformance
