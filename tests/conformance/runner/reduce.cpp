#include "tests/conformance/runner/reduce.h"

#include <algorithm>

#include "tests/conformance/runner/pattern.h"
#include "tests/conformance/runner/probes.h"
#include "tests/conformance/runner/walk.h"

namespace certlife::conformance {
namespace {

using Lines = std::vector<trace::Line>;
using trace::Line;
using trace::Value;

Lines without(const Lines& lines, std::size_t one, std::size_t other) {
  Lines rest;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (i != one && i != other) rest.push_back(lines[i]);
  return rest;
}

// Simpler arguments for one line: a flag less, no out pointer, the first edition, the first label.
void add_simpler_arguments(const Line& line, std::vector<Line>& simpler) {
  for (std::size_t i = 0; i < line.args.size(); ++i) {
    const Value& value = line.args[i].value;
    for (std::size_t flag = 0; value.is_list() && flag < value.items.size(); ++flag) {
      Line copy = line;
      Value list;
      list.kind = Value::Kind::list;
      for (std::size_t j = 0; j < value.items.size(); ++j)
        if (j != flag) list.items.add() = value.items[j];
      copy.args[i].value = list;
      trace::resolve(copy.which, copy.args);
      simpler.push_back(copy);
    }
    if (const auto edition = value.text.find('@'); value.is_text() && edition != std::string::npos) {
      Line copy = line;
      copy.args[i].value.text.resize(edition);
      simpler.push_back(copy);
    }
  }
  for (const auto& out : line.out) {
    if (!out.name.starts_with("pp")) continue;
    Line copy = line;
    copy.out.clear();
    simpler.push_back(copy);
  }
}

class Reduction {
 public:
  Reduction(Port& port, const Referee& referee, const Finding& finding) : port_(port), referee_(referee), finding_(finding) {}

  std::optional<Deviation> run(const TestProgram& program) {
    const Lines start(program.lines.begin(), program.lines.begin() + static_cast<std::ptrdiff_t>(std::min(finding_.at + 1, program.lines.size())));
    if (!try_any({start})) return std::nullopt;
    while (take_one() || (!finding_.is_fatal && take_two()) || simplify()) {}
    // Once more under canonical names, so that what is reported speaks of those.
    if (!try_any({canonical(requests_)})) return std::nullopt;
    return result();
  }

 private:
  // Takes over the first candidate that deviates in the same way at its last call.
  bool try_any(const std::vector<Lines>& candidates) {
    std::vector<TestProgram> programs;
    for (const Lines& lines : candidates) {
      if (lines.empty() || !is_defined(lines, referee_.reading(), words_)) continue;
      TestProgram program{{}, {}, lines};
      for (Line& line : program.lines) line.observed.clear();
      ask_for_probes(program, port_.description().probes);
      programs.push_back(std::move(program));
    }
    // A program that ends the process costs time: then one at a time is enough.
    const std::size_t batch = finding_.is_fatal ? 1 : 16;
    for (std::size_t begin = 0; begin < programs.size(); begin += batch) {
      const std::span some(programs.data() + begin, std::min(batch, programs.size() - begin));
      const auto trials = run_and_judge(port_, referee_, some);
      for (std::size_t i = 0; i < some.size(); ++i)
        if (take_over(some[i], trials[i])) return true;
    }
    return false;
  }

  bool take_over(const TestProgram& program, const Trial& trial) {
    for (const Finding& found : trial.findings) {
      if (found.signature != finding_.signature) continue;
      const auto end = static_cast<std::ptrdiff_t>(found.at) + 1;
      requests_.assign(program.lines.begin(), program.lines.begin() + end);
      completed_.assign(trial.lines.begin(), trial.lines.begin() + end);
      found_ = found;
      follows_from_another_ = trial.findings.front().at != found.at;
      return true;
    }
    return false;
  }

  bool take_one() {
    std::vector<Lines> candidates;
    for (std::size_t i = 0; i + 1 < requests_.size(); ++i) candidates.push_back(without(requests_, i, i));
    return try_any(candidates);
  }

  bool take_two() {
    std::vector<Lines> candidates;
    for (std::size_t i = 0; i + 1 < requests_.size(); ++i)
      for (std::size_t j = i + 1; j + 1 < requests_.size(); ++j) candidates.push_back(without(requests_, i, j));
    return try_any(candidates);
  }

  bool simplify() {
    std::vector<Lines> candidates;
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      std::vector<Line> simpler;
      add_simpler_arguments(requests_[i], simpler);
      for (const Line& line : simpler) {
        candidates.push_back(requests_);
        candidates.back()[i] = line;
      }
    }
    return try_any(candidates);
  }

  std::optional<Deviation> result() const {
    if (follows_from_another_) return std::nullopt;
    Deviation deviation;
    deviation.clause = found_.clause;
    deviation.requests = requests_;
    deviation.calls = completed_;
    deviation.shape = shape_of(requests_) + " => " + found_.aspect;
    deviation.observed = found_.observed;
    deviation.allowed = found_.allowed;
    deviation.signature = found_.signature;
    deviation.is_fatal = found_.is_fatal;
    return deviation;
  }

  Port& port_;
  const Referee& referee_;
  const Finding& finding_;
  Vocabulary words_;
  Lines requests_, completed_;
  Finding found_;
  bool follows_from_another_ = false;
};

}  // namespace

std::optional<Deviation> reduce(Port& port, const Referee& referee, const TestProgram& program, const Finding& finding) {
  return Reduction(port, referee, finding).run(program);
}

}  // namespace certlife::conformance
