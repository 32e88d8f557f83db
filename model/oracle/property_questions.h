// Calls about properties that no rule speaks of, because they change nothing: the enumeration of ids, and the access state. What they
// may answer follows from the properties that there are.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "model/domain/concrete.h"
#include "model/oracle/names.h"
#include "model/trace/value.h"

namespace certlife::oracle {

inline constexpr std::uint32_t access_state = 14;

// Properties that an implementation may come to have by itself.
bool may_come_by_itself(std::uint32_t id);

// How far an enumeration of ids has come. Ids come in any order, each once, and 0 ends them. [PROP-10]
class EnumeratedIds {
 public:
  // Goes on from this id; from 0 it begins anew. After any other call nothing is known of where it stands.
  void go_on(NameId context, std::uint32_t from);
  void forget() { is_known_ = false; }
  void note(std::uint32_t given) { given_.insert(given); }

  // The ids that may come now, 0 among them if nothing need come any more.
  std::set<std::uint32_t> next(const model::Concrete::Properties& properties) const;
  bool may_come(std::uint32_t given, const model::Concrete::Properties& properties) const;

 private:
  NameId context_ = 0;
  bool is_known_ = false;          // Whether all that came since its beginning is in `given_`.
  std::set<std::uint32_t> given_;
};

// A DWORD without the bit that says that changes are persisted. [PROP-11]
bool is_access_state_of_memory(const trace::Value& seen);

}  // namespace certlife::oracle
