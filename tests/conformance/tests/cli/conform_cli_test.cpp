// Bad input gets one clear line and exit 2, and what would be run is shown without running it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "model/oracle/judge.h"
#include "model/trace/reader.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/recording.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

struct Refusal {
  const char* arguments;
  const char* message;
};

class BadCommandLine : public testing::TestWithParam<Refusal> {};
INSTANTIATE_TEST_SUITE_P(
    Of, BadCommandLine,
    testing::Values(
        Refusal{"conform --reading sideways", "there is no reading \"sideways\"; there are page, header and windows"},
        Refusal{"conform --only CLOSE-999", "--only: there is no clause CLOSE-999"},
        Refusal{"conform --only CLOSE-5 --only nonsense", "--only: there is no clause nonsense"},
        Refusal{"conform --kind pem", "--kind: there is no kind pem; there are cert, crl and ctl"},
        Refusal{"conform --seed many", "many"},
        Refusal{"conform --depth 99", "99"},
        Refusal{"conform --no-such-option", "--no-such-option"},
        Refusal{"conform --target model:no_such_fault", "the model has no fault and no value of a choice \"no_such_fault\""},
        Refusal{"conform --harness no-such-program", "cannot start no-such-program: No such file or directory"},
        Refusal{"conform --harness \"'half\"", "a ' has no partner in: 'half"},
        Refusal{"conform --harness ''", "the command is empty"},
        Refusal{"conform --harness true", "true did not answer \"describe\": exit 0"},
        Refusal{"conform --harness 'echo hello'", "hello"},
        Refusal{"conform --wine /nonexistent/wine", "--wine \"/nonexistent/wine\": there is no directory and no program of that name"},
        Refusal{"conform --wine /usr/share", "--wine \"/usr/share\": neither a Wine"},
        Refusal{"conform --wine true", "true is no Wine: it does not say its version"},
        Refusal{"conform --expected /nonexistent.toml", "/nonexistent.toml: cannot be read"},
        Refusal{"conform --judge /nonexistent.jsonl", "/nonexistent.jsonl: cannot be read"},
        Refusal{"conform --programs x", "--judge"},
        Refusal{"conform --write-programs /nonexistent/file --only-open", "/nonexistent/file: cannot be written"},
        Refusal{"conform --target model --json /nonexistent/x.json", "/nonexistent/x.json: cannot be written: No such file or directory"},
        Refusal{"conform --target model --html /nonexistent/x.html", "/nonexistent/x.html: cannot be written"},
        Refusal{"conform --target model --junit /nonexistent/x.xml", "/nonexistent/x.xml: cannot be written"},
        Refusal{"conform --target model --coverage /", "/: cannot be written: Is a directory"},
        Refusal{"conform --target model --write-expected /nonexistent/x.toml", "/nonexistent/x.toml: cannot be written"},
        Refusal{"replay /nonexistent.jsonl", "/nonexistent.jsonl"},
        Refusal{"replay --calls 's1 = CertOpenStore(CERT_STORE_PROV_NONE)'", "--calls:1:20: \"CERT_STORE_PROV_NONE\" is no value of lpszStoreProvider"},
        Refusal{"replay - --harness a --wine b", "one target at a time"},
        Refusal{"hunt --target model --harness a", "excludes"},
        Refusal{"hunt --harness a --wine b", "excludes"},
        Refusal{"hunt --harness no-such-program", "cannot start no-such-program: No such file or directory"},
        Refusal{"fingerprint --harness no-such-program", "cannot start no-such-program: No such file or directory"},
        Refusal{"fingerprint --wine /nonexistent/wine", "--wine \"/nonexistent/wine\": there is no directory and no program of that name"},
        Refusal{"hunt --frobnicate 'a b' --quick", "not expected: --frobnicate 'a b' --quick; certlife hunt --help lists what is"},
        Refusal{"list everything", "everything"},
        Refusal{"", "subcommand"}),
    [](const auto& refusal) { return "Case" + std::to_string(refusal.index); });

TEST_P(BadCommandLine, GetsOneLineAndExitTwo) {
  const Outcome outcome = certlife_conform(GetParam().arguments);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.errors.find(GetParam().message), std::string::npos) << outcome.errors;
  EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1) << outcome.errors;
  EXPECT_EQ(outcome.output, "");
}

TEST(AnOutput, ThatCanBeWrittenIsNotTouchedBeforeTheRunIsOver) {
  const auto there = scratch_file("there.json", "as before"), fresh = scratch_file("unused").parent_path() / "fresh.json";
  const Outcome outcome =
      certlife_conform("conform --target no-such-program --json " + shell_word(there.string()) + " --html " + shell_word(fresh.string()));
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.errors.find("cannot start no-such-program"), std::string::npos) << outcome.errors;
  EXPECT_EQ(content_of(there), "as before");
  EXPECT_FALSE(std::filesystem::exists(fresh));
}

std::string refusal_of_expected(const std::string& text) {
  const auto file = scratch_file("expected.toml", text);
  const Outcome outcome = certlife_conform("conform --target model --only CLOSE-2 --depth 1 --random 0 --expected " + file.string());
  EXPECT_EQ(outcome.code, 2) << outcome.output;
  return outcome.errors;
}

void expect_refusal(const std::string& text, const std::string& message) {
  const std::string errors = refusal_of_expected(text);
  EXPECT_NE(errors.find(message), std::string::npos) << errors;
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << errors;
}

std::string cause(const std::string& programs, const std::string& note = "") {
  return "\n[[cause]]\nnote = '" + note + "'\nprograms = '''\n" + programs + "'''\n";
}

TEST(ExpectedFile, ThatIsMalformedIsRefusedWithItsPlace) {
  expect_refusal("target = ", "expected.toml:1:");
  expect_refusal("", "\"target\" is missing");
  expect_refusal("target = 'model'\n[[cause]]\nnote = 5\n", "expected.toml:3:8: \"note\" is a string");
  expect_refusal("target = 'model'\n" + cause("  CloseStore(s1) => CLOSE-2: x\n"), "expected.toml:6:3: no call is named CloseStore");
  expect_refusal("target = 'model'\n[[deviation]]\nclause = 'CLOSE-2'\n", "expected.toml:2:1: [[deviation]] is of an earlier version");
}

TEST(ExpectedFile, WithAnEntryForAClauseThatIsNoMoreIsStale) {
  expect_refusal("target = 'model'\n" + cause("  CertCloseStore(NULL) => CLOSE-999: x\n"), "there is no clause CLOSE-999");
}

TEST(ExpectedFile, WithAProgramThatTheModelRefusesIsStale) {
  expect_refusal("target = 'model'\n" + cause("  CertCloseStore(s1) => CLOSE-2: x\n"),
                 "expected.toml:6: stale: the model refuses the program of this CLOSE-2 entry at CertCloseStore(s1, 0)");
}

TEST(ExpectedFile, ForAnotherTargetIsRefused) {
  expect_refusal("target = 'wine-1.0'\n", "this is for target wine-1.0, and what is on trial is model");
}

// Nothing of this shows: the model does what its documents say.
constexpr const char* closes = "  CertCloseStore(NULL) => CLOSE-2: returns FALSE\n";
constexpr const char* frees = "  c1 = CertCreate{K}Context({k}:A)\n  CertFree{K}Context(c1) => FREE-3: a context stays allocated\n";

TEST(ExpectedFile, WithAnEntryForWhatPassesFailsTheRun) {
  const auto file = scratch_file("expected.toml", "target = 'model'\n" + cause(closes));
  const Outcome outcome = certlife_conform("conform --target model --only CLOSE-2 --level clauses --expected " + file.string());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.output.find("UNEXPECTED PASS: " + file.string() + ":6 no longer shows: CertCloseStore(NULL, 0) => returns FALSE"), std::string::npos) << outcome.output;
}

TEST(WriteExpected, BringsAFileUpToDateAndKeepsWhatTheRunWasNotAbout) {
  const auto file = scratch_file("updated.toml", "target = 'model'\n" + cause(closes, "gone") + cause(frees, "kept"));
  const std::string run = "conform --target model --level clauses --write-expected " + file.string();
  EXPECT_EQ(certlife_conform(run + " --only CLOSE-2").code, 1) << "an entry no longer shows";
  const std::string text = content_of(file);
  EXPECT_TRUE(text.ends_with("target = 'model'\n" + cause(frees, "kept"))) << text;
  EXPECT_EQ(certlife_conform(run + " --only CLOSE-2").code, 0);
  EXPECT_EQ(content_of(file), text);
}

TEST(WriteExpected, DoesNotWriteOverWhatItCannotRead) {
  const auto file = scratch_file("old.toml", "target = 'model'\n[[deviation]]\n");
  EXPECT_EQ(certlife_conform("conform --target model --only CLOSE-2 --level clauses --write-expected " + file.string()).code, 2);
  EXPECT_EQ(content_of(file), "target = 'model'\n[[deviation]]\n");
}

TEST(ConformList, CountsProgramsByLevelAndClauseWithoutATarget) {
  const Outcome outcome = certlife_conform("conform --list --harness /nonexistent --level clauses,exhaustive,random --depth 1 --random 7");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  for (const char* text : {"clause programs", "every program, handles of stores", "random walks of up to 24 calls", "       7 programs", "CLOSE-5 "})
    EXPECT_NE(outcome.output.find(text), std::string::npos) << text << "\n" << outcome.output;
}

TEST(ConformList, KnowsOfTheSelection) {
  const Outcome outcome = certlife_conform("conform --list --level clauses --only CLOSE-2 --only CLOSE-26");
  EXPECT_NE(outcome.output.find("  CLOSE-26 "), std::string::npos);
  EXPECT_EQ(outcome.output.find("  CLOSE-5 "), std::string::npos) << outcome.output;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(ConformDryRun, PrintsEachProgramAsATrace) {
  const Outcome outcome = certlife_conform("conform --dry-run --level clauses --only CLOSE-2");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  bool begins = true;
  for (const std::string& line : lines_of(outcome.output)) {
    if (line.empty()) {
      begins = true;
      continue;
    }
    const Json json = Json::parse(line);
    EXPECT_TRUE(json.contains(begins ? "certlife-trace" : "call")) << line;
    begins = false;
  }
  EXPECT_NE(outcome.output.find("\"clauses\":[\"CLOSE-2\"]"), std::string::npos);
}

TEST(ConformDryRun, PrintsWhatTheOracleTakesProgramByProgram) {
  const Outcome outcome = certlife_conform("conform --dry-run --level clauses,random --random 40 --seed 3");
  trace::Reader reader = trace::Reader::from_text(outcome.output, "dry run");
  reader.expect_several();
  std::size_t programs = 0;
  do {
    oracle::Judge judge;
    for (trace::Line line; reader.next(line);) judge.judge(line);
    EXPECT_EQ(judge.summary().overall, oracle::Overall::accepted) << "in the program that ends at line " << reader.line_number();
    ++programs;
  } while (reader.begin_next());
  EXPECT_GT(programs, 300u);
}

TEST(Replay, FindsNoDifferenceInWhatATraceDoesNotSay) {
  const auto file = scratch_file("silent.jsonl");
  std::ofstream(file) << R"({"certlife-trace":1}
{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s"}
{"call":"CertCloseStore","args":{"hCertStore":"s"},"ret":true}
)";
  const Outcome same = certlife_conform("replay --target model " + file.string());
  EXPECT_EQ(same.code, 0) << same.output;
  EXPECT_EQ(same.output.find("different"), std::string::npos) << same.output;
  std::ofstream(file) << R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":null})" << "\n";
  const Outcome other = certlife_conform("replay --target model " + file.string());
  EXPECT_EQ(other.code, 0) << "what the model does is allowed";
  EXPECT_NE(other.output.find("different, and allowed"), std::string::npos) << other.output;
}

TEST(ConformOnly, TakesAClauseInLowerCase) {
  const std::string arguments = "conform --list --level clauses --only ";
  const Outcome outcome = certlife_conform(arguments + "close-2");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, certlife_conform(arguments + "CLOSE-2").output);
}

TEST(AVersion, IsSaidByTheToolAndByEachVerb) {
  for (const char* arguments : {"--version", "conform --version", "hunt --version"}) {
    const Outcome outcome = certlife_conform(arguments);
    EXPECT_EQ(outcome.code, 0) << outcome.errors;
    EXPECT_TRUE(outcome.output.starts_with("certlife 0.")) << outcome.output;
  }
}

TEST(ConformKind, SendsProgramsOfThatKindAlone) {
  const Outcome outcome = certlife_conform("conform --dry-run --level clauses,exhaustive,random --kind crl --depth 2 --random 50");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("CertAddEncodedCRLToStore"), std::string::npos);
  for (const char* other : {"CertAddEncodedCertificateToStore", "CertFreeCTLContext"}) EXPECT_EQ(outcome.output.find(other), std::string::npos);
}

TEST(ConformSeed, GivesTheSameProgramsAgain) {
  const std::string arguments = "conform --dry-run --level clauses,random --only CLOSE-2 --random 20 --seed ";
  const std::string one = certlife_conform(arguments + "5").output;
  EXPECT_EQ(one, certlife_conform(arguments + "5").output);
  EXPECT_NE(one, certlife_conform(arguments + "6").output);
}

TEST(ConformOnlyOpen, SaysWhichValueOfWhichChoiceTheTargetTakes) {
  const Outcome outcome = certlife_conform("conform --only-open --target model");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  for (const char* choice : {"model: now", "model: newest_first", "model: e_unexpected"})
    EXPECT_NE(outcome.output.find(choice), std::string::npos) << choice;
}

TEST(OpenQuestions, AreReadyToSend) {
  const auto file = scratch_file("open.jsonl");
  ASSERT_EQ(certlife_conform("conform --only-open --write-programs " + file.string()).code, 0);
  EXPECT_EQ(content_of(file), content_of(conformance_folder() / "programs" / "open_questions.jsonl"))
      << "write it anew: certlife conform --only-open --write-programs tests/conformance/programs/open_questions.jsonl";
}

}  // namespace
}  // namespace certlife::conformance
