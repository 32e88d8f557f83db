#include <gtest/gtest.h>

#include "tests/conformance/runner/levels/fingerprint.h"
#include "tests/conformance/runner/model_port.h"

namespace certlife::conformance {
namespace {

using model::Choice;

const TellingPrograms& programs() {
  static const TellingPrograms found = telling_programs(probes_of_the_model());
  return found;
}

std::set<std::uint8_t> left(const Fingerprint& print, Choice choice) { return print.left[static_cast<std::size_t>(choice)]; }

TEST(TheTellingPrograms, AreFewerThanTheChoicesTheyTell) {
  std::set<Choice> told;
  for (const TellingProgram& each : programs().programs) told.insert(each.choices.begin(), each.choices.end());
  EXPECT_GE(told.size(), 13u);
  EXPECT_LT(programs().programs.size(), told.size());
  for (const TellingProgram& each : programs().programs) EXPECT_LE(each.lines.size(), programs().most_calls);
}

// What one value of a choice shows must be recognised as that value, and as no other.
class EveryChoice : public testing::TestWithParam<int> {};

TEST_P(EveryChoice, IsRecognisedOnAModelThatTakesEachOfItsValues) {
  const auto choice = static_cast<Choice>(GetParam());
  for (std::uint8_t value = 0; value < model::facts_of(choice).value_count(); ++value) {
    model::Assignment choices;
    choices[choice] = value;
    ModelPort port(Fault::none, choices);
    const Fingerprint print = fingerprint_of(port, programs());
    EXPECT_TRUE(print.remarks.empty());
    EXPECT_TRUE(left(print, choice).contains(value)) << static_cast<int>(value);
    if (choice == Choice::order || choice == Choice::check_true_keeps_last_error) continue;  // One value admits what the other does.
    EXPECT_EQ(left(print, choice).size(), 1u);
  }
}

std::vector<int> lasting_choices() {
  std::vector<int> all;
  for (int i = 0; i < model::choice_count; ++i)
    if (!model::choice_facts[static_cast<std::size_t>(i)].may_differ_from_call_to_call) all.push_back(i);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Of, EveryChoice, testing::ValuesIn(lasting_choices()),
                         [](const auto& choice) { return std::string(model::choice_facts[static_cast<std::size_t>(choice.param)].name); });

TEST(AFingerprint, SaysWhichReadingsFit) {
  ModelPort windows;
  EXPECT_EQ(fingerprint_of(windows, programs()).fits, (std::vector<std::string>{"header", "windows"}));
  model::Assignment choices;
  choices[Choice::check_counts_other_handles] = 1;
  choices[Choice::null_store_close] = 0;
  ModelPort page(Fault::none, choices);
  EXPECT_EQ(fingerprint_of(page, programs()).fits, std::vector<std::string>{"page"});
}

TEST(AFingerprint, OfADeviatingTargetRemarksOnWhatFitsNoValue) {
  ModelPort port(Fault::check_keeps_the_handle);
  const Fingerprint print = fingerprint_of(port, programs());
  EXPECT_FALSE(print.remarks.empty());
}

}  // namespace
}  // namespace certlife::conformance
