// Nothing that somebody else wrote steers the terminal of whoever reads it.
#include "model/trace/plain_text.h"

#include <gtest/gtest.h>

#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

TEST(PlainText, LeavesLettersOfAnyLanguageAlone) {
  for (const char* text : {"", "cert:A", "é ü ß", "日本語", "עברית", "a\xF0\x9F\x98\x80z"}) EXPECT_EQ(plain(text), text);
}

TEST(PlainText, ReplacesWhatSteersATerminal) {
  EXPECT_EQ(plain("a\x1B[2Jb"), "a\uFFFD[2Jb");
  EXPECT_EQ(plain("a\x7Fz"), "a\uFFFDz");
  EXPECT_EQ(plain("a\u009B2Jb"), "a\uFFFD2Jb") << "C1: CSI in one character";
  EXPECT_EQ(plain("one\ntwo\rthree\tfour"), "one\uFFFDtwo\uFFFDthree\uFFFDfour");
  EXPECT_EQ(plain(std::string_view("a\0z", 3)), "a\uFFFDz");
}

TEST(PlainText, ReplacesWhatShowsATextInAnotherOrderOrHidesIt) {
  for (const char* mark : {"\u202E", "\u202A", "\u2066", "\u2069", "\u200F", "\u061C", "\u200B", "\uFEFF", "\u2028", "\uFFFE", "\U000E0041"})
    EXPECT_EQ(plain(std::string("a") + mark + "z"), "a\uFFFDz") << mark;
}

TEST(PlainText, ReplacesEachByteThatIsNoUtf8) {
  EXPECT_EQ(plain("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(plain("\xC3"), "\uFFFD");
  EXPECT_EQ(plain("\x9B" "2J"), "\uFFFD2J") << "CSI as a bare byte";
  EXPECT_EQ(plain("\xE2\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(plain("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "half a surrogate pair";
}

TEST(PlainText, KeepsTheLinesOfATextThatHasSome) { EXPECT_EQ(plain_lines("a\x1B\nb\n\nc"), "a\uFFFD\nb\n\nc"); }

TEST(Excerpt, IsOneLineOfSoManyCharacters) {
  EXPECT_EQ(excerpt("one\ntwo"), "one two");
  EXPECT_EQ(excerpt("éééé", 4), "éééé");
  EXPECT_EQ(excerpt("ééééé", 4), "éééé…");
  EXPECT_EQ(excerpt(std::string(5'000'000, 'x')).size(), most_quoted + std::string("…").size());
}

TEST(WrittenLines, SpellWhatSteersATerminalAndAreReadAgain) {
  for (const char* mark : {"\x1B", "\u009B", "\u202E", "\U000E0041", "\x7F"}) {
    Line line;
    line.call = std::string("Cert") + mark;
    line.ret = Value::of(std::string("s") + mark + "1");
    const std::string text = to_text(line);
    EXPECT_FALSE(has_unprintable(text)) << text;
    EXPECT_EQ(parse_line(text).ret.text, line.ret.text);
    EXPECT_EQ(parse_line(text).call, line.call);
  }
}

}  // namespace
}  // namespace certlife::trace
