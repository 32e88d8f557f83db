#include <gtest/gtest.h>

#include <random>

#include "model/first_values.h"
#include "model/ledger/ledger.h"
#include "model/oracle/player.h"
#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using trace::Line;
using trace::Value;

model::Assignment random_choices(std::string_view reading, std::mt19937_64& random) {
  model::Assignment choices = model::first_values(reading);
  for (std::size_t i = 0; i < model::choice_count; ++i) {
    const auto* row = model::Ledger::load().find_choice(model::choice_facts[i].name);
    if (!value_under(*row, reading)) choices.value[i] = static_cast<std::uint8_t>(random() % model::choice_facts[i].value_count());
  }
  return choices;
}

Judge::Options under(std::string_view reading) {
  Judge::Options options;
  options.reading = reading;
  options.most_candidates = 100'000;
  return options;
}

class AWalkOfAnObedientImplementation : public testing::TestWithParam<std::string_view> {};

TEST_P(AWalkOfAnObedientImplementation, IsAcceptedWhateverItChose) {
  std::mt19937_64 random(20261122);
  for (int walk = 0; walk < 60; ++walk) {
    Player player(random(), random_choices(GetParam(), random), {});
    Judge judge(under(GetParam()));
    for (int step = 0; step < 150; ++step) {
      // As text and back, as a harness would deliver it.
      const Line line = trace::parse_line(trace::to_text(player.next()));
      const Verdict verdict = judge.judge(line);
      ASSERT_EQ(kind_of(verdict), "accepted") << "walk " << walk << " step " << step << "\n" << to_text(line, verdict);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Under, AWalkOfAnObedientImplementation, testing::ValuesIn(model::reading_names),
                         [](const auto& reading) { return std::string(reading.param); });

// Turns one thing around that the model determines; false if the line shows nothing of that sort.
bool falsify(Line& line, std::mt19937_64& random) {
  std::vector<Value*> truths;
  // A name that this call gave may have been another's before: of those a probe says nothing.
  const auto is_given = [&](const std::string& name) {
    bool given = line.ret.is_text() && line.ret.text == name;
    for (const auto& [parameter, value] : line.out) given = given || (value.is_text() && value.text == name);
    return given;
  };
  for (auto& [name, value] : line.observed.alive) if (!is_given(name)) truths.push_back(&value);
  if (line.which == trace::Call::CertFreeCertificateContext || line.which == trace::Call::CertDeleteCRLFromStore) truths.push_back(&line.ret);
  for (auto& [name, value] : line.observed.csp) if (!is_given(name)) truths.push_back(&value);
  if (truths.empty()) return false;
  Value& chosen = *truths[random() % truths.size()];
  if (chosen.is_boolean()) chosen.truth = !chosen.truth;
  else chosen.text = chosen.text == "held" ? "released" : "held";
  return true;
}

TEST(AWalkWithOneFalseObservation, IsRejected) {
  std::mt19937_64 random(4711);
  Player::Limits limits;
  limits.forces = false;  // What an early forced close destroys is left open.
  limits.probes = 2;
  int falsified = 0;
  for (int walk = 0; walk < 60; ++walk) {
    // The one choice that leaves open what is alive is settled by being shown first.
    Player player(random(), model::first_values("windows"), limits);
    Judge judge(under("windows"));
    for (int step = 0; step < 40; ++step) judge.judge(player.next());
    Line line = player.next();
    for (int tries = 0; tries < 50 && !falsify(line, random); ++tries) {
      judge.judge(line);
      line = player.next();
    }
    const Verdict verdict = judge.judge(line);
    EXPECT_EQ(kind_of(verdict), "rejected") << trace::to_text(line);
    EXPECT_FALSE(verdict.differing.empty());
    ++falsified;
  }
  EXPECT_EQ(falsified, 60);
}

}  // namespace
}  // namespace certlife::oracle
