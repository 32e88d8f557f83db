// certlife-prove: proves every claim and refutes every mutant, or names those it could not.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <optional>

#include "model/tool/help.h"
#include "model/tool/output_file.h"
#include "model/tool/tool.h"
#include "proofs/prove/claim_list.h"
#include "proofs/prove/prover.h"
#include "proofs/refute/refuter.h"
#include "proofs/report_json.h"
#include "proofs/prove/smt2.h"

namespace {

using namespace certlife::proofs;
namespace tool = certlife::tool;

struct Options {
  std::string only;
  std::string json;
  std::string smt2;
  bool cvc5 = false;
  bool verbose = false;
  bool faults = false;
};

// A fault that survives counts as a refuted claim does.
int exit_code(const Report& report, const std::vector<Refutation>& refutations) {
  for (const Refutation& each : refutations) {
    if (!each.refuted()) return 1;
  }
  if (report.worst() == Status::refuted) return 1;
  return report.worst() == Status::unknown || !report.unreached().empty() ? 3 : 0;
}

void print(const Refutation& it, bool verbose) {
  fmt::print("{}\n    {} in {:.0f} ms: {}\n", it.sentence, it.refuted() ? "REFUTED" : "SURVIVED", it.milliseconds, it.fault);
  if (!it.unprovable.empty()) fmt::print("    no proof any more of {}\n", it.unprovable);
  if (it.shown.found) fmt::print("    {} calls break {}{}\n", it.shown.calls.size(), it.shown.by, it.refuted() ? ":" : "");
  else fmt::print("    no calls found that break a claim ({} worlds)\n", it.shown.worlds);
  for (const std::string& call : it.shown.calls) fmt::print("      {}\n", call);
  if (verbose) fmt::print("    {} worlds visited\n", it.shown.worlds);
}

std::vector<Refutation> run_faults(const Options& options) {
  auto refutations = refute(options.only);
  if (refutations.empty()) throw std::runtime_error("there is no fault named " + options.only);
  std::size_t refuted = 0;
  std::size_t longest = 0;
  for (const Refutation& each : refutations) {
    if (options.json != "-") print(each, options.verbose);
    refuted += each.refuted() ? 1 : 0;
    longest = std::max(longest, each.shown.calls.size());
  }
  if (options.json != "-") fmt::print("\n{} of {} seeded faults refuted, each by the fewest calls of a small scope; the longest takes {}.\n", refuted, refutations.size(), longest);
  return refutations;
}

int run_refute(const Options& options) {
  const auto refutations = run_faults(options);
  if (!options.json.empty()) certlife::tool::write_file(options.json, to_json({}, refutations) + "\n");
  return exit_code({}, refutations);
}

void confirm(const Smt2Export& questions, bool quiet) {
  const Confirmation said = ask_cvc5(questions.write());
  if (!quiet) fmt::print("cvc5 confirms {} of {} obligations.\n", said.confirmed, said.confirmed + said.other);
  if (said.other != 0) throw std::runtime_error("cvc5 does not confirm every obligation");
}

int run_prove(const Options& options) {
  Wanted wanted;
  wanted.only = options.only;
  wanted.counterexamples = options.verbose;
  const bool quiet = options.json == "-";
  const bool exports = options.cvc5 || !options.smt2.empty();
  const auto folder = options.smt2.empty() ? std::filesystem::temp_directory_path() / "certlife-smt2" : std::filesystem::path(options.smt2);
  std::optional<Smt2Export> questions;
  if (exports) questions.emplace(folder);
  const Report report = prove(wanted, exports ? questions->observer() : Observer{});
  if (report.obligations.empty()) throw std::runtime_error("there is no claim named " + options.only);
  if (!quiet) print(std::cout, report, options.verbose);
  if (options.cvc5) confirm(*questions, quiet); else if (exports) questions->write();
  std::vector<Refutation> refutations;
  Options all = options;
  all.only.clear();
  if (options.faults) refutations = run_faults(all);
  if (!options.json.empty()) certlife::tool::write_file(options.json, to_json(report, refutations) + "\n");
  return exit_code(report, refutations);
}

int print_claims() {
  std::cout << list_claims();
  return 0;
}

int run_ask() { throw std::runtime_error("ask is not available yet"); }

void add_options(CLI::App& verb, Options& options) {
  verb.add_option("--only", options.only, "One claim, or one fault to refute, by its name")->type_name("NAME");
  verb.add_option("--json", options.json, "Write the result as JSON to this file; - is standard output")->type_name("FILE");
  verb.add_flag("--verbose", options.verbose, "Show every obligation, and the solver's model of a refuted one");
}

CLI::App* add_prove(CLI::App& app, Options& options) {
  CLI::App* verb = app.add_subcommand("prove", "Prove every claim, for any number of stores, contexts and references");
  add_options(*verb, options);
  verb->add_option("--smt2", options.smt2, "Write the obligations as SMT-LIB to this folder")->type_name("DIR");
  verb->add_flag("--cvc5", options.cvc5, "Let cvc5 confirm every obligation");
  verb->add_flag("--faults", options.faults, "Refute the seeded faults as well");
  tool::describe(*verb, "prove",
                 {{"prove --only every_reference_is_owned --verbose", "one claim, with its obligations"},
                  {"prove --smt2 questions", "for a solver of your own"}},
                 {{0, "all proved, every fault refuted"}, {1, "a claim is refuted or a fault survived"}, {2, "an error of the tool"}, {3, "else, if one is unknown"}});
  return verb;
}

CLI::App* add_refute(CLI::App& app, Options& options) {
  CLI::App* verb = app.add_subcommand("refute", "Refute every seeded fault by the fewest calls");
  add_options(*verb, options);
  tool::describe(*verb, "refute", {{"refute", "each fault with the calls that break a claim"}},
                 {{0, "every fault is refuted"}, {1, "a fault survived"}, {2, "an error of the tool"}});
  return verb;
}

int run(int count, char** arguments) {
  CLI::App app{"Proves what the model promises, for any number of stores, contexts and references."};
  Options options;
  app.require_subcommand(1);
  tool::describe(app, "prove", {}, {});
  add_prove(app, options);
  auto* refute = add_refute(app, options);
  auto* list = app.add_subcommand("list", "Print the claims")->require_subcommand(1);
  auto* claims = list->add_subcommand("claims", "Every claim that is proved, by subject, with the values of choices that it needs");
  tool::describe(*claims, "list claims", {}, {});
  auto* ask = app.add_subcommand("ask", "Ask whether a sentence of your own holds; not available yet");
  ask->allow_extras();
  tool::describe(*ask, "ask", {}, {});
  if (const auto code = tool::parse(app, count, arguments)) return *code;
  if (ask->parsed()) return run_ask();
  if (list->parsed()) return print_claims();
  return refute->parsed() ? run_refute(options) : run_prove(options);
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife-prove", [&] { return run(count, arguments); });
}
