// What Windows was seen to do, listed for people.
#pragma once

#include <string>

namespace certlife::trace {

// Each trace with its source, its facts and its clauses.
std::string list_windows_traces();

// Each fact with the traces that show it, or why there is none: a table in Markdown.
std::string list_windows_facts();

}  // namespace certlife::trace
