// What is not known any more: a call that was not judged may have changed how often what it had is referred to.
#pragma once

#include <string>
#include <vector>

#include "model/oracle/names.h"
#include "model/oracle/state_set.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Knowledge;

class Doubts {
 public:
  explicit Doubts(Knowledge& knowledge) : known_(knowledge) {}

  // Does the line have anything that is in doubt?
  bool concern_the_line() const;
  // Why it is not judged then.
  std::string reason() const;

  void doubt(NameId name);
  // All that the line names, results too.
  void doubt_what_is_in(const trace::Line& line);
  // After a rejection the caller may hold something else than the model says: it is not blamed for that.
  void doubt_names_of_rejected_results(const std::vector<Branch>& branches);

 private:
  void note(NameId name);
  NameId another_name_of_results(const std::vector<Branch>& branches, NameId name) const;

  Knowledge& known_;
  bool any_ = false;
};

}  // namespace certlife::oracle
