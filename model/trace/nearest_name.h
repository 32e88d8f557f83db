// What somebody may have meant who misspelt a name.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace certlife::trace {

// How many letters have to be put in, left out or changed to make one of the other.
std::size_t distance(std::string_view one, std::string_view other);

// The name that is nearest, the first of several; empty if none is as near as that.
std::string_view nearest(std::string_view misspelt, std::span<const std::string_view> names, std::size_t farthest);

// "; did you mean NAME?", or nothing for no name.
std::string did_you_mean(std::string_view name);

}  // namespace certlife::trace
