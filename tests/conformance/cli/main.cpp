// certlife-conform: is an implementation right? Verbs conform, accept, expire, replay, export, hunt, fingerprint, diff, coverage and list.
#include <iostream>

#include "model/export/svg.h"
#include "model/ledger/ledger.h"
#include "model/tool/help.h"
#include "model/tool/interrupts.h"
#include "model/tool/tool.h"
#include "model/trace/vocabulary.h"
#include "tests/conformance/cli/conform.h"
#include "tests/conformance/cli/export_verb.h"
#include "tests/conformance/cli/known_verbs.h"
#include "tests/conformance/cli/replay.h"
#include "tests/conformance/cli/replay_calls.h"
#include "tests/conformance/cli/verbs.h"
#include "tests/conformance/target/known_targets.h"

namespace {

using namespace certlife::conformance;
namespace tool = certlife::tool;

void list_targets() {
  std::cout << "certlife  the bundled library; certlife:checked in checked mode, which detects misuse\n";
  const std::string reason = reason_against_wine();
  std::cout << "wine      Wine's crypt32" << (reason.empty() ? "" : ": not available: " + reason) << "\n";
  std::cout << "model     the model itself; model:FAULT with a planted fault\n";
  std::cout << "          any other Wine: --wine DIR|COMMAND; any harness that speaks the protocol: --harness COMMAND\n";
}

void list_calls() {
  for (const auto& call : certlife::trace::calls()) std::cout << call.name << "\n";
}

CLI::App* add_conform(CLI::App& app, ConformOptions& options) {
  CLI::App* verb = app.add_subcommand("conform", "Judge implementations, clause by clause");
  verb->add_option("--target", options.targets, "certlife, wine, model, model:FAULT, or a harness's command line; may be repeated")->allow_extra_args(false);
  verb->add_option("--reading", options.reading, "page, header or windows")->capture_default_str();
  add_trial_options(*verb, options.trial);
  verb->add_option("--seed", options.seed, "Seed of the random walks")->capture_default_str();
  verb->add_option("--depth", options.depth, "Search depth of every alphabet, instead of its own")->check(CLI::Range(0, 12));
  verb->add_option("--random", options.random, "Number of random walks")->capture_default_str();
  verb->add_option_function<std::string>("--level", [&options](const std::string& text) { options.levels = parse_levels(text); },
                                         "Some of clauses,windows,exhaustive,tour,walks,random,soak; default: all");
  verb->add_option("--budget", options.budget, "Time budget of each target, as 60s or 5m; 0: no limit")->capture_default_str();
  verb->add_option_function<std::string>("--shard", [&options](const std::string& text) { options.shard = parse_shard(text); },
                                         "I/N: only the I-th of N equal parts of every level");
  verb->add_option("--coverage", options.coverage, "Write what was covered, for coverage merge");
  verb->add_option("--json", options.json, "Write the report as JSON");
  verb->add_option("--junit", options.junit, "Write the report as JUnit XML");
  verb->add_option("--html", options.html, "Write the report as one page for a browser");
  verb->add_option("--expected", options.expected, "Known deviations instead of the built-in file");
  verb->add_option("--write-expected", options.write_expected, "Write the deviations found as a file of known ones; one that is there is brought up to date, with the note, ticket and expires of each cause");
  tool::describe(*verb, "conform",
                 {{"conform", "the bundled library and Wine, side by side"},
                  {"conform --harness 'python3 harness.py' --level clauses", "your own implementation, first steps"},
                  {"conform --target wine --only CLOSE-7 --html report.html", "one clause, as a page with the counterexamples"}},
                 {{0, "everything as expected"},
                  {1, "a deviation that is not expected, or an unexpected pass"},
                  {2, "bad input, or another error of the tool"},
                  {3, "a target died too often to be judged"}});
  return verb;
}

struct Replay {
  std::string trace, calls, target = "certlife", reading = "windows";
  std::size_t times = 1;
  TrialOptions trial;

  std::string the_target() const {
    const auto others = trial.targets();
    if (others.size() > 1) throw std::runtime_error("replay: one target at a time");
    return others.empty() ? target : others.front();
  }
};

CLI::App* add_replay(CLI::App& app, Replay& options) {
  CLI::App* verb = app.add_subcommand("replay", "Run the calls of a trace on a target again and compare the results");
  CLI::Option* trace = verb->add_option("TRACE", options.trace, "A trace, - for standard input");
  CLI::Option* calls = verb->add_option("--calls", options.calls, "Instead of a trace: calls as reports print them, separated by \";\"")->excludes(trace);
  verb->add_option("--times", options.times, "How often to run --calls")->check(CLI::Range(1, 1000000))->needs(calls);
  verb->add_option("--target", options.target, "As for conform")->capture_default_str();
  add_target_options(*verb, options.trial);
  verb->add_option("--reading", options.reading, "page, header or windows")->capture_default_str();
  tool::describe(*verb, "replay",
                 {{"replay found.jsonl --target wine", "does it still do what the trace says, and is that allowed?"},
                  {"replay found.jsonl --wine ~/wine/build", "for git bisect run: 0 if what this Wine does is allowed, 1 if not"},
                  {"replay --target wine --calls 's1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 2)'", "is what it does allowed?"}},
                 {{0, "allowed, whether the results are those of the trace or others"},
                  {1, "not allowed"},
                  {2, "bad input, or another error of the tool"},
                  {3, "no call was judged"}});
  return verb;
}

void add_version(CLI::App& app) {
  const std::string text = std::string("certlife ") + CERTLIFE_VERSION;
  app.set_version_flag("--version", text, "Print the version and exit");
  for (CLI::App* verb : app.get_subcommands(nullptr)) verb->set_version_flag("--version", text, "Print the version and exit");
}

int run(int count, char** arguments) {
  CLI::App app("Tests implementations of certificate stores against the model", "certlife-conform");
  app.require_subcommand(1);
  tool::describe(app, "", {}, {});
  ConformOptions conform_options;
  CLI::App* conform_verb = add_conform(app, conform_options);
  Replay replay_options;
  CLI::App* replay_verb = add_replay(app, replay_options);
  SearchVerbs search(app);
  for (const char* verb : {"hunt", "fingerprint"}) add_ways_to_name_the_target(*app.get_subcommand(verb));
  ExportOptions export_options;
  CLI::App* export_verb = add_export(app, export_options);
  AcceptOptions accept_options;
  CLI::App* accept_verb = add_accept(app, accept_options);
  ExpireOptions expire_options;
  CLI::App* expire_verb = add_expire(app, expire_options);
  std::string what;
  CLI::App* list = app.add_subcommand("list", "List targets or calls");
  list->add_option("WHAT", what)->required()->check(CLI::IsMember({"targets", "calls"}));
  tool::describe(*list, "list", {}, {});
  add_version(app);
  if (const auto code = tool::parse(app, count, arguments)) return *code;
  conform_options.charts = {[](const auto& calls, const auto& reading) { return svg_of(calls, {reading, "", true, false}); }, svg_style()};
  if (*conform_verb) return conform(conform_options);
  if (*replay_verb && replay_options.trace.empty() && replay_options.calls.empty()) throw std::runtime_error("replay: name a TRACE, or give --calls");
  if (*replay_verb && replay_options.trace.empty())
    return replay_calls(replay_options.calls, replay_options.the_target(), replay_options.reading, replay_options.times);
  if (*replay_verb) return replay(replay_options.trace, replay_options.the_target(), replay_options.reading);
  if (const auto code = search.run()) return *code;
  if (*accept_verb) return accept(accept_options);
  if (*expire_verb) return expire(expire_options);
  if (*export_verb) return export_trace(export_options);
  what == "targets" ? list_targets() : list_calls();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  certlife::tool::tidy_up_when_interrupted();
  return certlife::tool::run("certlife-conform", [&] { return run(count, arguments); });
}
