// What Windows was seen to do is accepted, and nothing that differs from it in an asserted value.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "model/ledger/ledger.h"
#include "model/oracle/changed_values.h"
#include "model/oracle/judge.h"
#include "model/trace/windows_list.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using trace::WindowsTrace;

class WindowsTraces : public testing::TestWithParam<std::string> {
 protected:
  const WindowsTrace& trace() const {
    const auto& all = trace::windows_traces();
    return *std::find_if(all.begin(), all.end(), [&](const WindowsTrace& each) { return each.name == GetParam(); });
  }
};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const WindowsTrace& each : trace::windows_traces()) all.push_back(each.name);
  return all;
}

TEST_P(WindowsTraces, AreJudgedLineByLineAndAccepted) {
  Judge judge;
  for (const auto& [line, codes, named] : trace().lines) {
    const Verdict verdict = judge.judge(line);
    EXPECT_EQ(verdict.kind, Verdict::Kind::accepted) << trace::to_text(line) << "\n" << to_text(line, verdict);
  }
  EXPECT_EQ(judge.summary().overall, Overall::accepted);
}

TEST_P(WindowsTraces, AreRejectedWithAnAssertedValueChanged) {
  for (const ChangedValue& change : changed_values(trace()))
    EXPECT_EQ(judged(trace(), "windows", &change), Overall::rejected) << change.what << " in " << trace::to_text(change.line);
}

TEST_P(WindowsTraces, AreAcceptedWithEveryOtherCodeThatTheyAdmit) {
  for (std::size_t i = 0; i < trace().lines.size(); ++i) {
    ChangedValue change{i, "lastError", trace().lines[i].line};
    for (const trace::Value& code : trace().lines[i].other_last_errors) {
      change.line.last_error = code;
      // What chooses one code at first keeps to it.
      WindowsTrace so = trace();
      for (auto& seen : so.lines)
        if (seen.other_last_errors == trace().lines[i].other_last_errors && seen.line.last_error == trace().lines[i].line.last_error) seen.line.last_error = code;
      EXPECT_EQ(judged(so, "windows"), Overall::accepted) << trace::to_text(change.line);
    }
  }
}

bool is_about(const model::ClauseGroup& group, const WindowsTrace& trace) {
  if (group.name == "handles" || group.name == "files" || group.name == "last_error") return true;
  return std::any_of(trace.lines.begin(), trace.lines.end(), [&](const auto& seen) {
    std::string call = seen.line.kind == trace::Line::Kind::call ? seen.line.call : "no call";
    if (group.heading.find(call) != std::string::npos) return true;
    // A heading may name the calls for certificates alone.
    for (const char* kind : {"CRL", "CTL"})
      if (const auto at = call.find(kind); at != std::string::npos) call.replace(at, 3, "Certificate");
    return group.heading.find(call) != std::string::npos;
  });
}

TEST_P(WindowsTraces, NameClausesOfTheCallsThatTheyMake) {
  for (const std::string& id : trace().clauses) {
    const model::Clause* clause = model::Ledger::load().find(id);
    ASSERT_NE(clause, nullptr) << id;
    for (const model::ClauseGroup& group : model::Ledger::load().groups())
      EXPECT_TRUE(clause->place.file != group.name + ".clauses" || is_about(group, trace())) << id;
  }
}

TEST_P(WindowsTraces, NameFactsAndTheirSource) {
  const auto& facts = trace::windows_facts();
  ASSERT_FALSE(trace().facts.empty());
  for (const std::string& id : trace().facts) {
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const auto& each) { return each.id == id; });
    ASSERT_NE(fact, facts.end()) << id << " is not in facts.table";
    EXPECT_EQ(fact->lacking, "") << id << " has a trace";
  }
  EXPECT_TRUE(trace().source.starts_with("windows test ")) << trace().source;
}

INSTANTIATE_TEST_SUITE_P(Of, WindowsTraces, testing::ValuesIn(names()), [](const auto& example) { return example.param; });

TEST(WindowsCorpus, HasATraceForEveryFactThatIsSaidToHaveOne) {
  std::set<std::string> traced, ids;
  for (const WindowsTrace& each : trace::windows_traces()) traced.insert(each.facts.begin(), each.facts.end());
  for (const trace::WindowsFact& fact : trace::windows_facts()) {
    EXPECT_TRUE(ids.insert(fact.id).second) << fact.id << " is there twice";
    EXPECT_EQ(traced.contains(fact.id), fact.lacking.empty()) << fact.id;
  }
  EXPECT_GE(ids.size(), 100u);
}

TEST(WindowsCorpus, HasATraceForEveryClauseThatIsTestedOnWindows) {
  std::set<std::string> traced;
  for (const WindowsTrace& each : trace::windows_traces()) traced.insert(each.clauses.begin(), each.clauses.end());
  for (const model::Clause* clause : model::Ledger::load().clauses())
    EXPECT_TRUE(clause->evidence != model::Evidence::windows_tested || traced.contains(clause->id))
        << clause->id << ": " << clause->text;
}

// The control: what a trace asserts and the oracle leaves open is told.
TEST(ChangedValues, ShowWhereTheOracleLeavesOpenWhatIsAsserted) {
  const WindowsTrace trace = trace::parse_windows_trace("open.jsonl",
      R"({"certlife-trace":1,"title":"t","source":"windows test t","facts":[],"clauses":[]})" "\n"
      R"({"call":"CertAddEncodedCertificateToStore","args":{"pbCertEncoded":"cert:A","dwAddDisposition":0},"ret":false,"lastError":"STATUS_ACCESS_VIOLATION"})");
  const auto changes = changed_values(trace);
  const auto accepted = std::count_if(changes.begin(), changes.end(), [&](const auto& each) { return judged(trace, "windows", &each) == Overall::accepted; });
  EXPECT_EQ(changes.size(), 8u);
  EXPECT_EQ(accepted, 1);
}

TEST(ChangedValues, PutAnotherObjectOnlyWhereWhichOneItIsIsAsserted) {
  const auto changes_of = [](const std::string& more) {
    return changed_values(trace::parse_windows_trace("two.jsonl",
        R"({"certlife-trace":1,"title":"t","source":"windows test t","facts":[],"clauses":[]})" "\n"
        R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})" "\n"
        R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s2")" + more + "}\n"));
  };
  EXPECT_EQ(changes_of("").size(), 3u);
  EXPECT_EQ(changes_of(R"(,"windows":{"onlyNamed":["ret"]})").size(), 2u);
}

// Its table is what `certlife list facts` prints.
TEST(WindowsCorpus, IsListedByFactInItsReadme) {
  std::ifstream file(CERTLIFE_WINDOWS_FOLDER "/README.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find(trace::list_windows_facts()), std::string::npos) << "the table should be\n" << trace::list_windows_facts();
}

TEST(WindowsCorpus, CountsWhatIsRejected) {
  std::size_t changed = 0, rejected = 0;
  for (const WindowsTrace& each : trace::windows_traces())
    for (const ChangedValue& change : changed_values(each)) {
      ++changed;
      rejected += judged(each, "windows", &change) == Overall::rejected ? 1 : 0;
    }
  std::cout << trace::windows_traces().size() << " traces of what Windows was seen to do, " << changed << " changed values, " << rejected << " rejected\n";
  EXPECT_EQ(rejected, changed);
  EXPECT_GE(changed, 10 * trace::windows_traces().size() / 2);
}

}  // namespace
}  // namespace certlife::oracle
