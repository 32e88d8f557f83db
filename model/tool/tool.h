// How every tool ends: with an exit code that is true of its output as well, and with errors as one line each.
#pragma once

#include <functional>
#include <string_view>

namespace certlife::tool {

inline constexpr int tool_error = 2;

// Says it on standard error, in one line that leaves a terminal alone: "NAME: what". Without a name, "what".
void complain(std::string_view name, std::string_view what);

// Runs the body and gives its exit code. An exception is complained about and becomes tool_error, and so does output that did not
// all reach standard output: it may be full, closed, or a pipe that nobody reads any more.
int run(std::string_view name, const std::function<int()>& body);

// Whether something written to standard output is known to be lost. For what runs until it is stopped.
bool output_is_lost();

}  // namespace certlife::tool
