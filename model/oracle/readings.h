// The readings of the ledger in the form in which the oracle follows them, all at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/choosing.h"

namespace certlife::oracle {

using model::ReadingSet;

// The readings by their places in `reading_names` of the ledger.
std::optional<unsigned> reading_named(std::string_view name);
std::vector<std::string_view> names_of(ReadingSet readings);
ReadingSet every_reading();

inline ReadingSet readings_of(const std::vector<model::Variant>& variants) {
  ReadingSet all = 0;
  for (const model::Variant& variant : variants) all |= variant.readings;
  return all;
}

// The open clause that leaves this choice.
const char* clause_of(model::Choice choice);

// What each reading admits. Throws std::logic_error if ledger and model do not name the same choices and values.
const model::Readings& readings();

// What the reading of this name admits for each choice. Throws std::invalid_argument that names the readings if there is none such.
model::Reading reading_called(std::string_view name);

}  // namespace certlife::oracle
