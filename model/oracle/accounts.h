// The accounts of the caller's references: which line gave which, which one took it, what is held and what is still owed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/state_set.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Knowledge;

class Accounts {
 public:
  explicit Accounts(Knowledge& knowledge) : known_(knowledge) {}

  // Which references the caller gains and gives up by what was allowed. REQUIRES: the branch is not taken yet.
  void note_references(const trace::Line& line, const Branch& branch);
  void note_references(const trace::Line& line, const Candidate& candidate, const World& after);
  // Something that had no name when the caller got it has one now.
  void note_what_was_given(const trace::Line& line);

  // What a close with CHECK whose result was rejected had to look at.
  std::optional<std::vector<Holder>> holders(const Verdict& verdict, const Candidate& candidate) const;
  // What the caller has to give back, the oldest first, together with what else it owes.
  std::vector<Owed> owed(const Candidate& candidate, std::vector<Owed> all = {}) const;

 private:
  void note_change(NameId name, std::int64_t change, trace::Call call);
  const char* clause_of_giving_up() const;

  Knowledge& known_;
  bool gives_unnamed_ = false;  // The caller got a reference to something that has no name yet.
};

// What a close with CHECK has to look at: contexts that are held, and other handles.
std::vector<Holder> holders_of(const Knowledge& known, const Candidate& candidate, Concrete::Store store);
// "store", "certificate", "crl", "ctl" or "csp".
std::string_view thing_named(const Knowledge& known, NameId name, const Candidate& candidate);
// What the caller has to give back under this name. Of what is in doubt nothing is said, nor of what nobody was seen to give.
std::optional<Owed> owed_under(const Knowledge& known, NameId name, const Candidate& candidate);

// Empty for an unknown one.
inline std::string_view name_of_call(trace::Call call) {
  return call == trace::Call::unknown ? std::string_view() : trace::describe(call).name;
}

}  // namespace certlife::oracle
