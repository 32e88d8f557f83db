// What Windows was seen to do, run on targets.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/windows_programs.h"

namespace certlife::conformance {
namespace {

using trace::WindowsTrace;

WindowsTrace trace_of(const std::string& lines) {
  return trace::parse_windows_trace(
      "t.jsonl", R"({"certlife-trace":1,"title":"t","source":"windows test testX","facts":[],"clauses":["ADD-21"]})" "\n" + lines);
}

CampaignResult run(Port& port, const Levels& levels) {
  CampaignOptions options;
  options.levels = levels;
  options.programs = clause_programs();
  options.budget = std::chrono::seconds(8);
  return run_campaign(port, Referee("windows"), options, [](const std::string&) {});
}

// A target that takes a third date for no later than the second.
class KnowsTwoDates : public Port {
 public:
  const Description& description() override { return model_.description(); }

  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (std::size_t i = 0; i < programs.size(); ++i)
      for (std::size_t j = 0; j < std::min(programs[i].size(), runs[i].results.size()); ++j) spoil(programs[i][j], runs[i].results[j].line);
    return runs;
  }

 private:
  static void spoil(const trace::Line& asked, trace::Line& answered) {
    if (asked.name_of("pbCrlEncoded") != "crl:A@3" || asked.name_of("dwAddDisposition") != "CERT_STORE_ADD_NEWER") return;
    answered.ret = trace::Value::of(false);
    answered.last_error = trace::Value::of("CRYPT_E_EXISTS");
    trace::resolve_error_code(answered.last_error);
  }

  ModelPort model_;
};

TEST(WindowsLevel, FindsNothingInTheModel) {
  ModelPort model;
  EXPECT_TRUE(run(model, {LevelKind::windows}).deviations.empty());
}

TEST(WindowsLevel, RunsEveryTraceAndTheLibraryPasses) {
  const auto library = open_port("certlife");
  const CampaignResult result = run(*library, {LevelKind::windows});
  EXPECT_EQ(result.programs, trace::windows_traces().size());
  EXPECT_TRUE(result.deviations.empty());
  EXPECT_TRUE(result.undefined_programs.empty());
  for (const WindowsTrace& each : trace::windows_traces())
    for (const std::string& clause : each.clauses) EXPECT_GT(result.clauses.at(clause).decided, 0u) << clause;
}

TEST(WindowsLevel, FindsAPlantedBugThatNoOtherLevelFinds) {
  KnowsTwoDates target;
  const CampaignResult result = run(target, {LevelKind::windows});
  ASSERT_FALSE(result.deviations.empty());
  EXPECT_EQ(result.deviations.front().clause, "ADD-10");
  EXPECT_EQ(result.deviations.front().found_by, "what Windows was seen to do");
  Levels others = every_level();
  others.erase(LevelKind::windows);
  EXPECT_TRUE(run(target, others).deviations.empty());
}

TEST(WindowsLevel, TellsWhereATargetDiffersThoughTheOracleAllowsIt) {
  const WindowsTrace seen = trace_of(
      R"({"call":"CertAddEncodedCertificateToStore","args":{"pbCertEncoded":"cert:A","dwAddDisposition":0},"ret":false,"lastError":"STATUS_ACCESS_VIOLATION"})");
  ModelPort model;
  const std::vector<TestProgram> programs{program_of(seen)};
  const Trial trial = run_and_judge(model, Referee("windows"), programs).front();
  ASSERT_EQ(trial.findings.size(), 1u);
  EXPECT_EQ(trial.findings.front().clause, "ADD-21");
  EXPECT_TRUE(trial.findings.front().is_by_windows);
  EXPECT_EQ(trial.findings.front().allowed, "Windows was seen to answer FALSE; last error STATUS_ACCESS_VIOLATION (windows test testX)");
  EXPECT_TRUE(run_and_judge(model, Referee("header"), programs).front().findings.empty());
}

TEST(WindowsAnswers, KnowAnObjectByItsName) {
  const WindowsTrace seen = trace_of(
      R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})" "\n"
      R"({"call":"CertDuplicateStore","args":{"hCertStore":"s1"},"ret":"s1"})");
  const auto answered = [&](const char* second) {
    WindowsAnswers answers;
    trace::Line line = seen.lines[0].line;
    line.ret.text = "mine";
    EXPECT_FALSE(answers.differs(seen.lines[0], line));
    line = seen.lines[1].line;
    line.ret.text = second;
    return answers.differs(seen.lines[1], line);
  };
  EXPECT_FALSE(answered("mine"));
  EXPECT_TRUE(answered("another"));
}

TEST(WindowsAnswers, AskForNoObjectByANameThatIsTaken) {
  const TestProgram program = program_of(trace_of(
      R"({"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"cert:A"},"ret":"c1","observed":{"hCertStore":{"c1":"n1"}}})" "\n"
      R"({"call":"CertDuplicateCertificateContext","args":{"pCertContext":"c1"},"ret":"c1"})" "\n"
      R"({"call":"CertEnumCertificatesInStore","args":{"hCertStore":"n1"},"ret":null,"lastError":"CRYPT_E_NOT_FOUND"})"));
  EXPECT_EQ(program.lines[1].ret.text, "c1-2");
  EXPECT_EQ(program.lines[2].ret.text, "none-3");
  EXPECT_EQ(program.lines[2].arg("hCertStore").text, "c1");
  EXPECT_TRUE(program.lines[0].observed.home.find("c1")->is_null());
  EXPECT_TRUE(program.lines[2].last_error.is_absent());
}

}  // namespace
}  // namespace certlife::conformance
