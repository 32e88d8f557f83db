#include "tests/conformance/campaign/readings_diff.h"

#include <iostream>

#include <fmt/format.h>

#include "model/domain/choice_named.h"
#include "model/ledger/ledger.h"
#include "model/oracle/readings.h"
#include "model/programs/ways.h"
#include "model/programs/program_search.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using model::Choice;
using model::Reading;

// What is known after a program under two readings at once.
struct UnderBoth {
  Ways one, other;

  std::optional<UnderBoth> after(const trace::Line& line) const {
    auto first = one.after(line);
    auto second = first ? other.after(line) : std::nullopt;
    if (!second) return std::nullopt;
    return UnderBoth{std::move(*first), std::move(*second)};
  }
  std::vector<const Binding*> names() const { return one.names(); }
  const ModelWorld& world() const { return one.world(); }
  bool differ() const { return one.seen_last() != other.seen_last(); }
};

Reading with_choice_of(const Reading& reading, const Reading& other, Choice choice) {
  Reading mixed = reading;
  mixed.admitted[static_cast<std::size_t>(choice)] = other.admitted[static_cast<std::size_t>(choice)];
  return mixed;
}

std::vector<Choice> choices_apart(const Reading& one, const Reading& other) {
  std::vector<Choice> apart;
  for (std::size_t i = 0; i < model::choice_count; ++i)
    if (one.admitted[i] != other.admitted[i]) apart.push_back(static_cast<Choice>(i));
  return apart;
}

// The shortest program on which the two differ.
class Comparison {
 public:
  Comparison(const Reading& one, const Reading& other) : one_(one), other_(other) {}

  std::optional<Difference> search(std::size_t most_calls) {
    const UnderBoth start{Ways(one_, words_), Ways(other_, words_)};
    std::optional<Difference> found;
    ProgramSearch<UnderBoth> search(probes_of_the_model(), [&](const Lines& program, const UnderBoth& after) {
      if (after.differ()) found = Difference{program, {after.one.seen_last(), after.other.seen_last()}, {}};
      return !found;
    });
    for (std::size_t calls = 1; calls <= most_calls && !found; ++calls) search.run(start, calls);
    programs_ += search.programs();
    return found;
  }
  std::size_t programs() const { return programs_; }

  // Does this very program tell the two apart at its last call?
  static bool differ_on(const Lines& program, const Reading& one, const Reading& other) {
    Vocabulary words;
    std::optional<UnderBoth> at(UnderBoth{Ways(one, words), Ways(other, words)});
    for (const auto& line : program)
      if (at) at = at->after(line);
    return at && at->differ();
  }

 private:
  Reading one_, other_;
  Vocabulary words_;
  std::size_t programs_ = 0;
};

void set_choice(Reading& reading, const std::string& text) {
  const auto choice = model::choice_value_named(text);
  if (!choice) throw std::invalid_argument("\"" + text + "\" is no choice with a value of it, as check_counts_other_handles=no");
  reading.admitted[static_cast<std::size_t>(choice->choice)] = static_cast<std::uint8_t>(1u << choice->value);
}

// --- For people ------------------------------------------------------------------------------------------------------------

std::string values_text(const Reading& reading, Choice choice) {
  const auto& facts = model::facts_of(choice);
  std::string text;
  for (int v = 0; v < facts.value_count(); ++v)
    if (reading.admits(choice, static_cast<std::uint8_t>(v)))
      text += (text.empty() ? "" : " or ") + std::string(facts.values[static_cast<std::size_t>(v)]);
  return text;
}

std::string clause_of(Choice choice) {
  const auto* row = model::Ledger::load().find_choice(model::facts_of(choice).name);
  return row ? row->clause : "";
}

// What may be seen, in words, with what is promised of last error.
std::string allowed_text(const SeenAnswer& seen) {
  trace::Line line = seen.line;
  line.last_error = trace::Value::of(seen.promised);
  return observation_text(line);
}

bool some_answer_fits_both(const Difference& difference) {
  return std::any_of(difference.allowed[0].begin(), difference.allowed[0].end(),
                     [&](const SeenAnswer& each) { return difference.allowed[1].contains(each); });
}

void print(const Difference& difference, const std::string (&names)[2]) {
  for (std::size_t i = 0; i < difference.program.size(); ++i) std::cout << fmt::format("    {}. {}\n", i + 1, call_text(difference.program[i]));
  for (std::size_t side = 0; side < 2; ++side) {
    std::cout << fmt::format("    {} allows:\n", names[side]);
    for (const auto& each : difference.allowed[side]) std::cout << "      " << allowed_text(each) << "\n";
  }
  if (!some_answer_fits_both(difference)) std::cout << "    no answer fits both\n";
}

}  // namespace

Reading reading_described(const std::string& text) {
  const auto comma = std::min(text.find(','), text.size());
  Reading reading = oracle::reading_called(text.substr(0, comma));
  for (std::size_t begin = comma + 1; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    set_choice(reading, text.substr(begin, end - begin));
    begin = end + 1;
  }
  return reading;
}

DiffSearch difference_of(const Reading& one, const Reading& other, std::size_t most_calls) {
  DiffSearch result;
  result.most_calls = most_calls;
  for (const Choice choice : choices_apart(one, other)) {
    Comparison comparison(one, with_choice_of(one, other, choice));
    auto found = comparison.search(most_calls);
    result.programs += comparison.programs();
    if (!found) result.not_shown.push_back(choice);
    else found->choices = {choice}, result.by_choice.push_back(std::move(*found));
  }
  std::stable_sort(result.by_choice.begin(), result.by_choice.end(),
                   [](const Difference& a, const Difference& b) { return a.program.size() < b.program.size(); });
  if (choices_apart(one, other).empty()) return result;
  Comparison whole(one, other);
  // Nothing longer than what one choice alone shows is the shortest.
  result.shortest = whole.search(result.by_choice.empty() ? most_calls : result.by_choice.front().program.size());
  result.programs += whole.programs();
  if (!result.shortest) return result;
  for (const Choice choice : choices_apart(one, other))
    if (Comparison::differ_on(result.shortest->program, one, with_choice_of(one, other, choice))) result.shortest->choices.push_back(choice);
  return result;
}

int diff(const std::string& one, const std::string& other) {
  const Reading first = reading_described(one), second = reading_described(other);
  const std::string names[2] = {one, other};
  const DiffSearch found = difference_of(first, second);
  const std::string scope = fmt::format("{} alphabets, programs of up to {} calls, {} looked at", alphabets().size(), found.most_calls, found.programs);
  if (!found.shortest) {
    std::cout << fmt::format("no program tells {} from {} ({})\n", one, other,
                             choices_apart(first, second).empty() ? "they admit the same values of every choice" : scope);
    return 1;
  }
  std::cout << fmt::format("the shortest program on which {} and {} differ ({}):\n\n", one, other, scope);
  print(*found.shortest, names);
  std::cout << "\nchoice by choice, each with the shortest program that shows it:\n";
  for (const Difference& each : found.by_choice) {
    const Choice choice = each.choices.front();
    std::cout << fmt::format("\n  {} ({}): {} by {}, {} by {}\n", model::facts_of(choice).name, clause_of(choice), values_text(first, choice), one,
                             values_text(second, choice), other);
    print(each, names);
  }
  for (const Choice choice : found.not_shown)
    std::cout << fmt::format("\n  {} ({}): {} by {}, {} by {}; no program of the scope shows it\n", model::facts_of(choice).name, clause_of(choice),
                             values_text(first, choice), one, values_text(second, choice), other);
  return 0;
}

}  // namespace certlife::conformance
