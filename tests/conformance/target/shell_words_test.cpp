// Command lines of harnesses are split as people who use a shell expect.
#include "tests/conformance/target/shell_words.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace certlife::conformance {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWords, AreSplitAtBlanks) { EXPECT_EQ(shell_words("  python3  harness.py\t-v "), (Words{"python3", "harness.py", "-v"})); }

TEST(ShellWords, KeepBlanksInsideQuotationMarks) {
  EXPECT_EQ(shell_words("'my harness' \"the second\" th'e th'ird"), (Words{"my harness", "the second", "the third"}));
}

TEST(ShellWords, MayBeEmptyInsideQuotationMarks) { EXPECT_EQ(shell_words("a '' \"\""), (Words{"a", "", ""})); }

TEST(ShellWords, TakeBackslashesAsAShellDoes) {
  EXPECT_EQ(shell_words(R"(my\ harness 'a\b' "a\b" "a\"b" \'a)"), (Words{"my harness", "a\\b", "a\\b", "a\"b", "'a"}));
}

TEST(ShellWords, AreNotExpanded) { EXPECT_EQ(shell_words("$HOME *.py a|b"), (Words{"$HOME", "*.py", "a|b"})); }

TEST(ShellWords, RefuseWhatIsUnfinishedOrEmpty) {
  for (const char* line : {"a 'b", "a \"b", "a \\", "", "  "}) EXPECT_THROW(shell_words(line), std::invalid_argument) << line;
}

}  // namespace
}  // namespace certlife::conformance
