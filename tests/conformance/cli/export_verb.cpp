#include "tests/conformance/cli/export_verb.h"

#include <cctype>
#include <filesystem>
#include <iostream>
#include <stdexcept>

#include "model/export/export.h"
#include "model/export/printable.h"
#include "model/export/spelling.h"
#include "model/tool/help.h"
#include "model/tool/output_file.h"
#include "model/tool/tool.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "tests/conformance/cli/counterexamples.h"

namespace certlife::conformance {
namespace {

// The telling part of a file's name, for the names in what is made of it.
std::string slug_from(const std::string& path) {
  if (path == "-") return "exported";
  std::string stem = std::filesystem::path(path).stem().string();
  for (char& c : stem) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return identifier_from(stem);
}

int export_one(const ExportOptions& options, Format format) {
  Exported what;
  what.name = options.trace == "-" ? "standard input" : options.trace;
  what.lines = trace::read_all(trace::Reader::open(options.trace));
  if (what.lines.empty()) throw trace::BadInput(what.name, "there is no call in it");
  what.slug = slug_from(options.trace);
  const std::string text = exported_text(what, format, options.reading);
  tool::write_file(options.out.empty() ? "-" : options.out, text);
  return 0;
}

// What cannot be expressed is said, and the others are written all the same.
int export_report(const ExportOptions& options, Format format) {
  if (options.out.empty()) throw std::runtime_error("export --from wants --out DIRECTORY");
  const auto all = counterexamples_of(options.from, options.clause, options.target);
  std::filesystem::create_directories(options.out);
  int exit_code = 0;
  for (const Exported& each : all) {
    const auto path = std::filesystem::path(options.out) / (each.slug + std::string(extension_of(format)));
    try {
      tool::write_file(path.string(), exported_text(each, format, options.reading));
      std::cout << printable(path.string()) << "\n";
    } catch (const trace::BadInput& error) {
      tool::complain("certlife-conform", each.slug + ": " + error.message());
      exit_code = 2;
    }
  }
  return exit_code;
}

}  // namespace

CLI::App* add_export(CLI::App& app, ExportOptions& options) {
  CLI::App* verb = app.add_subcommand("export", "Turn a trace, or the counterexamples of a report, into tests and charts");
  verb->add_option("TRACE", options.trace, "A trace, - for standard input");
  verb->add_option("--from", options.from, "A report of conform --json instead: one file for each counterexample");
  verb->add_option("--to", options.to, "gtest, c, winetest, trace, smt2, mermaid or svg")->required();
  verb->add_option("--out", options.out, "The file to write, or with --from the directory; else standard output");
  verb->add_option("--clause", options.clause, "Of a report only this clause, as CLOSE-8");
  verb->add_option("--target", options.target, "Of a report only this target, as wine-8.0");
  verb->add_option("--reading", options.reading, "page, header or windows")->capture_default_str();
  tool::describe(*verb, "export",
                 {{"export found.jsonl --to gtest --out found_test.cpp", "one trace"},
                  {"export --from report.json --to winetest --out tests", "every counterexample of a report"}},
                 {{0, "written"}, {2, "bad input, or another error of the tool"}});
  return verb;
}

int export_trace(const ExportOptions& options) {
  const Format format = format_named(options.to);
  if (options.trace.empty() == options.from.empty()) throw std::runtime_error("export wants either a TRACE or --from REPORT.json");
  if (options.from.empty() && !(options.clause.empty() && options.target.empty()))
    throw std::runtime_error("--clause and --target choose among the counterexamples of --from");
  return options.from.empty() ? export_one(options, format) : export_report(options, format);
}

}  // namespace certlife::conformance
