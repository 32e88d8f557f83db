// Real sessions of real harnesses are what protocol.schema.json says.
#include <gtest/gtest.h>

#include <sstream>

#include "model/programs/probes.h"
#include "model/programs/program_file.h"
#include "model/trace/schema_check.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/recording.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/target/shell_words.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

const Json& schema() {
  static const Json whole = Json::parse(content_of(conformance_folder() / "protocol.schema.json"));
  return whole;
}

// The part of the schema that is for one of the two.
Json schema_of(const std::string& part) {
  return {{"$defs", schema().at("$defs")}, {"$ref", "#/$defs/" + part}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> requests() {
  std::ostringstream text;
  ProgramWriter writer(text);
  ModelPort able;
  for (TestProgram program : clause_programs()) {
    ask_for_probes(program, able.description().probes);
    writer.write(program, "clause programs");
  }
  auto lines = lines_of(text.str());
  lines.push_back(R"({"do":"run","calls":[{"call":"CertOpenSystemStore","args":{}}]})");
  lines.push_back(R"({"do":"run","calls":[{"call":"CertFreeCRLContext","args":{},"observed":{"privateBytes":null}}]})");
  return lines;
}

void expect_valid(const std::string& part, const std::string& line) {
  for (const std::string& violation : trace::violations(schema_of(part), Json::parse(line))) ADD_FAILURE() << violation << " in " << line;
}

// The replies to all requests, one by one.
std::vector<std::string> replies_of(const Command& command, const std::vector<std::string>& asked) {
  ChildProcess harness(command);
  std::vector<std::string> replies;
  for (const std::string& request : asked) {
    Exchange said = harness.exchange(request + "\n", 1, std::chrono::seconds(20));
    if (said.ending) ADD_FAILURE() << said.ending->text() << " at " << request;
    if (said.ending) break;
    replies.push_back(said.lines.front());
  }
  return replies;
}

void expect_valid_session(const Command& command) {
  const auto asked = requests();
  const auto replies = replies_of(command, asked);
  ASSERT_EQ(replies.size(), asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    expect_valid("request", asked[i]);
    const Json request = Json::parse(asked[i]);
    const std::string part = request.at("do") == "describe" ? "description" : request.at("do") == "reset" ? "resetReply" : "runReply";
    expect_valid(part, replies[i]);
    expect_valid("reply", replies[i]);
  }
}

TEST(ProtocolSession, OfTheBundledHarnessFitsTheSchema) { expect_valid_session({{native_harness().string()}, {}}); }

TEST(ProtocolSession, OfTheBundledHarnessInCheckedModeFitsTheSchema) {
  expect_valid_session({{native_harness().string(), "--checked"}, {}});
}

TEST(ProtocolSession, OfThePythonExampleFitsTheSchema) {
  if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  expect_valid_session({shell_words(python_harness()), {}});
}

TEST(ProtocolSession, OfTheWindowsHarnessFitsTheSchema) {
  if (const std::string reason = reason_against_wine(); !reason.empty()) GTEST_SKIP() << reason;
  const Wine wine(*installed_wine(), cache_directory());
  // Wine dies of some clause programs; what it says before that is enough here.
  auto asked = requests();
  asked.resize(120);
  ChildProcess harness(wine.command_for(windows_harness()));
  for (const std::string& request : asked) {
    const Exchange said = harness.exchange(request + "\n", 1, std::chrono::seconds(20));
    if (said.ending) break;
    expect_valid("reply", said.lines.front());
  }
}

TEST(ProtocolSchema, RefusesWhatIsNoReply) {
  for (const char* line : {R"({"results":[{"ret":true}]})", R"({"results":[{"call":"X","observed":{"alive":{"c1":"yes"}}}]})",
                           R"({"protocol":0,"name":"x","version":"","calls":[],"kinds":[],"probes":[],"detectsMisuse":false})"})
    EXPECT_FALSE(trace::violations(schema_of("reply"), Json::parse(line)).empty()) << line;
}

TEST(ProtocolSchema, RefusesWhatIsNoRequest) {
  for (const char* line : {R"({"do":"dance"})", R"({"do":"run"})", R"({"do":"run","calls":[{"args":{}}]})"})
    EXPECT_FALSE(trace::violations(schema_of("request"), Json::parse(line)).empty()) << line;
}

TEST(PythonExample, IsShort) {
  EXPECT_LT(lines_of(content_of(conformance_folder() / "examples" / "harness.py")).size(), 200u);
}

}  // namespace
}  // namespace certlife::conformance
