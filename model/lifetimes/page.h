// The picture of programs for a browser: one page that needs nothing else. A line is a call, a lane is a handle or a context from
// the call that gave it until nobody owns it. Long stretches of which there is nothing to tell are folded. Without JavaScript the
// page still says what was found.
#pragma once

#include <string>
#include <vector>

#include "model/lifetimes/program.h"

namespace certlife::lifetimes {

// Names and texts may be any: nothing of them becomes markup or script.
std::string page_of(const std::vector<Program>& programs, const std::string& reading);

}  // namespace certlife::lifetimes
