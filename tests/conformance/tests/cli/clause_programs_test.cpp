// The clause programs are sound: the bundled library keeps every clause in them, the model itself does, and each planted
// fault is found.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "model/export/homes.h"
#include "model/first_values.h"
#include "model/ledger/ledger.h"
#include "model/oracle/judge.h"
#include "model/oracle/player.h"
#include "model/programs/program_file.h"
#include "model/programs/walk.h"
#include "model/rules/step.h"
#include "model/trace/notation.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/misuse.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"

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
  for (const Deviation& each : deviations) text += each.clause + ": " + each.text() + "\n";
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
  // A harness plants the last error before each call, so that SetLastError makes no sense to it; the flags of a key handle are
  // outside the model.
  for (const auto& [lack, programs] : result.lacks) {
    const bool flags_of_a_key = lack.starts_with("CertSetCertificateContextProperty") && GetParam() == std::string("model");
    EXPECT_TRUE(lack.starts_with("SetLastError") || flags_of_a_key) << lack;
  }
}

TEST(ClausePrograms, MakeOnlyCallsThatTheModelDefines) {
  ModelPort port;
  for (const auto& programs : {clause_programs(), open_questions()}) {
    const auto trials = run_and_judge(port, referee(), programs);
    for (std::size_t i = 0; i < trials.size(); ++i) EXPECT_FALSE(trials[i].undefined) << programs[i].title;
  }
}

// No rule speaks of these: the judge answers them from the world as it is.
bool asks_of_properties(const trace::Line& line) {
  const trace::Call call = line.which;
  const bool enumerates = call >= trace::Call::CertEnumCertificateContextProperties && call <= trace::Call::CertEnumCTLContextProperties;
  return enumerates || (call >= trace::Call::CertGetCertificateContextProperty && call <= trace::Call::CertGetCTLContextProperty &&
                        line.number_of("dwPropId") == 14 && line.arg("pcbData").is_nothing());
}

// Judges the lines and follows them through the model at once: a line that the oracle evaluates is a call of the model, and one
// that it does not is none. What was evaluated so far is counted.
void compare_line_by_line(const std::vector<trace::Line>& lines, std::size_t& evaluated, std::size_t& passed_over) {
  oracle::Judge judge;
  Vocabulary words;
  ModelState state;
  const model::Reading everything = model::Reading::everything_free();
  for (const trace::Line& line : lines) {
    const auto verdict = judge.judge(line);
    if (line.kind == trace::Line::Kind::file) {
      set_up_file(line.file, state, words);
      continue;
    }
    if (line.which == trace::Call::SetLastError || line.which == trace::Call::GetLastError || asks_of_properties(line)) continue;
    if (verdict.kind == oracle::Verdict::Kind::undefined) return;  // No call of the model is made with what is gone.
    const auto call = model_call(line, state, words);
    const bool is_evaluated = verdict.kind != oracle::Verdict::Kind::not_evaluated;
    ++(is_evaluated ? evaluated : passed_over);
    EXPECT_EQ(call.has_value(), is_evaluated) << trace::to_text(line) << "\n" << verdict.reason;
    if (!call || verdict.kind != oracle::Verdict::Kind::accepted) return;
    const Concrete::Choices way(everything, model::first_values("windows"));
    take(state, line, model::step(state.world, *call, way));
    bind_homes(line, state);
  }
}

TEST(ClausePrograms, MeanTheSameToTheOracleAndToWhatFollowsTheModel) {
  ModelPort port;
  std::size_t evaluated = 0, passed_over = 0;
  for (const auto& programs : {clause_programs(), open_questions()})
    for (const auto& trial : run_and_judge(port, referee(), programs)) compare_line_by_line(trial.lines, evaluated, passed_over);
  EXPECT_GT(evaluated, 1500u);
}

TEST(ExampleTraces, MeanTheSameToTheOracleAndToWhatFollowsTheModel) {
  std::size_t evaluated = 0, passed_over = 0;
  for (const char* folder : {"examples", "windows"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(CERTLIFE_TRACE_FOLDER) / folder)) {
      const std::string stem = entry.path().stem().string();
      if (entry.path().extension() != ".jsonl" || stem.starts_with("bad_input")) continue;
      SCOPED_TRACE(entry.path().string());
      const auto lines = trace::read_all(trace::Reader::open(entry.path().string()));
      // Calls of several threads are judged together and not line by line.
      const auto is_of_another = [&](const trace::Line& line) { return line.thread && line.thread != lines.back().thread; };
      if (std::ranges::none_of(lines, is_of_another)) compare_line_by_line(lines, evaluated, passed_over);
    }
  }
  EXPECT_GT(evaluated, 100u);
  EXPECT_GT(passed_over, 3u);
}

class PlantedFaults : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(Each, PlantedFaults, testing::ValuesIn(fault_names()),
                         [](const auto& fault) { return std::string(fault.param); });

// Hides a probe of the model, as a harness without it would.
class Blinded : public Port {
 public:
  Blinded(std::string_view fault, const std::string& probe) : port_(fault), description_(port_.description()) { description_.probes.erase(probe); }
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

// What no clause program shows yet; the proofs show each by calls.
const std::set<std::string_view> not_shown_by_clause_programs{
    "add_takes_the_sources_reference", "closed_store_still_commits", "commit_ignores_the_form_of_the_file",
    "encoded_add_brings_properties", "enumeration_mixes_kinds", "enumeration_shows_deleted_elements",
    "failed_add_leaves_a_context", "non_final_close_ends_the_store", "property_reaches_a_closed_store", "replace_keeps_the_old",
    "use_existing_makes_another"};
// Without a probe a clause passes by what its other programs show in results.
const std::set<std::string_view> pass_a_clause_without_a_probe{"close_frees_deleted_contexts", "release_with_flags_keeps_the_handle"};

TEST_P(PlantedFaults, AreFoundByTheClauseProgramsAndLetNoClausePassForWantOfAProbe) {
  const std::string_view fault = GetParam();
  ModelPort seeing(fault);
  std::set<std::string> broken;
  for (const Deviation& each : run_clause_programs(seeing).deviations) broken.insert(each.clause);
  EXPECT_EQ(broken.empty(), not_shown_by_clause_programs.contains(fault));
  std::string passing;
  for (const std::string& probe : seeing.description().probes) {
    Blinded blinded(fault, probe);
    const CampaignResult less = run_clause_programs(blinded);
    // Which of several clauses is blamed may depend on what can be seen; that something is wrong may not.
    if (!less.deviations.empty()) continue;
    for (const std::string& clause : broken)
      if (passes(less, clause)) passing += clause + " passes without " + probe + "\n";
  }
  EXPECT_EQ(!passing.empty(), pass_a_clause_without_a_probe.contains(fault)) << passing;
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

// The model's clause, in its words: what the oracle says of a trace and checked mode of a program is the same.
TEST(MisusePrograms, AreReportedByTheBundledLibraryWithTheClauseThatTheyBreak) {
  const auto port = open_port("certlife:checked");
  std::vector<Program> requests;
  for (const TestProgram& program : misuse_programs()) requests.push_back(program.lines);
  const auto runs = port->run(requests);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& id = misuse_programs()[i].clauses.front();
    const model::Clause* clause = model::Ledger::load().find(id);
    ASSERT_NE(clause, nullptr) << id;
    ASSERT_FALSE(runs[i].results.empty()) << misuse_programs()[i].title;
    const std::string said = runs[i].results.back().misuse.value_or("");
    EXPECT_NE(said.find(" " + id + ": " + clause->text), std::string::npos) << misuse_programs()[i].title << "\n" << said;
  }
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
  Boasting() : Blinded("", "") {}
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
