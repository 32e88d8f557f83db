// certlife-prove: proves every claim, or shows which fails.
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

#include "proofs/prover.h"
#include "proofs/report_json.h"

namespace {

using namespace certlife::proofs;

struct Options {
  std::string only;
  std::string json;
  std::string smt2;
  bool cvc5 = false;
  bool verbose = false;
};

void write(const std::string& path, const std::string& text) {
  if (path == "-") { std::cout << text << "\n"; return; }
  std::ofstream stream(path);
  stream << text << "\n";
  if (!stream) throw std::runtime_error("cannot write " + path);
}

int exit_code(const Report& report) {
  if (report.worst() == Status::refuted) return 1;
  return report.worst() == Status::unknown || !report.unreached().empty() ? 3 : 0;
}

int run_prove(const Options& options) {
  Wanted wanted;
  wanted.only = options.only;
  wanted.counterexamples = options.verbose;
  const Report report = prove(wanted);
  if (report.obligations.empty()) throw std::runtime_error("there is no claim named " + options.only);
  if (options.json != "-") print(std::cout, report, options.verbose);
  if (!options.json.empty()) write(options.json, to_json(report));
  return exit_code(report);
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app{"Proves what the model promises, for any number of stores, contexts and references."};
  Options options;
  app.add_option("--only", options.only, "the name of one claim");
  app.add_option("--json", options.json, "write the result as JSON to this file; - is standard output");
  app.add_flag("--verbose", options.verbose, "show every obligation, and the solver's model of a refuted one");
  try {
    app.parse(count, arguments);
    return run_prove(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "certlife-prove: " << error.what() << "\n";
    return 2;
  }
}
