// Calls as a C programmer writes them: the notation of the program files, and how reports show a program.
//
//   s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL)
//   CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)
//   file F: cert:A, cert:B
//
// Parameters stand in the order of the documentation, without encoding types, lengths and what is always 0; one of
// those that differs from the usual value stands at the end as NAME=VALUE. Arguments left off at the end are NULL or 0.
#pragma once

#include <string>
#include <string_view>

#include "model/trace/line.h"

namespace certlife::conformance {

// Throws trace::BadInput with the column.
trace::Line parse_call(std::string_view text);

std::string call_text(const trace::Line& line);

// The call by the names that were asked for, and in brackets which of those turned out to be something named before.
std::string step_text(const trace::Line& asked, const trace::Line& completed);

// What was seen of a completed call, in a few words: "FALSE, last error CRYPT_E_PENDING_CLOSE; c1 destroyed".
std::string observation_text(const trace::Line& line);

}  // namespace certlife::conformance
