#include <gtest/gtest.h>

#include "tests/conformance/runner/campaign.h"
#include "tests/conformance/runner/levels/soak.h"
#include "tests/conformance/runner/model_port.h"
#include "tests/conformance/runner/trial.h"

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

std::vector<double> private_bytes_of(Fault fault, const SoakRound& round) {
  ModelPort port(fault);
  Program request = request_of(soak_program(round, 60));
  for (Json& line : request) line["observed"][private_bytes_probe] = nullptr;
  return private_bytes_in(port.run(std::span(&request, 1)).front());
}

TEST(EverySoakRound, EndsAsItBegan) {
  for (const SoakRound& round : soak_rounds()) {
    const auto bytes = private_bytes_of(Fault::none, round);
    ASSERT_GE(bytes.size(), 60u) << round.name;
    EXPECT_FALSE(slope_of(bytes).is_leak) << round.name;
    EXPECT_EQ(bytes.back(), bytes[round.calls.size() - 1]) << round.name;
  }
}

TEST(ASoak, ShowsAPreviousContextThatIsNeverFreedAsASlope) {
  const auto bytes = private_bytes_of(Fault::enumeration_keeps_previous, soak_rounds().front());
  EXPECT_TRUE(slope_of(bytes).is_leak);
}

TEST(ASoak, IsRunAsALevelAndFindsAFaultOfLifetimes) {
  const Referee referee("windows");
  CampaignOptions options;
  options.levels = {LevelKind::soak};
  ModelPort sound, faulty(Fault::force_spares_held_contexts);
  EXPECT_TRUE(run_campaign(sound, referee, options, [](const std::string&) {}).deviations.empty());
  EXPECT_FALSE(run_campaign(faulty, referee, options, [](const std::string&) {}).deviations.empty());
}

}  // namespace
}  // namespace certlife::conformance
