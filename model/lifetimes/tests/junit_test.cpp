// JUnit's XML of what was found: which cases fail, and that texts stay texts.
#include "model/lifetimes/junit.h"

#include <gtest/gtest.h>

namespace certlife::lifetimes {
namespace {

Program program_with(Note::Kind kind, const std::string& text) {
  Program program;
  program.title = "trace";
  program.verdict = "accepted";
  program.rows.push_back({7, "", Verdict::accepted, 0, {}});
  program.notes.push_back({0, kind, text});
  return program;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(JUnit, FailsTheCaseOfWhatWasFound) {
  const std::string text = junit_text({program_with(Note::Kind::fault, "freed <twice>")}, {});
  EXPECT_TRUE(holds(text, R"(<testsuites name="certlife oracle check" tests="3" failures="1" errors="0">)")) << text;
  EXPECT_TRUE(holds(text, R"(name="every call is defined"><failure message="1 in the program">line 7: freed &lt;twice&gt;)")) << text;
  EXPECT_TRUE(holds(text, R"(name="every result is allowed"></testcase>)")) << text;
}

TEST(JUnit, FailsForDebtsAndUsageOnlyWhereTheyWereAskedFor) {
  EXPECT_TRUE(holds(junit_text({program_with(Note::Kind::owed, "c1")}, {}), R"(failures="0")"));
  EXPECT_TRUE(holds(junit_text({program_with(Note::Kind::owed, "c1")}, {.balanced = true}), R"(failures="1")"));
  EXPECT_TRUE(holds(junit_text({program_with(Note::Kind::usage, "FORCE")}, {.balanced = true}), R"(failures="0")"));
  EXPECT_TRUE(holds(junit_text({program_with(Note::Kind::usage, "FORCE")}, {.usage = true}), R"(failures="1")"));
}

TEST(JUnit, HasAnErrorForAProgramThatWasNotJudged) {
  Program program = program_with(Note::Kind::remark, "");
  program.verdict = "undecided";
  program.summary = "undecided: no call was judged";
  EXPECT_TRUE(holds(junit_text({program}, {}), R"(<error message="undecided: no call was judged"/>)"));
}

}  // namespace
}  // namespace certlife::lifetimes
