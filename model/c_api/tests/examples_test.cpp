// Every example trace, told to the oracle in C line by line, comes to the verdict that stands beside it.
#include <certlife/oracle.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<std::string> examples() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(CERTLIFE_EXAMPLES))
    if (entry.path().extension() == ".jsonl") names.push_back(entry.path().stem());
  return names;
}

class OracleInC : public testing::TestWithParam<std::string> {
 protected:
  std::string path(const char* extension) const { return std::string(CERTLIFE_EXAMPLES) + "/" + GetParam() + extension; }
};

TEST_P(OracleInC, ComesToTheVerdictOfTheTool) {
  int expected = -1;
  std::ifstream(path(".verdict")) >> expected;
  const std::unique_ptr<certlife_judge, decltype(&certlife_judge_destroy)> judge(certlife_judge_create(nullptr), &certlife_judge_destroy);
  ASSERT_NE(judge, nullptr);
  std::ifstream trace(path(".jsonl"));
  bool makes_sense = true;
  for (std::string line; makes_sense && std::getline(trace, line);)
    makes_sense = certlife_judge_line(judge.get(), line.data(), line.size()) != CERTLIFE_BAD_INPUT;
  // It is told one line after the other, and looks for no order of those that overlap.
  if (GetParam().find("_threads_") != std::string::npos) expected = CERTLIFE_NOT_EVALUATED;
  const int seen = makes_sense ? static_cast<int>(certlife_judge_summary(judge.get())) : 2;
  EXPECT_EQ(seen, expected) << certlife_judge_text(judge.get());
}

INSTANTIATE_TEST_SUITE_P(Of, OracleInC, testing::ValuesIn(examples()));

}  // namespace
