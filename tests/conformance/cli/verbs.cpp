#include "tests/conformance/cli/verbs.h"

#include <iostream>

#include "model/tool/help.h"
#include "model/tool/output_file.h"
#include "tests/conformance/campaign/coverage.h"
#include "tests/conformance/campaign/fingerprint.h"
#include "tests/conformance/campaign/hunt.h"
#include "tests/conformance/campaign/level.h"
#include "tests/conformance/campaign/readings_diff.h"

namespace certlife::conformance {
namespace {

int merge(const std::vector<std::string>& files, const std::string& output) {
  CoverageOfTargets all;
  for (const auto& file : files) add_coverage(all, read_coverage(file), file);
  tool::write_file(output, coverage_text(all));
  if (output != "-") std::cout << coverage_summary(all);
  return 0;
}

int show(const std::vector<std::string>& files) {
  for (const auto& file : files) std::cout << coverage_summary(read_coverage(file));
  return 0;
}

}  // namespace

struct SearchVerbs::Parsed {
  CLI::App *hunt_verb, *fingerprint_verb, *diff_verb, *merge_verb, *show_verb;
  HuntOptions hunting;
  std::string target = "certlife", one, other, output;
  std::vector<std::string> files;
};

SearchVerbs::SearchVerbs(CLI::App& app) : parsed_(std::make_unique<Parsed>()) {
  Parsed& it = *parsed_;
  it.hunt_verb = app.add_subcommand("hunt", "Search for deviations until stopped, and save a trace of each");
  it.hunt_verb->add_option("--target", it.hunting.target, "As for conform")->capture_default_str();
  it.hunt_verb->add_option("--reading", it.hunting.reading, "page, header or windows")->capture_default_str();
  it.hunt_verb->add_option_function<std::string>("--for", [&it](const std::string& text) { it.hunting.time = parse_duration(text, "--for"); },
                                                 "Stop after this time, as 30s or 2h");
  it.hunt_verb->add_option("--save", it.hunting.save, "A directory for the traces");
  it.hunt_verb->add_option("--seed", it.hunting.seed, "Of the first round")->capture_default_str();
  tool::describe(*it.hunt_verb, "hunt", {{"hunt --target wine --for 10m --save found", "a trace of each deviation, the shortest program"}},
                 {{0, "nothing found"}, {1, "deviations found"}, {2, "bad input, or another error of the tool"}, {3, "the target died too often to be judged"}});

  it.fingerprint_verb = app.add_subcommand("fingerprint", "Which value of each choice does a target take?");
  it.fingerprint_verb->add_option("--target", it.target, "As for conform")->capture_default_str();

  tool::describe(*it.fingerprint_verb, "fingerprint", {{"fingerprint --target wine", "what it does where the documents leave a choice"}},
                 {{0, "answered"}, {2, "bad input, or another error of the tool"}});

  it.diff_verb = app.add_subcommand("diff", "The shortest program on which two readings differ");
  it.diff_verb->add_option("READING", it.one, "page, header or windows, also with values put in place: windows,force_commits=no")->required();
  it.diff_verb->add_option("OTHER", it.other, "The same")->required();

  tool::describe(*it.diff_verb, "diff", {{"diff page windows", "the fewest calls by which the readings can be told apart"}},
                 {{0, "answered"}, {2, "bad input, or another error of the tool"}});

  CLI::App* coverage = app.add_subcommand("coverage", "Add up and show what runs have covered");
  coverage->require_subcommand(1);
  tool::describe(*coverage, "coverage", {{"coverage merge one.json two.json -o all.json", "of two shards"}}, {{0, "done"}, {2, "bad input, or another error of the tool"}});
  it.merge_verb = coverage->add_subcommand("merge", "Add up the coverage of several runs");
  it.merge_verb->add_option("FILES", it.files, "Written by conform --coverage")->required();
  it.merge_verb->add_option("-o,--output", it.output, "A file; - for standard output")->required();
  it.show_verb = coverage->add_subcommand("show", "Show how much was covered");
  it.show_verb->add_option("FILES", it.files, "Written by conform --coverage")->required();
  tool::describe(*it.merge_verb, "coverage merge", {}, {{0, "done"}, {2, "bad input, or another error of the tool"}});
  tool::describe(*it.show_verb, "coverage show", {}, {{0, "done"}, {2, "bad input, or another error of the tool"}});
}

SearchVerbs::~SearchVerbs() = default;

std::optional<int> SearchVerbs::run() {
  const Parsed& it = *parsed_;
  if (*it.hunt_verb) return hunt(it.hunting);
  if (*it.fingerprint_verb) return fingerprint(it.target);
  if (*it.diff_verb) return diff(it.one, it.other);
  if (*it.merge_verb) return merge(it.files, it.output);
  if (*it.show_verb) return show(it.files);
  return std::nullopt;
}

}  // namespace certlife::conformance
