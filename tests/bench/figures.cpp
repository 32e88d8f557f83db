#include "tests/bench/figures.h"

#include <sstream>

namespace certlife::bench {

Figures parse_figures(const std::string& text) {
  Figures figures;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string operation;
    std::size_t n = 0;
    double nanoseconds = 0;
    if (words >> operation >> n >> nanoseconds) figures[operation] = nanoseconds;
  }
  return figures;
}

}  // namespace certlife::bench
