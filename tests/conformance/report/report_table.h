// The report for people.
#pragma once

#include <string>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/report/results.h"

namespace certlife::conformance {

struct TableOptions {
  bool colour = false;
  std::size_t width = 120;
  std::string reading = "windows";
};

// The table clause by clause, grouped by API function, the deviations of each target and the limits of the run.
std::string table_text(const std::vector<TargetReport>& reports, const TableOptions& options);

// Which earlier call is to blame, and what it left: "ENUM-2 at call 3: c1 is left a reference too many; CLOSE-4 at call 4 shows it". Empty
// where the last call is.
std::string blame_text(const Deviation& deviation);

// One deviation: its calls, what was observed and allowed, the clause, and the command that shows it again.
std::string deviation_text(const Deviation& deviation, const CampaignResult& campaign, const TableOptions& options);

// "1 program", "3 programs".
std::string counted(std::size_t number, const std::string& what);

// Of a clause that the documents leave open: what the reading has made of it; nothing of others.
std::string choice_text(const std::string& clause_id, const std::string& reading);

// What of its alphabet was run, of a deviation that is shortest.
std::string shortest_over_text(const Deviation& deviation);

// Whether it is shortest, and how deep which alphabets were run.
std::string shortness_text(const Deviation& deviation);

}  // namespace certlife::conformance
