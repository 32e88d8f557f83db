#include <gtest/gtest.h>

#include <algorithm>

#include "model/programs/program_search.h"
#include "tests/conformance/campaign/fingerprint.h"
#include "tests/conformance/campaign/model_port.h"

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

void expect_recognised(Choice choice, std::uint8_t value) {
  model::Assignment choices;
  choices[choice] = value;
  ModelPort port("", choices);
  const Fingerprint print = fingerprint_of(port, programs());
  const auto name = model::facts_of(choice).name;
  EXPECT_TRUE(print.remarks.empty()) << name;
  EXPECT_TRUE(left(print, choice).contains(value)) << name << " " << static_cast<int>(value);
  // One value of these admits what the other does.
  if (choice == Choice::order || choice == Choice::check_true_keeps_last_error) return;
  EXPECT_EQ(left(print, choice).size(), 1u) << name;
}

TEST(EveryChoice, IsRecognisedOnAModelThatTakesEachOfItsValues) {
  for (int i = 0; i < model::choice_count; ++i) {
    const auto choice = static_cast<Choice>(i);
    const auto& unknown = programs().not_told;
    if (model::facts_of(choice).may_differ_from_call_to_call || std::count(unknown.begin(), unknown.end(), choice)) continue;
    for (std::uint8_t value = 0; value < model::facts_of(choice).value_count(); ++value) expect_recognised(choice, value);
  }
}

TEST(AFingerprint, SaysWhichReadingsFit) {
  ModelPort windows;
  EXPECT_EQ(fingerprint_of(windows, programs()).fits, std::vector<std::string>{"windows"});
  model::Assignment choices;
  choices[Choice::check_counts_other_handles] = 1;
  choices[Choice::null_store_close] = 0;
  for (const Choice replaces : {Choice::inherit_replaces, Choice::newer_inherit_replaces, Choice::empty_file_commits_as}) choices[replaces] = 1;
  ModelPort page("", choices);
  EXPECT_EQ(fingerprint_of(page, programs()).fits, std::vector<std::string>{"page"});
  // What fits no value is remarked on.
  ModelPort faulty("duplicate_store_adds_no_handle");
  EXPECT_FALSE(fingerprint_of(faulty, programs()).remarks.empty());
}

}  // namespace
}  // namespace certlife::conformance
