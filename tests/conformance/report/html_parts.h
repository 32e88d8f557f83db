// The parts of the report in HTML. Each takes all reports, shows them side by side, and escapes every text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/report/report_html.h"

namespace certlife::conformance {

struct Page {
  const std::vector<TargetReport>& reports;
  std::string reading;
  const Charts& charts;
};

// How a cell of the table is called in the page: a status, "not-judged" for clauses that say nothing about an
// implementation, or "not-available".
struct CellKind {
  std::string_view key, word, sign;
};
const std::vector<CellKind>& cell_kinds();
const CellKind& kind_of(const TargetReport& report, const ClauseResult* row);

const ClauseResult* row_of(const TargetReport& report, const std::string& clause);

// Where the counterexample stands in the page.
std::string anchor_of(const Page& page, const Deviation& deviation);

std::string summary_html(const Page& page);
std::string filters_html(const Page& page);
std::string table_html(const Page& page);
// At most about so many bytes; says what was left off.
std::string deviations_html(const Page& page, std::size_t room);
std::string limits_html(const Page& page);

// A term and what there is to say of it, of a description list; nothing where there is nothing to say.
std::string fact(const char* name, const std::string& text);

}  // namespace certlife::conformance
