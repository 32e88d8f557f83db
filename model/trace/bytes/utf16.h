// UTF-8 and UTF-16, independent of how wide wchar_t is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/trace/bytes/der.h"

namespace certlife::conformance {

// Nothing if the text is not UTF-8 (or, the other way, the units are not UTF-16).
std::optional<std::u16string> utf16_of(std::string_view text);
std::optional<std::string> utf8_of(std::u16string_view units);

// Little-endian with a NUL at the end, as string properties are stored.
Bytes terminated_utf16_bytes(std::u16string_view text);
std::optional<std::u16string> from_terminated_utf16_bytes(const Bytes& bytes);

}  // namespace certlife::conformance
