// Expected files: what an implementation is known to do, read and written.
#include "tests/conformance/campaign/expected.h"

#include <gtest/gtest.h>

#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

std::string complaint_about(const std::string& text) {
  try {
    parse_expected("known.toml", text);
  } catch (const BadExpectedFile& error) {
    return error.what();
  }
  return "";
}

std::string cause(const std::string& programs, const std::string& more = "") {
  return "target = 'wine-8.0'\n[[cause]]\n" + more + "programs = '''\n" + programs + "'''\n";
}

ExpectedFile written(const std::vector<Deviation>& found, const ExpectedFile& before = {},
                     const std::vector<const ExpectedDeviation*>& gone = {}) {
  return parse_expected("known.toml", expected_text("wine-8.0", found, before, gone));
}

const char* const opening = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); ";

std::string adding(const std::string& kind, const std::string& content, const std::string& disposition) {
  return opening + std::string("CertAddEncoded") + kind + "ToStore(s1, " + content + ", " + disposition + ")";
}

TEST(ExpectedFile, ReadsWhatWasWritten) {
  auto steady = sample::deviation("CLOSE-5", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 0)"),
       flaky = steady;
  flaky.clause = "CLOSE-6";
  flaky.reruns = {1, 5};
  const ExpectedFile file = written({steady, flaky});
  ASSERT_EQ(file.deviations.size(), 2u);
  EXPECT_EQ(file.target, "wine-8.0");
  EXPECT_EQ(static_cast<const DeviationKey&>(file.deviations[0]), steady);
  EXPECT_EQ(file.deviations[0].program, steady.requests);
  EXPECT_FALSE(file.deviations[0].cause.flaky);
  EXPECT_TRUE(file.deviations[1].cause.flaky);
}

TEST(ExpectedFile, SaysWhatDiffersBehindTheLastCallAndLeavesOffWhatIsNothing) {
  const std::string text = expected_text(
      "lib", {sample::deviation("CLOSE-5", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 0)")});
  EXPECT_NE(text.find("programs = '''\n  s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)\n  CertCloseStore(s1) => CLOSE-5: "
                      "returns TRUE\n'''\n"),
            std::string::npos)
      << text;
}

TEST(ExpectedFile, HoldsAProgramForEachKindOnce) {
  const auto of_kind = [](const char* call, const char* content) {
    return sample::deviation("ADD-8", adding(call, content, "CERT_STORE_ADD_ALWAYS"));
  };
  const auto certificate = of_kind("Certificate", "cert:A"), crl = of_kind("CRL", "crl:A"),
             ctl = of_kind("CTL", "ctl:A");
  const std::string three = expected_text("lib", {certificate, crl, ctl}), two = expected_text("lib", {ctl, crl});
  EXPECT_NE(three.find("CertAddEncoded{K}ToStore(s1, {k}:A, CERT_STORE_ADD_ALWAYS) => ADD-8: returns TRUE\n'''"),
            std::string::npos)
      << three;
  EXPECT_NE(
      two.find("CertAddEncoded{K}ToStore(s1, {k}:A, CERT_STORE_ADD_ALWAYS) => ADD-8 of crl, ctl: returns TRUE\n'''"),
      std::string::npos)
      << two;
  EXPECT_EQ(parse_expected("known.toml", three).deviations.size(), 3u);
  const ExpectedFile file = parse_expected("known.toml", two);
  ASSERT_EQ(file.deviations.size(), 2u);
  EXPECT_EQ(file.deviations[0].shape, crl.shape);
  EXPECT_EQ(file.deviations[1].shape, ctl.shape);
}

TEST(ExpectedFile, HoldsOnceWhatProgramsThatDifferInOneCallHaveInCommon) {
  const auto adds = [](const char* clause, const char* disposition) {
    return sample::deviation(clause, adding("CRL", "crl:A", disposition));
  };
  const std::string text =
      expected_text("lib", {adds("ADD-8", "CERT_STORE_ADD_ALWAYS"), adds("ADD-20", "CERT_STORE_ADD_NEW")});
  EXPECT_NE(text.find("  s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)\n"
                      "  CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS) => ADD-8: returns TRUE\n"
                      "  | CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_NEW) => ADD-20: returns TRUE\n'''"),
            std::string::npos)
      << text;
}

TEST(ExpectedFile, ReadsCallsInsteadOfOthersAsProgramsOfTheirOwn) {
  const std::string calls =
      "  s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)\n  | s1 = CertOpenStore(0x1234)\n\n"
      "  CertCloseStore(s1) => CLOSE-5: returns FALSE\n  | CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG) => CLOSE-9: "
      "| => : \n"
      "  CertCloseStore(NULL) => CLOSE-6: x\n";
  const ExpectedFile file = parse_expected("known.toml", cause(calls));
  ASSERT_EQ(file.deviations.size(), 5u);
  EXPECT_EQ(file.deviations[0].text(),
            "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); CertCloseStore(s1, 0) => returns FALSE");
  EXPECT_EQ(file.deviations[1].text(),
            "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); CertCloseStore(s1, "
            "CERT_CLOSE_STORE_FORCE_FLAG) => | => : ");
  EXPECT_EQ(file.deviations[3].shape,
            "s1 = CertOpenStore(0x1234, NULL, 0, NULL); CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG)");
  EXPECT_EQ(file.deviations[3].place, "known.toml:8");
  EXPECT_EQ(file.deviations[4].place, "known.toml:9");
}

TEST(ExpectedFile, KeepsWhatPeopleWroteWhenItIsWrittenAgain) {
  const auto known = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)"),
             another =
                 sample::deviation("CLOSE-6", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 0)");
  ExpectedFile before = written({known});
  before.deviations[0].cause = {"It forgets 'one' and\n\"two\".", "https://example.org/7",
                                std::chrono::year(2027) / 6 / 30, false, true};
  auto blamed_otherwise = known;
  blamed_otherwise.clause = "CLOSE-7";
  for (const Deviation& now : {known, blamed_otherwise}) {
    const ExpectedFile again = written({another, now}, before, {&before.deviations[0]});
    ASSERT_EQ(again.deviations.size(), 2u);
    EXPECT_EQ(static_cast<const DeviationKey&>(again.deviations[0]), now);
    EXPECT_EQ(again.deviations[0].cause, before.deviations[0].cause);
    EXPECT_EQ(again.deviations[1].cause, Cause{});
  }
}

TEST(ExpectedFile, IsLeftOnlyByWhatIsGoneOrLiesInSomethingShorter) {
  const auto closes = sample::deviation("CLOSE-5", opening + std::string("CertCloseStore(s1, 0)")),
             frees = sample::deviation("FREE-3", "c1 = CertCreateCRLContext(crl:A); CertFreeCRLContext(c1)");
  const auto longer =
      sample::deviation("CLOSE-5", opening + std::string("s2 = CertDuplicateStore(s1); CertCloseStore(s1, 0)"));
  const ExpectedFile before = written({longer, frees});
  EXPECT_EQ(written({}, before).deviations.size(), 2u) << "what no program was run for stays";
  EXPECT_EQ(written({}, before, {&before.deviations[0]}).deviations.size(), 1u);
  const ExpectedFile after = written({closes}, before);
  ASSERT_EQ(after.deviations.size(), 2u);
  EXPECT_EQ(after.deviations[0].clause, "FREE-3");
  EXPECT_EQ(after.deviations[1].shape, closes.shape);
}

TEST(ExpectedFile, TakesUpNothingThatAnEntryCoversAlready) {
  auto covered = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  covered.expected = true;
  EXPECT_TRUE(written({covered}).deviations.empty());
}

TEST(ExpectedFile, WritesTextsThatTomlWouldTakeForItsOwn) {
  auto odd = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  ExpectedFile before{"", "it's", {{odd, odd.requests, {"it's \"odd\"\\\nreally", "'''", {}, false, false}, ""}}};
  const ExpectedFile file = parse_expected("known.toml", expected_text("it's", {}, before));
  EXPECT_EQ(file.target, "it's");
  EXPECT_EQ(file.deviations.at(0).cause, before.deviations[0].cause);
}

TEST(ExpectedFile, LetsNoTextOfATargetBecomeMoreThanAText) {
  const std::string plant =
      "x\ntarget = 'x'\n[[cause]]\nprograms = \"planted\" => CLOSE-2: {K}\n#'''\"\"\"\x1B[2J\u009B\u202E\r";
  auto odd = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  odd.aspect = trace::plain(plant);
  odd.requests.front().call = plant;
  const std::string text = expected_text(plant, {odd});
  EXPECT_FALSE(trace::has_unprintable(text.substr(0, text.find('\n')))) << text;
  const ExpectedFile file = parse_expected("known.toml", text);
  EXPECT_EQ(file.target, plant);
  ASSERT_EQ(file.deviations.size(), 1u);
  EXPECT_EQ(file.deviations[0].clause, "CLOSE-5");
  EXPECT_EQ(file.deviations[0].aspect, odd.aspect);
  EXPECT_EQ(file.deviations[0].program.front().call, plant);
}

TEST(ExpectedFile, SaysWhatADeviationNeedsOfItsSituation) {
  auto crl = sample::deviation("ADD-8", adding("CRL", "crl:A", "CERT_STORE_ADD_ALWAYS")), ctl = sample::deviation("ADD-8", adding("CTL", "ctl:A", "CERT_STORE_ADD_ALWAYS"));
  crl.met = {"add_context", {"crl", "ADD_ALWAYS", "one handle of the store"}, 3};
  ctl.met = {"add_context", {"ctl", "ADD_ALWAYS", "one handle of the store"}, 3};
  crl.where = {"crl", "ADD_ALWAYS"};
  ctl.where = {"ctl", "ADD_ALWAYS"};
  const std::string text = expected_text("lib", {crl, ctl});
  EXPECT_NE(text.find(" => ADD-8 of crl, ctl where {k}, ADD_ALWAYS: returns TRUE\n'''"), std::string::npos) << text;
  const ExpectedFile file = parse_expected("known.toml", text);
  ASSERT_EQ(file.deviations.size(), 2u);
  EXPECT_EQ(file.deviations[1].where, ctl.where);
  crl.where = std::vector<std::string>{};
  EXPECT_NE(expected_text("lib", {crl}).find(" => ADD-8 where anything: returns TRUE"), std::string::npos);
  EXPECT_EQ(written({crl}).deviations.at(0).where, crl.where);
  crl.where = crl.met.traits;
  EXPECT_EQ(written({crl}).deviations.at(0).where, std::nullopt) << "the whole situation need not be said";
}

TEST(ExpectedFile, TakesUpWhatOneEntryCoversOnce) {
  auto one = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)"), another = sample::deviation("CLOSE-5", opening + std::string("CertCloseStore(s1, 0)"));
  one.met = {"close_store", {"no check", "no store"}, 2};
  another.met = {"close_store", {"no check", "a real store"}, 2};
  one.where = {"no check"};
  EXPECT_EQ(written({one, another}).deviations.size(), 1u);
  one.where = {"no check", "no store"};
  EXPECT_EQ(written({one, another}).deviations.size(), 2u);
}

TEST(ExpectedFile, KeepsACallThatTheNotationCannotSay) {
  for (const char* name : {"text:a => b", "text:{k}", "text:a, b", "'''"}) {
    auto odd = sample::deviation(
        "PROP-2",
        "c1 = CertCreateCRLContext(crl:A); CertSetCRLContextProperty(c1, CERT_FRIENDLY_NAME_PROP_ID, 0, text:x)");
    odd.requests.back().args["pvData"] = trace::Value::of(name);
    const ExpectedFile file = written({odd});
    ASSERT_EQ(file.deviations.size(), 1u) << name;
    EXPECT_EQ(file.deviations[0].program.back().arg("pvData").text, name);
  }
}

TEST(ExpectedFile, ThatNestsDeeplyIsRefused) {
  std::string keys = "a";
  for (int i = 0; i < 100'000; ++i) keys += ".a";
  for (const std::string& text : {"a = " + std::string(100'000, '['), "target = 'x'\n[" + keys + "]", keys + " = 1",
                                  "a = " + std::string(100, '{')})
    EXPECT_TRUE(complaint_about(text).ends_with(": nested too deeply")) << complaint_about(text).substr(0, 200);
  const std::string brackets(100, '['), dots(100, '.');
  EXPECT_EQ(complaint_about("target = \"\"\"\n" + dots + "\\\"" + brackets + "\"\"\" # " + brackets), "");
}

TEST(ExpectedFile, NamesThePlaceOfWhatIsWrong) {
  const auto expect = [](const std::string& text, const std::string& complaint) {
    const std::string what = complaint_about(text);
    EXPECT_TRUE(what.starts_with("known.toml:") && what.find(complaint) != std::string::npos)
        << what << "\ninstead of " << complaint;
  };
  const std::string sound = "  CertCloseStore(NULL) => CLOSE-5: x\n";
  EXPECT_EQ(complaint_about(cause(sound)), "");
  expect("target =", "known.toml:1:");
  expect("", "\"target\" is missing");
  expect("target = 'x'\ncause = 3", "known.toml:2:9: \"cause\" is a list of tables");
  expect("target = 'x'\ncuase = 3", "known.toml:2:1: nothing is known of \"cuase\" here");
  expect("target = 'x'\n[[cause]]", "known.toml:2:1: \"programs\" is missing");
  expect(cause(""), "known.toml:3:12: this cause has no program");
  expect(cause(sound, "tikcet = 'x'\n"), "known.toml:3:1: nothing is known of \"tikcet\" here");
  expect(cause(sound, "flaky = 'often'\n"), "known.toml:3:9: \"flaky\" is true or false");
  expect(cause(sound, "note = 7\n"), "known.toml:3:8: \"note\" is a string");
  expect(cause(sound, "expires = 'soon'\n"), "known.toml:3:11: \"expires\" is a date");
  expect(cause(sound, "expires = 2027-02-30\n"), "known.toml:3:");
  expect(cause("\n  CertCloseStore(NULL) => NOPE-1: x\n"), "known.toml:5:27: there is no clause NOPE-1");
  expect(cause(sound + "  CertCloseStore(NULL) => CLOSE-5\n"), "known.toml:5:27: what a program shows is written");
  expect(cause(sound + "  CertCloseStore(NULL)\n"), "known.toml:5:3: behind the last call");
  expect(cause("  CertCloseStore(NULL)\n  | CertCloseStore(NULL) => CLOSE-5: x\n"),
         "known.toml:4:3: behind the last call");
  expect(cause("  | CertCloseStore(NULL) => CLOSE-5: x\n"), "known.toml:4:3: there is no call above");
  expect(cause("  CertCloseStore(NULL) => CLOSE-5 of crl: x\n"),
         "known.toml:4:3: a program of some kinds has {K} or {k}");
  expect(cause("  CertFree{K}Context(NULL) => CLOSE-5 of clr: x\n"), "known.toml:4:31: behind \"of\" stand kinds");
  expect(cause("  CertCloseDoor(NULL) => CLOSE-5: x\n"), "known.toml:4:3: no call is named CertCloseDoor");
  expect(cause("  {\"call\": => CLOSE-5: x\n"), "known.toml:4:");
  expect("target = 'x'\n[[cause]]\nprograms = '  open it => CLOSE-5: x'", "known.toml:3:");
}

TEST(ExpectedFile, OfAnEarlierVersionIsRefusedWithWhatToDo) {
  const std::string what = complaint_about("target = 'x'\n[[deviation]]\nclause = 'CLOSE-5'\n");
  EXPECT_TRUE(what.starts_with("known.toml:2:")) << what;
  EXPECT_NE(what.find("write another file with --write-expected"), std::string::npos) << what;
}

TEST(ACause, IsExpectedUpToItsLastDay) {
  Cause each;
  EXPECT_FALSE(each.has_expired());
  each.expires = std::chrono::year(2000) / 1 / 31;
  EXPECT_TRUE(each.has_expired());
  EXPECT_EQ(text_of(Cause{"It leaks.", "#7", each.expires, false, false}), "expired on 2000-01-31: It leaks. (#7)");
  each.expires = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  EXPECT_FALSE(each.has_expired());
}

TEST(ExpectedFile, ThatCannotBeReadIsSaidToBeSo) {
  EXPECT_THROW(read_expected("/nowhere/known.toml"), BadExpectedFile);
}

TEST(ExpectedFile, OfATargetWithoutOneIsEmpty) { EXPECT_TRUE(expected_of("nobody's").deviations.empty()); }

TEST(ExpectedFile, ThatIsBuiltInIsAsItWouldBeWritten) {
  const ExpectedFile file = expected_of("wine-8.0");
  ASSERT_FALSE(file.deviations.empty());
  const std::string text = expected_text(file.target, {}, file);
  EXPECT_EQ(expected_text(file.target, {}, parse_expected("again.toml", text)), text);
}

}  // namespace
}  // namespace certlife::conformance
