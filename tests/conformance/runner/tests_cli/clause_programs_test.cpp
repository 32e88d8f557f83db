// The clause programs are sound: the bundled library keeps every clause in them, the model itself does, and each planted
// fault is found.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/conformance/runner/campaign.h"
#include "tests/conformance/runner/misuse.h"
#include "tests/conformance/runner/model_port.h"
#include "tests/conformance/runner/named_programs.h"
#include "tests/conformance/runner/notation.h"
#include "tests/conformance/runner/program_file.h"
#include "tests/conformance/runner/walk.h"

namespace certlife::conformance {
namespace {

const Referee& referee() {
  static const Referee windows("windows");
  return windows;
}

CampaignResult run_clause_programs(Port& port, const Selection& selection = {}) {
  CampaignOptions what;
  what.selection = selection;
  what.programs = clause_programs();
  what.levels = {LevelKind::clauses};
  return run_campaign(port, referee(), what, [](const std::string&) {});
}

std::string text_of(const std::vector<Deviation>& deviations) {
  std::string text;
  for (const Deviation& each : deviations) text += each.clause + ": " + each.shape + "\n";
  return text;
}

class ClausePrograms : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(On, ClausePrograms, testing::Values("certlife", "certlife:checked", "model"), [](const auto& target) {
  const std::string name = target.param;
  return name == "certlife:checked" ? std::string("certlife_checked") : name;
});

TEST_P(ClausePrograms, HaveNoDeviation) {
  const auto port = open_port(GetParam());
  const CampaignResult result = run_clause_programs(*port);
  EXPECT_GT(result.programs, 300u);
  EXPECT_TRUE(result.deviations.empty()) << text_of(result.deviations);
  EXPECT_TRUE(result.undefined_programs.empty()) << result.undefined_programs.front();
  // A harness plants the last error before each call, so that this one makes no sense to it.
  for (const auto& [lack, programs] : result.lacks) EXPECT_EQ(lack, "SetLastError");
}

TEST(ClausePrograms, MakeOnlyCallsThatTheModelDefines) {
  ModelPort port;
  for (const auto& programs : {clause_programs(), open_questions()}) {
    const auto trials = run_and_judge(port, referee(), programs);
    for (std::size_t i = 0; i < trials.size(); ++i) EXPECT_FALSE(trials[i].undefined) << programs[i].title;
  }
}

class PlantedFaults : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(Each, PlantedFaults, testing::ValuesIn(fault_names()),
                         [](const auto& fault) { return std::string(fault.param); });

// Hides a probe of the model, as a harness without it would.
class Blinded : public Port {
 public:
  Blinded(Fault fault, const std::string& probe) : port_(fault), description_(port_.description()) { description_.probes.erase(probe); }
  const Description& description() override { return description_; }
  std::vector<ProgramRun> run(std::span<const Program> programs) override { return port_.run(programs); }

 private:
  ModelPort port_;
  Description description_;
};

bool passes(const CampaignResult& result, const std::string& clause) {
  const auto tally = result.clauses.find(clause);
  return tally != result.clauses.end() && tally->second.decided > 0 && tally->second.fails_with.empty();
}

TEST_P(PlantedFaults, AreFoundByTheClauseProgramsAndLetNoClausePassForWantOfAProbe) {
  const Fault fault = *fault_named(GetParam());
  ModelPort seeing(fault);
  std::set<std::string> broken;
  for (const Deviation& each : run_clause_programs(seeing).deviations) broken.insert(each.clause);
  EXPECT_FALSE(broken.empty());
  for (const std::string& probe : seeing.description().probes) {
    Blinded blinded(fault, probe);
    const CampaignResult less = run_clause_programs(blinded);
    // Which of several clauses is blamed may depend on what can be seen; that something is wrong may not.
    if (!less.deviations.empty()) continue;
    for (const std::string& clause : broken) EXPECT_FALSE(passes(less, clause)) << clause << " passes without " << probe;
  }
}

TEST(MisusePrograms, EndInTheirOnlyUndefinedCall) {
  Vocabulary words;
  for (const TestProgram& program : misuse_programs()) {
    auto lines = program.lines;
    EXPECT_FALSE(is_defined(lines, referee().reading(), words)) << program.title;
    lines.pop_back();
    EXPECT_TRUE(is_defined(lines, referee().reading(), words)) << program.title;
  }
}

TEST(MisusePrograms, AreReportedByTheBundledLibraryInCheckedMode) {
  const auto port = open_port("certlife:checked");
  ASSERT_TRUE(port->description().detects_misuse);
  CampaignResult result;
  run_misuse_programs(*port, {}, result);
  EXPECT_EQ(result.programs, misuse_programs().size());
  EXPECT_TRUE(result.deviations.empty()) << text_of(result.deviations);
}

TEST(MisusePrograms, AreNotSentToATargetThatDetectsNoMisuse) {
  const auto port = open_port("certlife");
  CampaignResult result;
  run_misuse_programs(*port, {}, result);
  EXPECT_EQ(result.programs, 0u);
}

// It says that it detects misuse, and does not.
class Boasting : public Blinded {
 public:
  Boasting() : Blinded(Fault::none, "") {}
  const Description& description() override {
    description_ = Blinded::description();
    description_.detects_misuse = true;
    return description_;
  }

 private:
  Description description_;
};

TEST(MisusePrograms, FindATargetThatReportsNothing) {
  Boasting port;
  CampaignResult result;
  run_misuse_programs(port, {}, result);
  EXPECT_EQ(result.deviations.size(), misuse_programs().size());
}

}  // namespace
}  // namespace certlife::conformance
