#include <utf8.h>

#include <iterator>

#include "impl/src/encoding/files.h"

namespace certlife::impl::encoding {

std::optional<std::string> utf8_from_utf16(std::u16string_view name) {
  std::string text;
  try {
    utf8::utf16to8(name.begin(), name.end(), std::back_inserter(text));
  } catch (const utf8::invalid_utf16&) {
    return std::nullopt;
  }
  return text;
}

}  // namespace certlife::impl::encoding
