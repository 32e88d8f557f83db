// What Windows was seen to do: the traces of model/trace/windows/, with what stands there beside the calls.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/trace/embedded_file.h"
#include "model/trace/line.h"

namespace certlife::trace {

// A line, and what is known of its results beyond the values that stand in it.
struct SeenLine {
  Line line;
  std::vector<Value> other_last_errors;  // Codes that Windows may set as well; resolved.
  std::vector<std::string> only_named;   // "ret" or an out parameter: it is not NULL or 0, and nothing more is asserted.

  bool only_names(std::string_view result) const;
};

struct WindowsTrace {
  std::string name;  // Of its file, without the ending.
  std::string title;
  std::string source;                // "windows test testCloseStore"
  std::vector<std::string> facts;    // Of windows/facts.table.
  std::vector<std::string> clauses;  // That it shows.
  std::vector<SeenLine> lines;
};

// A fact that a test on Windows asserts, a row of windows/facts.table.
struct WindowsFact {
  std::string id, text;
  std::string lacking;  // Why there is no trace of it, "not in this world yet: links"; empty: there is one.
};

// Throw BadInput, which names the file, the line and, of a trace, the column.
WindowsTrace parse_windows_trace(std::string_view name, std::string_view text);
std::vector<WindowsFact> parse_windows_facts(std::string_view name, std::string_view text);

// What the build embedded; parsed once, in the order of their names. Threads may share it.
const std::vector<WindowsTrace>& windows_traces();
const std::vector<WindowsFact>& windows_facts();

std::span<const EmbeddedFile> embedded_windows_files();

}  // namespace certlife::trace
