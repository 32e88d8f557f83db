// The standing control of every run: the judge rejects what was changed in accepted programs, and a judge that does not is found out.
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/judge_control.h"

#include <gtest/gtest.h>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/report/results.h"

namespace certlife::conformance {
namespace {

CampaignResult clauses_on(Port& port, const std::string& reading) {
  CampaignOptions options;
  options.levels = {LevelKind::clauses};
  options.programs = clause_programs();
  return run_campaign(port, Referee(reading), options, [](const std::string&) {});
}

void expect_control_of(Port& port, const std::string& reading) {
  const JudgeControl control = clauses_on(port, reading).judge_control;
  EXPECT_EQ(control.of, changes_to_see()) << reading;
  for (const auto& unseen : control.unseen) ADD_FAILURE() << reading << ": " << unseen;
}

TEST(TheJudge, SeesEveryChangeUnderEveryReading) {
  ModelPort windows;
  for (const char* reading : {"page", "header", "windows"}) expect_control_of(windows, reading);
}

// Whatever a target chooses, what is changed is allowed under no choice.
TEST(TheJudge, SeesEveryChangeWhateverTheTargetChooses) {
  for (std::size_t choice = 0; choice < model::choice_count; ++choice) {
    for (std::uint8_t value = 0; value < model::choice_facts[choice].value_count(); ++value) {
      model::Assignment choices;
      choices.value[choice] = value;
      ModelPort port("", choices);
      for (const auto& unseen : clauses_on(port, "windows").judge_control.unseen) ADD_FAILURE() << model::choice_facts[choice].name << ": " << unseen;
    }
  }
}

TEST(TheChanges, CoverWhatIsObserved) {
  ModelPort port;
  EXPECT_EQ(clauses_on(port, "windows").judge_control.aspects,
            (std::set<std::string>{"result", "last error", "alive", "csp", "content", "hCertStore", "properties", "order", "persisted"}));
}

// A judge that accepts everything from some call on.
TEST(ABlindJudge, IsFoundOut) {
  ModelPort port;
  const Referee referee("windows");
  JudgeControls test([](const TestProgram& program, const ProgramRun&) {
    Trial trial;
    trial.lines = program.lines;
    trial.last_call_was_judged = true;
    return trial;
  });
  for (const TestProgram& program : clause_programs()) test.look_at(program, run_and_judge(port, referee, std::span(&program, 1)).front());
  EXPECT_GT(test.result().of, 3u);
  EXPECT_EQ(test.result().seen, 0u);
  EXPECT_EQ(test.result().unseen.size(), test.result().of);
}

TEST(ABlindJudge, MakesTheRunUndecided) {
  ModelPort port;
  CampaignResult result = clauses_on(port, "windows");
  EXPECT_EQ(exit_code_of({report_of(result, {}, {})}), 0);
  --result.judge_control.seen;
  const TargetReport report = report_of(result, {}, {});
  EXPECT_EQ(exit_code_of({report}), 3);
  EXPECT_EQ(why_undecided(report), "1 of 12 changed values were accepted: the verdicts cannot be relied on");
}

TEST(WhatDeviates, IsNotChanged) {
  ModelPort port("check_forgets_other_handles");
  JudgeControls test([](const TestProgram&, const ProgramRun&) { return Trial{}; });
  Trial deviating;
  deviating.findings.emplace_back();
  test.look_at(clause_programs().front(), deviating);
  EXPECT_EQ(test.result().of, 0u);
}

}  // namespace
}  // namespace certlife::conformance
