// Programs travel as a file, run where nothing else of the project is, and are judged when their replies come back.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

const fs::path& open_questions_file() {
  static const fs::path file = conformance_folder() / "programs" / "open_questions.jsonl";
  return file;
}

// Runs a harness on a file, as an argument or on its standard input, and gives the file of its replies.
fs::path replies(const std::string& harness, const std::string& before_requests, const fs::path& requests) {
  const auto file = scratch_file("replies.jsonl");
  std::system((harness + before_requests + shell_word(requests.string()) + " > " + shell_word(file.string()) + " 2> /dev/null").c_str());
  return file;
}

std::string bundled() { return shell_word(native_harness().string()); }

std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST(JudgedReplies, OfTheBundledHarnessOnAFileAreJudgedAsIfLive) {
  const auto file = replies(bundled(), " ", open_questions_file());
  EXPECT_TRUE(content_of(file).starts_with("{\"certlife-replies\":1}\n"));
  const Outcome outcome = certlife_conform("conform --judge " + file.string());
  EXPECT_EQ(outcome.code, 0) << outcome.output << outcome.errors;
  EXPECT_NE(outcome.output.find("certlife: newest_first"), std::string::npos) << outcome.output;
}

TEST(JudgedReplies, OfAnyHarnessOnItsInputNeedTheFileOfRequests) {
  const auto file = replies(bundled(), " < ", open_questions_file());
  const Outcome alone = certlife_conform("conform --judge " + file.string());
  EXPECT_EQ(alone.code, 2);
  EXPECT_NE(alone.errors.find("name the file of requests with --programs"), std::string::npos) << alone.errors;
  const Outcome outcome = certlife_conform("conform --judge " + file.string() + " --programs " + open_questions_file().string());
  EXPECT_EQ(outcome.code, 0) << outcome.output << outcome.errors;
}

TEST(JudgedReplies, ThatBreakOffAreJudgedAsFarAsTheyGoAndSaidToBreakOff) {
  const auto whole = content_of(replies(bundled(), " < ", open_questions_file()));
  const auto file = scratch_file("half.jsonl", whole.substr(0, whole.size() / 2));
  const Outcome outcome = certlife_conform("conform --judge " + file.string() + " --programs " + open_questions_file().string());
  EXPECT_EQ(outcome.code, 3) << outcome.output;
  EXPECT_NE(outcome.errors.find("the replies break off"), std::string::npos) << outcome.errors;
}

TEST(JudgedReplies, ThatDeviateGiveTheShortestBeginningAndSayThatItIsNotReduced) {
  if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  const auto requests = scratch_file("requests.jsonl");
  ASSERT_EQ(certlife_conform("conform --level clauses --only CLOSE-5 --write-programs " + requests.string()).code, 0);
  const auto file = replies(python_harness(), " < ", requests);
  const Outcome outcome = certlife_conform("conform --judge " + file.string() + " --programs " + requests.string());
  EXPECT_EQ(outcome.code, 1) << outcome.output << outcome.errors;
  EXPECT_NE(outcome.output.find("3 calls, the shortest beginning that was recorded; it was run elsewhere and could not be"), std::string::npos)
      << outcome.output;
}

TEST(JudgedReplies, ThatAreNoneAreRefusedWithTheirPlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "there is no reply in it"},
      {"hello\n{}\n", "garbled.jsonl:1:1: this is no JSON"},
      {"{\"certlife-replies\":1}\n[]\n{}\n", "garbled.jsonl:2:1: not a JSON object"},
      {"{\"certlife-replies\":1}\n{\"asked\":{},\"asked\":{}}\n{}\n", "garbled.jsonl:2:1: a key stands twice in an object of it"},
      {"{\"certlife-replies\":1}\n{\"asked\":{\"do\":7}}\n", "no reply to \"describe\" is in it"},
      {"{\"certlife-replies\":1}\n{\"reply\":{}}\n", "garbled.jsonl:2: \"asked\" is missing"},
      {"{\"certlife-replies\":1}\n", "no reply to \"describe\" is in it"},
      {"{\"certlife-replies\":1}\n{\"asked\":{\"do\":\"describe\"},\"reply\":{\"protocol\":3}}\n", "garbled.jsonl:2: the harness speaks protocol 3"},
      {"{\"certlife-replies\":1}\n{\"asked\":{\"do\":\"run\"},\"reply\":{\"results\":[]}}\n", "garbled.jsonl:2: \"calls\" is no list"}};
  for (const auto& [text, message] : cases) {
    const Outcome outcome = certlife_conform("conform --judge " + scratch_file("garbled.jsonl", text).string());
    EXPECT_EQ(outcome.code, 2) << text;
    EXPECT_NE(outcome.errors.find(message), std::string::npos) << outcome.errors;
    EXPECT_EQ(lines_in(outcome.errors), 1u) << outcome.errors;
  }
}

// Wine reads through the NULL.
constexpr const char* crash_of_wine = R"({"call":"CertEnumCertificateContextProperties","args":{"pCertContext":null,"dwPropId":0}})";
// The last of these frees what a forced close has freed: the C library ends the process.
constexpr const char* double_free =
    R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"},)"
    R"({"call":"CertAddEncodedCertificateToStore","args":{"hCertStore":"s1","pbCertEncoded":"cert:A","dwAddDisposition":4},"out":{"ppCertContext":"c1"}},)"
    R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":1}},)"
    R"({"call":"CertFreeCertificateContext","args":{"pCertContext":"c1"}})";
constexpr const char* harmless = R"({"call":"CertFreeCRLContext","args":{"pCrlContext":null}})";

std::string run_of(const std::string& calls) { return "{\"do\":\"reset\"}\n{\"do\":\"run\",\"calls\":[" + calls + "]}\n"; }

// The lines of a reply file after its header, each whole.
std::vector<Json> answers(const fs::path& file) {
  std::vector<Json> lines;
  std::istringstream stream(content_of(file));
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) lines.push_back(Json::parse(line));
  return lines;
}

TEST(FileMode, GoesOnAfterACallThatEndsTheProcessAndNamesIt) {
  const std::string fatal = std::string(harmless) + "," + double_free + "," + harmless;
  const auto requests = scratch_file("crash.jsonl", "{\"do\":\"describe\"}\n" + run_of(harmless) + run_of(fatal) + run_of(harmless));
  const auto lines = answers(replies(bundled() + " --unchecked", " ", requests));
  ASSERT_EQ(lines.size(), 7u);
  EXPECT_EQ(lines[2]["reply"]["results"].size(), 1u);
  EXPECT_TRUE(lines[4].contains("ended")) << lines[4];
  EXPECT_EQ(lines[4]["reply"]["results"].size(), 4u);
  EXPECT_FALSE(lines[6].contains("ended"));
  EXPECT_EQ(lines[6]["reply"]["results"].size(), 1u);
}

TEST(FileMode, UnderWineGoesOnAsWell) {
  if (const std::string reason = reason_against_wine(); !reason.empty()) GTEST_SKIP() << reason;
  const Wine wine(*installed_wine(), cache_directory());
  const auto requests = scratch_file("crash.jsonl", "{\"do\":\"describe\"}\n" + run_of(std::string(harmless) + "," + crash_of_wine) + run_of(harmless));
  std::string line;
  const Command command = wine.command_for(windows_harness());
  for (const auto& [name, value] : command.environment) line += name + "=" + shell_word(value) + " ";
  for (const std::string& word : command.arguments) line += shell_word(word) + " ";
  const auto lines = answers(replies(line, "", "Z:" + requests.string()));
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[2]["ended"], "exit 77");
  EXPECT_EQ(lines[2]["reply"]["results"].size(), 1u);
  EXPECT_EQ(lines[4]["reply"]["results"].size(), 1u);
}

TEST(FileMode, RefusesAFileThatIsNone) {
  for (const std::string& file : {std::string("/nonexistent"), scratch_file("bad.jsonl", "hello\n").string()}) {
    const int status = std::system((bundled() + " " + file + " > /dev/null 2> /dev/null").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 2) << file;
  }
}

}  // namespace
}  // namespace certlife::conformance
