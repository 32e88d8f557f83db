// The options of `conform` that say who is on trial and for what.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace certlife::conformance {

struct TrialOptions {
  std::vector<std::string> only, kinds;
  std::vector<std::string> harnesses, wines;
  double patience = 0;  // Seconds a call may take; 0: as always.
  bool only_open = false, list = false, dry_run = false;
  std::string write_programs, judge, programs;

  // The targets that are named, as open_port() takes them.
  std::vector<std::string> targets() const;
};

// Those that say who is on trial, for any verb that runs something.
void add_target_options(CLI::App& verb, TrialOptions& options);
void add_trial_options(CLI::App& verb, TrialOptions& options);
// For a verb whose --target is one: --harness and --wine name it as they do for conform.
void add_ways_to_name_the_target(CLI::App& verb);

}  // namespace certlife::conformance
