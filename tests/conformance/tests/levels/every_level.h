// What a default run would send, level by level.
#pragma once

#include <functional>
#include <vector>

#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/model_port.h"

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
