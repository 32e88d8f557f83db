// Comparing what a line shows with what an outcome of its call says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/oracle/difference.h"
#include "model/oracle/fitting.h"
#include "model/oracle/last_errors.h"
#include "model/oracle/named_objects.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class Comparison {
 public:
  Comparison(Knowledge& knowledge, const trace::Line& line, const KnownLastError& last_error);

  // What the caller was seen to get, as a context of this candidate, so that only such ways are tried.
  model::Choosing::Expectation expectation(const Candidate& candidate) const;

  // The number of things seen that the outcome does not allow.
  int differences(const Candidate& candidate, const Outcome& outcome) const;
  // And which, each with the clause that it breaks; whether another reading allows the line matters there. REQUIRES: the outcome
  // explains itself.
  std::vector<Difference> differing(const Candidate& candidate, const Outcome& outcome, bool is_allowed_elsewhere) const;

 private:
  using Object = NamedObjects::Object;
  struct After {
    const Candidate& candidate;
    const Outcome& outcome;
  };

  template <class Visit>
  void for_each_result(const After& after, Visit visit) const;
  bool is_about(model::Of of, const Outcome& outcome, const Object& object, std::string_view name) const;
  const char* clause_for(const Outcome& outcome, model::Aspect aspect, const Object& object, std::string_view name, bool is_allowed_elsewhere) const;
  std::optional<bool> seen_success() const;
  bool object_fits(const Candidate& candidate, const Outcome& outcome, const trace::Value& object) const;
  bool name_fits(const Candidate& candidate, const Outcome& outcome, NameId name) const;
  bool last_error_fits(const Outcome& outcome) const;
  bool last_error_after_fits(const Outcome& outcome) const;
  bool size_fits(const Candidate& candidate, const model::GetProperty<Concrete>& get) const;
  bool saved_fits(const Candidate& candidate) const;
  Concrete::Store store_saved(const Candidate& candidate) const;

  template <class Visit>
  void for_each_probe(const After& after, Visit visit) const;
  template <class Visit>
  void for_each_life(const After& after, Visit visit) const;
  template <class Visit>
  void for_each_content(const After& after, Visit visit) const;
  template <class Fits, class Visit>
  void for_each_in(const trace::Fields& fields, model::Aspect aspect, Thing wanted, const After& after, Fits fits, Visit visit) const;
  bool home_fits(const Outcome& outcome, const Object& object, std::string_view name) const;
  bool content_fits(const Outcome& outcome, const Object& object, const trace::Value& seen) const;
  std::uint32_t was_read(const Candidate& candidate, const Object& object, const Outcome& outcome) const;
  bool encoding_type_fits(const Outcome& outcome, const Object& object, std::int64_t seen) const;

  Knowledge& known_;
  const Translation& seen_;
  NamedObjects objects_;
  Fitting fitting_;
  const trace::Line& line_;
  const KnownLastError& last_error_;
};

}  // namespace certlife::oracle
