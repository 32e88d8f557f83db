// What would have been right where a program uses what it has given up.
#pragma once

#include <string_view>

namespace certlife::oracle {

// By the clause under which the call is undefined, and by the one that gave the reference up (empty: none did).
std::string_view remedy_for(std::string_view broken, std::string_view given_up_by);

}  // namespace certlife::oracle
