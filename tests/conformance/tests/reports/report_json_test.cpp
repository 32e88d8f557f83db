// What conform writes for programs fits its JSON Schema, made-up runs and real ones.
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "model/trace/schema_check.h"
#include "tests/conformance/cli/conform.h"
#include "tests/conformance/report/report_json.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

const Json& schema() {
  static const Json read = [] {
    std::ifstream stream(CERTLIFE_REPORT_SCHEMA);
    return Json::parse(stream);
  }();
  return read;
}

std::string violations(const Json& report) {
  std::string all;
  for (const auto& each : trace::violations(schema(), report)) all += each + "\n";
  return all;
}

Json sample_report() { return Json::parse(json_text(sample::Sample().reports(), "windows")); }

// A short run of the whole verb.
Json run_of(const std::string& target) {
  const auto file = std::filesystem::temp_directory_path() / ("certlife-report-" + std::to_string(::getpid()) + ".json");
  ConformOptions options;
  options.targets = {target};
  options.depth = 2;
  options.levels = {LevelKind::clauses, LevelKind::exhaustive};
  options.json = file.string();
  options.quiet = true;
  conform(options);
  std::ifstream stream(file);
  const Json report = Json::parse(stream);
  std::filesystem::remove(file);
  return report;
}

const Json& row(const Json& report, const std::string& clause) {
  for (const Json& each : report["targets"].back()["results"])
    if (each["clause"] == clause) return each;
  throw std::runtime_error(clause);
}

TEST(ReportInJson, FitsItsSchema) { EXPECT_EQ(violations(sample_report()), ""); }

TEST(ReportInJson, OfARealRunFitsItsSchemaAndNamesTheShortestProgram) {
  const Json report = run_of("model:check_forgets_crls");
  EXPECT_EQ(violations(report), "");
  const Json& failed = row(report, "CLOSE-5");
  EXPECT_EQ(failed["status"], "fail");
  EXPECT_EQ(failed["shortest"], true);
  EXPECT_EQ(failed["counterexample"].size(), 3u);
  EXPECT_FALSE(failed["checked"].empty());
  EXPECT_GT(failed["deviations"][0]["msToShortest"], 0);
  EXPECT_FALSE(failed["deviations"][0]["flaky"].get<bool>());
}

TEST(ReportInJson, HasTheFiguresOfARun) {
  const Json report = sample_report();
  const Json& target = report["targets"][1];
  EXPECT_EQ(target["calls"], 1000);
  EXPECT_EQ(target["coverage"]["states"], Json::array({10, 20}));
  EXPECT_EQ(target["coverage"]["transitions"], Json::array({30, 60}));
  EXPECT_EQ(target["flaky"], 1);
  EXPECT_FALSE(report["targets"][0]["coverage"].contains("states")) << "nobody counted them";
  EXPECT_FALSE(report["targets"][2].contains("calls")) << "it was not run";
}

TEST(ReportSchema, CatchesWhatIsWrong) {
  Json missing = sample_report(), odd = sample_report(), figure = sample_report(), shortest = sample_report();
  missing["targets"][0].erase("seed");
  odd["targets"][0]["results"][0]["status"] = "perhaps";
  figure["targets"][1]["coverage"]["clauses"] = {1, "2"};
  for (Json& each : shortest["targets"][1]["results"])
    if (each.contains("deviations")) each["deviations"][0].erase("shortest");
  for (const Json& report : {missing, odd, figure, shortest}) EXPECT_NE(violations(report), "");
}

}  // namespace
}  // namespace certlife::conformance
