// Exported questions, answered by Z3 and, where it is installed, cvc5.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/trace/reader.h"
#include "tests/conformance/export/export.h"
#include "tests/conformance/export/tests/sample.h"
#include "tests/conformance/export/tests/umbrella.h"
#include "tests/conformance/target/known_targets.h"

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
    const std::string text = question(trace::read_all(trace::Reader::open(entry.path().string())));
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

}  // namespace
}  // namespace certlife::conformance
