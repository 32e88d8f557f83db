// The example traces and the schemas agree with the reader and with each other.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "model/trace/contents.h"
#include "model/trace/reader.h"
#include "model/trace/schema_check.h"
#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path folder = CERTLIFE_TRACE_FOLDER;

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> examples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "examples"))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  return files;
}

bool is_bad_input(const fs::path& file) { return file.stem().string().starts_with("bad_input"); }

json schema(const char* name) { return json::parse(std::ifstream(folder / name)); }

TEST(Examples, AreThereForEveryVerdict) {
  std::set<std::string> codes;
  for (const fs::path& file : examples()) codes.insert(lines_of(fs::path(file).replace_extension(".verdict")).at(0));
  EXPECT_EQ(codes, (std::set<std::string>{"0", "1", "2", "3", "4"}));
  EXPECT_GE(examples().size(), 10u);
}

TEST(Examples, FitTheSchema) {
  const json trace = schema("trace.schema.json");
  for (const fs::path& file : examples()) {
    if (is_bad_input(file)) continue;
    for (const std::string& line : lines_of(file))
      EXPECT_EQ(violations(trace, json::parse(line)), std::vector<std::string>{}) << file << "\n" << line;
  }
}

// What a recorder wrote it wrote while the call went on.
bool is_recording(const fs::path& file) { return lines_of(file).at(0).find("\"recorder\"") != std::string::npos; }

TEST(Examples, AreWrittenAsTheWriterWritesThem) {
  for (const fs::path& file : examples()) {
    if (is_bad_input(file) || is_recording(file)) continue;
    std::vector<std::string> written = {std::string(version_line())};
    for (const Line& line : read_all(Reader::open(file))) written.push_back(to_text(line));
    EXPECT_EQ(written, lines_of(file)) << file;
  }
}

TEST(Examples, UseNoKeyOrArgumentThatNobodyKnows) {
  for (const fs::path& file : examples()) {
    if (is_bad_input(file)) continue;
    Reader reader = Reader::open(file, [](const std::string& note) { ADD_FAILURE() << note; });
    Line line;
    while (reader.next(line)) {
    }
  }
}

TEST(Examples, HoldContentsThatCanBeRead) {
  for (const fs::path& file : examples()) {
    if (is_bad_input(file)) continue;
    for (const Line& line : read_all(Reader::open(file))) {
      if (line.which == Call::unknown) continue;
      for (const Parameter& parameter : describe(line.which).parameters) {
        const Value& value = line.arg(parameter.name);
        if (parameter.role != Role::contents || !value.is_text()) continue;
        EXPECT_NO_THROW(parse_contents(value.text)) << file;
      }
    }
  }
}

TEST(Examples, OfBadInputAreRefusedWithTheirPlace) {
  for (const fs::path& file : examples()) {
    if (!is_bad_input(file)) continue;
    try {
      read_all(Reader::open(file));
      ADD_FAILURE() << "accepted " << file;
    } catch (const BadInput& bad) {
      EXPECT_EQ(bad.what(), file.string() + ":" + lines_of(fs::path(file).replace_extension(".verdict")).at(1));
    }
  }
}

TEST(TraceSchema, RefusesWhatIsNoTrace) {
  const json trace = schema("trace.schema.json");
  for (const char* text :
       {R"([])", R"({})", R"({"certlife-trace":2})", R"({"call":""})", R"({"call":7})", R"({"call":"A","ret":[]})",
        R"({"call":"A","args":[]})", R"({"call":"A","observed":{"alive":{"c":1}}})",
        R"({"call":"A","observed":{"csp":{"p":"gone"}}})", R"({"call":"A","observed":{"content":{"c":"A"}}})",
        R"({"file":"F"})", R"({"file":"F","contents":["A"]})", R"({"file":"F","contents":[],"bytes":"hex:"})",
        R"({"file":"F","contents":[],"call":"A"})", R"({"call":"A","thread":"1"})"})
    EXPECT_NE(violations(trace, json::parse(text)), std::vector<std::string>{}) << text;
}

TEST(VerdictSchema, TellsVerdictsFromOtherThings) {
  const json verdict = schema("verdict.schema.json");
  for (
      const char* text :
      {R"({"line":3,"call":"CertCloseStore","verdict":"rejected","observed":{},"allowed":[{}],"clauses":[{"id":"CLOSE-5","source":"page: Return value","evidence":"windows-tested"}],"readings":[]})",
       R"({"line":1,"call":"CertOpenStore","verdict":"accepted"})",
       R"({"verdict":"accepted","readings":["windows","header"],"notEvaluated":0})",
       R"({"line":4,"call":"CertCloseStore","verdict":"rejected","heldBy":[{"name":"c1","since":3}]})",
       R"({"verdict":"undefined","readings":[],"notEvaluated":0,"fault":{"line":8,"call":"CertFreeCertificateContext","name":"k1","clauses":["CONTEXT-1"],"givenUp":{"line":6,"call":"CertFindCertificateInStore","clauses":["FIND-2"]}}})",
       R"({"verdict":"accepted","readings":["windows"],"notEvaluated":0,"owed":[{"name":"c1","thing":"certificate","count":1,"since":[5]}]})"})
    EXPECT_EQ(violations(verdict, json::parse(text)), std::vector<std::string>{}) << text;
  for (const char* text :
       {R"({})", R"({"line":0,"call":"A","verdict":"accepted"})", R"({"line":1,"call":"A","verdict":"fine"})",
        R"({"verdict":"notEvaluated","readings":[],"notEvaluated":0})", R"({"verdict":"accepted","readings":[]})",
        R"({"verdict":"accepted","readings":[],"notEvaluated":-1})",
        R"({"verdict":"undefined","readings":[],"notEvaluated":0,"fault":{"line":2,"call":"A"}})",
        R"({"verdict":"undefined","readings":[],"notEvaluated":0,"fault":{"line":2,"call":"A","clauses":["HANDLE-1"],"givenUp":{"line":0}}})",
        R"({"verdict":"accepted","readings":[],"notEvaluated":0,"owed":[{"name":"c","thing":"thing","count":1,"since":[1]}]})",
        R"({"verdict":"accepted","readings":[],"notEvaluated":0,"owed":[{"name":"c","thing":"crl","count":0,"since":[1]}]})",
        R"({"line":1,"call":"A","verdict":"rejected","heldBy":[{"since":1}]})",
        R"({"line":1,"call":"A","verdict":"rejected","allowed":[{"choices":[{"choice":"order"}]}]})",
        R"({"line":1,"call":"A","verdict":"rejected","clauses":[{"id":"close","source":"x","evidence":"y"}]})"})
    EXPECT_NE(violations(verdict, json::parse(text)), std::vector<std::string>{}) << text;
}

TEST(SchemaCheck, RefusesASchemaItDoesNotUnderstand) {
  EXPECT_THROW(violations(json{{"maxItems", 3}}, json::array()), std::invalid_argument);
  EXPECT_THROW(violations(json{{"type", "thing"}}, json::array()), std::invalid_argument);
}

}  // namespace
}  // namespace certlife::trace
