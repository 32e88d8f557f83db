// Small traces for the tests of exports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/trace/line.h"

namespace certlife::conformance {

// A held certificate, and a checked close that was seen to answer TRUE.
std::vector<trace::Line> deviating_close();

// Strings that are syntax in one of the languages exports are written in.
std::vector<std::string> awkward_strings();

// deviating_close() with these names for its store and context and this label.
std::vector<trace::Line> renamed_close(const std::string& store, const std::string& context, const std::string& label);

// All of a trace's text. Throws trace::BadInput.
std::vector<trace::Line> lines_of(const std::string& text);

}  // namespace certlife::conformance
