#include "tests/conformance/export/export.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "model/clauses/ledger.h"
#include "model/tool/output_file.h"
#include "model/tool/tool.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/export/counterexamples.h"
#include "tests/conformance/export/mermaid.h"
#include "tests/conformance/export/printable.h"
#include "tests/conformance/export/render.h"
#include "tests/conformance/export/smt2.h"
#include "tests/conformance/export/spelling.h"
#include "tests/conformance/export/svg.h"

namespace certlife::conformance {
namespace {

struct FormatWords {
  Format format;
  std::string_view name, extension;
};
constexpr std::array<FormatWords, 7> formats{{{Format::gtest, "gtest", ".cpp"},
                                              {Format::c, "c", ".c"},
                                              {Format::winetest, "winetest", ".c"},
                                              {Format::trace, "trace", ".jsonl"},
                                              {Format::smt2, "smt2", ".smt2"},
                                              {Format::mermaid, "mermaid", ".mmd"},
                                              {Format::svg, "svg", ".svg"}}};

// The licence stands in a key of the version line: a trace has no comments, and readers pass unknown keys over.
std::string trace_text(const Exported& what) {
  std::string text = "{\"certlife-trace\":1,\"license\":\"SPDX-License-Identifier: CC0-1.0\"}\n";
  for (const auto& line : what.lines) text += trace::to_text(line) + "\n";
  return text;
}

// A chart has no comment to say it: which clause it is about, and what that says.
std::string chart_title(const Exported& what, const std::vector<Moment>& story) {
  if (!what.subject.empty()) return what.title + ": " + what.subject;
  const auto rejected = std::find_if(story.begin(), story.end(), [](const Moment& each) { return each.is_rejected(); });
  const model::Clause* clause = rejected == story.end() || !what.title.empty() ? nullptr : model::Ledger::load().find(rejected->broken);
  return clause ? clause->id + ": " + clause->text : what.title;
}

std::string svg_text(const Exported& what, const std::string& reading, const std::vector<Moment>& story) {
  return svg_of(what.lines, {reading, chart_title(what, story), false, true});
}

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

Format format_named(std::string_view name) {
  std::string known;
  for (const FormatWords& each : formats) {
    if (each.name == name) return each.format;
    known += (known.empty() ? "" : ", ") + std::string(each.name);
  }
  throw std::invalid_argument("there is no format \"" + printable(name) + "\"; there are " + known);
}

std::string_view extension_of(Format format) {
  return std::find_if(formats.begin(), formats.end(), [&](const FormatWords& each) { return each.format == format; })->extension;
}

std::string exported_text(const Exported& what, Format format, const std::string& reading) {
  const auto story = story_of(what.lines, reading, what.name);
  const auto program = [&] {
    return program_of(story, {what.title, what.slug, what.target, what.name, what.ends_process});
  };
  switch (format) {
    case Format::gtest: return gtest_text(program());
    case Format::c: return c_text(program());
    case Format::winetest: return winetest_text(program());
    case Format::trace: return trace_text(what);
    case Format::smt2: return smt2_of(story, what.title, reading, what.name);
    case Format::mermaid: return mermaid_of(story, chart_title(what, story));
    case Format::svg: return svg_text(what, reading, story);
  }
  return "";
}

int export_trace(const ExportOptions& options) {
  const Format format = format_named(options.to);
  if (options.trace.empty() == options.from.empty()) throw std::runtime_error("export wants either a TRACE or --from REPORT.json");
  if (options.from.empty() && !(options.clause.empty() && options.target.empty()))
    throw std::runtime_error("--clause and --target choose among the counterexamples of --from");
  return options.from.empty() ? export_one(options, format) : export_report(options, format);
}

}  // namespace certlife::conformance
