// The marks in the programs of an expected file: see expected_programs.h.
#pragma once

#include <string_view>

namespace certlife::conformance {

inline constexpr std::string_view instead = "| ", shows = " => ", of_some_kinds = " of ", between_kinds = ", ",
                                  of_situations = " where ", between_traits = ", ", anything = "anything",
                                  before_aspect = ": ";

}  // namespace certlife::conformance
