// No verb says that all is well when what it said was lost: standard output that is full or closed is exit code 2 and one line.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/hostile/tool_run.h"

namespace certlife::conformance {
namespace {

struct Verb {
  const char* name;
  const char* tool;
  std::vector<std::string> words;
};

// A trace stands in for TRACE.
const Verb verbs[] = {
    {"oracle_check", "certlife-oracle", {"check", "TRACE"}},
    {"oracle_check_as_json", "certlife-oracle", {"check", "--json", "-", "TRACE"}},
    {"oracle_allowed", "certlife-oracle", {"allowed", "TRACE"}},
    {"oracle_allowed_as_json", "certlife-oracle", {"allowed", "--json", "-", "TRACE"}},
    {"oracle_serve", "certlife-oracle", {"serve"}},
    {"oracle_explain", "certlife-ledger", {"explain", "CLOSE-5"}},
    {"list_clauses", "certlife-ledger", {"list", "clauses"}},
    {"list_readings", "certlife-ledger", {"list", "readings"}},
    {"list_status", "certlife-ledger", {"list", "status"}},
    {"list_windows", "certlife-ledger", {"list", "windows"}},
    {"list_facts", "certlife-ledger", {"list", "facts"}},
    {"list_calls", "certlife-conform", {"list", "calls"}},
    {"list_targets", "certlife-conform", {"list", "targets"}},
    {"conform", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26"}},
    {"conform_as_json", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--json", "-"}},
    {"conform_list", "certlife-conform", {"conform", "--list", "--level", "clauses"}},
    {"conform_dry_run", "certlife-conform", {"conform", "--dry-run", "--level", "clauses", "--only", "CLOSE-26"}},
    {"conform_requests", "certlife-conform", {"conform", "--write-programs", "-", "--level", "clauses", "--only", "CLOSE-26"}},
    {"replay", "certlife-conform", {"replay", "--target", "model", "TRACE"}},
    {"replay_calls", "certlife-conform", {"replay", "--target", "model", "--calls", "CertCloseStore(NULL, 0)"}},
    {"hunt", "certlife-conform", {"hunt", "--target", "model", "--for", "1s"}},
    {"export_c", "certlife-conform", {"export", "--to", "c", "TRACE"}},
    {"export_svg", "certlife-conform", {"export", "--to", "svg", "TRACE", "--out", "-"}},
    {"diff", "certlife-conform", {"diff", "page", "windows"}},
    {"coverage_show", "certlife-conform", {"coverage", "show", "COVERAGE"}},
    {"coverage_merge", "certlife-conform", {"coverage", "merge", "COVERAGE", "-o", "-"}},
    {"help", "certlife-conform", {"--help"}},
    {"version", "certlife-conform", {"--version"}},
    {"oracle_help", "certlife-oracle", {"--help"}},
    {"prove", "certlife-prove", {"prove", "--only", "NullStoreIsRefused"}},
    {"prove_help", "certlife-prove", {"--help"}},
};

class LostOutput : public testing::TestWithParam<Verb> {
 protected:
  ToolRun run_to(const char* output) const {
    Limits limits;
    limits.output = output;
    return run_tool(GetParam().tool, with_files(GetParam().words), limits);
  }

  std::vector<std::string> with_files(std::vector<std::string> words) const {
    std::replace(words.begin(), words.end(), std::string("TRACE"), file("trace", "{\"call\":\"CertCloseStore\",\"args\":{},\"ret\":true}\n"));
    std::replace(words.begin(), words.end(), std::string("COVERAGE"),
                 file("coverage", "{\"certlife-coverage\":1,\"targets\":{\"x\":{\"clauses\":{\"of\":1,\"ids\":[]}}}}\n"));
    return words;
  }

  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(folder_.path() / name) << content;
    return (folder_.path() / name).string();
  }
  static std::string content_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::ptrdiff_t files() const { return std::distance(std::filesystem::directory_iterator(folder_.path()), {}); }

 private:
  TemporaryDirectory folder_;
};

TEST_P(LostOutput, IsAnErrorInOneLine) {
  if (!std::filesystem::exists(own_directory() / GetParam().tool)) GTEST_SKIP() << "it is not built here";
  EXPECT_NE(run_to(nullptr).signal, SIGPIPE);
  for (const char* output : {"/dev/full", ""}) {
    const ToolRun run = run_to(output);
    EXPECT_EQ(run.code, 2) << output << run.errors;
    const auto lines = std::count(run.errors.begin(), run.errors.end(), '\n');
    EXPECT_TRUE(lines == 1 || GetParam().name == std::string("conform_requests")) << run.errors;
    EXPECT_FALSE(run.errors.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Of, LostOutput, testing::ValuesIn(verbs), [](const auto& one) { return std::string(one.param.name); });

// FILE is what is written.
const Verb writing_verbs[] = {
    {"oracle_check", "certlife-oracle", {"check", "--json", "FILE", "TRACE"}},
    {"oracle_allowed", "certlife-oracle", {"allowed", "--json", "FILE", "TRACE"}},
    {"conform_as_json", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--json", "FILE"}},
    {"conform_as_junit", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--junit", "FILE"}},
    {"conform_as_html", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--html", "FILE"}},
    {"conform_coverage", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--coverage", "FILE"}},
    {"conform_known", "certlife-conform", {"conform", "--target", "model", "--level", "clauses", "--only", "CLOSE-26", "--write-expected", "FILE"}},
    {"conform_requests", "certlife-conform", {"conform", "--level", "clauses", "--only", "CLOSE-26", "--write-programs", "FILE"}},
    {"export_c", "certlife-conform", {"export", "--to", "c", "TRACE", "--out", "FILE"}},
    {"coverage_merge", "certlife-conform", {"coverage", "merge", "COVERAGE", "-o", "FILE"}},
};

class FullDisk : public LostOutput {};

TEST_P(FullDisk, LeavesTheOldFileAsItWas) {
  const std::string before = "target = \"model\"\n";  // What each of the verbs may find there.
  const std::string old = file("old", before);
  std::vector<std::string> words = with_files(GetParam().words);
  std::replace(words.begin(), words.end(), std::string("FILE"), old);
  Limits limits;
  limits.room = 24;
  const ToolRun run = run_tool(GetParam().tool, words, limits);
  EXPECT_EQ(run.code, 2) << run.errors;
  EXPECT_NE(run.errors.find(old + ": cannot be written"), std::string::npos) << run.errors;
  EXPECT_EQ(content_of(old), before);
  EXPECT_EQ(files(), 3) << "nothing is left beside it";
}

INSTANTIATE_TEST_SUITE_P(Of, FullDisk, testing::ValuesIn(writing_verbs), [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace certlife::conformance
