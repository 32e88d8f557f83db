// Comparing what a line shows with what an outcome says, and saying what the outcome would show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/fitting.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// What is known of last error from the lines before; per thread.
using KnownLastError = std::optional<std::int64_t>;

class Observing {
 public:
  Observing(const Names& names, const ContentTable& contents, Translator& translator, const trace::Line& line,
            const Translation& translation, const KnownLastError& last_error)
      : names_(names), contents_(contents), translator_(translator), fitting_(contents, translator), line_(line),
        seen_(translation), last_error_(last_error) {}

  // What the caller was seen to get, as a context of this candidate, so that only such ways are tried.
  model::Choosing::Expectation expectation(const Candidate& candidate) const;

  // The number of things seen that the outcome does not allow.
  int differences(const Candidate& candidate, const Outcome& outcome) const { return compare(candidate, outcome, nullptr); }
  std::vector<std::string> differing(const Candidate& candidate, const Outcome& outcome) const;

  // What the outcome would have shown in results and in those probes that the line made.
  trace::Line shown_by(const Candidate& candidate, const Outcome& outcome) const;

 private:
  // The object of a name before the call, or after it for a name that this very call gave.
  struct Object {
    Thing thing = Thing::unknown;
    std::uint32_t index = 0;
    bool tainted = false;
    bool was_taken_again = false;  // Another bears the name now.
  };

  int compare(const Candidate& candidate, const Outcome& outcome, std::vector<std::string>* differing) const;
  std::optional<bool> seen_success() const;
  bool result_fits(const Candidate& candidate, const Outcome& outcome) const;
  bool object_fits(const Candidate& candidate, const Outcome& outcome, const trace::Value& object) const;
  bool lives(const Candidate& candidate, NameId name) const;
  bool name_fits(const Candidate& candidate, const Outcome& outcome, NameId name) const;
  bool last_error_fits(const Outcome& outcome) const;
  bool last_error_after_fits(const Outcome& outcome) const;
  bool saved_fits(const Candidate& candidate) const;
  Concrete::Store store_saved(const Candidate& candidate) const;
  Object object_called(const Candidate& candidate, const Outcome& outcome, std::string_view name) const;
  Object object_given(const Outcome& outcome) const;
  Object object_called_now(const Candidate& candidate, const Outcome& outcome, std::string_view name) const;
  bool is_tainted(const Candidate& candidate, const Object& object) const;
  bool is_alive(const Outcome& outcome, const Object& object) const;
  bool home_fits(const Candidate& candidate, const Outcome& outcome, const Object& object, std::string_view name) const;
  bool content_fits(const Outcome& outcome, const Object& object, const trace::Value& seen) const;
  std::uint32_t was_read(const Candidate& candidate, const Object& object, const Outcome& outcome) const;
  bool size_fits(const Candidate& candidate, const model::GetProperty<Concrete>& get) const;
  bool encoding_type_fits(const Outcome& outcome, const Object& object, std::int64_t seen) const;
  template <class Visit>
  void for_each_probe(const Candidate& candidate, const Outcome& outcome, Visit visit) const;

  trace::Value name_value(Thing thing, std::uint32_t index, NameId name) const;
  trace::Value properties_value(const Concrete::Properties& properties) const;
  trace::Value records_value(const Concrete::Records& records) const;

  const Names& names_;
  const ContentTable& contents_;
  Translator& translator_;
  Fitting fitting_;
  const trace::Line& line_;
  const Translation& seen_;
  const KnownLastError& last_error_;

 public:
  // Names of stores and CSP handles by their index, kept by the judge.
  const std::vector<NameId>* store_names = nullptr;
  const std::vector<NameId>* csp_names = nullptr;
};

}  // namespace certlife::oracle
