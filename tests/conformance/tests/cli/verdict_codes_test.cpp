// What was not judged is no success: every verb that runs something ends with 3 then, and says why.
#include <gtest/gtest.h>

#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

// A harness that can talk and not do anything: what it says to "describe" and to "run".
std::string idle_harness(const std::string& name, const std::string& calls, const std::string& reply) {
  const auto script = scratch_file(name + ".py",
                                   "import json, sys\n"
                                   "def run(calls):\n    " + reply + "\n"
                                   "for line in sys.stdin:\n"
                                   "    request = json.loads(line)\n"
                                   "    answer = {'describe': lambda: {'protocol': 1, 'name': 'idle', 'version': '1', 'calls': " + calls +
                                   ", 'kinds': ['cert', 'crl', 'ctl'], 'probes': ['alive'], 'detectsMisuse': False}, 'reset': dict,\n"
                                   "              'run': lambda: run(request['calls'])}[request['do']]()\n"
                                   "    print(json.dumps(answer), flush=True)\n");
  return "--harness \"python3 " + script.string() + "\"";
}

const std::string every_call = "['CertOpenStore', 'CertDuplicateStore', 'CertCloseStore', 'CertAddEncodedCertificateToStore', 'CryptAcquireContext']";
const std::string declining = "return {'results': [{**{k: c[k] for k in ('call', 'file') if k in c}, 'notSupported': True, 'reason': 'no'} for c in calls]}";

std::vector<std::string> idle_harnesses() {
  return {idle_harness("supports_nothing", "[]", declining), idle_harness("refuses_every_program", every_call, "return {'error': 'not now'}"),
          idle_harness("declines_every_call", every_call, declining)};
}

class NothingJudged : public testing::Test {
 protected:
  void SetUp() override {
    if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  }
};

TEST_F(NothingJudged, IsExitThreeOfConform) {
  for (const std::string& harness : idle_harnesses()) {
    const auto json = scratch_file("idle.json"), junit = scratch_file("idle.xml"), page = scratch_file("idle.html");
    const Outcome outcome = certlife_conform("conform " + harness + " --budget 5s --json " + json.string() + " --junit " + junit.string() + " --html " + page.string());
    EXPECT_EQ(outcome.code, 3) << harness << outcome.errors;
    EXPECT_NE(outcome.output.find("nothing was judged of any clause"), std::string::npos);
    EXPECT_NE(content_of(json).find("\"undecided\": \"nothing was judged"), std::string::npos);
    EXPECT_NE(content_of(junit).find("the target is judged"), std::string::npos);
    EXPECT_NE(content_of(page).find(">not judged<"), std::string::npos);
  }
}

TEST_F(NothingJudged, IsExitThreeOfConformForTheClausesThatWereAskedFor) {
  const Outcome outcome = certlife_conform("conform --harness \"" + python_harness() + "\" --only CSP-4 --level clauses");
  EXPECT_EQ(outcome.code, 3) << outcome.output;
}

TEST_F(NothingJudged, IsExitThreeOfReplayHuntAndFingerprint) {
  const auto trace = scratch_file("trace.jsonl", R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})" "\n");
  for (const std::string& harness : idle_harnesses()) {
    for (const std::string& verb : {"replay " + trace.string() + " ", std::string("replay --calls 's1 = CertOpenStore(CERT_STORE_PROV_MEMORY)' "),
                                    std::string("hunt --for 1s "), std::string("fingerprint ")}) {
      const Outcome outcome = certlife_conform(verb + harness);
      EXPECT_EQ(outcome.code, 3) << verb << harness << outcome.output << outcome.errors;
      EXPECT_NE(outcome.output.find("undecided: no call was judged"), std::string::npos) << verb;
    }
  }
}

TEST_F(NothingJudged, IsExitThreeOfARecordingAsWell) {
  const auto requests = scratch_file("requests.jsonl"), replies = scratch_file("replies.jsonl");
  ASSERT_EQ(certlife_conform("conform --level clauses --only CLOSE-26 --write-programs " + requests.string()).code, 0);
  const std::string harness = idle_harnesses().back();
  const std::string command = harness.substr(harness.find('"') + 1, harness.rfind('"') - harness.find('"') - 1);
  ASSERT_EQ(std::system((command + " < " + requests.string() + " > " + replies.string()).c_str()), 0);
  const Outcome outcome = certlife_conform("conform --judge " + replies.string() + " --programs " + requests.string());
  EXPECT_EQ(outcome.code, 3) << outcome.output << outcome.errors;
}

TEST(SomethingJudged, IsNoExitThree) {
  EXPECT_EQ(certlife_conform("conform --target model --level clauses --only CLOSE-26").code, 0);
  EXPECT_EQ(certlife_conform("conform --target model --level soak").code, 0);
  EXPECT_EQ(certlife_conform("conform --target model --level soak --shard 20/20").code, 0) << "nothing fell to this part";
}

TEST(ARun, SaysThatTheJudgeCanSee) {
  const auto json = scratch_file("seen.json");
  const Outcome outcome = certlife_conform("conform --target certlife --level clauses --json " + json.string());
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("the judge can see: 12 of 12"), std::string::npos);
  EXPECT_NE(content_of(json).find("\"judgeCanSee\""), std::string::npos);
}

// --- replay ---------------------------------------------------------------------------------------------------------------------

const std::string closing = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"}
{"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":[]},"ret":true%})" "\n";

Outcome replay_of(const std::string& rest) {
  std::string text = closing;
  text.replace(text.find('%'), 1, rest);
  return certlife_conform("replay --target certlife " + scratch_file("replayed.jsonl", text).string());
}

bool is_the_same(const std::string& rest) {
  const Outcome outcome = replay_of(rest);
  EXPECT_EQ(outcome.code, 0) << "what the library does is allowed: " << outcome.output;
  return outcome.output.find("different") == std::string::npos;
}

TEST(AReplay, ComparesWhatTheTraceSaysAndNothingElse) {
  EXPECT_TRUE(is_the_same(""));
  EXPECT_TRUE(is_the_same(R"(,"lastError":"unchanged")"));
  EXPECT_FALSE(is_the_same(R"(,"lastError":"CRYPT_E_PENDING_CLOSE")"));
  EXPECT_TRUE(is_the_same(R"(,"observed":{"alive":{"s1":false}})"));
  EXPECT_FALSE(is_the_same(R"(,"observed":{"alive":{"s1":true}})"));
}

// As git bisect run and a script want it: of a trace and of calls alike.
TEST(AReplay, SaysByItsExitCodeWhetherWhatIsDoneIsAllowed) {
  const std::string calls = "--calls 's1 = CertOpenStore(CERT_STORE_PROV_MEMORY); s1 = CertDuplicateStore(s1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)'";
  const auto trace = scratch_file("bisected.jsonl", R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"}
{"call":"CertDuplicateStore","args":{"hCertStore":"s1"},"ret":"s1"}
{"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]},"ret":true})" "\n");
  for (const std::string& what : {calls, trace.string()}) {
    EXPECT_EQ(certlife_conform("replay --target model " + what).code, 0) << what;
    EXPECT_EQ(certlife_conform("replay --target model:check_forgets_other_handles " + what).code, 1) << what;
  }
}

TEST(AHarness, IsOneWordAndLeavesTheTraceItsPlace) {
  const auto trace = scratch_file("beside_a_harness.jsonl", closing.substr(0, closing.find('\n') + 1));
  if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  EXPECT_EQ(certlife_conform("replay --harness '" + python_harness() + "' " + trace.string()).code, 0);
}

TEST(AnEnding, IsToldOnOneLineWithoutSigns) {
  const auto script = scratch_file("crash.sh",
                                   "read request\n"
                                   "echo '{\"protocol\":1,\"name\":\"crashing\",\"version\":\"1\",\"calls\":[\"CertCloseStore\"],"
                                   "\"kinds\":[],\"probes\":[],\"detectsMisuse\":false}'\n"
                                   "printf 'Traceback:\\n  line 3\\r\\n\\nIt broke\\n' >&2\nexit 5\n");
  const Outcome outcome = certlife_conform("conform --harness 'sh " + script.string() + "' --level clauses --only CLOSE-26");
  EXPECT_EQ(outcome.code, 1) << outcome.errors;
  EXPECT_NE(outcome.output.find("exit 5: Traceback: / line 3 / It broke"), std::string::npos) << outcome.output;
  EXPECT_EQ(outcome.output.find("\xEF\xBF\xBD"), std::string::npos);
}

}  // namespace
}  // namespace certlife::conformance
