#include "model/oracle/property_questions.h"

#include "model/trace/contents.h"

namespace certlife::oracle {

bool may_come_by_itself(std::uint32_t id) {
  return id == 3 || id == 4 || id == access_state || id == 15 || id == 20 || (id >= 24 && id <= 29) || id > 0xffff;
}

void EnumeratedIds::go_on(NameId context, std::uint32_t from) {
  const bool goes_on = is_known_ && context == context_ && given_.contains(from);
  if (goes_on) return;
  context_ = context;
  is_known_ = from == 0;
  given_.clear();
  if (from != 0) given_.insert(from);
}

std::set<std::uint32_t> EnumeratedIds::next(const model::Concrete::Properties& properties) const {
  std::set<std::uint32_t> ids;
  for (const auto& [id, value] : properties.entries())
    if (!given_.contains(id)) ids.insert(id);
  if (ids.empty() || !is_known_) ids.insert(0);
  return ids;
}

bool EnumeratedIds::may_come(std::uint32_t given, const model::Concrete::Properties& properties) const {
  return next(properties).contains(given) || (may_come_by_itself(given) && !given_.contains(given));
}

bool is_access_state_of_memory(const trace::Value& seen) {
  constexpr std::size_t size_of_a_dword = 4;
  if (!seen.is_text()) return false;
  const trace::Contents contents = trace::parse_contents(seen.text);
  return contents.form == trace::Contents::Form::bytes && contents.bytes.size() == size_of_a_dword && (contents.bytes[0] & 1) == 0;
}

}  // namespace certlife::oracle
