#include "tests/conformance/campaign/trial.h"

#include <algorithm>
#include <unordered_map>

#include "model/ledger/ledger.h"
#include "model/oracle/judge.h"
#include "model/oracle/readings.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/reply_check.h"
#include "tests/conformance/campaign/windows_programs.h"

namespace certlife::conformance {
namespace {

// The clause for a call that never came back: the first of those that would have decided it.
std::string clause_for_ending(const std::vector<std::string>& would_decide) {
  return would_decide.empty() ? model::every_call_returns : would_decide.front();
}

using oracle::Verdict;
using trace::Fields;
using trace::Line;
using trace::Value;

// A target gives a thing its first name; the program may have asked for another. From there on the first one counts.
class FirstNames {
 public:
  void learn(const Line& asked, const Line& completed) {
    learn(asked.ret, completed.ret);
    for (const auto& out : asked.out) learn(out.value, completed.output(out.name));
  }

  void apply(Line& line) const {
    for (auto& argument : line.args) rename(argument.value);
    for (Fields* probes : {&line.observed.alive, &line.observed.csp, &line.observed.home, &line.observed.content, &line.observed.properties})
      rename_keys(*probes);
  }

 private:
  void learn(const Value& asked, const Value& given) {
    if (asked.is_text() && given.is_text() && asked.text != given.text) first_[asked.text] = given.text;
  }
  void rename(Value& value) const {
    if (!value.is_text()) return;
    if (const auto found = first_.find(value.text); found != first_.end()) value.text = found->second;
  }
  void rename_keys(Fields& probes) const {
    if (first_.empty()) return;
    Fields renamed;
    for (auto& field : probes) {
      const auto found = first_.find(field.name);
      renamed[found == first_.end() ? field.name : found->second] = field.value;
    }
    probes = renamed;
  }

  std::unordered_map<std::string, std::string> first_;
};

Ending malformed_in(const Line& completed, const std::string& fault) {
  return {Ending::Kind::malformed, 0, fault + " in " + trace::to_text(completed).substr(0, 200)};
}

// Up to the first reply that does not answer its call; that one becomes the ending.
std::vector<Line> completed_lines(const TestProgram& program, const ProgramRun& run, std::optional<Ending>& ending) {
  std::vector<Line> lines;
  FirstNames names;
  for (std::size_t i = 0; i < run.results.size() && i < program.lines.size(); ++i) {
    Line line = run.results[i].line;
    line.number = 0;  // Where the program was read is no place among its calls.
    if (const std::string fault = fault_of_reply(program.lines[i], line); !fault.empty()) {
      ending = malformed_in(line, fault);
      break;
    }
    names.learn(program.lines[i], line);
    names.apply(line);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string allowed_text(const Verdict& verdict, oracle::ReadingSet own) {
  std::vector<std::string> texts;
  for (const auto& allowed : verdict.allowed) {
    if (!(allowed.readings & own)) continue;
    const std::string text = observation_text(allowed.answer);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
  constexpr std::size_t most = 3;
  std::string all;
  for (std::size_t i = 0; i < std::min(texts.size(), most); ++i) all += (all.empty() ? "" : "  or  ") + texts[i];
  return texts.size() > most ? all + "  or " + std::to_string(texts.size() - most) + " more" : all;
}

std::string signature_of(const Finding& finding, const Line& line) {
  return finding.clause + " | " + line.call + " | " + finding.aspect;
}

// Judges one program line by line.
class Judgement {
 public:
  explicit Judgement(const std::string& reading_name)
      : judge_(oracle::Judge::Options{.reading = reading_name}), reading_name_(reading_name) {
    own_ = static_cast<oracle::ReadingSet>(1u << *oracle::reading_named(reading_name));
  }

  Trial judge(const TestProgram& program, const ProgramRun& run) {
    std::optional<Ending> ending = run.ending;
    trial_.lines = completed_lines(program, run, ending);
    const std::size_t answered = trial_.lines.size();
    for (std::size_t i = 0; i < trial_.lines.size(); ++i)
      if (!judge(i, program, run)) break;
    if (ending && goes_on_ && answered < program.lines.size()) ended(answered, program.lines[answered], *ending);
    const bool is_whole = trial_.lines.size() == program.lines.size();
    trial_.last_call_was_judged = is_whole && goes_on_ && !ending && trial_.findings.empty();
    if (trial_.findings.empty()) note_choices();
    return std::move(trial_);
  }

 private:
  bool judge(std::size_t at, const TestProgram& program, const ProgramRun& run) {
    const Line& line = trial_.lines[at];
    if (line.not_supported) {
      not_supported(at, lack_in(line, run.results[at].reason));
      return goes_on_ = false;
    }
    if (program.windows) decides_for_windows_ = would_decide(program.windows->lines[at].line);
    Verdict verdict;
    try {
      verdict = judge_.judge(line);
    } catch (const trace::BadInput& error) {
      const Ending ending = malformed_in(line, error.message());
      trial_.lines.resize(at);
      ended(at, program.lines[at], ending);
      return goes_on_ = false;
    }
    switch (verdict.kind) {
      case Verdict::Kind::accepted:
        if (program.windows) compare_with_windows(at, line, *program.windows);
        accepted(line);
        return true;
      case Verdict::Kind::rejected: rejected(at, line, verdict); return true;
      case Verdict::Kind::not_evaluated: return goes_on_ = false;
      case Verdict::Kind::undefined:
        // After a deviation the target is elsewhere than the program reckons: then it is not the program's fault.
        trial_.undefined = trial_.findings.empty();
        return goes_on_ = false;
    }
    return false;
  }

  static std::string lack_in(const Line& line, const std::string& reason) {
    if (!reason.empty()) return '"' + reason + '"';
    return line.kind == Line::Kind::file ? "file lines" : line.call + " as it is called here";
  }

  // A name that an earlier deviation left unbound is not a lack of the target.
  void not_supported(std::size_t at, const std::string& reason) {
    if (!trial_.findings.empty()) return;
    trial_.unsupported.push_back(at);
    trial_.lacks.insert(reason);
  }

  void accepted(const Line& line) {
    trial_.judged += line.kind == Line::Kind::call ? 1 : 0;
    if (deviated_) return;
    for (const char* clause : judge_.decided()) trial_.decided.insert(clause);
  }

  void rejected(std::size_t at, const Line& line, const Verdict& verdict) {
    ++trial_.judged;
    deviated_ = true;
    const std::string aspect = verdict.differing.empty() ? "" : in_words(line, verdict.differing.front());
    Finding finding{at, verdict.broken(), aspect, observation_text(line), allowed_text(verdict, own_), {}, false};
    finding.signature = signature_of(finding, line);
    trial_.findings.push_back(std::move(finding));
  }

  void ended(std::size_t at, const Line& request, const Ending& ending) {
    if (ending.kind == Ending::Kind::refused) return not_supported(at, "a program that it refused, saying " + ending.detail);
    const bool malformed = ending.kind == Ending::Kind::malformed;
    const std::string aspect = malformed ? "the reply is malformed" : "the process ends: " + ending.text();
    Finding finding{at, clause_for_ending(would_decide(request)), aspect, malformed ? aspect + ": " + ending.detail : aspect,
                    malformed ? "a reply of the protocol" : "the call returns", {}, true};
    finding.signature = signature_of(finding, request);
    trial_.lines.push_back(request);
    trial_.findings.push_back(std::move(finding));
  }

  // The clauses that a call would be decided by, whatever comes of it. None once the target is elsewhere than the program reckons.
  std::vector<std::string> would_decide(const Line& line) {
    if (deviated_ || line.kind == Line::Kind::file) return {};
    try {
      const auto clauses = judge_.would_decide(line);
      return {clauses.begin(), clauses.end()};
    } catch (const trace::BadInput&) {
      return {};
    }
  }

  // Only until something deviates: then the target is elsewhere than Windows was.
  void compare_with_windows(std::size_t at, const Line& line, const trace::WindowsTrace& windows) {
    const trace::SeenLine& seen = windows.lines[at];
    if (reading_name_ != "windows" || !trial_.findings.empty() || line.kind != Line::Kind::call || !windows_.differs(seen, line)) return;
    Finding finding{at, clause_of(windows), "not what Windows was seen to do", observation_text(line),
                    "Windows was seen to answer " + observation_text(seen.line) + " (" + windows.source + ")", {}, false, true};
    finding.signature = signature_of(finding, line);
    trial_.findings.push_back(std::move(finding));
  }

  // Of the clauses that the trace names the first that decides the call.
  std::string clause_of(const trace::WindowsTrace& windows) const {
    const auto& deciding = decides_for_windows_;
    const auto named = std::find_if(windows.clauses.begin(), windows.clauses.end(), [&](const std::string& clause) {
      return std::find(deciding.begin(), deciding.end(), clause) != deciding.end();
    });
    return named == windows.clauses.end() ? windows.clauses.front() : *named;
  }

  void note_choices() {
    for (const auto& row : model::Ledger::load().choices()) {
      for (int i = 0; i < model::choice_count; ++i) {
        const auto& facts = model::choice_facts[static_cast<std::size_t>(i)];
        if (facts.name != row.name) continue;
        const auto left = judge_.values_left(static_cast<model::Choice>(i));
        if (left.size() == 1) trial_.choices[row.clause].insert(std::string(facts.values[*left.begin()]));
      }
    }
  }

  oracle::Judge judge_;
  std::string reading_name_;
  oracle::ReadingSet own_ = 0;
  WindowsAnswers windows_;
  Trial trial_;
  bool goes_on_ = true;
  bool deviated_ = false;
  std::vector<std::string> decides_for_windows_;  // What decides what the line at hand was seen to be on Windows.
};

}  // namespace

bool nothing_was_judged(const Trial& trial) { return trial.judged == 0 && trial.findings.empty() && !trial.undefined; }

Referee::Referee(std::string reading) : name_(std::move(reading)), reading_(oracle::reading_called(name_)) {}

Trial Referee::judge(const TestProgram& program, const ProgramRun& run) const { return Judgement(name_).judge(program, run); }

Trial run_until_it_deviates(Port& port, const Referee& referee, const TestProgram& program) {
  constexpr std::size_t calls_of_the_first_part = 6;
  std::optional<Trial> trial;
  std::size_t judged = 0;
  const ProgramRun run = port.run_in_parts(program.lines, {calls_of_the_first_part}, [&](const ProgramRun& so_far) {
    trial = referee.judge(program, so_far);
    judged = so_far.results.size();
    return trial->findings.empty();
  });
  return trial && !run.ending && judged == run.results.size() ? std::move(*trial) : referee.judge(program, run);
}

std::vector<Trial> run_and_judge(Port& port, const Referee& referee, std::span<const TestProgram> programs) {
  std::vector<Program> requests;
  for (const TestProgram& program : programs) requests.push_back(program.lines);
  const auto runs = port.run(requests);
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < programs.size(); ++i) trials.push_back(referee.judge(programs[i], runs[i]));
  return trials;
}

}  // namespace certlife::conformance
