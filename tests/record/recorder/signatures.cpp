#include "tests/record/recorder/signatures.h"

#include "tests/record/recorder/all_signatures.h"

namespace certlife::record {

Signatures signatures() { return {all_rows.rows, number_of_rows}; }

}  // namespace certlife::record
