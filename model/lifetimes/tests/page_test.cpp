// The page of a program: what its script is given, and that no text gets out of its place.
#include "model/lifetimes/page.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/lifetimes/page_data.h"

namespace certlife::lifetimes {
namespace {

using nlohmann::json;

const std::string hostile = "</script><script>alert(1)</script><!--&'\"\xE2\x80\xAE\x07";

Program program_with(const std::string& name) {
  Program program;
  program.title = name;
  program.verdict = "undefined";
  program.summary = name;
  program.objects = {{name, "store"}, {"c1", "crl"}};
  program.clauses.push_back({"CLOSE-5", name});
  program.rows.push_back({3, name, Verdict::accepted, 1, {{0, Event::Kind::given, 1, 2}, {1, Event::Kind::died, 0, 0}}});
  program.rows.push_back({4, name, Verdict::undefined, 0, {}});
  program.notes.push_back({1, Note::Kind::fault, name});
  return program;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(PageData, HasTheNumbersOfARowOneAfterTheOther) {
  const json data = json::parse(page_data({program_with("s1")}));
  const json& program = data["programs"][0];
  EXPECT_EQ(program["objects"], json::array({"s1", "store", "c1", "crl"}));
  EXPECT_EQ(program["rows"], json::array({3, 0, 1, 0, 2, 0, 1, 1, 2, 1, 3, 0, 0, 4, 1, 0, 3, 0}));
  EXPECT_EQ(program["texts"], json::array({"\x01" "0", "s1"}));
  EXPECT_EQ(program["notes"], json::array({json::array({1, "fault", "s1"})}));
}

TEST(PageData, HasOneTextForCallsThatDifferInNamesAlone) {
  Program program;
  program.objects = {{"s1", "store"}, {"s2", "store"}, {"0", "crl"}};
  program.rows.push_back({1, "s1 = open(s1, s11, xs1, \"s1\")", Verdict::accepted, 0, {{0, Event::Kind::given, 1, 1}}});
  program.rows.push_back({2, "s2 = open(s2, s11, xs1, \"s2\")", Verdict::accepted, 0, {{1, Event::Kind::given, 1, 1}}});
  program.rows.push_back({3, "add(s1, 0)", Verdict::accepted, 0, {{0, Event::Kind::used, -1, -1}, {2, Event::Kind::used, -1, -1}}});
  const json data = json::parse(page_data({program}));
  EXPECT_EQ(data["programs"][0]["texts"], json::array({"\x01" "0 = open(\x01" "0, s11, xs1, \"\x01" "0\")", "add(\x01" "0, \x01" "1)"}));
}

TEST(PageData, SaysWhatTheClausesSay) {
  const json data = json::parse(page_data({program_with("s1")}));
  EXPECT_NE(data["clauses"]["CLOSE-5"][0].get<std::string>().find("CRYPT_E_PENDING_CLOSE"), std::string::npos);
  EXPECT_NE(data["clauses"]["CLOSE-5"][1].get<std::string>().find("windows-tested"), std::string::npos);
}

TEST(PageData, IsJsonOfNoProgramToo) { EXPECT_EQ(json::parse(page_data({}))["programs"], json::array()); }

TEST(Page, LetsNoTextBecomeMarkup) {
  const std::string quiet = page_of({program_with("s1")}, "windows"), page = page_of({program_with(hostile)}, "windows");
  for (const char* sign : {"<", "<script", "</script", "<!--"}) EXPECT_EQ(count_of(page, sign), count_of(quiet, sign)) << sign;
  EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(page.find('\x07'), std::string::npos);
  EXPECT_NE(page.find("alert(1)"), std::string::npos);
}

TEST(Page, TellsWhatWasFoundWithoutItsScript) {
  const std::string page = page_of({program_with("s1")}, "windows");
  EXPECT_NE(page.find("<span class=\"at\">line 4</span> <span class=\"text\">s1</span>"), std::string::npos);
}

}  // namespace
}  // namespace certlife::lifetimes
