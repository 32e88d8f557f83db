// What a call does with references that no rule speaks of: as its line says, or else as the ownership table says of its function.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ledger/ownership.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct OwnershipChange {
  model::OwnershipEffect effect = model::OwnershipEffect::borrows;
  std::string name;
  std::string thing;             // Empty where nobody says.
  std::string holder;            // Of what is held.
  bool comes_back = false;       // The call returned it or passed it out.
  bool changes_contents = false;
  bool is_certain = true;        // Else whether the effect is there hangs on what the line does not show.
};

// None if nobody says. Effects that are surely not there are left out.
std::optional<std::vector<OwnershipChange>> ownership_changes(const trace::Line& line);

}  // namespace certlife::oracle
