// The command line of `export`.
#pragma once

#include <CLI/CLI.hpp>

#include "tests/conformance/export/export.h"

namespace certlife::conformance {

inline CLI::App* add_export(CLI::App& app, ExportOptions& options) {
  CLI::App* verb = app.add_subcommand("export", "Turn a trace, or the counterexamples of a report, into tests and charts");
  verb->add_option("TRACE", options.trace, "A trace, - for standard input");
  verb->add_option("--from", options.from, "A report of conform --json instead: one file for each counterexample");
  verb->add_option("--to", options.to, "gtest, c, winetest, trace, smt2, mermaid or svg")->required();
  verb->add_option("--out", options.out, "The file to write, or with --from the directory; else standard output");
  verb->add_option("--clause", options.clause, "Of a report only this clause, as CLOSE-8");
  verb->add_option("--target", options.target, "Of a report only this target, as wine-8.0");
  verb->add_option("--reading", options.reading, "page, header or windows")->capture_default_str();
  return verb;
}

}  // namespace certlife::conformance
