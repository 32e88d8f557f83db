// The parameters that an encoded element is given by.
#pragma once

#include <string_view>

namespace certlife::oracle {

struct ElementParameters {
  std::string_view encoding_type, bytes, size;
};

}  // namespace certlife::oracle
