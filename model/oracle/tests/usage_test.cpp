// How a program uses the API: what is told once, what is not told, and what it makes of the verdict.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/oracle/checker.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

using nlohmann::json;

constexpr const char* open_line = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s"})";
constexpr const char* close_with_check =
    R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]},"ret":true})";
constexpr const char* close_with_force =
    R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":["CERT_CLOSE_STORE_FORCE_FLAG"]},"ret":true})";

// Judges lines numbered from 1, with --usage.
Summary summary_of(const std::vector<std::string>& texts, const Checker::Demands& demands = {.usage = true}) {
  Checker checker({}, demands);
  std::size_t number = 0;
  for (const std::string& text : texts) {
    trace::Line line = trace::parse_line(text);
    line.number = ++number;
    checker.check(line);
  }
  return checker.summary();
}

TEST(Usage, TellsOnceWhatOnePlaceInTheProgramDoesAgainAndAgain) {
  // CLOSE-40
  std::vector<std::string> lines;
  for (int i = 0; i < 30; ++i) lines.insert(lines.end(), {open_line, close_with_check});
  const Summary summary = summary_of(lines);
  ASSERT_EQ(summary.usage->size(), 1u);
  EXPECT_EQ(summary.usage->front().line, 2u);
  EXPECT_EQ(summary.usage->front().again, 29u);
  EXPECT_EQ(summary.usage->front().related.size(), 20u);
}

TEST(Usage, TellsTwoPlacesInTheProgramApart) {
  // CLOSE-40
  const auto at = [](const char* line, const char* place) {
    std::string text(line);
    return text.insert(text.size() - 1, std::string(",\"at\":\"") + place + "\"");
  };
  const Summary summary = summary_of({open_line, at(close_with_check, "app.exe+0x1"), open_line, at(close_with_check, "app.exe+0x2")});
  EXPECT_EQ(summary.usage->size(), 2u);
}

TEST(Usage, ForgetsWhatWasPassedOnWhenTheNameIsTakenAgain) {
  // CLOSE-13
  const char* chain = R"({"call":"CertGetCertificateChain","args":{"hAdditionalStore":"s"},"ret":true})";
  const char* close = R"({"call":"CertCloseStore","args":{"hCertStore":"s"},"ret":true})";
  EXPECT_EQ(summary_of({open_line, chain, close_with_force}).usage->size(), 1u);
  const char* another = R"({"call":"CertDuplicateStore","args":{"hCertStore":"s"},"ret":"s"})";
  EXPECT_TRUE(summary_of({open_line, another, close, close, open_line, close_with_force}).usage->empty());
}

TEST(Usage, IsTheCallersFaultWhereNothingWorseWas) {
  const Summary found = summary_of({open_line, close_with_check});
  EXPECT_EQ(found.overall, Overall::undefined);
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(found.fault->line, 2u);
  EXPECT_EQ(found.fault->clauses.front(), std::string("CLOSE-40"));
  std::string wrong(close_with_check);
  wrong.replace(wrong.find("true"), 4, "false");
  EXPECT_EQ(summary_of({open_line, wrong}).overall, Overall::rejected);
  EXPECT_EQ(summary_of({open_line, close_with_check}, {}).overall, Overall::accepted);
}

TEST(Usage, IsWrittenAsJsonWithItsRuleClauseAndLines) {
  const json whole = json::parse(to_json(summary_of({open_line, R"({"call":"CertDuplicateStore","args":{"hCertStore":"s"},"ret":"s"})", close_with_force})));
  EXPECT_EQ(whole["usage"].size(), 1u);
  const json& finding = whole["usage"][0];
  EXPECT_EQ(finding["line"], 3);
  EXPECT_EQ(finding["rule"], "forced-after-passing-on");
  EXPECT_EQ(finding["clause"], "CLOSE-13");
  EXPECT_EQ(finding["related"], json::array({2}));
  EXPECT_FALSE(json::parse(to_json(summary_of({open_line}, {}))).contains("usage"));
}

}  // namespace
}  // namespace certlife::oracle
