// The verb itself: files in, files out, and one line for what is wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/exports/umbrella.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

class ExportVerb : public testing::Test {
 protected:
  CommandResult run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {CERTLIFE_EXPORT_TOOL, "export"});
    return finish({arguments, {}}, files_.path());
  }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(files_.path() / name) << text;
    return name;
  }
  std::string read(const std::string& name) const {
    std::ifstream stream(files_.path() / name);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  // One line, and exit code 2.
  void expect_refusal(const std::vector<std::string>& arguments, const std::string& part) const {
    const CommandResult result = run(arguments);
    EXPECT_EQ(result.code, 2) << result.output;
    EXPECT_EQ(std::count(result.output.begin(), result.output.end(), '\n'), 1) << result.output;
    EXPECT_NE(result.output.find(part), std::string::npos) << result.output;
  }

  TemporaryDirectory files_;
};

constexpr const char* sound = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})" "\n";

TEST_F(ExportVerb, WritesToAFileOrToStandardOutput) {
  const CommandResult shown = run({file("open_it.jsonl", sound), "--to", "c"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_EQ(run({"open_it.jsonl", "--to", "c", "--out", "x.c"}).code, 0);
  EXPECT_EQ(shown.output, read("x.c"));
  EXPECT_NE(run({"open_it.jsonl", "--to", "winetest"}).output.find("static void test_open_it(void)"), std::string::npos);
}

TEST_F(ExportVerb, WritesOneFileForEachCounterexample) {
  file("r.json", std::string(R"({"targets":[{"name":"wine-8.0","results":[{"clause":"CLOSE-5","deviations":[{"calls":[)") + sound + "]}]}]}]}");
  const CommandResult result = run({"--from", "r.json", "--to", "gtest", "--out", "made"});
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_EQ(result.output, "made/wine_8_0_close_5_open_store.cpp\n");
  EXPECT_TRUE(fs::exists(files_.path() / "made/wine_8_0_close_5_open_store.cpp"));
}

TEST_F(ExportVerb, RefusesWithOneLineWhatMakesNoSense) {
  file("good.jsonl", sound);
  file("bad.jsonl", std::string(sound) + "{\"call\":\n");
  file("empty.jsonl", "");
  file("unknown.jsonl", R"({"call":"CertVerifyTimeValidity","ret":0})");
  file("flag.jsonl", R"({"call":"CertCloseStore","args":{"hCertStore":null,"dwFlags":["CERT_CLOSE_STORE_CHEKC_FLAG"]},"ret":true})");
  file("r.json", "{}");
  expect_refusal({"good.jsonl", "--to", "pdf"}, "there is no format \"pdf\"; there are gtest, c, winetest, trace, smt2, mermaid, svg");
  expect_refusal({"bad.jsonl", "--to", "c"}, "bad.jsonl:2:");
  expect_refusal({"flag.jsonl", "--to", "svg"}, "flag.jsonl:1:");
  expect_refusal({"empty.jsonl", "--to", "c"}, "there is no call in it");
  expect_refusal({"missing.jsonl", "--to", "c"}, "missing.jsonl");
  expect_refusal({"unknown.jsonl", "--to", "c"}, "unknown.jsonl:1:1: CertVerifyTimeValidity is a call that no export knows");
  expect_refusal({"unknown.jsonl", "--to", "smt2"}, "unknown.jsonl:1:1: CertVerifyTimeValidity");
  expect_refusal({"good.jsonl", "--to", "c", "--reading", "other"}, "there is no reading \"other\"");
  expect_refusal({"good.jsonl", "--to", "c", "--out", "none/x.c"}, "none/x.c");
  expect_refusal({"good.jsonl"}, "--to");
  expect_refusal({"--to", "c"}, "either a TRACE or --from");
  expect_refusal({"good.jsonl", "--from", "r.json", "--to", "c"}, "either a TRACE or --from");
  expect_refusal({"good.jsonl", "--clause", "CLOSE-1", "--to", "c"}, "--from");
  expect_refusal({"--from", "r.json", "--to", "c"}, "--out");
  expect_refusal({"--from", "r.json", "--to", "c", "--out", "d"}, "r.json:1:1: no report of conform");
}

}  // namespace
}  // namespace certlife::conformance
