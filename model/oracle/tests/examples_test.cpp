#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "model/trace/schema_check.h"

namespace certlife::oracle {
namespace {

namespace fs = std::filesystem;

struct ToolRun {
  int exit = -1;
  std::string output;
};

ToolRun run(const std::string& arguments) {
  ToolRun result;
  FILE* pipe = popen((std::string(CERTLIFE_ORACLE) + " " + arguments + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer;
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) result.output.append(buffer.data(), size);
  const int status = pclose(pipe);
  result.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

std::string last_line_of(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto newline = text.rfind('\n');
  return newline == std::string::npos ? text : text.substr(newline + 1);
}

std::vector<std::string> examples() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(CERTLIFE_EXAMPLES)) {
    if (entry.path().extension() == ".jsonl") names.push_back(entry.path().stem());
  }
  for (const auto& entry : fs::directory_iterator(std::string(CERTLIFE_EXAMPLES) + "/usage")) {
    if (entry.path().extension() == ".jsonl") names.push_back("usage/" + entry.path().stem().string());
  }
  return names;
}

// "usage/a" as a part of a test's name.
std::string as_test_name(std::string name) {
  std::ranges::replace(name, '/', '_');
  return name;
}

class ExampleTrace : public testing::TestWithParam<std::string> {};

TEST_P(ExampleTrace, GetsItsVerdict) {
  const std::string path = std::string(CERTLIFE_EXAMPLES) + "/" + GetParam();
  std::ifstream expected(path + ".verdict");
  int exit = -1;
  std::string begins;
  std::string options;
  expected >> exit;
  std::getline(expected, options);
  std::getline(expected, begins);
  const ToolRun seen = run("check" + options + " " + path + ".jsonl");
  EXPECT_EQ(seen.exit, exit) << seen.output;
  const std::string last = last_line_of(seen.output);
  const std::size_t at = exit == 2 ? last.find(begins) : 0;
  ASSERT_NE(at, std::string::npos) << seen.output;
  EXPECT_EQ(last.substr(at, begins.size()), begins) << seen.output;
  for (std::string wanted; std::getline(expected, wanted);) {
    const bool holds = wanted.starts_with("says ");
    ASSERT_TRUE(holds || wanted.starts_with("never ")) << wanted;
    EXPECT_EQ(seen.output.find(wanted.substr(holds ? 5 : 6)) != std::string::npos, holds) << wanted << "\n" << seen.output;
  }
}

TEST_P(ExampleTrace, GetsJsonThatFitsTheSchema) {
  const ToolRun seen = run("check --usage --json - " + std::string(CERTLIFE_EXAMPLES) + "/" + GetParam() + ".jsonl 2>/dev/null");
  const auto schema = nlohmann::json::parse(std::ifstream(CERTLIFE_VERDICT_SCHEMA));
  std::istringstream lines(seen.exit == 2 ? "" : seen.output);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_EQ(trace::violations(schema, nlohmann::json::parse(line)), std::vector<std::string>{}) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, ExampleTrace, testing::ValuesIn(examples()),
                         [](const auto& example) { return as_test_name(example.param); });

TEST(OracleTool, AnswersOneLineAndTwoForAnUnknownReading) {
  const ToolRun seen = run("check --reading nonsense -");
  EXPECT_EQ(seen.exit, 2);
  EXPECT_EQ(seen.output, "certlife-oracle: no reading is called \"nonsense\"; there are page, header, windows\n");
}

TEST(OracleTool, NamesTheFileThatIsMissing) {
  const ToolRun seen = run("check /nowhere/at/all.jsonl");
  EXPECT_EQ(seen.exit, 2);
  EXPECT_NE(seen.output.find("/nowhere/at/all.jsonl"), std::string::npos) << seen.output;
}

TEST(OracleTool, AnswersTheWorstOfSeveralTraces) {
  const std::string examples_path = CERTLIFE_EXAMPLES;
  const ToolRun seen = run("check " + examples_path + "/rejected_by_result.jsonl " + examples_path + "/undefined_double_free.jsonl");
  EXPECT_EQ(seen.exit, 1) << seen.output;
}

TEST(OracleTool, WritesNothingButJsonToStandardOutputWhenAsked) {
  const ToolRun seen = run("check --json - " + std::string(CERTLIFE_EXAMPLES) + "/rejected_by_result.jsonl");
  EXPECT_EQ(seen.exit, 1);
  EXPECT_EQ(seen.output.front(), '{');
  EXPECT_EQ(last_line_of(seen.output), R"({"verdict":"rejected","readings":[],"notEvaluated":0,"owed":[{"name":"c1","thing":"certificate","count":1,"since":[3]}]})");
}

std::string file_with(const std::string& text) {
  const std::string path = testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
  std::ofstream(path) << text;
  return path;
}

constexpr const char* open_line = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s"})";

TEST(OracleTool, JudgesSeveralProgramsInOneFileEachInAWorldOfItsOwn) {
  const std::string opens = std::string("{\"certlife-trace\":1,\"title\":\"opens\"}\n") + open_line + "\n";
  const std::string wrong = opens + R"({"call":"CertCloseStore","args":{"hCertStore":"s"},"ret":false})" + "\n";
  const ToolRun seen = run("check " + file_with(opens + opens + wrong));
  EXPECT_EQ(seen.exit, 1) << seen.output;
  EXPECT_NE(seen.output.find("program 2, from line 3: accepted"), std::string::npos) << seen.output;
  EXPECT_NE(seen.output.find("program 3, from line 5: rejected"), std::string::npos) << seen.output;
  EXPECT_EQ(last_line_of(seen.output), "rejected: 1 of 3 programs");
}

TEST(OracleTool, TakesWhatIsOwedForTheCallersFaultWhenItIsToBeBalanced) {
  const std::string path = file_with(std::string(open_line) + "\n");
  EXPECT_EQ(run("check " + path).exit, 0);
  const ToolRun seen = run("check --balanced --json - " + path);
  EXPECT_EQ(seen.exit, 4);
  EXPECT_EQ(last_line_of(seen.output), R"({"verdict":"undefined","readings":["page","header","windows"],"notEvaluated":0,)"
                                       R"("fault":{"line":1,"call":"CertOpenStore","name":"s","clauses":["CLOSE-1"]},)"
                                       R"("owed":[{"name":"s","thing":"store","count":1,"since":[1]}]})");
}

TEST(OracleTool, CutsLongNamesInWhatItSays) {
  const std::string name(1'000'000, 'x');
  const ToolRun seen = run("check " + file_with(R"({"call":"CertCloseStore","args":{"hCertStore":")" + name + "\"},\"ret\":true,\"" + name + "\":1}\n"));
  EXPECT_EQ(seen.exit, 3);
  EXPECT_LT(seen.output.size(), 2'000u);
}

TEST(OracleTool, ComplainsOfFewOfManyThingsThatItDoesNotKnow) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += R"({"call":"Foo)" + std::to_string(i) + R"(","key)" + std::to_string(i) + "\":1}\n";
  const ToolRun seen = run("check " + file_with(text));
  EXPECT_EQ(seen.exit, 3);
  EXPECT_LT(std::count(seen.output.begin(), seen.output.end(), '\n'), 100);
  EXPECT_EQ(last_line_of(seen.output), "undecided: no call was judged, 3000 not evaluated (reading windows, 3000 calls)");
}

}  // namespace
}  // namespace certlife::oracle
