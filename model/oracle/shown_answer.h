// What an outcome would have shown in results and in those probes that the line made.
#pragma once

#include "model/oracle/candidate.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Knowledge;

trace::Line shown_answer(Knowledge& knowledge, const trace::Line& line, const Candidate& candidate, const Outcome& outcome);

}  // namespace certlife::oracle
