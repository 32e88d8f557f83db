#include "tests/conformance/campaign/fingerprint.h"

#include <iostream>
#include <iterator>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "model/joined.h"
#include "model/ledger/ledger.h"
#include "model/oracle/judge.h"
#include "model/oracle/readings.h"
#include "model/programs/program_search.h"
#include "model/programs/ways.h"
#include "model/tool/terminal.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

using model::Choice;
using Mask = std::uint32_t;

constexpr Mask bit_of(Choice choice) { return Mask{1} << static_cast<unsigned>(choice); }

std::vector<Choice> choices_in(Mask mask) {
  std::vector<Choice> choices;
  for (int i = 0; i < model::choice_count; ++i)
    if ((mask >> i) & 1u) choices.push_back(static_cast<Choice>(i));
  return choices;
}

// The choices that an implementation makes once and for all.
Mask lasting_choices() {
  Mask all = 0;
  for (int i = 0; i < model::choice_count; ++i)
    if (!model::choice_facts[static_cast<std::size_t>(i)].may_differ_from_call_to_call) all |= Mask{1} << i;
  return all;
}

// What was found so far: for each set of choices the shortest program that tells exactly those.
class Findings {
 public:
  void look_at(const Lines& program, const Ways& after) {
    Mask whole = 0, part = 0;
    for (const Choice choice : choices_in(lasting_choices())) {
      const Distinction distinction = distinction_of(after, choice);
      if (distinction == Distinction::all) whole |= bit_of(choice);
      if (distinction == Distinction::something) part |= bit_of(choice);
    }
    told_ |= whole;
    told_partly_ |= part;
    if (whole) whole_.try_emplace(whole, program);
    if (part) part_.try_emplace(part, program);
  }

  Mask told() const { return told_; }
  Mask told_partly_only() const { return told_partly_ & ~told_; }

  std::vector<TellingProgram> fewest() const {
    std::vector<TellingProgram> programs = cover(whole_, told_);
    for (auto& each : cover(part_, told_partly_only())) programs.push_back(std::move(each));
    return programs;
  }

 private:
  // Of the programs the fewest that together tell all; of several such sets one with the fewest calls. Every set of choices
  // that can be reached is tried, the ones with fewer programs first.
  static std::vector<TellingProgram> cover(const std::map<Mask, Lines>& programs, Mask wanted) {
    struct Best {
      std::size_t programs = 0, calls = 0;
      std::vector<Mask> chosen;
    };
    std::map<Mask, Best> reached{{0, {}}};
    for (const Choice choice : choices_in(wanted)) {
      // Each step tells one more choice: the lowest that is not told yet.
      std::map<Mask, Best> next;
      for (const auto& [told, best] : reached) {
        if (told & bit_of(choice)) {
          keep_better(next, told, best);
          continue;
        }
        for (const auto& [tells, lines] : programs) {
          if (!(tells & bit_of(choice))) continue;
          Best more{best.programs + 1, best.calls + lines.size(), best.chosen};
          more.chosen.push_back(tells);
          keep_better(next, told | (tells & wanted), more);
        }
      }
      reached = std::move(next);
    }
    std::vector<TellingProgram> chosen;
    for (const Mask tells : reached.at(wanted).chosen) chosen.push_back({programs.at(tells), choices_in(tells & wanted)});
    return chosen;
  }

  template <class Best>
  static void keep_better(std::map<Mask, Best>& all, Mask told, const Best& candidate) {
    const auto [found, fresh] = all.try_emplace(told, candidate);
    if (!fresh && std::pair(candidate.programs, candidate.calls) < std::pair(found->second.programs, found->second.calls)) found->second = candidate;
  }

  std::map<Mask, Lines> whole_, part_;
  Mask told_ = 0, told_partly_ = 0;
};

// --- What the target made of them ------------------------------------------------------------------------------------------

// The values of every choice that fit what one program showed.
void narrow(Fingerprint& print, const Trial& trial) {
  oracle::Judge judge({.admitting = model::Reading::everything_free()});
  for (const trace::Line& line : trial.lines) {
    if (judge.judge(line).kind == oracle::Verdict::Kind::accepted) continue;
    print.remarks.push_back(fmt::format("{} fits no value: {}", call_text(line), observation_text(line)));
    return;
  }
  for (const Choice choice : choices_in(lasting_choices())) {
    const auto left = judge.values_left(choice);
    auto& known = print.left[static_cast<std::size_t>(choice)];
    if (left.empty()) continue;
    std::set<std::uint8_t> both;
    std::set_intersection(known.begin(), known.end(), left.begin(), left.end(), std::inserter(both, both.begin()));
    known = known.empty() ? left : both;
  }
}

// The newest first is one of the stable orders.
bool admits(const model::Reading& reading, Choice choice, std::uint8_t value) {
  constexpr std::uint8_t any_stable = 0;
  return reading.admits(choice, value) || (choice == Choice::order && reading.admits(choice, any_stable));
}

void note_readings(Fingerprint& print) {
  for (const auto name : model::reading_names) {
    const model::Reading reading = oracle::reading_called(name);
    std::string against;
    for (std::size_t i = 0; i < model::choice_count; ++i) {
      const auto& left = print.left[i];
      const bool admitted = left.empty() || std::any_of(left.begin(), left.end(), [&](auto value) { return admits(reading, static_cast<Choice>(i), value); });
      if (!admitted) against += (against.empty() ? "" : ", ") + std::string(model::choice_facts[i].name);
    }
    if (against.empty()) print.fits.emplace_back(name);
    else print.fits_not.push_back(std::string(name) + " (" + against + ")");
  }
}

// --- For people ------------------------------------------------------------------------------------------------------------

std::string values_text(Choice choice, const std::set<std::uint8_t>& left) {
  std::string text;
  for (const auto value : left) text += (text.empty() ? "" : " or ") + std::string(model::facts_of(choice).values[value]);
  return text.empty() ? "not known" : text;
}

std::string names_text(const std::vector<Choice>& choices) {
  std::string text;
  for (const Choice each : choices) text += (text.empty() ? "" : ", ") + std::string(model::facts_of(each).name);
  return text;
}

void print_choices(const Fingerprint& print) {
  for (const auto& row : model::Ledger::load().choices()) {
    for (int i = 0; i < model::choice_count; ++i) {
      const auto choice = static_cast<Choice>(i);
      if (model::facts_of(choice).name != row.name) continue;
      const bool lasts = (lasting_choices() & bit_of(choice)) != 0;
      std::cout << fmt::format("  {:<34}{:<10}{}\n", row.name, row.clause,
                               lasts ? values_text(choice, print.left[static_cast<std::size_t>(i)]) : "may fall differently at each call");
    }
  }
}

void print_programs(const TellingPrograms& programs) {
  for (const TellingProgram& each : programs.programs) {
    std::cout << "\n  tells " << names_text(each.choices) << ":\n";
    for (std::size_t i = 0; i < each.lines.size(); ++i) std::cout << fmt::format("    {}. {}\n", i + 1, call_text(each.lines[i]));
  }
}

}  // namespace

TellingPrograms telling_programs(const std::set<std::string>& probes, std::size_t most_calls) {
  const model::Reading free = model::Reading::everything_free();
  Vocabulary words;
  const Ways start(free, words);
  Findings findings;
  ProgramSearch<Ways> search(probes, [&](const Lines& program, const Ways& after) {
    findings.look_at(program, after);
    return findings.told() != lasting_choices();
  });
  TellingPrograms result;
  for (std::size_t calls = 1; calls <= most_calls && !search.ended(); ++calls) search.run(start, calls), result.most_calls = calls;
  result.programs = findings.fewest();
  result.told_partly = choices_in(findings.told_partly_only());
  result.not_told = choices_in(lasting_choices() & ~findings.told() & ~findings.told_partly_only());
  result.looked_at = search.programs();
  return result;
}

Fingerprint fingerprint_of(Port& port, const TellingPrograms& programs) {
  const Referee referee("windows");
  std::vector<TestProgram> tests;
  for (const TellingProgram& each : programs.programs) tests.push_back({{}, "fingerprint", each.lines});
  const auto trials = run_and_judge(port, referee, tests);
  Fingerprint print;
  for (std::size_t i = 0; i < tests.size(); ++i) narrow(print, trials[i]);
  for (const Trial& trial : trials) print.judged += trial.judged;
  note_readings(print);
  return print;
}

int fingerprint(const std::string& target) {
  const auto port = open_port(target);
  const Description description = port->description();
  const TellingPrograms programs = telling_programs(description.probes);
  const Fingerprint print = fingerprint_of(*port, programs);
  std::size_t calls = 0;
  for (const TellingProgram& each : programs.programs) calls += each.lines.size();
  std::cout << fmt::format("fingerprint of {} {}: {} programs of {} calls, found among {} of up to {} calls\n\n", plain(description.name), plain(description.version),
                           programs.programs.size(), calls, programs.looked_at, programs.most_calls);
  print_choices(print);
  std::cout << "\n  fits " << (print.fits.empty() ? "no reading" : joined(print.fits));
  if (!print.fits_not.empty()) std::cout << "; not " << joined(print.fits_not);
  std::cout << "\n";
  for (const auto& remark : print.remarks) std::cout << "  " << plain(remark) << "\n";
  if (!programs.not_told.empty()) std::cout << "  no program shows " << names_text(programs.not_told) << "\n";
  print_programs(programs);
  if (print.judged > 0) return 0;
  std::cout << "\n  undecided: no call was judged\n";
  return 3;
}

}  // namespace certlife::conformance
