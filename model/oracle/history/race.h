// A call that is defined in one order of what overlaps and undefined in another: what it does, and what ends its right to that.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "model/oracle/history/history_verdict.h"
#include "model/oracle/history/overlapping_call.h"

namespace certlife::oracle {

// The call that ended what this one uses where it is undefined: of those that overlap it the one that was taken last; nullptr if it is
// none of them.
const OverlappingCall* rival_of(const OverlappingCall& call, const std::deque<std::unique_ptr<OverlappingCall>>& calls);

// `name` is what the one at fault had no right to in one order.
Race race_between(const OverlappingCall& used, const OverlappingCall& ended, const std::string& name);

// Of a call whose object had gone, and whose name something new bears.
std::shared_ptr<const CallersFault> fault_of_stranded(const OverlappingCall& call, const Names& names);

// "the duplicate of "c1" by thread 2 (line 9) races with the last free by thread 1 (line 8)"
std::string text_of(const Race& race);

}  // namespace certlife::oracle
