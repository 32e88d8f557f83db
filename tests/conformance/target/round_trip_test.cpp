// The harness does what a trace says, on every target there is: the bundled library, and Wine where it is installed.
#include <gtest/gtest.h>

#include <map>

#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

// One process for all tests of a target: starting Wine takes seconds.
Target& opened(const std::string& name) {
  static std::map<std::string, OwnedTarget> targets;
  if (!targets.contains(name)) targets.emplace(name, open_target(name));
  return *targets.at(name).target;
}

// Programs and results as JSON, in which values are easily written and found.
using JsonProgram = std::vector<Json>;

Program lines_of(const JsonProgram& program) {
  Program lines;
  for (const Json& line : program) lines.push_back(trace::parse_line(line.dump()));
  return lines;
}

// A line of a trace under construction.
struct Line {
  Json json;
  explicit Line(const std::string& call) : json{{"call", call}, {"args", Json::object()}} {}
  Line& with(const std::string& parameter, Json value) { return json["args"][parameter] = std::move(value), *this; }
  Line& returning(const char* name) { return json["ret"] = name, *this; }
  Line& giving(const char* parameter, Json name) { return json["out"][parameter] = std::move(name), *this; }
  Line& observing(const char* probe, const char* name) { return json["observed"][probe][name] = nullptr, *this; }
  operator Json() const { return json; }
};

// What the calls of a kind of context are called.
struct Kind {
  std::string call, parameter, content;
  std::string context() const { return "p" + parameter + "Context"; }
  std::string out() const { return "pp" + parameter + "Context"; }
  std::string encoded() const { return "pb" + parameter + "Encoded"; }
};
const Kind kinds[] = {{"Certificate", "Cert", "cert"}, {"CRL", "Crl", "crl"}, {"CTL", "Ctl", "ctl"}};

const char* const check = "CERT_CLOSE_STORE_CHECK_FLAG";

Line open_memory() { return Line("CertOpenStore").with("lpszStoreProvider", "CERT_STORE_PROV_MEMORY").returning("s1"); }
Line close(const char* store, Json flags = nullptr) {
  return Line("CertCloseStore").with("hCertStore", store).with("dwFlags", std::move(flags));
}
Line create(const Kind& kind, const char* name, const std::string& label) {
  return Line("CertCreate" + kind.call + "Context").with(kind.encoded(), kind.content + label).returning(name);
}
Line add(const Kind& kind, const char* name, const std::string& label) {
  return Line("CertAddEncoded" + kind.call + "ToStore")
      .with("hCertStore", "s1")
      .with(kind.encoded(), kind.content + label)
      .with("dwAddDisposition", "CERT_STORE_ADD_ALWAYS")
      .giving(kind.out().c_str(), name);
}
Line free_context(const Kind& kind, const char* name) {
  return Line("CertFree" + kind.call + "Context").with(kind.context(), name);
}
Line open_file(const char* provider, Json flags = nullptr) {
  return Line("CertOpenStore")
      .with("lpszStoreProvider", provider)
      .with("pvPara", "file:F")
      .with("dwFlags", std::move(flags))
      .returning("s1");
}

class HarnessOn : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string(GetParam()) != "wine") return;
    if (const std::string reason = reason_against_wine(); !reason.empty()) GTEST_SKIP() << reason;
  }
  Target& target() { return opened(GetParam()); }

  // The results of a program that the target must live through.
  std::vector<Json> results_of(const JsonProgram& program) {
    const ProgramRun run = target().run(lines_of(program));
    if (run.ending) ADD_FAILURE() << run.ending->text() << " in call " << run.results.size();
    std::vector<Json> results;
    for (const Result& result : run.results) results.push_back(Json::parse(trace::to_text(result.line)));
    results.resize(program.size(), Json::object());
    return results;
  }
};

INSTANTIATE_TEST_SUITE_P(Target, HarnessOn, testing::Values("certlife", "wine"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(HarnessOn, DescribesTheCallsAndProbesOfThisWorld) {
  const Description& description = target().description();
  EXPECT_TRUE(description.name.starts_with(GetParam())) << description.name;
  EXPECT_EQ(description.calls.size(), 42u);
  EXPECT_TRUE(description.calls.contains("CertEnumCTLContextProperties"));
  EXPECT_EQ(description.kinds, (std::set<std::string>{"cert", "crl", "ctl"}));
  EXPECT_EQ(description.probes.size(), 8u);
}

TEST_P(HarnessOn, GivesADuplicateTheFirstNameOfItsStore) {
  const auto results =
      results_of({open_memory(), Line("CertDuplicateStore").with("hCertStore", "s1").returning("s2"),
                  close("s2", check), close("s1", check).observing("alive", "s1").observing("alive", "s2")});
  EXPECT_EQ(results[0]["ret"], "s1");
  EXPECT_EQ(results[1]["ret"], "s1");
  EXPECT_EQ(results[2]["lastError"], "CRYPT_E_PENDING_CLOSE");
  EXPECT_EQ(results[3]["ret"], true);
  EXPECT_EQ(results[3]["lastError"], "unchanged");
  EXPECT_EQ(results[3]["observed"]["alive"], (Json{{"s1", false}, {"s2", false}}));
}

TEST_P(HarnessOn, SeesContextsOfEveryKindLiveAndDie) {
  for (const Kind& kind : kinds) {
    const auto results =
        results_of({open_memory(), add(kind, "c1", ":A").observing("content", "c1").observing("hCertStore", "c1"),
                    close("s1", check).observing("alive", "c1"),
                    free_context(kind, "c1").observing("alive", "c1").observing("alive", "s1")});
    EXPECT_EQ(results[1]["out"][kind.out()], "c1") << kind.call;
    EXPECT_EQ(results[1]["observed"]["content"]["c1"], kind.content + ":A");
    EXPECT_EQ(results[1]["observed"]["hCertStore"]["c1"], "s1");
    EXPECT_EQ(results[2]["ret"], false);
    EXPECT_EQ(results[2]["observed"]["alive"]["c1"], true);
    EXPECT_EQ(results[3]["observed"]["alive"], (Json{{"c1", false}, {"s1", false}})) << kind.call;
  }
}

TEST_P(HarnessOn, NamesAnObjectAtARecycledAddressAnew) {
  const Kind& kind = kinds[0];
  JsonProgram program;
  for (const char* name : {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"}) {
    program.push_back(create(kind, name, ":A"));
    program.push_back(free_context(kind, name));
  }
  const auto results = results_of(program);
  for (std::size_t i = 0; i < program.size(); i += 2) EXPECT_EQ(results[i]["ret"], program[i]["ret"]);
}

TEST_P(HarnessOn, NamesTheNullStoreByItsFirstContext) {
  const auto results = results_of({create(kinds[0], "c1", ":A").observing("hCertStore", "c1"),
                                   create(kinds[1], "c2", ":A").observing("hCertStore", "c2"), close("c1"),
                                   close("store-of-c1", check).observing("alive", "store-of-c1")});
  EXPECT_EQ(results[0]["observed"]["hCertStore"]["c1"], "store-of-c1");
  EXPECT_EQ(results[1]["observed"]["hCertStore"]["c2"], "store-of-c1");
  for (const std::size_t i : {2u, 3u}) EXPECT_EQ(results[i]["lastError"], "E_UNEXPECTED");
  EXPECT_EQ(results[3]["observed"]["alive"]["store-of-c1"], true);
}

TEST_P(HarnessOn, SeesACspHandleGoWithItsStoreUnlessTheStoreMayNotReleaseIt) {
  for (const bool kept : {false, true}) {
    const auto results = results_of({Line("CryptAcquireContext")
                                         .with("dwFlags", {"CRYPT_VERIFYCONTEXT"})
                                         .giving("phProv", "p1")
                                         .observing("csp", "p1"),
                                     open_memory()
                                         .with("hCryptProv", "p1")
                                         .with("dwFlags", kept ? Json("CERT_STORE_NO_CRYPT_RELEASE_FLAG") : Json(0)),
                                     close("s1").observing("csp", "p1")});
    EXPECT_EQ(results[0]["observed"]["csp"]["p1"], "held");
    EXPECT_EQ(results[2]["observed"]["csp"]["p1"], kept ? "held" : "released");
  }
}

TEST_P(HarnessOn, FindsCertificatesByEveryParameter) {
  const auto find = [](const char* type, const char* parameter) {
    return Line("CertFindCertificateInStore")
        .with("hCertStore", "s1")
        .with("dwFindType", type)
        .with("pvFindPara", parameter)
        .returning("found");
  };
  const auto results =
      results_of({open_memory(), add(kinds[0], "c1", ":A/subject=X"), add(kinds[0], "c2", ":B"),
                  find("CERT_FIND_SHA1_HASH", "sha1:cert:A/subject=X"), find("CERT_FIND_SUBJECT_NAME", "name:X"),
                  find("CERT_FIND_SUBJECT_CERT", "cert:A"), find("CERT_FIND_EXISTING", "c1")});
  for (std::size_t i = 3; i < 7; ++i) EXPECT_EQ(results[i]["ret"], "c1") << results[i];
}

TEST_P(HarnessOn, SetsAndReadsPropertiesOfEveryKind) {
  for (const Kind& kind : kinds) {
    const std::string calls = kind.call + "ContextProperty";
    const auto results =
        results_of({create(kind, "c1", ":A"),
                    Line("CertSet" + calls)
                        .with(kind.context(), "c1")
                        .with("dwPropId", 11)
                        .with("pvData", "text:h\u00e9")
                        .observing("properties", "c1"),
                    Line("CertGet" + calls)
                        .with(kind.context(), "c1")
                        .with("dwPropId", 3)
                        .giving("pvData", nullptr)
                        .giving("pcbData", nullptr),
                    Line("CertGet" + calls).with(kind.context(), "c1").with("dwPropId", 13).giving("pvData", nullptr)});
    EXPECT_EQ(results[1]["observed"]["properties"]["c1"], (Json{{"11", "text:h\u00e9"}})) << kind.call;
    EXPECT_EQ(results[2]["out"], (Json{{"pvData", "sha1:" + kind.content + ":A"}, {"pcbData", 20}}));
    EXPECT_EQ(results[3]["lastError"], "CRYPT_E_NOT_FOUND");
    EXPECT_EQ(results[3]["out"]["pvData"], nullptr);
  }
}

TEST_P(HarnessOn, OpensAFileThatWasThereBeforeAndSeesWhatIsCommitted) {
  for (const char* provider : {"CERT_STORE_PROV_FILENAME_A", "CERT_STORE_PROV_FILENAME_W"}) {
    const auto results = results_of({{{"file", "F"}, {"contents", {"cert:A", "crl:A", "ctl:A"}}},
                                     open_file(provider, "CERT_FILE_STORE_COMMIT_ENABLE_FLAG"),
                                     Line("CertEnumCRLsInStore")
                                         .with("hCertStore", "s1")
                                         .returning("c1")
                                         .observing("content", "c1")
                                         .observing("persisted", "F"),
                                     add(kinds[0], "c2", ":B"),
                                     free_context(kinds[0], "c2"),
                                     free_context(kinds[1], "c1"),
                                     Line("CertControlStore")
                                         .with("hCertStore", "s1")
                                         .with("dwCtrlType", "CERT_STORE_CTRL_COMMIT")
                                         .observing("persisted", "F"),
                                     close("s1")});
    EXPECT_EQ(results[2]["observed"]["content"]["c1"], "crl:A") << provider;
    EXPECT_EQ(results[2]["observed"]["persisted"]["F"], (Json{"cert:A", "crl:A", "ctl:A"}));
    EXPECT_EQ(results[6]["observed"]["persisted"]["F"].size(), 4u) << results[6];
  }
}

TEST_P(HarnessOn, GivesEachProgramFilesOfItsOwnWhateverTheOneBeforeLeftOpen) {
  const JsonProgram leaves_it_open{open_file("CERT_STORE_PROV_FILENAME_W", "CERT_FILE_STORE_COMMIT_ENABLE_FLAG"), add(kinds[0], "c1", ":A")};
  const JsonProgram opens_it{open_file("CERT_STORE_PROV_FILENAME_W", "CERT_FILE_STORE_COMMIT_ENABLE_FLAG").observing("persisted", "F")};
  results_of(leaves_it_open);
  EXPECT_EQ(results_of(opens_it)[0]["ret"], "s1");
}

TEST_P(HarnessOn, TellsAMissingFileFromOneOfRawBytes) {
  const auto results =
      results_of({open_file("CERT_STORE_PROV_FILENAME_A", "CERT_STORE_OPEN_EXISTING_FLAG").observing("persisted", "F"),
                  {{"file", "F"}, {"contents", {"text:rubbish"}}},
                  open_file("CERT_STORE_PROV_FILENAME_A").observing("persisted", "F")});
  EXPECT_EQ(results[0]["ret"], nullptr);
  EXPECT_EQ(results[0]["lastError"], "ERROR_FILE_NOT_FOUND");
  EXPECT_EQ(results[0]["observed"]["persisted"]["F"], nullptr);
  EXPECT_EQ(results[2]["observed"]["persisted"]["F"], Json{"text:rubbish"});
}

TEST_P(HarnessOn, SavesToMemoryAndToAFile) {
  const auto save = Line("CertSaveStore").with("hCertStore", "s1").with("dwSaveAs", "CERT_STORE_SAVE_AS_STORE");
  const auto results =
      results_of({open_memory(), add(kinds[0], "c1", ":A"),
                  Line(save)
                      .with("dwSaveTo", "CERT_STORE_SAVE_TO_FILENAME_W")
                      .with("pvSaveToPara", "file:F")
                      .observing("persisted", "F"),
                  Line(save).with("dwSaveTo", "CERT_STORE_SAVE_TO_MEMORY").giving("pvSaveToPara", nullptr),
                  Line(save)
                      .with("dwSaveTo", "CERT_STORE_SAVE_TO_MEMORY")
                      .with("pvSaveToPara", {{"pbData", nullptr}, {"cbData", 0}})
                      .giving("pvSaveToPara", nullptr)});
  EXPECT_EQ(results[2]["observed"]["persisted"]["F"], Json{"cert:A"});
  EXPECT_EQ(results[3]["out"]["pvSaveToPara"]["pbData"], Json{"cert:A"});
  EXPECT_EQ(results[4]["out"]["pvSaveToPara"]["pbData"], nullptr);
  EXPECT_GT(results[4]["out"]["pvSaveToPara"]["cbData"], 100);
}

// How much the private bytes grow over a hundred rounds of a program, once things have settled. The probe is asked for by a
// program that is sent alone, since requests that wait are memory as well.
std::int64_t growth_over_rounds(Target& target, const JsonProgram& round) {
  const auto bytes_after_rounds = [&] {
    target.run(std::vector<Program>(100, lines_of(round)));
    Program asking = lines_of({Line("CertCloseStore").with("hCertStore", nullptr)});
    asking.asks_for_private_bytes = true;
    return target.run(asking).results.back().private_bytes.value();
  };
  const std::int64_t before = bytes_after_rounds();
  return bytes_after_rounds() - before;
}

TEST_P(HarnessOn, SeesALeakAsASlopeOfPrivateBytes) {
  const JsonProgram leaking{open_memory(), Line("CertDuplicateStore").with("hCertStore", "s1").returning("s2"), close("s1")};
  const JsonProgram balanced{open_memory(), close("s1")};
  target().restart();
  EXPECT_GT(growth_over_rounds(target(), leaking), 100 * 32);
  EXPECT_LT(growth_over_rounds(target(), balanced), 100 * 8);
}

TEST_P(HarnessOn, StartsEveryProgramWithoutNamesAndFiles) {
  results_of({{{"file", "F"}, {"contents", {"cert:A"}}}, open_memory().observing("persisted", "F")});
  const auto results = results_of({close("s1").observing("persisted", "F")});
  EXPECT_EQ(results[0]["notSupported"], true);
  EXPECT_EQ(results_of({open_memory().observing("persisted", "F")})[0]["observed"]["persisted"]["F"], nullptr);
}

TEST_P(HarnessOn, ChangesNothingWhenItCannotDoACall) {
  const auto results =
      results_of({open_memory(), Line("CertOpenStore").with("lpszStoreProvider", "CERT_STORE_PROV_LDAP_W"),
                  Line("CertVerifyTimeValidity"), close("nobody"),
                  Line("CryptAcquireContext").with("dwFlags", 0).giving("phProv", "p1"),
                  close("s1", check).observing("alive", "s1")});
  for (std::size_t i = 1; i < 5; ++i) EXPECT_EQ(results[i]["notSupported"], true) << results[i];
  EXPECT_EQ(results[5]["ret"], true);
}

TEST_P(HarnessOn, RefusesWhatMakesNoSenseAndLivesOn) {
  for (const Json& line : {Json{{"call", "CertCloseStore"}, {"args", {{"hCertStore", 5}}}}, Json(create(kinds[0], "c1", ":A/colour=red"))}) {
    const ProgramRun run = target().run(lines_of({line}));
    ASSERT_TRUE(run.ending.has_value()) << line;
    EXPECT_EQ(run.ending->kind, Ending::Kind::refused) << run.ending->text();
  }
  // What is no line of a trace.
  for (const Json& line : {Json{{"call", 5}}, Json{{"file", 7}, {"contents", "x"}}}) {
    const Exchange said = target().ask(Json{{"do", "run"}, {"calls", {line}}}.dump() + "\n");
    ASSERT_FALSE(said.ending.has_value()) << line;
    EXPECT_TRUE(Json::parse(said.lines.front()).contains("error")) << said.lines.front();
  }
  EXPECT_EQ(target().endings_not_reproduced(), 0u);
  EXPECT_EQ(results_of({open_memory()})[0]["ret"], "s1");
}

class HarnessUnderWine : public HarnessOn {};
INSTANTIATE_TEST_SUITE_P(Target, HarnessUnderWine, testing::Values("wine"),
                         [](const auto&) { return std::string("wine"); });

TEST_P(HarnessUnderWine, EndsWithItsOwnExitCodeOnAnAccessViolation) {
  const ProgramRun run = target().run(
      lines_of({open_memory(), Line("CertEnumCertificateContextProperties").with("pCertContext", nullptr), close("s1")}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->text(), "exit 77");
  EXPECT_EQ(run.results.size(), 1u);
}

TEST_P(HarnessUnderWine, SaysWhatAnAssertionSaid) {
  const ProgramRun run = target().run(lines_of({open_memory(), add(kinds[0], "c1", ":A"), free_context(kinds[0], "c1"),
                                                free_context(kinds[0], "c1"), close("s1")}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->code, 3);
  EXPECT_NE(run.ending->detail.find("Assertion"), std::string::npos) << run.ending->detail;
  EXPECT_EQ(run.results.size(), 3u);
}

TEST_P(HarnessUnderWine, IsFast) {
  const JsonProgram program{open_memory().observing("alive", "s1"),
                  add(kinds[0], "c1", ":A").observing("alive", "c1").observing("content", "c1"),
                  free_context(kinds[0], "c1").observing("alive", "c1"), close("s1", check).observing("alive", "s1")};
  const std::vector<Program> programs(2500, lines_of(program));
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(target().run(programs).size(), programs.size());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  RecordProperty("calls_per_second", std::to_string(10000 / taken.count()));
  // A hundred thousand calls have to fit into a conformance run of less than a minute.
  EXPECT_LT(taken.count(), 5.0);
}

}  // namespace
}  // namespace certlife::conformance
