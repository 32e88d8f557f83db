#include "model/trace/contents.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "model/trace/bad_input.h"

namespace certlife::trace {
namespace {

TEST(Contents, TakesElementsApart) {
  const Contents contents = parse_contents("cert:A@2/subject=X/issuer=Y");
  EXPECT_EQ(contents.form, Contents::Form::element);
  EXPECT_EQ(contents.element, (Element{ContextKind::certificate, "A", 2, "X", "Y"}));
  EXPECT_EQ(parse_contents("crl:A/issuer=X").element, (Element{ContextKind::crl, "A", 1, std::nullopt, "X"}));
  EXPECT_EQ(parse_contents("ctl:list 1").element, (Element{ContextKind::ctl, "list 1", 1, std::nullopt, std::nullopt}));
}

TEST(Contents, MatchesElementsOfTheSameMatchKey) {
  const auto element = [](const char* text) { return parse_contents(text).element; };
  EXPECT_TRUE(element("cert:A").matches(element("cert:A@2")));
  EXPECT_FALSE(element("cert:A").matches(element("cert:B")));
  EXPECT_FALSE(element("cert:A").matches(element("crl:A")));
  EXPECT_FALSE(element("cert:A").matches(element("cert:A/issuer=X")));
  EXPECT_TRUE(element("cert:A").matches(element("cert:A/subject=X")));  // issuer and serial number are the same
  EXPECT_TRUE(element("crl:A/issuer=X").matches(element("crl:B@2/issuer=X")));
  EXPECT_FALSE(element("crl:A/issuer=X").matches(element("crl:A")));
  EXPECT_FALSE(element("crl:A").matches(element("crl:B")));
  EXPECT_TRUE(element("ctl:A").matches(element("ctl:A@2")));
}

TEST(Contents, TakesTheOtherForms) {
  EXPECT_EQ(parse_contents("hex:00Ff").bytes, (std::vector<std::uint8_t>{0, 255}));
  EXPECT_TRUE(parse_contents("hex:").bytes.empty());
  EXPECT_EQ(parse_contents("text:a/b:c").text, "a/b:c");
  EXPECT_EQ(parse_contents("text:").text, "");
  EXPECT_EQ(parse_contents("file:F").text, "F");
  EXPECT_EQ(parse_contents("name:X").form, Contents::Form::name);
  EXPECT_EQ(parse_contents("sha1:crl:A").element.kind, ContextKind::crl);
  EXPECT_EQ(parse_contents("sha1:hex:00").form, Contents::Form::hash_of_bytes);
  EXPECT_EQ(parse_contents("sha1:000102030405060708090a0b0c0d0e0f10111213").bytes.size(), 20u);
}

TEST(Contents, TakesKeyContextsApart) {
  const Contents key = parse_contents("key:p1/2/size=0");
  EXPECT_EQ(key.form, Contents::Form::key);
  EXPECT_EQ(key.text, "p1");
  EXPECT_EQ(key.number, 2u);
  EXPECT_EQ(key.size, 0u);
  for (const char* text : {"key:/1", "key:p1/0", "key:p1/4294967295/size=7"}) EXPECT_EQ(to_text(parse_contents(text)), text);
  for (const char* bad : {"key:", "key:p1", "key:p1/", "key:p1/x", "key:p1/2/", "key:p1/2/size=", "key:p1/99999999999"}) {
    EXPECT_THROW(parse_contents(bad), BadInput) << bad;
  }
}

struct Bad {
  const char* text;
  std::size_t column;
  const char* message;
  friend void PrintTo(const Bad& bad, std::ostream* to) { *to << bad.text; }
};

class BadContents : public testing::TestWithParam<Bad> {};

TEST_P(BadContents, AreRefusedWithTheirPlace) {
  try {
    parse_contents(GetParam().text);
    FAIL() << "accepted: " << GetParam().text;
  } catch (const BadInput& bad) {
    EXPECT_EQ(bad.column(), GetParam().column) << GetParam().text;
    EXPECT_EQ(bad.message(), GetParam().message) << GetParam().text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Contents, BadContents,
    testing::Values(Bad{"", 1, "expected contents: cert:, crl:, ctl:, hex:, sha1:, text:, file:, name: or key:"},
                    Bad{"cert", 1, "expected contents: cert:, crl:, ctl:, hex:, sha1:, text:, file:, name: or key:"},
                    Bad{"cert:", 6, "expected a label"}, Bad{"cert:@2", 6, "expected a label"},
                    Bad{"cert:A@", 8, "expected a version, from 1"}, Bad{"cert:A@0", 8, "expected a version, from 1"},
                    Bad{"cert:A@2x", 8, "expected a version, from 1"},
                    Bad{"cert:A/", 8, "expected subject= or issuer="}, Bad{"cert:A/subject=", 16, "expected a name"},
                    Bad{"cert:A/issuer=X/issuer=Y", 24, "the name is given twice"},
                    Bad{"cert:A/issuer=X@2", 16, "expected '/' or the end"},
                    Bad{"crl:A/subject=X", 15, "this kind of element has no such name"},
                    Bad{"ctl:A/issuer=X", 14, "this kind of element has no such name"},
                    Bad{"hex:0", 5, "expected two hexadecimal digits a byte"},
                    Bad{"hex:00g0", 7, "expected two hexadecimal digits a byte"},
                    Bad{"hex:0x", 5, "expected two hexadecimal digits a byte"},
                    Bad{"sha1:00", 6, "expected a SHA-1 hash of 40 hexadecimal digits"},
                    Bad{"file:", 6, "expected a file's name"}));

RC_GTEST_PROP(ContentsText, ComesBackFromWhatItMeans, ()) {
  const auto word = rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', 'B', '7', ' ', '=', ':')));
  Element element{*rc::gen::element(ContextKind::certificate, ContextKind::crl, ContextKind::ctl), *word,
                  *rc::gen::inRange(1u, 100u), std::nullopt, std::nullopt};
  if (element.kind == ContextKind::certificate && *rc::gen::arbitrary<bool>()) element.subject = *word;
  if (element.kind != ContextKind::ctl && *rc::gen::arbitrary<bool>()) element.issuer = *word;
  const auto bytes = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  using Form = Contents::Form;
  for (const Contents& contents :
       {Contents{Form::element, element, {}, {}}, Contents{Form::hash_of_element, element, {}, {}},
        Contents{Form::bytes, {}, bytes, {}}, Contents{Form::hash_of_bytes, {}, bytes, {}},
        Contents{Form::text, {}, {}, *word}, Contents{Form::file, {}, {}, *word}})
    RC_ASSERT(parse_contents(to_text(contents)) == contents);
}

}  // namespace
}  // namespace certlife::trace
