// The report for a browser: one page that needs nothing else, with JavaScript as a table that can be filtered and without it
// as a plain one.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "tests/conformance/report/results.h"

namespace certlife::conformance {

// No page is larger, however much deviates.
inline constexpr std::size_t largest_page = 2'000'000;

// Who draws a program as a chart. The runner does not: exports are built on it.
struct Charts {
  std::function<std::string(const std::vector<trace::Line>& calls, const std::string& reading)> draw;  // Empty: no charts.
  std::string style;  // For all charts of a page.
};

std::string html_text(const std::vector<TargetReport>& reports, const std::string& reading, const Charts& charts = {});

}  // namespace certlife::conformance
