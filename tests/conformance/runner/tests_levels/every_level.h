// What a default run would send, level by level.
#pragma once

#include <functional>
#include <vector>

#include "tests/conformance/runner/campaign.h"
#include "tests/conformance/runner/model_port.h"
#include "tests/conformance/runner/program_file.h"

namespace certlife::conformance {

inline CampaignOptions default_run(Levels levels) {
  CampaignOptions options;
  options.levels = std::move(levels);
  options.programs = clause_programs();
  return options;
}

inline void for_each_program_of(LevelKind level, const std::function<void(const TestProgram&)>& use) {
  ModelPort able;
  CampaignOptions options = default_run({level});
  options.instead = [&](const TestProgram& program, const std::string&) { use(program); };
  run_campaign(able, Referee("windows"), options, [](const std::string&) {});
}

}  // namespace certlife::conformance
