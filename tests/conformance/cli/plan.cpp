#include "tests/conformance/cli/plan.h"

#include <fmt/format.h>

#include <iostream>
#include <map>

#include "model/tool/output_file.h"
#include "model/tool/tool.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/misuse.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

using Take = std::function<void(const TestProgram& program, const std::string& level)>;

// Goes through everything that a target which can do all of it would be sent.
CampaignResult go_through(const ConformOptions& options, const Take& take) {
  ModelPort able;
  CampaignOptions what = campaign_options(options);
  what.instead = take;
  what.budget.reset();
  return run_campaign(able, Referee(options.reading), what, [](const std::string&) {});
}

void list(const ConformOptions& options) {
  std::map<std::string, std::size_t> programs_for;
  const CampaignResult plan = go_through(options, [&](const TestProgram& program, const std::string&) {
    for (const std::string& clause : program.clauses) ++programs_for[clause];
  });
  for (const Level& level : plan.levels) fmt::print("{:<70} {:>8} programs {:>9} calls\n", level.text, level.extent.programs, level.extent.calls);
  fmt::print("{:<70} {:>8} programs, for targets that detect misuse\n", "calls that are undefined, and whether they are reported", misuse_programs().size());
  fmt::print("\nclause programs by clause\n");
  for (const auto& [clause, programs] : programs_for) fmt::print("  {:<12} {:>4}\n", clause, programs);
}

// Traces have one world each; a program begins with the version line, which says whence it is. Each line is completed
// by what the model answers, under the names that a target would give back, so that every tool that reads traces takes
// them.
void print_programs(const ConformOptions& options) {
  ModelPort model;
  const Referee referee(options.reading);
  go_through(options, [&](const TestProgram& program, const std::string& level) {
    nlohmann::ordered_json head{{"certlife-trace", 1}, {"level", level}};
    if (!program.clauses.empty()) head.update({{"title", program.title}, {"clauses", program.clauses}});
    std::cout << head.dump() << "\n";
    const std::vector<Trial> trials = run_and_judge(model, referee, std::span(&program, 1));
    for (const auto& line : trials.front().lines) std::cout << trace::to_text(line) << "\n";
    std::cout << "\n";
  });
}

void write_programs(const ConformOptions& options) {
  tool::OutputFile file(options.trial.write_programs);
  ProgramWriter writer(file.stream());
  std::size_t programs = 0;
  go_through(options, [&](const TestProgram& program, const std::string& level) {
    writer.write(program, level);
    ++programs;
  });
  file.commit();
  tool::complain("certlife-conform", fmt::format("{} programs written; run certlife-harness.exe {} > REPLIES, then conform --judge REPLIES", programs,
                                                 options.trial.write_programs));
}

}  // namespace

bool wants_plan(const ConformOptions& options) {
  return options.trial.list || options.trial.dry_run || !options.trial.write_programs.empty();
}

int make_plan(const ConformOptions& options) {
  if (options.trial.list) list(options);
  if (options.trial.dry_run) print_programs(options);
  if (!options.trial.write_programs.empty()) write_programs(options);
  return 0;
}

}  // namespace certlife::conformance
