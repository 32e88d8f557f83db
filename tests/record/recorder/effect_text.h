// What a call outside the model did to ownership, by the table.
#pragma once

#include "tests/record/recorder/call_text.h"

namespace certlife::record {

// What the parameter is given, before the call.
Thing thing_given(const MadeCall& call, std::size_t parameter);
// What came back through the parameter, or as the result.
Given thing_got(const MadeCall& call, std::uint8_t parameter);
// ,"acquires":{…},"releases":[…],"consumes":[…],"holds":{…}
void write_ownership(Text& text, const MadeCall& call);

}  // namespace certlife::record
