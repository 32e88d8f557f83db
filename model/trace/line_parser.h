// From the text of one line to a Line: the inside of the reader.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "model/trace/line.h"

namespace certlife::trace {

// What of a line means nothing here: a key of the line or a probe, a parameter that its function has not, or a function.
enum class Stranger { key, parameter, function };
// Called for each, with its column and what is to be said about it; of a function its name.
using OnUnknown = std::function<void(Stranger stranger, std::uint32_t column, const std::string& message)>;

// Of a recording the version line says what recorded it. A line of bytes gives bytes a name for later lines; both stand in `file`.
enum class LineText { version, recording, call, file, bytes };

// Reads the text into the line, which is cleared first. Throws BadInput with the column.
// REQUIRES: a newline stands right behind the text.
LineText parse_line_text(std::string_view text, Line& line, const OnUnknown& on_unknown);

}  // namespace certlife::trace
