// Text as a word of a POSIX shell.
#pragma once

#include <string>

namespace certlife::tool {

// Left as it is if a shell takes it for one word that says itself; else between single quotes.
std::string shell_quoted(const std::string& text);

}  // namespace certlife::tool
