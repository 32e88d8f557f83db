// The same scope as a model for SPIN, written from the clauses and not from the rules: a second opinion on the counts.
//
// It knows the calls of a lifetime (`lifetime_calls`), one content a kind, CERT_STORE_ADD_NEW and CERT_STORE_ADD_ALWAYS, and
// the choices of `windows_assignment`.
#pragma once

#include <string>

#include "model/explore/scope.h"

namespace certlife::model::explore {

// Throws std::invalid_argument for a scope that it does not know.
std::string promela(const Scope& scope, const Assignment& settled);

}  // namespace certlife::model::explore
