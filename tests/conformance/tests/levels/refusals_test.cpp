// What a target declines is asked for once, not over and over, and what it can do is tried all the same.
#include <gtest/gtest.h>

#include <set>

#include "model/trace/notation.h"
#include "tests/conformance/campaign/refusals.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/tests/levels/every_level.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using Declines = std::function<bool(const Line& line)>;

// The model in a harness that declines some calls.
class DecliningPort : public Port {
 public:
  explicit DecliningPort(Declines declines) : declines_(std::move(declines)) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    std::vector<ProgramRun> runs;
    for (const Program& program : programs) runs.push_back(run_one(program));
    return runs;
  }
  std::size_t asked() const { return asked_; }        // How often for what it declines.
  std::size_t programs() const { return programs_; }

 private:
  ProgramRun run_one(const Program& program) {
    ++programs_;
    for (std::size_t i = 0; i < program.size(); ++i) {
      if (!declines_(program[i])) continue;
      ++asked_;
      const Program before(program.begin(), program.begin() + static_cast<std::ptrdiff_t>(i));
      ProgramRun run = std::move(model_.run(std::span(&before, 1)).front());
      for (std::size_t rest = i; rest < program.size(); ++rest) {
        run.results.push_back({program[rest], rest == i ? "not here" : ""});
        run.results.back().line.not_supported = true;
      }
      return run;
    }
    return std::move(model_.run(std::span(&program, 1)).front());
  }

  ModelPort model_;
  Declines declines_;
  std::size_t asked_ = 0, programs_ = 0;
};

bool is_about_files(const Line& line) {
  return line.kind == Line::Kind::file || line.name_of("lpszStoreProvider").starts_with("CERT_STORE_PROV_FILENAME") || line.which == trace::Call::CertSaveStore;
}

CampaignResult run(Port& port, Levels levels, std::optional<int> depth = {}) {
  CampaignOptions options = default_run(std::move(levels));
  options.depth = depth;
  return run_campaign(port, Referee("windows"), options, [](const std::string&) {});
}

TEST(ATargetWithoutFiles, IsAskedForThemOnceForEachSortOfCallAndNotOnceForEachProgram) {
  DecliningPort port(is_about_files);
  const CampaignResult result = run(port, {LevelKind::clauses, LevelKind::exhaustive}, 3);
  EXPECT_TRUE(result.deviations.empty());
  EXPECT_GT(result.programs, 3000u);
  EXPECT_LT(port.asked(), 40u);
  EXPECT_GT(result.lacks.at("\"not here\""), port.asked()) << "programs that were not sent count as well";
}

TEST(ATargetWithoutFiles, IsAskedForThemOnceInALevelOfRandomPrograms) {
  DecliningPort port(is_about_files);
  const CampaignResult result = run(port, {LevelKind::random});
  EXPECT_LT(port.asked(), 25u);
  EXPECT_GT(result.judged, 8'000u) << "a walk goes on without what is declined";
}

TEST(ADisposition, ThatIsDeclinedIsAskedForOnceForEachCall) {
  DecliningPort port([](const Line& line) { return line.name_of("dwAddDisposition") == "CERT_STORE_ADD_NEW"; });
  const CampaignResult result = run(port, {LevelKind::clauses, LevelKind::exhaustive, LevelKind::tour}, 3);
  EXPECT_TRUE(result.deviations.empty());
  EXPECT_LT(port.asked(), 60u);
  EXPECT_GT(result.clauses.at("ADD-13").decided, 0u) << "other dispositions are tried";
}

TEST(AProbe, ThatIsDeclinedIsNotAskedForAgainAndTheCallsAreMade) {
  DecliningPort port([](const Line& line) { return !line.observed.home.empty(); });
  const CampaignResult result = run(port, {LevelKind::clauses});
  EXPECT_LT(port.asked(), 60u);
  EXPECT_GT(result.clauses.at("CLOSE-5").decided, 0u);
  EXPECT_EQ(result.clauses.at("ADD-2").decided, 0u) << "nobody saw it";
}

// The model in a harness that forgets to answer a probe that it says it has.
class ForgetfulPort : public Port {
 public:
  explicit ForgetfulPort(trace::Fields trace::Observed::*probe) : probe_(probe) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs)
      for (Result& result : run.results) (result.line.observed.*probe_).clear();
    return runs;
  }

 private:
  ModelPort model_;
  trace::Fields trace::Observed::*probe_;
};

TEST(AProbe, ThatIsNeverAnsweredDecidesNothing) {
  ForgetfulPort port(&trace::Observed::csp);
  const CampaignResult result = run(port, {LevelKind::clauses});
  EXPECT_EQ(result.clauses.at("CLOSE-14").decided, 0u);
  EXPECT_TRUE(result.clauses.at("CLOSE-14").lacks.contains("the probe csp, which it never answered"));
  EXPECT_GT(result.clauses.at("CLOSE-6").decided, 0u) << "another probe decides it";
}

// Each probe that can be asked for is known to be one.
TEST(AProbe, ThatIsAnsweredIsNoLack) {
  ModelPort model;
  for (const auto& [clause, tally] : run(model, {LevelKind::clauses}).clauses)
    for (const auto& lack : tally.lacks) EXPECT_FALSE(lack.ends_with("never answered")) << clause << ": " << lack;
}

TEST(ATargetThatDeclinesEverything, IsLeftAloneSoon) {
  DecliningPort port([](const Line&) { return true; });
  const CampaignResult result = run(port, every_level(), 3);
  EXPECT_LT(port.programs(), 400u);
  EXPECT_EQ(result.judged, 0u);
}

// The model in a harness that refuses whole programs.
class RefusingPort : public Port {
 public:
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    programs_ += programs.size();
    return std::vector<ProgramRun>(programs.size(), ProgramRun{{}, Ending{Ending::Kind::refused, 0, "\"no\""}});
  }
  std::size_t programs() const { return programs_; }

 private:
  ModelPort model_;
  std::size_t programs_ = 0;
};

TEST(ATargetThatRefusesEveryProgram, IsLeftAloneSoon) {
  RefusingPort port;
  const CampaignResult result = run(port, every_level(), 3);
  EXPECT_LT(port.programs(), 400u);
  EXPECT_EQ(result.judged, 0u);
}

// --- What is learned of one program -------------------------------------------------------------------------------------------

Trial answered_up_to(const TestProgram& program, std::size_t end) {
  Trial trial;
  trial.lines = program.lines;
  if (end == program.lines.size()) return trial;
  trial.unsupported = {end};
  trial.lacks = {"no"};
  return trial;
}

void learn(Refusals& refusals, const std::string& calls, std::size_t answered) {
  const TestProgram program{{}, "", parse_program(calls)};
  refusals.learn(program, answered_up_to(program, answered));
}

TEST(ARefusal, IsBlamedOnWhatNoAnsweredCallNeeded) {
  Refusals refusals;
  learn(refusals, "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, CERT_STORE_READONLY_FLAG)", 1);
  learn(refusals, "s1 = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_STORE_READONLY_FLAG, file:F)", 0);
  EXPECT_TRUE(refusals.declines(parse_call("s1 = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_STORE_CREATE_NEW_FLAG, file:F)")));
  EXPECT_FALSE(refusals.declines(parse_call("s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, CERT_STORE_CREATE_NEW_FLAG)")));
  EXPECT_FALSE(refusals.declines(parse_call("s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, CERT_STORE_READONLY_FLAG)")));
}

TEST(ARefusal, OfWhatWasNeededBeforePieceByPieceIsOneOfAllPiecesTogether) {
  Refusals refusals;
  learn(refusals, "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)", 2);
  learn(refusals, "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG)", 2);
  const std::string both = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG | CERT_CLOSE_STORE_FORCE_FLAG)";
  learn(refusals, both, 1);
  EXPECT_FALSE(refusals.declines(parse_program(both).back())) << "it may have been the state that the program was in";
  for (int i = 0; i < 3; ++i) learn(refusals, both, 1);
  EXPECT_TRUE(refusals.declines(parse_call("CertCloseStore(s2, CERT_CLOSE_STORE_CHECK_FLAG | CERT_CLOSE_STORE_FORCE_FLAG)")));
  EXPECT_FALSE(refusals.declines(parse_call("CertCloseStore(s2, CERT_CLOSE_STORE_CHECK_FLAG)")));
}

TEST(ARefusal, OfACallOnANameThatWasNeverBoundTeachesNothing) {
  Refusals refusals;
  const TestProgram program{{}, "", parse_program("c1 = CertCreateCertificateContext(cert:A); CertFreeCertificateContext(c1)")};
  Trial trial = answered_up_to(program, 1);
  trial.lines[0].ret = trace::Value::null();
  refusals.learn(program, trial);
  EXPECT_FALSE(refusals.declines(program.lines[1]));
}

TEST(ARefusal, IsTakenBackWhenTheCallIsAnswered) {
  Refusals refusals;
  learn(refusals, "CertCloseStore(NULL, 0)", 0);
  EXPECT_TRUE(refusals.declines(parse_call("CertCloseStore(NULL, 0)")));
  learn(refusals, "CertCloseStore(NULL, 0)", 1);
  EXPECT_FALSE(refusals.declines(parse_call("CertCloseStore(NULL, 0)")));
}

TEST(ARefusal, IsAskedForOnceMoreInEachLevel) {
  Refusals refusals;
  learn(refusals, "CertCloseStore(NULL, 0)", 0);
  const trace::Line line = parse_call("CertCloseStore(NULL, 0)");
  EXPECT_EQ(refusals.reason_against(line), "no");
  refusals.begin_level();
  EXPECT_FALSE(refusals.reason_against(line));
  EXPECT_EQ(refusals.reason_against(line), "no");
}

}  // namespace
}  // namespace certlife::conformance
