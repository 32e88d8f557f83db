// What a harness says wrongly is no pass, and what keeps a clause from being judged is told.
#include <gtest/gtest.h>

#include <functional>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/cli/description_check.h"
#include "tests/conformance/report/results.h"

namespace certlife::conformance {
namespace {

// The model, whose replies are edited on their way.
class EditedPort : public Port {
 public:
  using Edit = std::function<void(ProgramRun& run)>;
  explicit EditedPort(Edit edit, std::string_view fault = {}) : model_(fault), edit_(std::move(edit)) {}
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs) edit_(run);
    return runs;
  }

 private:
  ModelPort model_;
  Edit edit_;
};

EditedPort::Edit each_result(const char* call, std::function<void(trace::Line&)> edit) {
  return [=](ProgramRun& run) {
    for (Result& result : run.results)
      if (result.line.call == call) edit(result.line);
  };
}

// The clause programs alone, of some clauses.
struct Judged {
  CampaignResult campaign;
  TargetReport report;

  Judged(Port& port, std::set<std::string> clauses) {
    CampaignOptions options;
    options.levels = {LevelKind::clauses};
    options.programs = clause_programs();
    options.selection.clauses = std::move(clauses);
    campaign = run_campaign(port, Referee("windows"), options, [](const std::string&) {});
    report = report_of(campaign, {}, options.selection);
  }
  Judged(const Judged&) = delete;

  const ClauseResult& row(const std::string& clause) const {
    return *std::find_if(report.clauses.begin(), report.clauses.end(), [&](const ClauseResult& each) { return each.clause->id == clause; });
  }
  int exit_code() const { return exit_code_of({report}); }
};

void expect_malformed(const char* call, std::function<void(trace::Line&)> edit, const std::string& clause, const std::string& complaint) {
  EditedPort port(each_result(call, std::move(edit)));
  const Judged judged(port, {clause});
  EXPECT_NE(judged.row(clause).status, Status::pass) << complaint;
  ASSERT_FALSE(judged.report.deviations.empty()) << complaint;
  EXPECT_NE(judged.report.deviations.front()->observed.find("the reply is malformed: " + complaint), std::string::npos)
      << judged.report.deviations.front()->observed;
  EXPECT_EQ(judged.exit_code(), 1);
}

TEST(AReply, WithoutWhatItsCallReturnsIsGarbage) {
  expect_malformed("CertCloseStore", [](trace::Line& line) { line.ret.clear(); }, "CLOSE-4", "\"ret\" is missing in the reply to CertCloseStore");
  expect_malformed("CertOpenStore", [](trace::Line& line) { line.ret.clear(); }, "OPEN-1", "\"ret\" is missing in the reply to CertOpenStore");
  expect_malformed("CertAddEncodedCertificateToStore", [](trace::Line& line) { line.out.clear(); }, "ADD-20", "\"out\" lacks \"ppCertContext\"");
}

TEST(AReply, OfAnotherTypeThanItsCallReturnsIsGarbage) {
  expect_malformed("CertCloseStore", [](trace::Line& line) { line.ret = trace::Value::of(std::int64_t{1}); }, "CLOSE-4", "\"ret\" is 1 in the reply to CertCloseStore and should be true or false");
  expect_malformed("CertCloseStore", [](trace::Line& line) { line.ret = trace::Value::of("TRUE"); }, "CLOSE-4", "\"ret\" is \"TRUE\"");
  expect_malformed("CertOpenStore", [](trace::Line& line) { line.ret = trace::Value::of(true); }, "OPEN-1", "\"ret\" is true in the reply to CertOpenStore and should be a name or null");
}

TEST(AReply, ThatIsSoundIsJudged) {
  EditedPort port([](ProgramRun&) {});
  const Judged judged(port, {"CLOSE-4", "OPEN-1", "ADD-1"});
  for (const char* clause : {"CLOSE-4", "OPEN-1", "ADD-1"}) EXPECT_EQ(judged.row(clause).status, Status::pass) << clause;
  EXPECT_EQ(judged.exit_code(), 0);
}

TEST(ARefusal, IsALackAndNotAnEnding) {
  EditedPort port([](ProgramRun& run) {
    const bool duplicates = std::any_of(run.results.begin(), run.results.end(), [](const Result& each) { return each.line.which == trace::Call::CertDuplicateStore; });
    if (duplicates) run = {{}, Ending{Ending::Kind::refused, 0, "no duplicates here"}};
  });
  const Judged judged(port, {"DUPSTORE-1", "OPEN-1"});
  EXPECT_EQ(judged.row("DUPSTORE-1").status, Status::not_supported);
  EXPECT_NE(reason_of(judged.row("DUPSTORE-1")).find("no duplicates here"), std::string::npos) << reason_of(judged.row("DUPSTORE-1"));
  EXPECT_EQ(judged.row("OPEN-1").status, Status::pass);
  EXPECT_TRUE(judged.report.deviations.empty());
}

TEST(AnEnding, ThatDoesNotComeAgainKeepsNothingFromBeingRun) {
  std::size_t opens = 0;
  EditedPort port([&](ProgramRun& run) {
    if (++opens == 20) run = {{}, Ending{Ending::Kind::exited, 9, ""}};
  });
  const Judged judged(port, {});
  EXPECT_EQ(judged.campaign.cut_short, 0u);
  ASSERT_EQ(judged.campaign.deviations.size(), 1u);
  EXPECT_TRUE(judged.campaign.deviations.front().is_flaky());
}

TEST(AClause, WhoseProgramsRunIntoAnothersDeviationSaysSo) {
  EditedPort port([](ProgramRun& run) {
    for (std::size_t i = 0; i < run.results.size(); ++i)
      if (run.results[i].line.which == trace::Call::CertCloseStore) {
        run.results.resize(i);
        run.ending = Ending{Ending::Kind::exited, 7, ""};
      }
  });
  const Judged judged(port, {"CLOSE-2"});
  const ClauseResult& row = judged.row("CLOSE-2");
  EXPECT_EQ(row.status, Status::not_evaluated);
  EXPECT_TRUE(reason_of(row).starts_with("its programs run into what breaks CLOSE-")) << reason_of(row);
  EXPECT_FALSE(judged.report.deviations.empty()) << "what stands in the way is not shown";
  EXPECT_EQ(judged.exit_code(), 1);
}

TEST(AClause, ThatFailsByAnothersDeviationNamesIt) {
  ModelPort port("force_spares_held_contexts");
  const Judged judged(port, {"CLOSE-23"});
  const ClauseResult& row = judged.row("CLOSE-23");
  EXPECT_EQ(row.status, Status::fail);
  EXPECT_EQ(reason_of(row), "its programs end with what breaks CLOSE-11");
  EXPECT_EQ(judged.report.deviations.size(), row.deviations.size());
}

TEST(ADescription, NamesWhatThisSuiteDoesNotKnow) {
  Description description;
  description.name = "mine";
  description.calls = {"CertOpenStor", "CertCloseStore"};
  description.kinds = {"crl", "pem"};
  description.probes = {"alife", "alive", "privateBytes"};
  EXPECT_EQ(unknown_names_in(description),
            (std::vector<std::string>{"mine says that it has the call \"CertOpenStor\", which this suite does not know",
                                      "mine says that it has the kind \"pem\", which this suite does not know",
                                      "mine says that it has the probe \"alife\", which this suite does not know"}));
  EXPECT_TRUE(unknown_names_in(ModelPort().description()).empty());
}

}  // namespace
}  // namespace certlife::conformance
