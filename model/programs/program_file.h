// Files of programs, as tests/clauses/NAME.programs, which are named as the clause files of model/clauses.
//
//   # CLOSE-5, CLOSE-6
//   a held {k} is reported, and the store is closed even then:
//       s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)
//       CertAddEncoded{K}ToStore(s1, {k}:A, CERT_STORE_ADD_ALWAYS, &c1)
//       CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)
//
// The first line names the clauses that the program is for, the second is a sentence, the indented ones are the calls in
// the notation of notation.h. A program in which {K} or {k} stands is three programs: Certificate and cert, CRL and crl,
// CTL and ctl. Its last call decides about the clauses.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/programs/test_program.h"

namespace certlife::conformance {

// The words for a kind: in the names of calls, and of contents.
struct KindWords {
  std::string_view call, contents;
};
inline constexpr std::array<KindWords, 3> kind_words{{{"Certificate", "cert"}, {"CRL", "crl"}, {"CTL", "ctl"}}};

bool is_of_each_kind(std::string_view text);
// For {K} and {k} the words of the kind, and the other way.
std::string of_kind(const std::string& text, const KindWords& kind);
std::string of_each_kind(const std::string& text, const KindWords& kind);

// Throws trace::BadInput, which names file, line and column.
std::vector<TestProgram> parse_programs(const std::string& file, std::string_view text);

}  // namespace certlife::conformance
