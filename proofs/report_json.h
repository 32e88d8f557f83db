// The report as JSON; proofs/prove.schema.json describes it.
#pragma once

#include <string>

#include "proofs/refuter.h"
#include "proofs/report.h"

namespace certlife::proofs {

std::string to_json(const Report& report, const std::vector<Refutation>& refutations = {});

}  // namespace certlife::proofs
