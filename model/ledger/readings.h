// The choices that open clauses leave, and the value that each reading gives them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ledger/text_lines.h"

namespace certlife::model {

// What an implementation may do, according to whom.
inline constexpr std::array<std::string_view, 3> reading_names{"page", "header", "windows"};

struct ChoiceRow {
  std::string name;
  std::string clause;      // The open clause that it settles.
  bool anew_at_each_call;  // Else an implementation takes one value and keeps it.
  std::vector<std::string> values;
  std::array<std::optional<std::string>, reading_names.size()> value_per_reading;  // None: every value is accepted.
  Place place;
};

// The value that a reading fixes, or none if it leaves the choice free. REQUIRES: one of reading_names.
const std::optional<std::string>& value_under(const ChoiceRow& choice, std::string_view reading);

std::string_view scope_of(const ChoiceRow& choice);

// Throws LedgerError.
std::vector<ChoiceRow> parse_readings(std::string_view file, std::string_view text);

}  // namespace certlife::model
