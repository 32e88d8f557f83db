// Expected files: what an implementation is known to do otherwise, by cause (tests/conformance/expected/NAME.toml).
//
//   target = 'wine-8.0'
//
//   [[cause]]
//   note = 'Wine has no forced close: held contexts stay.'
//   ticket = 'https://…'    (may be left out, as what follows)
//   expires = 2027-06-30    (the last day on which it is expected)
//   flaky = true            (it shows now in one way and now in another, or not at all)
//   hazard = true           (so does every call like the last ones of its programs that their clauses decide: see
//   Hazard) programs = '''
//     s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)
//     CertAddEncoded{K}ToStore(s1, {k}:A, CERT_STORE_ADD_ALWAYS, &c1)
//     CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG) => CLOSE-11: a context stays allocated
//   '''
//
// How a program is written says expected_programs.h.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/campaign/deviation.h"

namespace certlife::conformance {

// What people found out about some deviations. Of a new one it is empty.
struct Cause {
  std::string note;
  std::string ticket;
  std::optional<std::chrono::year_month_day> expires;
  bool flaky = false;
  bool hazard = false;  // Only programs written for clauses make any.

  bool operator==(const Cause&) const = default;
  bool comes_and_goes() const { return flaky || hazard; }
  bool has_expired() const;
  bool has_expired_on(std::chrono::year_month_day day) const;
};

std::chrono::year_month_day today();
// "2027-06-30". Throws std::invalid_argument, which names the option.
std::chrono::year_month_day parse_date(const std::string& text, const std::string& option);

// For reports: the note, and where more is said.
std::string text_of(const Cause& cause);

struct ExpectedDeviation : DeviationKey {
  std::vector<trace::Line> program;  // Without probes.
  Cause cause;
  std::string place;  // FILE:LINE, for complaints.
  std::optional<std::vector<std::string>> where = {};  // What it needs of what its last call meets; none: all of it.
};

struct ExpectedFile {
  std::string name;
  std::string target;
  std::vector<ExpectedDeviation> deviations;
};

// what() is one line: "FILE:LINE:COLUMN: message".
class BadExpectedFile : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws BadExpectedFile.
ExpectedFile parse_expected(const std::string& name, std::string_view text);
ExpectedFile read_expected(const std::string& path);

// The one that the build embedded for this target; without deviations if there is none.
ExpectedFile expected_of(const std::string& target);

// The file before, with what was found added, and without what is gone or lies in something shorter that was found.
// What no program was run for stays. A deviation keeps its cause even where another clause is blamed for it now.
// Those that are new get this cause.
std::string expected_text(const std::string& target, const std::vector<Deviation>& found, const ExpectedFile& before = {},
                          const std::vector<const ExpectedDeviation*>& gone = {}, const Cause& of_new = {});

}  // namespace certlife::conformance
