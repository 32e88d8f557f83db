// The ownership table as text for people and as JSON for checkers of source code.
#pragma once

#include <string>
#include <vector>

#include "model/ledger/ownership.h"

namespace certlife::model {

// As the tables have it, without their comments.
std::string list_ownership(const std::vector<OwnedFunction>& functions);

// One object; model/ledger/ownership.schema.json says what stands in it.
std::string ownership_json(const std::vector<OwnedFunction>& functions);

}  // namespace certlife::model
