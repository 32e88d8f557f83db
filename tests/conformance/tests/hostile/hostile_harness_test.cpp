// Whatever a harness does, the judge gives an exit code and reports that can be read, in bounded time and memory, and leaves nothing behind.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/exports/well_formed.h"
#include "tests/conformance/tests/hostile/tool_run.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

struct Case {
  const char* behaviour;
  int conform;               // The exit code.
  bool is_patience_tried = false;
};

// 1: something deviates. 2: the harness cannot be used. 3: it died too often, or says nothing that can be judged.
constexpr Case cases[] = {
    {"describe_malformed", 2},
    {"describe_blank", 2},
    {"describe_list", 2},
    {"describe_deep", 2},
    {"describe_deep_name", 2},
    {"describe_deep_and_open", 2},
    {"describe_deep_beside", 2},
    {"describe_invalid_utf8", 2},
    {"describe_escape_in_name", 2},
    {"describe_newline_in_name", 2},
    {"describe_newline_in_version", 2},
    {"describe_escape_in_call", 1},
    {"describe_escape_in_protocol", 2},
    {"describe_huge_name", 1},
    {"describe_huge_version", 1},
    {"describe_huge_call", 1},
    {"describe_many_calls", 1},
    {"describe_number_as_name", 2},
    {"describe_empty_name", 2},
    {"describe_null_calls", 2},
    {"describe_mixed_calls", 2},
    {"describe_key_twice", 2},
    {"describe_huge_number", 2},
    {"describe_long_number", 2},
    {"describe_nul_byte", 2},
    {"describe_twice", 2},
    {"describe_endless", 2},
    {"describe_exit", 2},
    {"describe_crash", 2},
    {"describe_fork_exit", 2},
    {"describe_last_words", 2},
    {"describe_carriage_return", 1},
    {"describe_mark_before", 1},
    {"claims_to_detect_misuse", 1},
    {"reset_malformed", 1},
    {"reset_deep", 1},
    {"reset_huge", 1},
    {"reset_escape", 1},
    {"reset_exit", 1},
    {"honest", 1},
    {"run_malformed", 1},
    {"run_blank", 1},
    {"run_null", 1},
    {"run_deep", 1},
    {"run_deep_result", 1},
    {"run_deep_extra", 1},
    {"run_invalid_utf8", 1},
    {"run_invalid_utf8_in_key", 1},
    {"run_nul_byte", 1},
    {"run_escape_in_ret", 1},
    {"run_escape_in_out", 1},
    {"run_escape_in_key", 1},
    {"run_escape_in_last_error", 1},
    {"run_escape_in_call", 1},
    {"run_escape_in_probe", 1},
    {"run_escape_in_reason", 3},
    {"run_escape_in_error", 3},
    {"run_escape_in_misuse", 1},
    {"run_plant_in_ret", 1},
    {"run_plant_in_last_error", 1},
    {"run_quotes_in_ret", 1},
    {"run_markup_in_ret", 1},
    {"run_comment_in_ret", 1},
    {"run_huge_ret", 1},
    {"run_huge_last_error", 1},
    {"run_huge_out", 1},
    {"run_huge_key", 1},
    {"run_huge_reason", 3},
    {"run_huge_error", 3},
    {"run_many_results", 1},
    {"run_many_probes", 1},
    {"run_other_reason_each_time", 3},
    {"run_number_as_bool", 1},
    {"run_list_as_ret", 1},
    {"run_huge_number", 1},
    {"run_long_number", 1},
    {"run_negative_last_error", 1},
    {"run_null_everything", 1},
    {"run_key_twice", 1},
    {"run_too_few", 1},
    {"run_twice", 1},
    {"run_carriage_return", 1},
    {"run_blank_line_before", 1},
    {"run_hang", 1, true},
    {"run_exit", 1},
    {"run_exit_0", 1},
    {"run_crash", 1},
    {"run_stop", 1, true},
    {"run_last_words", 1},
    {"run_partial_line_exit", 1},
    {"run_partial_line_hang", 1, true},
    {"run_endless_line", 1, true},
    {"run_endless_lines", 1},
    {"run_endless_errors", 1, true},
    {"run_closes_output", 1, true},
    {"run_closes_input", 1, true},
    {"run_fork_exit", 1},
    {"run_fork_exit_0", 1},
    {"run_fork_hang", 1, true},
};

// What people see of a run stays small, and leaves their terminal alone.
constexpr std::size_t most_said = 300'000;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void expect_lines_without_harm(const std::string& text, const char* what) {
  EXPECT_LT(text.size(), most_said) << what;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_FALSE(trace::has_unprintable(line)) << what << ": " << trace::excerpt(line, 500);
}

void expect_no_harm(const ToolRun& run) {
  EXPECT_FALSE(run.hung);
  EXPECT_EQ(run.signal, 0) << run.errors;
  expect_lines_without_harm(run.output, "output");
  expect_lines_without_harm(run.errors, "errors");
  EXPECT_TRUE(run.left.empty()) << run.left.front();
  EXPECT_TRUE(run.still_running.empty());
  EXPECT_EQ(run.errors.find("json.exception"), std::string::npos) << run.errors;
}

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.behaviour; }

class HostileHarness : public testing::TestWithParam<Case> {
 protected:
  fs::path file(const char* name) const { return folder_.path() / name; }

  // Few programs, so that many harnesses can be tried.
  std::vector<std::string> conform_with(const std::string& more = "") const {
    std::vector<std::string> words{"conform", "--harness", hostile(GetParam().behaviour), "--level", "clauses", "--only", "CLOSE-26"};
    if (GetParam().is_patience_tried) words.insert(words.end(), {"--patience", "0.1"});
    else words.insert(words.end(), {"--only", "CLOSE-5", "--patience", "5"});
    if (!more.empty()) words.insert(words.end(), {more, file("expected.toml").string()});
    for (const char* report : {"json", "junit", "html"}) words.insert(words.end(), {std::string("--") + report, file(report).string()});
    return words;
  }

  // Everything that a run writes can be read by whoever reads such files.
  void expect_sound_reports() const {
    const auto report = nlohmann::json::parse(content_of(file("json")), nullptr, false);
    EXPECT_TRUE(report.is_object()) << "the JSON report is none";
    EXPECT_TRUE(is_well_formed(content_of(file("junit"))));
    EXPECT_LT(content_of(file("html")).size(), std::size_t{3} << 20);
    for (const char* name : {"json", "junit", "html"}) {
      const std::string text = content_of(file(name));
      EXPECT_EQ(text.find("\x1B"), std::string::npos) << name;
      EXPECT_EQ(text.find("\u202E"), std::string::npos) << name;
      const bool is_page = name != std::string("json");
      EXPECT_FALSE(is_page && text.find("<script>alert") != std::string::npos) << name;
    }
  }

  // The file says what was found and nothing else, and is taken by the tool that wrote it.
  void expect_file_of_what_was_found() const {
    const std::string text = content_of(file("expected.toml"));
    const auto report = nlohmann::json::parse(content_of(file("json")), nullptr, false).at("targets").at(0);
    ExpectedFile written;
    ASSERT_NO_THROW(written = parse_expected("expected.toml", text)) << text.substr(0, 2000);
    EXPECT_EQ(written.target, report.at("name").get<std::string>());
    for (const ExpectedDeviation& each : written.deviations) {
      EXPECT_NE(each.shape, "planted");
      EXPECT_FALSE(each.program.empty());
    }
    const ToolRun again = run_tool("certlife-conform", conform_with("--expected"));
    EXPECT_NE(again.code, 2) << again.errors;
    expect_no_harm(again);
  }

 private:
  TemporaryDirectory folder_;
};

TEST_P(HostileHarness, IsJudgedWithoutHarm) {
  const ToolRun run = run_tool("certlife-conform", conform_with("--write-expected"));
  expect_no_harm(run);
  EXPECT_EQ(run.code, GetParam().conform) << run.errors << run.output.substr(0, 3000);
  if (run.code == 2) {
    EXPECT_EQ(std::count(run.errors.begin(), run.errors.end(), '\n'), 1) << run.errors;
    EXPECT_FALSE(fs::exists(file("expected.toml")) || fs::exists(file("json")));
    return;
  }
  expect_sound_reports();
  expect_file_of_what_was_found();
}

INSTANTIATE_TEST_SUITE_P(Every, HostileHarness, testing::ValuesIn(cases), name_of);

TEST(HostileHarnesses, AreAllTried) {
  std::vector<std::string> tried, known;
  for (const Case& each : cases) tried.emplace_back(each.behaviour);
  std::istringstream list(run_tool("certlife-hostile-harness", {"--list"}).output);
  for (std::string name; std::getline(list, name);) known.push_back(name);
  std::sort(tried.begin(), tried.end());
  std::sort(known.begin(), known.end());
  EXPECT_EQ(tried, known);
}

// What the other verbs meet in ways of their own. Hunting goes on until the time is over.
struct OtherCase {
  const char* behaviour;
  int replay, hunt;
};
constexpr OtherCase other_cases[] = {
    {"describe_deep", 2, 2},    {"describe_escape_in_name", 2, 2}, {"describe_huge_name", 0, 1}, {"run_malformed", 1, 1},    {"run_deep_result", 1, 1},
    {"run_invalid_utf8", 1, 1}, {"run_escape_in_ret", 1, 1},       {"run_key_twice", 1, 1},      {"run_last_words", 1, 1}, {"run_fork_exit", 1, 1},
    {"run_too_few", 1, 1},      {"reset_deep", 1, 1}};

class HostileHarnessUnder : public testing::TestWithParam<OtherCase> {};

TEST_P(HostileHarnessUnder, ReplayAndHuntIsToldApart) {
  const std::string calls = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1); CertCloseStore(s1, 0)";
  const ToolRun replayed = run_tool("certlife-conform", {"replay", "--harness", hostile(GetParam().behaviour), "--calls", calls});
  expect_no_harm(replayed);
  EXPECT_EQ(replayed.code, GetParam().replay) << replayed.output << replayed.errors;
  const ToolRun hunted = run_tool("certlife-conform", {"hunt", "--harness", hostile(GetParam().behaviour), "--for", "1s"});
  expect_no_harm(hunted);
  EXPECT_EQ(hunted.code, GetParam().hunt) << hunted.output << hunted.errors;
}

INSTANTIATE_TEST_SUITE_P(Every, HostileHarnessUnder, testing::ValuesIn(other_cases), [](const auto& one) { return std::string(one.param.behaviour); });

}  // namespace
}  // namespace certlife::conformance
