// Small texts: escaping, widths, progress, and commands that a shell takes as they are meant.
#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>

#include "model/programs/alphabet.h"
#include "model/tool/shell_words.h"
#include "model/tool/terminal.h"
#include "model/trace/bad_input.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/cli/progress.h"
#include "tests/conformance/report/escape.h"

namespace certlife::conformance {
namespace {

TEST(Escaped, LeavesNothingThatMarkupWouldTakeForItsOwn) {
  EXPECT_EQ(escaped("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST(Escaped, ReplacesWhatXmlHasNoRoomFor) {
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(escaped(std::string("a\0b\x1B\n\t", 6)), "a" + replaced + "b" + replaced + "\n\t");
  EXPECT_EQ(escaped("\xFFx\xC3\xA4\xED\xA0\x80"), replaced + "x\xC3\xA4" + replaced + replaced + replaced);
  EXPECT_EQ(escaped("\xEF\xBF\xBF|"), replaced + "|");
}

TEST(Terminal, CutsBetweenCharacters) {
  EXPECT_EQ(cut("ääää", 4), "ääää");
  EXPECT_EQ(cut("ääää", 3), "ää…");
  EXPECT_EQ(cut("x", 0), "");
  EXPECT_EQ(padded("ä", 3), "ä  ");
}

TEST(Terminal, WrapsBetweenWords) {
  EXPECT_EQ(wrapped("one two three", "- ", 2, 9), "- one two\n  three\n");
  EXPECT_EQ(wrapped("averylongword", "", 2, 5), "averylongword\n");
  EXPECT_EQ(wrapped("", "- ", 2, 9), "- \n");
}

TEST(Progress, SaysRateAndTimeLeft) {
  EXPECT_EQ(standing_text("wine", {{"two stores", 3000, 0.25}, 1.5}), "wine: two stores 25%, 2000 calls/s, 5 s left");
  EXPECT_EQ(standing_text("wine", {{"two stores", 3000, 0}, 1.5}), "wine: two stores, 2000 calls/s");
  EXPECT_EQ(standing_text("wine", {{"two stores", 0, 0}, 0}), "wine: two stores");
}

TEST(Progress, IsSilentWhereLinesCannotBeDrawnAnew) {
  std::ostringstream to;
  {
    ProgressDisplay display(to, false, 80);
    display.at("wine", {"two stores", 10, 0.5});
    display.finished("wine", "two stores");
  }
  EXPECT_EQ(to.str(), "");
}

TEST(Progress, LeavesOnlyFinishedLevelsBehind) {
  std::ostringstream to;
  {
    ProgressDisplay display(to, true, 80);
    display.at("wine", {"two stores", 10, 0.5});
    display.finished("wine", "every program, two stores");
  }
  EXPECT_TRUE(to.str().ends_with("\r\033[Kwine: every program, two stores\n")) << to.str();
}

// --- Commands ------------------------------------------------------------------------------------------------------------------

std::string said_by_a_shell(const std::string& quoted) {
  std::string said;
  FILE* shell = popen(("printf %s " + quoted).c_str(), "r");
  for (int c; shell && (c = std::getc(shell)) != EOF;) said += static_cast<char>(c);
  if (shell) pclose(shell);
  return said;
}

TEST(ShellQuoted, IsTakenByAShellAsItIsMeant) {
  for (const std::string text : {"plain", "two words", "it's", "$HOME `id` \"x\" \\", "a;b|c&d", "'", "*"})
    EXPECT_EQ(said_by_a_shell(tool::shell_quoted(text)), text);
  EXPECT_EQ(tool::shell_quoted(""), "''");
  EXPECT_EQ(tool::shell_quoted("model:fault"), "model:fault");
}

// Without probes, which are asked for anew.
std::vector<trace::Line> bare(std::vector<trace::Line> lines) {
  for (auto& line : lines) line.observed.clear();
  return lines;
}

TEST(ProgramText, IsReadAsTheProgramThatWasWritten) {
  for (const TestProgram& program : clause_programs()) {
    const std::string text = program_text(program.lines);
    EXPECT_EQ(program_text(parse_program(text)), text);
    for (const auto& line : bare(parse_program(text))) EXPECT_EQ(line.kind == trace::Line::Kind::file || line.which != trace::Call::unknown, true) << text;
    EXPECT_EQ(bare(parse_program(text)), bare(program.lines)) << text;
  }
}

TEST(ProgramText, NamesTheColumnOfWhatIsNoProgram) {
  for (const auto* text : {"CertCloseStore(NULL, 0); Nonsense(1)", "", " ; "}) {
    try {
      parse_program(text);
      ADD_FAILURE() << text;
    } catch (const trace::BadInput& error) {
      EXPECT_GT(error.column(), 0u);
    }
  }
}

}  // namespace
}  // namespace certlife::conformance
