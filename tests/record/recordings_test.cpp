// Each kept recording gets the verdict that is kept beside it.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace certlife::record {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> recordings() {
  std::vector<fs::path> found;
  for (const auto& file : fs::directory_iterator(CERTLIFE_RECORDINGS))
    if (file.path().extension() == ".jsonl" && fs::exists(fs::path(file.path()).replace_extension(".verdict"))) found.push_back(file.path());
  std::ranges::sort(found);
  return found;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// What the oracle says of the file, and its exit code.
std::string told_of(const fs::path& recording) {
  FILE* const pipe = popen((std::string(CERTLIFE_ORACLE) + " check --balanced --usage '" + recording.string() + "' 2>&1").c_str(), "r");
  std::string text;
  char part[4096];
  for (std::size_t size = 0; (size = std::fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, size);
  const int status = pclose(pipe);
  return text + "exit code " + std::to_string(WEXITSTATUS(status)) + "\n";
}

class Recording : public testing::TestWithParam<fs::path> {};

TEST_P(Recording, IsJudgedAsItWas) {
  const fs::path kept = fs::path(GetParam()).replace_extension(".verdict");
  const std::string told = told_of(GetParam());
  if (std::getenv("CERTLIFE_WRITE_VERDICTS")) std::ofstream(kept) << told;
  EXPECT_EQ(told, text_of(kept));
  EXPECT_EQ(told.find("still owed"), std::string::npos) << "nobody of them forgets anything";
}

INSTANTIATE_TEST_SUITE_P(OfOthers, Recording, testing::ValuesIn(recordings()), [](const auto& recording) { return recording.param.stem().string(); });

}  // namespace
}  // namespace certlife::record
