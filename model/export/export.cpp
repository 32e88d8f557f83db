#include "model/export/export.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "model/export/mermaid.h"
#include "model/export/printable.h"
#include "model/export/render.h"
#include "model/export/smt2.h"
#include "model/export/spelling.h"
#include "model/export/svg.h"
#include "model/ledger/ledger.h"
#include "model/trace/bad_input.h"
#include "model/trace/writer.h"

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
std::string chart_title(const Exported& what, const std::vector<AnnotatedCall>& story) {
  if (!what.subject.empty()) return what.title + ": " + what.subject;
  const auto rejected = std::find_if(story.begin(), story.end(), [](const AnnotatedCall& each) { return each.is_rejected(); });
  const model::Clause* clause = rejected == story.end() || !what.title.empty() ? nullptr : model::Ledger::load().find(rejected->broken);
  return clause ? clause->id + ": " + clause->text : what.title;
}

std::string svg_text(const Exported& what, const std::string& reading, const std::vector<AnnotatedCall>& story) {
  return svg_of(what.lines, {reading, chart_title(what, story), false, true});
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

}  // namespace certlife::conformance
