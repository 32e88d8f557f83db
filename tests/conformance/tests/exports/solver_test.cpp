// Exported questions, answered by Z3 and, where it is installed, cvc5.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/export/export.h"
#include "model/export/story.h"
#include "model/oracle/judge.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/exports/sample.h"
#include "tests/conformance/tests/exports/umbrella.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

std::string question(const std::vector<trace::Line>& lines) {
  Exported what;
  what.lines = lines;
  return exported_text(what, Format::smt2, "windows");
}

std::string answer(const std::string& solver, const std::string& text) {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "question.smt2") << text;
  const std::string output = finish({{solver, "question.smt2"}, {}}, directory.path()).output;
  return output.substr(0, output.find('\n'));
}

bool is_installed(const char* program) { return finish({{"sh", "-c", std::string("command -v ") + program}, {}}, ".").code == 0; }

// The verdict's file says with which code the oracle exits.
bool is_accepted(const fs::path& example) {
  std::ifstream stream(fs::path(example).replace_extension(".verdict"));
  int code = -1;
  stream >> code;
  return code == 0;
}

TEST(Solver, SaysSatToJustTheExamplesThatTheOracleAccepts) {
  if (!is_installed("z3")) GTEST_SKIP() << "z3 is not installed";
  int accepted = 0, rejected = 0;
  for (const auto& entry : fs::directory_iterator(CERTLIFE_EXPORT_EXAMPLES)) {
    const std::string stem = entry.path().stem().string();
    if (entry.path().extension() != ".jsonl" || stem.starts_with("bad_input") || stem.find("not_evaluated") != std::string::npos) continue;
    const auto lines = trace::read_all(trace::Reader::open(entry.path().string()));
    if (!is_within_the_model(lines)) continue;
    const std::string text = question(lines);
    const bool sat = is_accepted(entry.path());
    EXPECT_EQ(answer("z3", text), sat ? "sat" : "unsat") << stem;
    if (is_installed("cvc5")) {
      EXPECT_EQ(answer("cvc5", text), sat ? "sat" : "unsat") << stem;
    }
    ++(sat ? accepted : rejected);
  }
  EXPECT_GT(accepted, 3);
  EXPECT_GT(rejected, 3);
}

TEST(Solver, IsNotAskedAboutCallsThatOverlap) {
  const auto lines = trace::read_all(trace::Reader::open(std::string(CERTLIFE_EXPORT_EXAMPLES) + "/accepted_threads_check_before_a_free_that_returns_first.jsonl"));
  EXPECT_THROW(question(lines), trace::BadInput);
}

TEST(Solver, NamesTheObservationThatIsNotAllowed) {
  if (!is_installed("z3")) GTEST_SKIP() << "z3 is not installed";
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "q.smt2") << question(deviating_close()) << "(get-unsat-core)\n";
  const std::string output = finish({{"z3", "q.smt2"}, {}}, directory.path()).output;
  EXPECT_TRUE(output.starts_with("unsat\n(observed-3-")) << output;
}

TEST(Solver, IsAskedTheSameWhateverTheNamesAre) {
  if (!is_installed("z3")) GTEST_SKIP() << "z3 is not installed";
  std::string all;
  int count = 0;
  for (const auto& text : awkward_strings()) {
    auto lines = renamed_close("s" + text, "c" + text, "L");
    lines.pop_back();
    all += question(lines) + "(reset)\n";
    ++count;
  }
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "q.smt2") << all;
  std::string expected;
  for (int i = 0; i < count; ++i) expected += "sat\n";
  EXPECT_EQ(finish({{"z3", "q.smt2"}, {}}, directory.path()).output, expected);
}

// Lines that look alike to one who does not ask the oracle's translator: none of them is in the model, so nothing is asked of a
// solver, nothing is drawn as if it were known, and the oracle does not evaluate it either.
TEST(WhatTheOracleDoesNotEvaluate, IsInNoExport) {
  const std::string open = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s"})" "\n";
  const std::string create = R"({"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"cert:A"},"ret":"c"})" "\n";
  const std::string passed_over[] = {
      R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","dwFlags":"CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG"},"ret":"s"})",
      R"({"call":"CertCreateCertificateContext","args":{"dwCertEncodingType":2,"pbCertEncoded":"cert:A"},"ret":"c"})",
      R"({"call":"CertCreateCertificateContext","args":{"dwCertEncodingType":"PKCS_7_ASN_ENCODING","pbCertEncoded":"cert:A"},"ret":"c"})",
      open + R"({"call":"CertFindCertificateInStore","args":{"hCertStore":"s","dwFindType":"CERT_FIND_ISSUER_OF"},"ret":null})",
      open + R"({"call":"CertFindCertificateInStore","args":{"hCertStore":"s","dwFindFlags":1},"ret":null})",
      open + R"({"call":"CertSaveStore","args":{"hCertStore":"s","dwSaveAs":1,"dwSaveTo":2,"dwFlags":1},"ret":true})",
      create + R"({"call":"CertSetCertificateContextProperty","args":{"pCertContext":"c","dwPropId":11,"dwFlags":1,"pvData":"text:x"},"ret":true})",
      create + R"({"call":"CertSetCertificateContextProperty","args":{"pCertContext":"c","dwPropId":32,"pvData":"text:x"},"ret":true})"};
  for (const std::string& text : passed_over) {
    const auto lines = lines_of(text + "\n");
    oracle::Judge judge;
    oracle::Verdict last;
    for (const auto& line : lines) last = judge.judge(line);
    EXPECT_EQ(last.kind, oracle::Verdict::Kind::not_evaluated) << text;
    EXPECT_THROW(question(lines), trace::BadInput) << text;
    EXPECT_FALSE(story_of(lines, "windows").back().is_followed) << text;
  }
}

}  // namespace
}  // namespace certlife::conformance
