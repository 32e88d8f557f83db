// Whose fault it is where a call is undefined: what the caller had no right to use, since when, and what would have been right.
#pragma once

#include <memory>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Knowledge;

// That the line being judged breaks this clause.
std::shared_ptr<const CallersFault> fault_of(const Knowledge& known, const trace::Line& line, const char* clause);

// That the line breaks it with what bears this name; 0 for NULL.
std::shared_ptr<CallersFault> fault_with(const Knowledge& known, const trace::Line& line, const char* clause, NameId name);

// A call that is passed over, for its flags or for another name, is the caller's fault all the same if it uses what is
// gone. Nothing if it does not.
std::shared_ptr<const CallersFault> use_of_a_dead_name(const Knowledge& known, const trace::Line& line);

// The verdict that says so.
void blame_the_caller(std::shared_ptr<const CallersFault> fault, Verdict& verdict);

}  // namespace certlife::oracle
