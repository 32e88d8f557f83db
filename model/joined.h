// Texts one behind the other.
#pragma once

#include <string>
#include <string_view>

namespace certlife {

template <class Texts>
std::string joined(const Texts& texts, std::string_view between = ", ") {
  std::string all;
  for (bool is_first = true; const auto& each : texts) {
    if (!is_first) all += between;
    all += each;
    is_first = false;
  }
  return all;
}

}  // namespace certlife
