// The verb `conform`: runs the campaigns, side by side, and reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/conformance/campaign/level.h"
#include "tests/conformance/cli/trial_options.h"
#include "tests/conformance/report/report_html.h"

namespace certlife::conformance {

struct ConformOptions {
  std::vector<std::string> targets;  // Empty: the bundled library and, where it is there, Wine.
  std::string reading = "windows";
  TrialOptions trial;                // Who is on trial, and for what.
  std::uint64_t seed = 1;
  std::optional<int> depth;
  std::size_t random = 1500;         // Random programs.
  std::string json, junit, html;     // Files; empty: none. "-" is standard output.
  std::string expected;
  std::string write_expected;
  Charts charts;                     // For the page.
  bool quiet = false;                // No table.
  Levels levels = every_level();
  std::string budget = "60s";        // For all levels of a target; "0": to their ends.
  Shard shard;
  std::string coverage;              // A file; empty: none.
};

struct CampaignOptions;
// What a campaign on any target gets from these. Throws std::runtime_error for a clause or kind that is not there.
CampaignOptions campaign_options(const ConformOptions& options);

// The exit code. Throws std::runtime_error, or what its parts throw, for bad input.
int conform(const ConformOptions& options);

}  // namespace certlife::conformance
