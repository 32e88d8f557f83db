// The positive control of every level: a fault that shows in programs of this level and in no program of any other. A level that does not
// find it finds nothing; one that finds nothing else is not needed.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/conformance/campaign/soak.h"
#include "tests/conformance/tests/levels/every_level.h"

namespace certlife::conformance {
namespace {

// Calls one straight after the other, by their names.
using Trail = std::vector<std::string>;
constexpr std::size_t longest_trail = 7;

// Calls that succeed wherever they are defined, so that a failure is wrong whatever is open.
bool always_succeeds(const std::string& call) {
  return call.starts_with("CertFree") || (call.starts_with("CertDuplicate") && call.ends_with("Context"));
}

std::vector<Trail> trails_in(const TestProgram& program, std::size_t length) {
  std::vector<Trail> trails;
  for (std::size_t end = length; end <= program.lines.size(); ++end) {
    if (!always_succeeds(program.lines[end - 1].call)) continue;
    Trail trail;
    for (std::size_t i = end - length; i < end; ++i) trail.push_back(program.lines[i].call);
    trails.push_back(std::move(trail));
  }
  return trails;
}

// In how many levels, and in which last.
struct Found {
  std::size_t levels = 0;
  LevelKind last = LevelKind::clauses;
};

std::map<Trail, Found> trails_of_all_levels(std::size_t length) {
  std::map<Trail, Found> all;
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    const auto level = static_cast<LevelKind>(i);
    for_each_program_of(level, [&](const TestProgram& program) {
      for (const Trail& trail : trails_in(program, length)) {
        Found& found = all[trail];
        if (found.levels == 0 || found.last != level) ++found.levels;
        found.last = level;
      }
    });
  }
  return all;
}

// The model has no answer to an enumeration of properties, and what comes after one is not judged.
bool is_answered(const Trail& trail) {
  return std::none_of(trail.begin(), trail.end(), [](const std::string& call) { return call.starts_with("CertEnum") && call.ends_with("Properties"); });
}

// For each level the shortest trail that no other level has.
const std::map<LevelKind, Trail>& own_trails() {
  static const std::map<LevelKind, Trail> trails = [] {
    std::map<LevelKind, Trail> own;
    for (std::size_t length = 2; length <= longest_trail; ++length)
      for (const auto& [trail, found] : trails_of_all_levels(length))
        if (found.levels == 1 && is_answered(trail)) own.try_emplace(found.last, trail);
    return own;
  }();
  return trails;
}

// The model, except that the last call of the trail fails.
class TrailPort : public Port {
 public:
  explicit TrailPort(Trail trail) : trail_(std::move(trail)) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs) spoil(run);
    return runs;
  }
  std::size_t shown() const { return shown_; }

 private:
  void spoil(ProgramRun& run) {
    for (std::size_t end = trail_.size(); end <= run.results.size(); ++end) {
      if (!ends_the_trail(run, end)) continue;
      trace::Value& ret = run.results[end - 1].line.ret;
      ret = ret.is_boolean() ? trace::Value::of(false) : trace::Value::null();
      ++shown_;
    }
  }
  bool ends_the_trail(const ProgramRun& run, std::size_t end) const {
    for (std::size_t i = 0; i < trail_.size(); ++i)
      if (run.results[end - trail_.size() + i].line.call != trail_[i]) return false;
    return true;
  }

  ModelPort model_;
  Trail trail_;
  std::size_t shown_ = 0;
};

class ALevel : public testing::TestWithParam<std::size_t> {
 protected:
  LevelKind level() const { return static_cast<LevelKind>(GetParam()); }
};

TEST_P(ALevel, FindsAFaultThatNoOtherLevelMeets) {
  ASSERT_TRUE(own_trails().contains(level())) << "every trail of its calls is met by another level";
  const Trail& trail = own_trails().at(level());
  TrailPort faulty(trail);
  const CampaignResult found = run_campaign(faulty, Referee("windows"), default_run({level()}), [](const std::string&) {});
  std::string text;
  for (const std::string& call : trail) text += " " + call;
  EXPECT_GT(faulty.shown(), 0u) << text;
  EXPECT_FALSE(found.deviations.empty()) << text;
}

// A few that are quick.
TEST_P(ALevel, DoesNotFindWhatOnlyAnotherMeets) {
  const Levels others{LevelKind::clauses, LevelKind::walks, LevelKind::soak};
  for (const LevelKind other : others) {
    if (other == level()) continue;
    TrailPort faulty(own_trails().at(level()));
    const CampaignResult found = run_campaign(faulty, Referee("windows"), default_run({other}), [](const std::string&) {});
    EXPECT_TRUE(found.deviations.empty()) << level_names[static_cast<std::size_t>(other)];
  }
}

INSTANTIATE_TEST_SUITE_P(Of, ALevel, testing::Range(std::size_t{0}, level_names.size()),
                         [](const auto& level) { return std::string(level_names[level.param]); });

}  // namespace
}  // namespace certlife::conformance
