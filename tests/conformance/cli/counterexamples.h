// The counterexamples of a report that `conform --json` wrote.
#pragma once

#include <string>
#include <vector>

#include "model/export/export.h"

namespace certlife::conformance {

// Each deviation once, whatever number of clauses fails with it, under a slug of its own that tells target, clause and call:
// wine_8_0_close_5_close_store. The clause is the one that it breaks itself. An empty clause or target is any, a clause chooses all
// that it fails with. Throws trace::BadInput for a file that is no such report, or that has nothing of the sort.
std::vector<Exported> counterexamples_of(const std::string& path, const std::string& clause, const std::string& target);

// The same for the text of a report. `name` is what complaints call it.
std::vector<Exported> counterexamples_in(const std::string& text, const std::string& name, const std::string& clause,
                                         const std::string& target);

// "CertCloseStore" is close_store, "CertAddEncodedCTLToStore" add_encoded_ctl_to_store.
std::string slug_of_call(std::string_view call);

}  // namespace certlife::conformance
