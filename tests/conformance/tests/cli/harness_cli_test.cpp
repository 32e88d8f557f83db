// A harness in another language gets its verdict: what is planted in it and nothing else, and what it lacks by name.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

std::string harness_option(const std::string& command) { return "--harness \"" + command + "\""; }

class PythonHarness : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (python_harness().empty()) return;
    const auto file = scratch_file("report.json");
    outcome() = certlife_conform("conform " + harness_option(python_harness()) + " --level clauses,exhaustive,random --depth 2 --random 20 --json " + shell_word(file.string()));
    if (outcome().code < 2) report() = Json::parse(content_of(file)).at("targets").at(0);
  }
  void SetUp() override {
    if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
    ASSERT_EQ(outcome().code, 1) << outcome().errors;
  }
  static Outcome& outcome() {
    static Outcome made;
    return made;
  }
  static Json& report() {
    static Json read;
    return read;
  }
  static std::string status_of(const std::string& clause) {
    for (const Json& row : report().at("results"))
      if (row.at("clause") == clause) return row.at("status");
    return "";
  }
};

TEST_F(PythonHarness, DeviatesWhereThatIsPlantedAndNowhereElse) {
  std::set<std::string> shapes;
  for (const Json& row : report().at("results"))
    for (const Json& deviation : row.value("deviations", Json::array())) shapes.insert(deviation.at("shape").get<std::string>());
  const std::string open = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); ";
  EXPECT_EQ(shapes, (std::set<std::string>{
                        open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, NULL); "
                               "c1 = CertEnumCRLsInStore(s1, NULL); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG) => returns TRUE",
                        open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
                               "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG) => returns TRUE",
                        open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
                               "CertCloseStore(s1, 0) => last error CRYPT_E_PENDING_CLOSE",
                        open + "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1); "
                               "CertCloseStore(s1, 0) => last error CRYPT_E_PENDING_CLOSE"}));
  EXPECT_EQ(status_of("CLOSE-5"), "fail");
  EXPECT_EQ(status_of("CLOSE-10"), "fail");
}

TEST_F(PythonHarness, PassesWhatItGetsRight) {
  for (const char* clause : {"CLOSE-2", "CLOSE-4", "CLOSE-11", "CLOSE-19", "DUPSTORE-1", "ENUM-3", "FREE-4"}) EXPECT_EQ(status_of(clause), "pass") << clause;
}

TEST_F(PythonHarness, IsNotSaidToPassWhatItLacks) {
  // Calls, a probe, and a kind that it does not have.
  for (const char* clause : {"CLOSE-14", "ADD-9", "DELETE-1", "FIND-3", "PROP-5", "FILE-6", "SAVE-1", "CREATE-3", "ADD-2", "CSP-4", "CONTEXT-8"})
    EXPECT_EQ(status_of(clause), "not-supported") << clause;
  const Json& lacks = report().at("notSupported");
  for (const char* lack : {"CertDeleteCertificateFromStore", "CertCreateCRLContext", "CertAddEncodedCTLToStore", "CryptAcquireContext"})
    EXPECT_TRUE(lacks.contains(lack)) << lacks;
}

TEST_F(PythonHarness, StartsWithoutKnownDeviationsAndSaysSo) {
  EXPECT_NE(outcome().errors.find("there is no file of known deviations for example: all count as new"), std::string::npos) << outcome().errors;
}

TEST_F(PythonHarness, HasNothingNewOnceItsDeviationsAreKnown) {
  const auto known = scratch_file("known.toml");
  const std::string run = "conform " + harness_option(python_harness()) + " --level clauses,exhaustive --depth 2 --only CLOSE-5 --only CLOSE-10 ";
  ASSERT_EQ(certlife_conform(run + "--write-expected " + known.string()).code, 1);
  const Outcome again = certlife_conform(run + "--expected " + known.string());
  EXPECT_EQ(again.code, 0) << again.output << again.errors;
  EXPECT_NE(again.output.find("expected fail"), std::string::npos);
}

std::string fake_option(const std::string& option) {
  return harness_option((own_directory() / "certlife-fake-harness").string() + " " + option) + " --depth 1 --random 0";
}

TEST(MisbehavingHarness, ThatCannotBeUsedIsBadInput) {
  for (const char* option : {"--protocol-9", "--nonsense", "--speaks-first", "--dies", "--closes", "--without-kinds"}) {
    const Outcome outcome = certlife_conform("conform " + fake_option(option));
    EXPECT_EQ(outcome.code, 2) << option;
    EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1) << outcome.errors;
  }
}

// A harness that answers as told by a few lines of shell, whatever is asked after "describe".
std::string scripted(const std::string& answer) {
  // Those that hang are not waited for, the others must not be cut short on a busy machine.
  const bool hangs = answer.find("sleep") != std::string::npos;
  const auto script = scratch_file("harness.sh",
                                   "read request\n"
                                   "echo '{\"protocol\":1,\"name\":\"scripted\",\"version\":\"1\",\"calls\":[\"CertCloseStore\"],"
                                   "\"kinds\":[],\"probes\":[\"alive\"],\"detectsMisuse\":false}'\n" +
                                       answer + "\n");
  return "conform " + harness_option("sh " + script.string()) + " --level clauses --only CLOSE-26 --patience " + (hangs ? "0.1" : "5");
}

TEST(MisbehavingHarness, ThatDiesHangsOrBabblesIsAnObservation) {
  const std::pair<const char*, const char*> cases[] = {
      {"exit 5", "the process ends: exit 5"},
      {"kill -SEGV $$", "the process ends: signal 11"},
      {"sleep 100", "the process ends: time-out"},
      {"exec 1>&-; sleep 100", "the reply is malformed: it closed its output and did not end"},
      {"read request; echo '{}'; read request; echo '{\"results\":7}'; read request", "the reply is malformed: \"results\" is no list"},
      {"read request; echo '{}'; read request; printf '{\"results\":['; sleep 100", "the process ends: time-out: in the middle of a line"},
      {"read r; echo '{}'; read r; echo '{\"results\":[{\"call\":\"CertCloseStore\",\"ret\":[]}]}'; read r; echo '{\"results\":[]}'; read r",
       "\"ret\" is [] and should be true, false, a name, a number or null"},
      {"read r; echo '{}'; read r; echo '{\"results\":[{\"call\":\"CertCloseStore\",\"ret\":true,\"lastError\":\"NO_SUCH_CODE\"}]}'; "
       "read r; echo '{\"results\":[]}'; read r",
       "NO_SUCH_CODE"}};
  for (const auto& [answer, observed] : cases) {
    const Outcome outcome = certlife_conform(scripted(answer));
    std::string text = outcome.output;
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (text.find("  ") != std::string::npos) text.replace(text.find("  "), 2, " ");
    EXPECT_EQ(outcome.code, 1) << answer << outcome.errors;
    EXPECT_NE(text.find(observed), std::string::npos) << answer << "\n" << text << outcome.errors;
    EXPECT_NE(text.find("1. CertCloseStore(NULL, 0)"), std::string::npos) << text;
  }
}

TEST(ConformWine, RunsAnotherWineUnderItsOwnName) {
  if (const std::string reason = reason_against_wine(); !reason.empty()) GTEST_SKIP() << reason;
  const Outcome outcome = certlife_conform("conform --wine " + shell_word(installed_wine()->loader.front()) + " --level clauses --only CLOSE-26");
  EXPECT_LE(outcome.code, 1) << outcome.errors;
  EXPECT_NE(outcome.output.find("Limits of the run of wine-"), std::string::npos) << outcome.output;
}

TEST(AHarness, IsNamedToEveryVerbThatRunsSomething) {
  if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  const Outcome found = certlife_conform("hunt " + harness_option(python_harness()) + " --for 1s");
  EXPECT_EQ(found.code, 1) << found.errors;
  EXPECT_NE(found.output.find("CLOSE-5"), std::string::npos) << found.output;
  const Outcome print = certlife_conform("fingerprint " + harness_option(python_harness()));
  EXPECT_EQ(print.code, 0) << print.errors;
  EXPECT_NE(print.output.find("fingerprint of example "), std::string::npos) << print.output;
}

}  // namespace
}  // namespace certlife::conformance
