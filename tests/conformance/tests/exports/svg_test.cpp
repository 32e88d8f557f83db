// The sequence charts: SVG and Mermaid.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/export/export.h"
#include "model/export/mermaid.h"
#include "model/export/printable.h"
#include "model/export/svg.h"
#include "tests/conformance/tests/exports/sample.h"
#include "tests/conformance/tests/exports/well_formed.h"

namespace certlife::conformance {
namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string chart(const std::vector<trace::Line>& lines, std::string title = "") {
  SvgOptions options;
  options.title = std::move(title);
  return svg_of(lines, options);
}

TEST(Svg, ShowsEachCallWithItsAnswerAndTheStateBesideIt) {
  const std::string svg = chart(deviating_close());
  EXPECT_TRUE(holds(svg, "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL)"));
  EXPECT_TRUE(holds(svg, "TRUE; last error unchanged"));
  EXPECT_TRUE(holds(svg, "s1  1 handle, lists 1"));
  EXPECT_TRUE(holds(svg, "c1  1 reference, listed"));
  EXPECT_TRUE(holds(svg, "s1  closed, waits for its contexts"));
}

TEST(Svg, HighlightsTheDeviatingCallAndSaysWhatIsAllowed) {
  const std::string svg = chart(deviating_close());
  EXPECT_TRUE(holds(svg, "class=\"cl-back\""));
  EXPECT_TRUE(holds(svg, "not allowed; allowed is only: FALSE; last error CRYPT_E_PENDING_CLOSE"));
  auto obeying = deviating_close();
  obeying.pop_back();
  EXPECT_FALSE(holds(chart(obeying), "class=\"cl-back\""));
}

TEST(Svg, NeedsNothingFromElsewhereAndHasTwoSchemes) {
  const std::string svg = chart(deviating_close());
  EXPECT_TRUE(holds(svg, "prefers-color-scheme: dark"));
  for (const char* foreign : {"href", "<script", "@import", "url(", "<image", " id="}) EXPECT_FALSE(holds(svg, foreign)) << foreign;
  EXPECT_TRUE(holds(svg, "SPDX-License-Identifier: CC0-1.0"));
}

TEST(Svg, CanStandInAPageOfHtml) {
  SvgOptions options;
  options.is_inline = true;
  options.has_style = false;
  const std::string svg = svg_of(deviating_close(), options);
  EXPECT_TRUE(svg.starts_with("<svg "));
  EXPECT_FALSE(holds(svg, "<style"));
  EXPECT_TRUE(is_well_formed(svg));
}

TEST(Svg, IsWellFormedWhateverTheNamesAre) {
  for (const auto& text : awkward_strings()) {
    const std::string svg = chart(renamed_close("s" + text, "c" + text, "L"), text);
    EXPECT_TRUE(is_well_formed(svg)) << text;
    EXPECT_FALSE(holds(svg, "<script")) << text;
  }
}

TEST(Svg, SaysWhereATraceMakesNoSense) {
  auto lines = deviating_close();
  lines[1].args["pbCertEncoded"] = trace::Value::of("nonsense");
  const std::string svg = chart(lines);
  EXPECT_TRUE(is_well_formed(svg));
  EXPECT_TRUE(holds(svg, "trace:2:")) << svg;
}

TEST(WellFormed, SeesWhatIsNot) {
  EXPECT_TRUE(is_well_formed("<a x=\"1\"><b/>&lt;</a>\n"));
  for (const char* broken : {"<a>", "<a></b>", "<a x=\"<\"/>", "<a>&</a>", "<a>\x01</a>", "<a/><b/>", "<a>\xff</a>"})
    EXPECT_FALSE(is_well_formed(broken)) << broken;
}

TEST(Mermaid, ShowsCallsAnswersAndState) {
  const std::string text = mermaid_of(story_of(deviating_close(), "windows"), "a title");
  EXPECT_TRUE(text.starts_with("%% SPDX-License-Identifier: CC0-1.0\nsequenceDiagram\n"));
  EXPECT_TRUE(holds(text, "  C->>I: s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL)\n"));
  EXPECT_TRUE(holds(text, "  rect rgba("));
  EXPECT_TRUE(holds(text, "Note over C,I: not allowed"));
}

TEST(Mermaid, SaysThatTheStateIsThatOfTheModel) {
  const std::string text = mermaid_of(story_of(deviating_close(), "windows"), "a title");
  EXPECT_TRUE(holds(text, "  participant M as state in the model\n"));
  EXPECT_TRUE(holds(text, "  Note over M: s1  1 handle, lists 1<br/>c1  1 reference, listed\n"));
  EXPECT_FALSE(holds(text, "Note right of I"));
}

TEST(Mermaid, HasATitleOfOneLine) {
  const auto title_of = [](const std::string& title) {
    const std::string text = mermaid_of(story_of(deviating_close(), "windows"), title);
    const auto begin = text.find("  title ") + 8;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  EXPECT_EQ(title_of("short enough"), "short enough");
  const std::string title = title_of("CLOSE-5: " + std::string(40, 'a') + " " + std::string(40, 'b') + " " + std::string(40, 'c'));
  EXPECT_EQ(title, "CLOSE-5: " + std::string(40, 'a') + " " + std::string(40, 'b') + "…");
}

TEST(AChart, IsTitledByTheClauseAndWhatThatSays) {
  Exported what;
  what.lines = deviating_close();
  for (const Format format : {Format::svg, Format::mermaid})
    EXPECT_TRUE(holds(exported_text(what, format, "windows"), "CLOSE-5: With CERT_CLOSE_STORE_CHECK_FLAG, while a certificate")) << extension_of(format);
  what.title = "CLOSE-7 on lib";
  what.subject = "What it says.";
  for (const Format format : {Format::svg, Format::mermaid})
    EXPECT_TRUE(holds(exported_text(what, format, "windows"), "CLOSE-7 on lib: What it says.")) << extension_of(format);
}

// One statement a line, and of the characters that are syntax only those of codes.
TEST(Mermaid, IsOneStatementALineWhateverTheNamesAre) {
  const auto count = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  const auto lines = count(mermaid_of(story_of(deviating_close(), "windows"), "x"));
  for (const auto& text : awkward_strings()) {
    const std::string diagram = mermaid_of(story_of(renamed_close("s" + text, "c" + text, "L"), "windows"), text + "x");
    EXPECT_EQ(count(diagram), lines) << text;
    const std::string escaped = mermaid_text(text);
    EXPECT_FALSE(holds(escaped, "<") || holds(escaped, "%") || holds(escaped, "\n") || holds(escaped, "\"")) << text;
  }
  EXPECT_EQ(mermaid_text("end"), "#101;nd");
  EXPECT_EQ(mermaid_text("a;b"), "a#59;b");
}

TEST(Printable, IsOneLineOfUtf8) {
  EXPECT_EQ(printable("a\nb"), "a\xE2\x90\x8A" "b");
  EXPECT_EQ(printable("a\xff" "b"), "a\xEF\xBF\xBD" "b");
  EXPECT_EQ(printable("\xe2\x80\xae"), "\xEF\xBF\xBD");
  EXPECT_EQ(printable("\xf0\x9f\x90\xa7"), "\xf0\x9f\x90\xa7");
}

TEST(Printable, IsWrappedBehindBlanksWhereItCanBe) {
  EXPECT_EQ(wrapped("aaa bbb", 5), (std::vector<std::string>{"aaa ", "bbb"}));
  EXPECT_EQ(wrapped("aaaaaaa", 5), (std::vector<std::string>{"aaaaa", "aa"}));
  EXPECT_EQ(wrapped("", 5), (std::vector<std::string>{""}));
}

}  // namespace
}  // namespace certlife::conformance
