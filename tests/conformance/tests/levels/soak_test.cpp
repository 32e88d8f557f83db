#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/soak.h"
#include "tests/conformance/campaign/trial.h"
#include "tests/conformance/report/results.h"

namespace certlife::conformance {
namespace {

std::vector<double> samples(std::size_t count, double step, double noise = 0) {
  std::vector<double> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(1e6 + static_cast<double>(i) * step + (i % 7) * noise);
  return all;
}

TEST(ASlope, IsALeakWhereEveryRoundLosesSomething) {
  const Slope slope = slope_of(samples(200, 64));
  EXPECT_TRUE(slope.is_leak);
  EXPECT_NEAR(slope.bytes_per_round, 64, 1);
  EXPECT_TRUE(slope_of(samples(400, 40, 100)).is_leak);
}

TEST(ASlope, IsNoLeakWhereMemoryOnlyGoesUpAndDown) {
  EXPECT_FALSE(slope_of(samples(200, 0)).is_leak);
  EXPECT_FALSE(slope_of(samples(200, 0, 4096)).is_leak);
}

TEST(ASlope, IsNoLeakWhereMemoryIsTakenOnceAtTheBeginning) {
  std::vector<double> all = samples(200, 0);
  for (std::size_t i = 20; i < all.size(); ++i) all[i] += 1e6;
  EXPECT_FALSE(slope_of(all).is_leak);
}

TEST(ASlope, OfTooFewRoundsSaysNothing) { EXPECT_FALSE(slope_of(samples(10, 1000)).is_leak); }

Repetition repeated_on(Port& port, const SoakRound& round) { return repeated(port, Referee("windows"), soak_program(round)); }

TEST(EverySoakRound, EndsAsItBegan) {
  for (const SoakRound& round : soak_rounds()) {
    ModelPort model;
    const Repetition repetition = repeated_on(model, round);
    ASSERT_EQ(repetition.private_bytes.size(), soak_length) << round.name;
    EXPECT_FALSE(repetition.deviating) << round.name;
    EXPECT_EQ(repetition.private_bytes.back(), repetition.private_bytes.front()) << round.name;
  }
}

TEST(EverySoakRound, KeepsOfItsRunsNoMoreThanTheFirstAndTheLast) {
  ModelPort model;
  const Repetition repetition = repeated_on(model, soak_rounds().front());
  EXPECT_EQ(repetition.rounds, soak_length);
  EXPECT_EQ(repetition.first.lines.size(), soak_rounds().front().calls.size());
  EXPECT_EQ(repetition.judged, soak_length * soak_rounds().front().calls.size());
}

TEST(ASoak, EndsAtTheFirstRoundInWhichAPreviousContextIsNeverFreed) {
  ModelPort leaky("enumeration_keeps_the_previous");
  const Repetition repetition = repeated_on(leaky, soak_rounds().front());
  EXPECT_EQ(repetition.rounds, 1u);
  ASSERT_TRUE(repetition.deviating);
  EXPECT_EQ(repetition.deviating->findings.front().clause, "CLOSE-4");
}

TEST(ASoak, IsRunAsALevelAndFindsAFaultOfLifetimes) {
  const Referee referee("windows");
  CampaignOptions options;
  options.levels = {LevelKind::soak};
  ModelPort sound, faulty("force_spares_held_contexts");
  EXPECT_TRUE(run_campaign(sound, referee, options, [](const std::string&) {}).deviations.empty());
  EXPECT_FALSE(run_campaign(faulty, referee, options, [](const std::string&) {}).deviations.empty());
}

// The model in a process that loses some bytes at each forced close.
class LeakyPort : public Port {
 public:
  explicit LeakyPort(std::int64_t lost) : lost_(lost) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs)
      for (Result& result : run.results) lose(result);
    return runs;
  }

 private:
  void lose(Result& result) {
    if (result.line.which == trace::Call::CertCloseStore && !result.line.arg("dwFlags").is_absent()) bytes_ += lost_;
    if (result.private_bytes) result.private_bytes = bytes_;
  }

  ModelPort model_;
  std::int64_t lost_, bytes_ = 1'000'000;
};

CampaignResult soak(Port& port) {
  CampaignOptions options;
  options.levels = {LevelKind::soak};
  return run_campaign(port, Referee("windows"), options, [](const std::string&) {});
}

TEST(ASoak, ReportsALeakThatNoOtherProbeShows) {
  LeakyPort leaky(48), sound(0);
  EXPECT_TRUE(soak(sound).deviations.empty());
  const CampaignResult result = soak(leaky);
  EXPECT_TRUE(result.only_after_others.empty());
  std::set<std::string> clauses;
  for (const Deviation& each : result.deviations) {
    EXPECT_TRUE(shows_only_when_repeated(each.aspect)) << each.text();
    EXPECT_FALSE(each.is_flaky());
    clauses.insert(each.clause);
  }
  EXPECT_TRUE(clauses.contains("CLOSE-39"));
  EXPECT_FALSE(clauses.contains("CREATE-6")) << "nothing is closed there";
}

TEST(ASoak, KnowsALeakAgainAndSaysWhenItIsGone) {
  LeakyPort leaky(48), sound(0);
  const Referee referee("windows");
  CampaignResult result = soak(leaky);
  const ExpectedFile file = parse_expected("known.toml", expected_text(result.target, result.deviations));
  EXPECT_TRUE(compare_with(file, {}, result, &leaky, referee).empty());
  EXPECT_TRUE(std::all_of(result.deviations.begin(), result.deviations.end(), [](const Deviation& each) { return each.expected; }));
  CampaignResult mended = soak(sound), not_soaked;
  EXPECT_EQ(compare_with(file, {}, mended, &sound, referee).size(), file.deviations.size());
  EXPECT_TRUE(compare_with(file, {}, not_soaked, &leaky, referee).empty()) << "an entry that no level met is run by itself";
}

// The model in a process that can open so many stores and no more.
class WornOutPort : public Port {
 public:
  explicit WornOutPort(std::size_t stores) : stores_(stores), left_(stores) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs)
      for (Result& result : run.results) wear(result.line);
    return runs;
  }
  void restart() override { left_ = stores_; }

 private:
  void wear(trace::Line& line) {
    if (line.which != trace::Call::CertOpenStore || left_-- > 0) return;
    left_ = 0;
    line.ret = trace::Value::null();
  }

  ModelPort model_;
  std::size_t stores_, left_;
};

TEST(ASoak, ReportsWhatGoesWrongOnlyAfterManyRounds) {
  WornOutPort worn(150), sound(1'000'000);
  EXPECT_TRUE(soak(sound).deviations.empty());
  const CampaignResult result = soak(worn);
  ASSERT_FALSE(result.deviations.empty());
  const Deviation& first = result.deviations.front();
  EXPECT_TRUE(shows_only_when_repeated(first.aspect)) << first.text();
  EXPECT_TRUE(first.observed.starts_with("in run 151 of this program: ")) << first.observed;
  const ExpectedFile file = parse_expected("known.toml", expected_text(result.target, result.deviations));
  CampaignResult again = soak(worn), mended = soak(sound);
  const Referee referee("windows");
  EXPECT_TRUE(compare_with(file, {}, again, &worn, referee).empty());
  EXPECT_EQ(compare_with(file, {}, mended, &sound, referee).size(), file.deviations.size());
}

}  // namespace
}  // namespace certlife::conformance
