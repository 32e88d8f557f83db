// A trace as a test that somebody else can commit, as a chart, or as a question to a solver.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/trace/line.h"

namespace certlife::conformance {

enum class Format : std::uint8_t { gtest, c, winetest, trace, smt2, mermaid, svg };

// Throws std::invalid_argument that names the formats.
Format format_named(std::string_view name);
std::string_view extension_of(Format format);  // ".cpp"

// What is exported, and what is known about it.
struct Exported {
  std::vector<trace::Line> lines;
  std::string name = "trace";    // What complaints call it.
  std::string slug = "exported"; // An identifier: names tests and files.
  std::string title;
  std::string subject;           // What the title's clause says.
  std::string target;            // Where it was seen.
  bool ends_process = false;     // Its last call did not come back.
};

// Throws trace::BadInput for what this format can not express.
std::string exported_text(const Exported& what, Format format, const std::string& reading);

}  // namespace certlife::conformance
