#include "model/trace/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace certlife::trace {

// One row of the table of Levenshtein at a time.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t before = row[0]++;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t changed = before + (one[i] == other[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, before + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::string_view nearest(std::string_view misspelt, std::span<const std::string_view> names, std::size_t farthest) {
  std::string_view found;
  for (const std::string_view name : names) {
    const std::size_t length = std::max(name.size(), misspelt.size()) - std::min(name.size(), misspelt.size());
    if (length > farthest) continue;
    const std::size_t far = distance(misspelt, name);
    if (far > farthest) continue;
    found = name;
    if (far == 0) break;
    farthest = far - 1;
  }
  return found;
}

std::string did_you_mean(std::string_view name) {
  return name.empty() ? "" : "; did you mean " + std::string(name) + "?";
}

}  // namespace certlife::trace
