// The calls this harness can make, by their documented names.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tests/conformance/harness/call.h"

namespace certlife::conformance {

using CallMaker = void (*)(Call&);
using CallTable = std::map<std::string, CallMaker, std::less<>>;

void add_store_calls(CallTable& table);
void add_context_calls(CallTable& table);
void add_find_calls(CallTable& table);
void add_property_calls(CallTable& table);
void add_csp_calls(CallTable& table);

const CallTable& all_calls();

// The maker of a call; an A or W at the end of its name may be left off or stand there. Null if there is none.
CallMaker maker_of(std::string_view name);

}  // namespace certlife::conformance
