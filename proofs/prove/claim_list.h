// Every claim that is proved, as a list to read.
#pragma once

#include <string>
#include <vector>

#include "model/invariants/claim.h"

namespace certlife::proofs {

// In the order of the registry.
std::vector<const model::About*> all_claims();

// As Markdown: a heading for each file of claims, below it their sentences, each with the values of choices that it needs.
std::string list_claims();

}  // namespace certlife::proofs
