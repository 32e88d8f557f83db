// What calls outside the model gave: nothing is known of it but how often the caller has to give it back, and what it may hold.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/doubts.h"
#include "model/oracle/knowledge.h"
#include "model/oracle/ownership_effects.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class OutsideReferences {
 public:
  OutsideReferences(Knowledge& knowledge, Doubts& doubts) : known_(knowledge), doubts_(doubts) {}

  // What the line, which no rule judges, does with references: what it gives up comes first, what it lets hold last. None where nobody
  // says, or where a call of the model has something that nothing is known of.
  std::optional<std::vector<OwnershipChange>> changes_by(const trace::Line& line) const;

  // The fault of the caller who uses what it has given back; nullptr if it does not.
  std::shared_ptr<const CallersFault> fault_in(const trace::Line& line) const;

  // Takes over what the line does, where the caller is not at fault; gives the fault if it is. What is the model's is taken and given by the
  // call of the model that does the same, which is judged by `judge`.
  std::shared_ptr<const CallersFault> follow(const trace::Line& line, const std::vector<OwnershipChange>& changes,
                                             const std::function<Verdict(const trace::Line&)>& judge);

  // The line without what it shows only because something may hold a store or context; none if there is no such thing.
  std::optional<trace::Line> without_what_may_be_held(const trace::Line& line) const;

  std::vector<Owed> owed() const;

 private:
  struct Account {
    std::string thing, home;  // The store that it was got from, if any.
    std::size_t count = 0;
    bool in_doubt = false, by_force = false;
    bool defers = false;  // The store lives on while a context of it is held.
    std::vector<std::size_t> since;
    std::string given_by;
    std::size_t given_up_in = 0;
    std::string given_up_by;

    bool is_dead() const { return count == 0; }
  };
  struct Hold {
    std::string holder, held;
  };

  std::shared_ptr<const CallersFault> fault_in(const trace::Line& line, const std::vector<OwnershipChange>& changes) const;
  std::optional<trace::Line> as_call_of_the_model(const OwnershipChange& change) const;
  void note(const trace::Line& line, const OwnershipChange& change);
  void note_home(const trace::Line& line, const std::vector<OwnershipChange>& changes);
  const Account* find(std::string_view name) const;
  bool is_kept_by_a_context(std::string_view name, const Account& store) const;
  bool is_of_the_model(std::string_view name) const;
  bool has_something_unknown(const trace::Line& line) const;
  bool is_live(std::string_view name) const;
  const char* clause_about(const Account& account) const;
  std::shared_ptr<const CallersFault> fault_with_outside(const trace::Line& line, const std::string& name) const;
  std::shared_ptr<const CallersFault> fault_with_model(const trace::Line& line, const OwnershipChange& change) const;
  void acquire(const trace::Line& line, const OwnershipChange& change);
  void adopt_csp(const std::string& name);
  void give_up(const trace::Line& line, const OwnershipChange& change);
  void end_by_force(const trace::Line& line, const std::string& store);
  void note_changed_contents(const trace::Line& line, const std::string& name);
  std::vector<NameId> stores_that_may_be_held() const;
  bool may_be_held(NameId name, const std::vector<NameId>& stores) const;
  bool reports_what_may_be_held(const trace::Line& line, const std::vector<NameId>& stores) const;

  Knowledge& known_;
  Doubts& doubts_;
  std::map<std::string, Account, std::less<>> accounts_;
  std::vector<Hold> holds_;
};

}  // namespace certlife::oracle
