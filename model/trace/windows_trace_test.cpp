// The traces of what Windows was seen to do are traces, and what is wrong in one is named with its place.
#include "model/trace/windows_trace.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "model/trace/schema_check.h"

namespace certlife::trace {
namespace {

using nlohmann::json;

const std::string first_line = R"({"certlife-trace":1,"title":"t","source":"windows test testX","facts":["CL-02"],"clauses":["CLOSE-2"]})";

std::string complaint_about(const std::string& text) {
  try {
    parse_windows_trace("x.jsonl", text);
  } catch (const BadInput& bad) {
    return bad.what();
  }
  return "no complaint";
}

TEST(WindowsTraceFiles, FitTheSchema) {
  const json schema = json::parse(std::ifstream(CERTLIFE_TRACE_FOLDER "/trace.schema.json"));
  for (const EmbeddedFile& file : embedded_windows_files()) {
    if (!file.name.ends_with(".jsonl")) continue;
    std::istringstream lines{std::string(file.text)};
    for (std::string line; std::getline(lines, line);)
      EXPECT_EQ(violations(schema, json::parse(line)), std::vector<std::string>{}) << file.name << "\n" << line;
  }
}

TEST(WindowsTraceFiles, UseNoKeyOrArgumentThatNobodyKnows) {
  for (const EmbeddedFile& file : embedded_windows_files()) {
    if (!file.name.ends_with(".jsonl")) continue;
    Reader reader = Reader::from_text(std::string(file.text), std::string(file.name), [](const std::string& note) { ADD_FAILURE() << note; });
    Line line;
    while (reader.next(line)) {
    }
  }
}

TEST(WindowsTrace, SaysWhatStandsBesideTheCalls) {
  const WindowsTrace trace = parse_windows_trace("x.jsonl", first_line + "\n" +
      R"({"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"cert:A"},"ret":"c1","windows":{"onlyNamed":["ret"]}})" + "\n" +
      R"({"call":"CertOpenStore","args":{},"ret":null,"lastError":"E_INVALIDARG","windows":{"lastErrorOr":["ERROR_FILE_NOT_FOUND"]}})" + "\n");
  EXPECT_EQ(trace.name, "x");
  EXPECT_EQ(trace.source, "windows test testX");
  EXPECT_EQ(trace.facts, std::vector<std::string>{"CL-02"});
  ASSERT_EQ(trace.lines.size(), 2u);
  EXPECT_TRUE(trace.lines[0].only_names("ret"));
  EXPECT_FALSE(trace.lines[1].only_names("ret"));
  ASSERT_EQ(trace.lines[1].other_last_errors.size(), 1u);
  EXPECT_EQ(trace.lines[1].other_last_errors[0].number, 2);
}

TEST(WindowsTrace, ComplainsWithItsPlace) {
  EXPECT_EQ(complaint_about(R"({"certlife-trace":1})"), "x.jsonl:1:0: expected the title as a string");
  EXPECT_EQ(complaint_about(first_line + "\n" + R"({"call":"CertOpenStore","ret":null,"windows":{"onlyNamed":["ret"]}})"),
            "x.jsonl:2:59: \"ret\" is no name in this line");
  EXPECT_EQ(complaint_about(first_line + "\n" + R"({"call":"CertOpenStore","windows":{"or":[]}})"),
            "x.jsonl:2:36: \"windows\" has \"lastErrorOr\" and \"onlyNamed\", and not \"or\"");
  EXPECT_EQ(complaint_about(first_line + "\n" + R"({"call":"CertOpenStore","windows":{"lastErrorOr":["E_INVALIDARG"]}})"),
            "x.jsonl:2:50: the line has no \"lastError\"");
}

TEST(WindowsFacts, SayWhyThereIsNoTrace) {
  const auto facts = parse_windows_facts("f", "# remark\nA-1  it is | not yet\n\nA-2  it is too\n");
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[0].text, "it is");
  EXPECT_EQ(facts[0].lacking, "not yet");
  EXPECT_EQ(facts[1].lacking, "");
  EXPECT_THROW(parse_windows_facts("f", "A-1 it is\n"), BadInput);
}

}  // namespace
}  // namespace certlife::trace
