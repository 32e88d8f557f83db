#include "tests/conformance/cli/trial_options.h"

#include <CLI/CLI.hpp>

#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {

std::vector<std::string> TrialOptions::targets() const {
  std::vector<std::string> names = harnesses;
  for (const std::string& place : wines) names.push_back(std::string(wine_prefix) + place);
  return names;
}

void add_target_options(CLI::App& verb, TrialOptions& options) {
  verb.add_option("--harness", options.harnesses, "A harness's command line, split as a shell does; may be repeated")->allow_extra_args(false);
  verb.add_option("--wine", options.wines, "Another Wine: its directory, a prefix, or a command; may be repeated")->allow_extra_args(false);
  verb.add_option("--patience", options.patience, "Seconds that a call may take")->check(CLI::Range(0.05, 3600.0));
}

void add_ways_to_name_the_target(CLI::App& verb) {
  CLI::Option* target = verb.get_option("--target");
  CLI::Option* harness = verb.add_option("--harness", "A harness's command line, split as a shell does")->excludes(target);
  CLI::Option* wine = verb.add_option("--wine", "Another Wine: its directory, a prefix, or a command")->excludes(target)->excludes(harness);
  verb.final_callback([=] {
    for (const auto& [option, before] : {std::pair(harness, std::string()), std::pair(wine, std::string(wine_prefix))}) {
      if (option->count() == 0) continue;
      target->add_result(before + option->as<std::string>());
      target->run_callback();
    }
  });
}

void add_trial_options(CLI::App& verb, TrialOptions& options) {
  add_target_options(verb, options);
  verb.add_option("--only", options.only, "Report on this clause only, as CLOSE-5; may be repeated")->allow_extra_args(false);
  verb.add_option("--kind", options.kinds, "Only programs about this kind: cert, crl or ctl; may be repeated")->allow_extra_args(false);
  verb.add_flag("--only-open", options.only_open, "Only the programs that ask what the documents leave open");
  verb.add_flag("--list", options.list, "Print what would be run, by level and by clause");
  verb.add_flag("--dry-run", options.dry_run, "Print the programs that would be sent, as traces");
  verb.add_option("--write-programs", options.write_programs, "Write the requests that would be sent to a file, for --judge");
  CLI::Option* judge = verb.add_option("--judge", options.judge, "Judge the replies in this file; nothing is run");
  verb.add_option("--programs", options.programs, "The requests that the replies answer, where they do not repeat them")->needs(judge);
}

}  // namespace certlife::conformance
