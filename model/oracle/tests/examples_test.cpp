#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace certlife::oracle {
namespace {

namespace fs = std::filesystem;

struct Run {
  int exit = -1;
  std::string output;
};

Run run(const std::string& arguments) {
  Run result;
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
  return names;
}

class ExampleTrace : public testing::TestWithParam<std::string> {};

TEST_P(ExampleTrace, GetsItsVerdict) {
  const std::string path = std::string(CERTLIFE_EXAMPLES) + "/" + GetParam();
  std::ifstream expected(path + ".verdict");
  int exit = -1;
  std::string begins;
  expected >> exit >> std::ws;
  std::getline(expected, begins);
  const Run seen = run("check " + path + ".jsonl");
  EXPECT_EQ(seen.exit, exit) << seen.output;
  const std::string last = last_line_of(seen.output);
  const std::size_t at = exit == 2 ? last.find(begins) : 0;
  ASSERT_NE(at, std::string::npos) << seen.output;
  EXPECT_EQ(last.substr(at, begins.size()), begins) << seen.output;
}

INSTANTIATE_TEST_SUITE_P(Of, ExampleTrace, testing::ValuesIn(examples()),
                         [](const auto& info) { return info.param; });

TEST(OracleTool, AnswersOneLineAndTwoForAnUnknownReading) {
  const Run seen = run("check --reading nonsense -");
  EXPECT_EQ(seen.exit, 2);
  EXPECT_EQ(seen.output, "certlife-oracle: no reading is called \"nonsense\"; there are page, header, windows\n");
}

TEST(OracleTool, NamesTheFileThatIsMissing) {
  const Run seen = run("check /nowhere/at/all.jsonl");
  EXPECT_EQ(seen.exit, 2);
  EXPECT_NE(seen.output.find("/nowhere/at/all.jsonl"), std::string::npos) << seen.output;
}

TEST(OracleTool, AnswersTheWorstOfSeveralTraces) {
  const std::string examples_path = CERTLIFE_EXAMPLES;
  const Run seen = run("check " + examples_path + "/rejected_by_result.jsonl " + examples_path + "/undefined_double_free.jsonl");
  EXPECT_EQ(seen.exit, 1) << seen.output;
}

TEST(OracleTool, WritesNothingButJsonToStandardOutputWhenAsked) {
  const Run seen = run("check --json - " + std::string(CERTLIFE_EXAMPLES) + "/rejected_by_result.jsonl");
  EXPECT_EQ(seen.exit, 1);
  EXPECT_EQ(seen.output.front(), '{');
  EXPECT_EQ(last_line_of(seen.output), R"({"verdict":"rejected","readings":[],"notEvaluated":0})");
}

}  // namespace
}  // namespace certlife::oracle
