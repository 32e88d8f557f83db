// A program in its frames. Each text is complete: it carries its own bytes and the CC0 line.
#pragma once

#include <string>

#include "model/export/program.h"

namespace certlife::conformance {

std::string c_text(const CProgram& program);         // With main: 0 if all is as allowed, 1 at the first call that is not.
std::string gtest_text(const CProgram& program);     // One TEST.
std::string winetest_text(const CProgram& program);  // One static function of ok() checks.

// A name for the TEST: close_8 is Close8.
std::string camel_from(const std::string& slug);

}  // namespace certlife::conformance
