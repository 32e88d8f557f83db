// The report as JSON; proofs/prove.schema.json describes it.
#pragma once

#include <string>

#include "proofs/refute/refuter.h"
#include "proofs/prove/report.h"

namespace certlife::proofs {

std::string to_json(const Report& report, const std::vector<Refutation>& refutations = {});

}  // namespace certlife::proofs
