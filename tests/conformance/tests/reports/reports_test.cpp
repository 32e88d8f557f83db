// The reports for people and for continuous integration: complete, escaped, of a size that can be handled.
#include <gtest/gtest.h>

#include <sstream>

#include "model/ledger/ledger.h"
#include "model/tool/terminal.h"
#include "tests/conformance/report/report_html.h"
#include "tests/conformance/report/report_junit.h"
#include "tests/conformance/report/report_table.h"
#include "tests/conformance/tests/exports/well_formed.h"
#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

std::size_t times(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

bool holds(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// --- The page ------------------------------------------------------------------------------------------------------------------

class ReportPage : public ::testing::Test {
 protected:
  sample::Sample sample;
  std::string text = html_text(sample.reports(), "windows");
};

TEST_F(ReportPage, HasARowForEveryClause) {
  for (const auto* clause : model::Ledger::load().clauses()) EXPECT_TRUE(holds(text, "id=\"" + clause->id + "\"")) << clause->id;
}

TEST_F(ReportPage, HasEveryCounterexampleWithWhatShowsItAgain) {
  EXPECT_EQ(times(text, "<article class=\"deviation\""), 4u);
  EXPECT_EQ(times(text, "<div class=\"command\">"), 4u);
  for (int i = 1; i <= 4; ++i) EXPECT_TRUE(holds(text, "id=\"deviation-2-" + std::to_string(i) + "\"")) << i;
}

TEST_F(ReportPage, TakesNoTextForItsOwn) {
  EXPECT_FALSE(holds(text, "<img"));
  EXPECT_EQ(times(text, "<script"), 1u);
  EXPECT_EQ(times(text, "</script>"), 1u);
  EXPECT_FALSE(holds(text, "\x01"));
  EXPECT_FALSE(holds(text, "\xFF"));
}

TEST_F(ReportPage, FetchesNothing) {
  for (const auto* what : {"src=\"", "url(", "@import", "http-equiv=\"refresh\"", "href=\"http"}) EXPECT_FALSE(holds(text, what)) << what;
}

TEST_F(ReportPage, SaysWhatWasNotRunAndWhy) {
  EXPECT_TRUE(holds(text, "not supported by the target: CertSaveStore"));
  EXPECT_TRUE(holds(text, "3 programs were run only up to a call"));
  EXPECT_TRUE(holds(text, "Nothing was run: it is not installed"));
  EXPECT_TRUE(holds(text, "seed 7"));
}

TEST_F(ReportPage, SaysWhichLevelsWereNotReachedAndThatTheJudgeCanSee) {
  EXPECT_EQ(times(text, "soak (its share of the time was over)"), 2u) << "of two targets; the third was not run";
  EXPECT_EQ(times(text, "11 of 11 changed values"), 2u);
}

TEST_F(ReportPage, SaysOfADeviationWhetherItIsShortestKnownOrFlaky) {
  EXPECT_TRUE(holds(text, ">shortest<"));
  EXPECT_TRUE(holds(text, ">known deviation<"));
  EXPECT_TRUE(holds(text, "flaky: 4 of 12 runs"));
  EXPECT_TRUE(holds(text, "unexpected pass"));
}

TEST_F(ReportPage, SpeaksOfWhatIsExpectedOnlyWhereSomethingIs) {
  EXPECT_EQ(times(text, ">not as expected<"), 1u);
  EXPECT_EQ(times(text, ">no deviation<"), 1u);
  for (Deviation& each : sample.deviating().deviations) each.expected = false;
  const std::vector<TargetReport> reports{report_of(sample.deviating(), {}, {})};
  const std::string page = html_text(reports, "windows", {});
  EXPECT_EQ(times(page, ">deviates<"), 1u);
  EXPECT_FALSE(holds(page, "as expected"));
}

TEST_F(ReportPage, StaysUnderTwoMegabytesHoweverMuchDeviates) {
  auto& all = sample.deviating().deviations;
  const Deviation one = all[1];
  all.resize(3000, one);
  sample.make_reports();
  const Charts charts{[](const auto&, const auto&) { return std::string(30'000, 'x'); }, ""};
  const std::string page = html_text(sample.reports(), "windows", charts);
  EXPECT_LE(page.size(), largest_page);
  EXPECT_TRUE(holds(page, "more do not fit into this page"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST_F(ReportPage, ShowsAChartWhereSomebodyDrawsIt) {
  const Charts charts{[](const auto&, const auto&) { return std::string("<svg></svg>"); }, ".of-charts {}"};
  const std::string page = html_text(sample.reports(), "windows", charts);
  EXPECT_EQ(times(page, "<svg></svg>"), 4u);
  EXPECT_TRUE(holds(page, ".of-charts {}"));
}

// --- JUnit ---------------------------------------------------------------------------------------------------------------------

class ReportInJUnit : public ReportPage {
 protected:
  std::string xml = junit_text(sample.reports(), "windows");
};

TEST_F(ReportInJUnit, HasASuiteATargetAndACaseAClause) {
  EXPECT_EQ(times(xml, "<testsuite "), 3u);
  const std::size_t clauses = model::Ledger::load().clauses().size();
  constexpr std::size_t levels_and_judge = 4;
  EXPECT_EQ(times(xml, "<testcase "), 2 * (clauses + levels_and_judge) + 1) << "one says that the third target is not available";
}

TEST_F(ReportInJUnit, IsWellFormed) {
  EXPECT_TRUE(is_well_formed(xml));
  std::string spoilt = xml;
  spoilt.erase(spoilt.find("</failure>"), 10);
  EXPECT_FALSE(is_well_formed(spoilt));
}

TEST_F(ReportInJUnit, CountsWhatItHolds) {
  const auto first = xml.substr(xml.find("<testsuites"), xml.find('>', xml.find("<testsuites")) - xml.find("<testsuites"));
  EXPECT_TRUE(holds(first, "tests=\"" + std::to_string(times(xml, "<testcase ")) + "\"")) << first;
  EXPECT_TRUE(holds(first, "failures=\"" + std::to_string(times(xml, "<failure ")) + "\"")) << first;
  EXPECT_TRUE(holds(first, "skipped=\"" + std::to_string(times(xml, "<skipped ")) + "\"")) << first;
}

TEST_F(ReportInJUnit, FailsWithTheProgram) {
  EXPECT_TRUE(holds(xml, "<failure message=\"observed: TRUE; last error unchanged; allowed: FALSE; last error CRYPT_E_PENDING_CLOSE\">"));
  EXPECT_TRUE(holds(xml, "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"));
  EXPECT_TRUE(holds(xml, "known deviation: "));
}

TEST_F(ReportInJUnit, TakesNoTextForItsOwn) {
  EXPECT_FALSE(holds(xml, "<img"));
  EXPECT_FALSE(holds(xml, "\x01"));
  EXPECT_FALSE(holds(xml, "\xFF"));
  EXPECT_FALSE(holds(xml, "]]>"));
}

// --- The table -----------------------------------------------------------------------------------------------------------------

std::string table(const sample::Sample& sample, std::size_t width, bool colour = false) {
  TableOptions options;
  options.width = width;
  options.colour = colour;
  return table_text(sample.reports(), options);
}

TEST(ReportTable, IsColouredOnlyWhereThatIsWanted) {
  const sample::Sample sample;
  EXPECT_FALSE(holds(table(sample, 120), "\x1B[32m"));
  EXPECT_TRUE(holds(table(sample, 120, true), "\x1B[32m"));
}

TEST(ReportTable, LetsNoTextOfATargetSteerTheTerminal) {
  const sample::Sample sample;
  EXPECT_FALSE(holds(table(sample, 120), "\x1B"));
  EXPECT_FALSE(holds(table(sample, 120), "\x01"));
}

TEST(ReportTable, EndsEveryDeviationWithOneCommandThatShowsItAgain) {
  const sample::Sample sample;
  const auto lines = lines_of(table(sample, 100));
  std::size_t commands = 0;
  for (const auto& line : lines) commands += line.starts_with("    again:    ") && holds(line, " replay --target ") && holds(line, " --calls ") ? 1 : 0;
  EXPECT_EQ(commands, 4u);
}

class ReportTableWidth : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ReportTableWidth, HoldsClausesAndTheirVerdicts) {
  const sample::Sample sample;
  for (const auto& line : lines_of(table(sample, GetParam()))) {
    const bool is_clause = line.starts_with("  CLOSE-") || line.starts_with("  FREE-");
    EXPECT_TRUE(!is_clause || columns_of(line) <= GetParam()) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(OfTerminals, ReportTableWidth, ::testing::Values(50, 80, 100, 200));

TEST(ReportTable, SaysWhatIsShortestAndUpToWhichDepth) {
  const sample::Sample sample;
  EXPECT_EQ(shortness_text(sample.reports()[1].campaign->deviations[1]),
            "shortest: every shorter program over \"one store and its CRLs\" was run, all up to 5 calls");
  EXPECT_EQ(shortness_text(sample.reports()[1].campaign->deviations[3]),
            "minimal: no call and no two of them can be left out; all up to 3 calls over \"handles of stores\" were run");
}

}  // namespace
}  // namespace certlife::conformance
