// What a terminal wants: whether colour is welcome, how wide it is, and text that fits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/trace/plain_text.h"

namespace certlife::conformance {

// It is a terminal, and neither NO_COLOR nor TERM=dumb asks for plain text.
bool wants_colour(int descriptor);
// Lines that replace each other can be shown there.
bool can_redraw(int descriptor);
// Its columns; the fallback where that is no terminal.
std::size_t width_of(int descriptor, std::size_t fallback);

using trace::plain;

// The following make their text plain as well.

// How many characters a UTF-8 text has.
std::size_t columns_of(std::string_view text);
// At most so many characters, the last of them an ellipsis where something was left off.
std::string cut(std::string_view text, std::size_t width);
std::string padded(std::string_view text, std::size_t width);
// Words on lines of at most this width, where they fit, each line indented and ended; `first` stands before the first.
std::string wrapped(std::string_view text, std::string_view first, std::size_t indent, std::size_t width);

}  // namespace certlife::conformance
