// Observations made right after a call, asked for by the call's "observed" with null values.
#pragma once

#include "tests/conformance/harness/session.h"

namespace certlife::conformance {

// The names of the probes this harness has.
Json all_probes();

// The answers, in the form of the question. A name is left out when nothing can be said about it: it was never bound,
// or its object has been destroyed and has nothing more to show. A probe that is not known here is left out as well.
Json observe(Session& session, const Json& wanted);

}  // namespace certlife::conformance
