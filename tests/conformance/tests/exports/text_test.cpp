// The texts of exported programs, and what cannot be one.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "model/export/export.h"
#include "model/export/portable_constants.h"
#include "model/export/spelling.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/cli/counterexamples.h"
#include "tests/conformance/tests/exports/sample.h"

namespace certlife::conformance {
namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Exported of(std::vector<trace::Line> lines) {
  Exported what;
  what.lines = std::move(lines);
  what.slug = "sample";
  return what;
}

std::string text_of(const std::vector<trace::Line>& lines, Format format) { return exported_text(of(lines), format, "windows"); }

std::string refusal(const std::string& trace) {
  try {
    text_of(lines_of(trace), Format::c);
  } catch (const trace::BadInput& error) {
    return error.what();
  }
  return "";
}

constexpr const char* open_line = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})" "\n";

std::set<std::string> constants_of_the_bundled_headers() {
  static const std::regex definition(R"(# *define ([A-Z]\w*) )");
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CERTLIFE_EXPORT_INCLUDE "/certlife")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    const std::string text(std::istreambuf_iterator<char>(file), {});
    for (std::sregex_iterator each(text.begin(), text.end(), definition), end; each != end; ++each) names.insert((*each)[1]);
  }
  return names;
}

TEST(Export, NamesNoConstantThatTheBundledHeaderLacks) {
  const std::set<std::string> bundled = constants_of_the_bundled_headers();
  ASSERT_GT(bundled.size(), 100u);
  for (const std::string_view name : portable_constants) EXPECT_TRUE(bundled.contains(std::string(name))) << name;
}

TEST(Export, CarriesTheLicenceInEveryFormat) {
  for (const char* name : {"gtest", "c", "winetest", "trace", "smt2", "mermaid", "svg"})
    EXPECT_TRUE(holds(text_of(deviating_close(), format_named(name)), "SPDX-License-Identifier: CC0-1.0")) << name;
}

TEST(Export, OfATraceIsThatTrace) {
  EXPECT_EQ(lines_of(text_of(deviating_close(), Format::trace)), deviating_close());
}

TEST(Export, ExpectsWhatIsAllowedAndNotWhatWasSeen) {
  const std::string c = text_of(deviating_close(), Format::c);
  EXPECT_TRUE(holds(c, "CHECK(!ret,\n          \"call 3, CertCloseStore: expected that the result is FALSE\");"));
  EXPECT_TRUE(holds(c, "error == (DWORD)CRYPT_E_PENDING_CLOSE"));
  EXPECT_TRUE(holds(c, "SetLastError(0xdeadbeef);\n    ret = CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG);\n    error = GetLastError();"));
  EXPECT_TRUE(holds(c, "* CLOSE-5: "));
}

TEST(Export, MarksForWineJustTheChecksThatFailed) {
  const std::string text = text_of(deviating_close(), Format::winetest);
  const auto first = text.find("todo_wine");
  ASSERT_NE(first, std::string::npos);
  EXPECT_GT(first, text.find("3. CertCloseStore"));
  EXPECT_TRUE(holds(text, "todo_wine\n    ok(!ret,"));
  auto obeying = deviating_close();
  obeying.pop_back();
  EXPECT_FALSE(holds(text_of(obeying, Format::winetest), "todo_wine"));
}

TEST(Export, SaysWhenADeviationShowsOnlyInMemory) {
  auto lines = deviating_close();
  lines.pop_back();
  const auto closed = lines_of(R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":[]},"ret":true,"observed":{"alive":{"c1":false}}})");
  lines.push_back(closed.front());
  for (const Format format : {Format::c, Format::gtest, Format::winetest})
    EXPECT_TRUE(holds(text_of(lines, format), "shows only in whether memory is still allocated"));
  EXPECT_TRUE(holds(text_of(lines, Format::c), "#ifdef _WIN32\n    CHECK(is_allocated(c1),"));
  EXPECT_FALSE(holds(text_of(deviating_close(), Format::c), "shows only"));
}

TEST(Export, OfALaterCallThatReturnsAnotherObjectTellsThemApart) {
  const std::string c = text_of(lines_of(std::string(open_line) + R"({"call":"CertDuplicateStore","args":{"hCertStore":"s1"},"ret":"s1"})"), Format::c);
  EXPECT_TRUE(holds(c, "result_store = CertDuplicateStore(s1);"));
  EXPECT_TRUE(holds(c, "CHECK(result_store == s1,"));
}

TEST(Export, RefusesWhatNoProgramCanDoAndSaysWhere) {
  EXPECT_EQ(refusal(std::string(open_line) + R"({"call":"CertVerifyTimeValidity","args":{},"ret":0})"), "trace:2:1: CertVerifyTimeValidity is a call that no export knows");
  EXPECT_EQ(refusal(R"({"call":"CertFreeCertificateContext","args":{"pCertContext":"c9"},"ret":true})"),
            "trace:1:61: pCertContext: nothing is known of a context \"c9\"");
  const std::string close = R"({"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":true})" "\n";
  EXPECT_TRUE(holds(refusal(open_line + close + close), "trace:3:1: the caller is at fault here"));
  EXPECT_TRUE(holds(refusal(std::string(R"({"call":"CryptAcquireContext","args":{"dwFlags":0},"ret":true,"out":{"phProv":"p1"}})")), "CRYPT_VERIFYCONTEXT"));
  EXPECT_TRUE(holds(refusal(std::string(open_line) + R"({"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":true,"thread":2})"), "several threads"));
}

TEST(Export, KnowsItsFormats) {
  EXPECT_EQ(extension_of(format_named("gtest")), ".cpp");
  EXPECT_THROW(format_named("pdf"), std::invalid_argument);
}

TEST(Spelling, MakesLiteralsOfAnyBytes) {
  EXPECT_EQ(c_string("a\"b\\c?" "?/\n\x01" "1\xff"), "\"a\\\"b\\\\c\\?\\?/\\n\\0011\\377\"");
  EXPECT_EQ(c_format("100%"), "\"100%%\"");
  EXPECT_EQ(comment_text("*/ /* ?" "?/ \\"), "* / / * ? ?/ \\ .");
}

TEST(Spelling, GivesEveryNameAnIdentifierOfItsOwn) {
  Identifiers identifiers;
  EXPECT_EQ(identifiers.of("1", "s1", "store"), "s1");
  EXPECT_EQ(identifiers.of("2", "int", "store"), "store_int");
  EXPECT_EQ(identifiers.of("3", "a-b", "cert"), "cert_a_b");
  EXPECT_EQ(identifiers.of("4", "a+b", "cert"), "cert_a_b_2");
  EXPECT_EQ(identifiers.of("3", "a-b", "cert"), "cert_a_b");
}

// --- Reports -------------------------------------------------------------------------------------------------------------

constexpr const char* report = R"({"targets":[{"name":"wine-8.0","results":[
  {"clause":"CLOSE-5","status":"fail","counterexample":[],"deviations":[
    {"shape":"x","observed":"TRUE","expected":false,"calls":[{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"},
      {"call":"CertCloseStore","args":{"hCertStore":"s1"},"ret":false}]},
    {"shape":"y","expected":false,"calls":[{"call":"CertCloseStore","args":{"hCertStore":null},"ret":false}]}]},
  {"clause":"CLOSE-3","status":"pass"}]}]})";

TEST(Counterexamples, BearTellingNames) {
  const auto all = counterexamples_in(report, "r.json", "", "");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].slug, "wine_8_0_close_5_close_store");
  EXPECT_EQ(all[1].slug, "wine_8_0_close_5_close_store_2");
  EXPECT_EQ(all[0].target, "wine-8.0");
  EXPECT_EQ(all[0].title, "CLOSE-5 on wine-8.0");
  EXPECT_TRUE(all[0].subject.starts_with("With CERT_CLOSE_STORE_CHECK_FLAG, while a certificate, CRL or CTL context"));
  EXPECT_EQ(slug_of_call("CertAddEncodedCTLToStore"), "add_encoded_ctl_to_store");
  EXPECT_EQ(slug_of_call("CertEnumCRLsInStore"), "enum_crls_in_store");
}

std::string calls_of_close() {
  std::string calls;
  for (const auto& line : deviating_close()) calls += (calls.empty() ? "" : ",") + trace::to_text(line);
  return "[" + calls + "]";
}

// One program, under every clause that fails with it; what it breaks itself is CLOSE-5, if the report says so.
std::string report_under(const std::vector<std::string>& clauses, const std::string& named = R"("clause":"CLOSE-5",)") {
  std::string results;
  for (const auto& clause : clauses)
    results += (results.empty() ? "" : ",") + std::string("{\"clause\":\"") + clause +
               "\",\"status\":\"fail\",\"deviations\":[{" + named + "\"observed\":\"TRUE\",\"calls\":" + calls_of_close() + "}]}";
  return R"({"targets":[{"name":"lib","reading":"windows","results":[)" + results + "]}]}";
}

TEST(Counterexamples, AreExportedOnceUnderTheClauseThatTheyBreak) {
  const auto all = counterexamples_in(report_under({"CLOSE-2", "CLOSE-5", "DUP-1"}), "r.json", "", "");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].slug, "lib_close_5_close_store");
  EXPECT_EQ(all[0].title, "CLOSE-5 on lib");
}

TEST(Counterexamples, AreChosenByEachClauseThatFailsWithThemInAnyCase) {
  const auto all = counterexamples_in(report_under({"CLOSE-2", "CLOSE-5", "DUP-1"}), "r.json", "dup-1", "");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].slug, "lib_close_5_close_store");
}

TEST(Counterexamples, StayUnderTheReportsFirstClauseWhereItDoesNotSayWhichOneTheyBreak) {
  for (const auto& older : {report_under({"CLOSE-2", "DUP-1"}), report_under({"CLOSE-2", "CLOSE-5"}, "")}) {
    const auto all = counterexamples_in(older, "r.json", "", "");
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].slug, "lib_close_2_close_store");
  }
}

TEST(Counterexamples, ThatStandInNoRowAreExportedAsWell) {
  const std::string text = R"({"targets":[{"name":"lib","results":[{"clause":"CLOSE-2","status":"pass"}],"otherDeviations":[{"clause":"CLOSE-5","calls":)" +
                           calls_of_close() + "}]}]}";
  const auto all = counterexamples_in(text, "r.json", "", "");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].slug, "lib_close_5_close_store");
}

TEST(Counterexamples, ThatEndTheProcessSaySoAndBelongToTheClauseThatTheyBreak) {
  const auto all = counterexamples_in(
      R"({"targets":[{"name":"lib","results":[{"clause":"CLOSE-2","deviations":[{"clause":"CLOSE-26","observed":"the process ends: exit 5",)"
      R"("calls":[{"call":"CertCloseStore","args":{"hCertStore":null}}]}]},{"clause":"CLOSE-26","deviations":[{"clause":"CLOSE-26","observed":"the process ends: exit 5",)"
      R"("calls":[{"call":"CertCloseStore","args":{"hCertStore":null}}]}]}]}]})",
      "r.json", "", "");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].ends_process);
  EXPECT_EQ(all[0].title, "CLOSE-26 on lib, where the process ends: exit 5");
}

std::string complaint(const std::string& text, const std::string& clause = "", const std::string& target = "") {
  try {
    counterexamples_in(text, "r.json", clause, target);
  } catch (const trace::BadInput& error) {
    return error.what();
  }
  return "";
}

TEST(Counterexamples, AreMissedWithAReason) {
  EXPECT_EQ(complaint(report, "CLOSE-4"), "r.json: there is no clause \"CLOSE-4\" in it");
  EXPECT_EQ(complaint(report, "CLOSE-3"), "r.json: there is no counterexample in it for CLOSE-3");
  EXPECT_EQ(complaint(report, "", "wine-9"), "r.json: there is no target \"wine-9\" in it; there are wine-8.0");
  EXPECT_EQ(complaint("{\n \"targets\": ]"), "r.json:2:13: this is no JSON");
  EXPECT_EQ(complaint("{}"), "r.json:1:1: no report of conform: \"targets\" is no list");
  EXPECT_EQ(complaint("{\n  \"targets\": 7}"), "r.json:2:14: no report of conform: \"targets\" is no list");
  EXPECT_EQ(complaint("{\"targets\":[{\"name\":\"x\",\"results\":[\n{\"clause\":7}]}]}"), "r.json:2:11: no report of conform: \"clause\" is no text");
  EXPECT_EQ(complaint(std::string(100'000, '[')), "r.json:1:65: nested too deeply");
  EXPECT_EQ(complaint("[]"), "r.json:1:1: no report of conform: \"targets\" is no list");
  EXPECT_TRUE(holds(complaint(R"({"targets":[{"name":"x","results":[{"clause":"A-1","deviations":[{"calls":[{"call":1}]}]}]}]})"), "a call in it is no trace line"));
}

}  // namespace
}  // namespace certlife::conformance
