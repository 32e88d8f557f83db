// A data file that the build embedded, so that the installed tools need no checkout.
#pragma once

#include <string_view>

namespace certlife {

struct EmbeddedFile {
  std::string_view name;  // Without its folder.
  std::string_view text;
};

}  // namespace certlife
