// See every_call.cpp.
#pragma once

#include <string>

namespace certlife::recording {

// Files are made in the folder. Ends the process if a call does not do what it should.
void make_every_call(const std::string& folder);

}  // namespace certlife::recording
