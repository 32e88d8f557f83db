// The words of a command line, as a shell would split them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certlife::conformance {

// Splits at blanks, but not inside '…' or "…" or after a backslash. Nothing is expanded: no variables, no patterns, no
// pipes; who wants those starts a shell, `sh -c '…'`. Throws std::invalid_argument for a quotation mark without its
// partner, or if there is no word.
std::vector<std::string> shell_words(std::string_view line);

}  // namespace certlife::conformance
