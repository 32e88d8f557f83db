// All components of a history: which name belongs to which, and how they come together and end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "model/oracle/accounts.h"
#include "model/oracle/history/component.h"
#include "model/oracle/history/overlapping_call.h"
#include "model/oracle/knowledge.h"

namespace certlife::oracle {

// While a component is looked at, its states are the candidates.
class Looking {
 public:
  Looking(Knowledge& known, Component& at) : known_(known), at_(at) { std::swap(known_.candidates, at_.candidates); }
  ~Looking() { std::swap(known_.candidates, at_.candidates); }
  Looking(const Looking&) = delete;
  Looking& operator=(const Looking&) = delete;

 private:
  Knowledge& known_;
  Component& at_;
};

class Components {
 public:
  using Pointer = std::shared_ptr<Component>;

  // What is known so far is the first one, to which files belong and which never ends. There are no candidates outside of
  // components then. `calls` is how many calls have led there.
  Components(Knowledge& knowledge, ReadingSet all, std::size_t calls);

  Component& first() { return *all_.front(); }
  // The one that the name belongs to; none if nothing is known of it.
  Pointer of(NameId name) const;
  void give(NameId name, const Pointer& to);

  // All that the call has, and what bears the name that it gives, come together; none of it is in another component then.
  Component& touched_by(const OverlappingCall& call);
  // What was probed when the call returned may be of calls that began after it.
  void touch_what_was_probed(const OverlappingCall& call);
  // More states would be possible than are followed.
  bool have_too_many_states() const { return too_many_; }

  // Names are dead for good when no call that is on its way can mean what bore them. REQUIRES: the component is looked at.
  void change_guard(Component& component, std::uint64_t now);
  void dissolve_if_over(Component& component, std::uint64_t now);

  // What the implementation may be by all that was judged.
  std::vector<Variant> settled() const;
  // What the caller has to give back, but for what is of the first component.
  std::vector<Owed> owed_elsewhere(const Accounts& accounts, ReadingSet own) const;
  std::size_t size() const { return all_.size() + of_names_.size(); }

 private:
  Pointer merged(const Pointer& one, const Pointer& other);
  Pointer fresh();
  bool is_gone(NameId name) const;

  Knowledge& known_;
  ReadingSet readings_;
  std::vector<Pointer> all_;
  std::vector<Pointer> of_names_;  // By NameId.
  std::vector<Variant> settled_;   // By components that are over.
  bool too_many_ = false;
};

}  // namespace certlife::oracle
