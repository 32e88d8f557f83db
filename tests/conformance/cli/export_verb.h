// The verb `export`: a trace, or each counterexample of a report, as a test somebody else can commit or as a chart.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace certlife::conformance {

struct ExportOptions {
  std::string trace, from;          // One of them: a trace ("-": standard input), or a report of conform --json.
  std::string to, out;              // A format; a file (empty or "-": standard output), for a report a directory.
  std::string clause, target;       // Of a report: only these.
  std::string reading = "windows";
};

// The exit code: 0, or 2 after one line on standard error. Throws what reading the input throws.
int export_trace(const ExportOptions& options);

CLI::App* add_export(CLI::App& app, ExportOptions& options);

}  // namespace certlife::conformance
