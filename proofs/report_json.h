// The report as JSON; proofs/prove.schema.json describes it.
#pragma once

#include <string>

#include "proofs/report.h"

namespace certlife::proofs {

std::string to_json(const Report& report);

}  // namespace certlife::proofs
