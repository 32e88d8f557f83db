// The programs of a cause in an expected file: calls in the notation of notation.h, a line each. Behind the last call
// of a program stands what it shows: the clause that is broken, and what differs.
//
//   s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)
//   CertAddEncoded{K}ToStore(s1, {k}:A, CERT_STORE_ADD_ALWAYS, &c1)
//   CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG) => CLOSE-11: a context stays allocated
//   | CertFree{K}Context(c1) => FREE-3 of crl, ctl: a context stays allocated
//
// Between the two may stand what the call has to meet, whatever program leads to it, else that is all that it meets here:
//
//   CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG) => CLOSE-5 where check, crl listed and held: returns TRUE
//
// "|" stands before a call that may be made instead of the one above it: these are two programs. One in which {K} or
// {k} stands is three, as in program files, or one for each of the kinds behind "of". What the notation cannot say
// stands as a line of a trace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/campaign/expected.h"

namespace certlife::conformance {

// The first line of the text is that of the file with this number. Throws trace::BadInput, which names file, line and
// column.
std::vector<ExpectedDeviation> parse_expected_programs(const std::string& file, std::size_t first_line,
                                                       std::string_view text);

std::string expected_programs_text(const std::vector<const ExpectedDeviation*>& deviations);

}  // namespace certlife::conformance
