// What a benchmark measured.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace certlife::bench {

using Figures = std::map<std::string, double>;  // Nanoseconds by operation.

// Lines "operation N nanoseconds"; others are passed over.
Figures parse_figures(const std::string& text);

// What can be measured: the operations on stores, and each of the tools.
std::vector<std::string> subjects();

// Measures one tool and prints its table; the exit code.
int run(const std::string& subject);

}  // namespace certlife::bench
