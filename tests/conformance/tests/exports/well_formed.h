// Enough of an XML parser to tell that a picture is well-formed.
#pragma once

#include <string_view>

namespace certlife::conformance {

bool is_well_formed(std::string_view xml);

}  // namespace certlife::conformance
