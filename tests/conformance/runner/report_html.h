// The report for a browser: one page that needs nothing else, with JavaScript as a table that can be filtered and without it
// as a plain one.
#pragma once

#include <cstddef>
#include <string>

#include "tests/conformance/runner/results.h"

namespace certlife::conformance {

// No page is larger, however much deviates.
inline constexpr std::size_t largest_page = 2'000'000;

std::string html_text(const std::vector<TargetReport>& reports, const std::string& reading);

}  // namespace certlife::conformance
