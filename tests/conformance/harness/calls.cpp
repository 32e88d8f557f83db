#include "tests/conformance/harness/calls.h"

namespace certlife::conformance {
namespace {

CallTable make_table() {
  CallTable table;
  add_store_calls(table);
  add_context_calls(table);
  add_find_calls(table);
  add_property_calls(table);
  add_csp_calls(table);
  return table;
}

}  // namespace

const CallTable& all_calls() {
  static const CallTable table = make_table();
  return table;
}

CallMaker maker_of(std::string_view name) {
  const CallTable& table = all_calls();
  if (const auto found = table.find(name); found != table.end()) return found->second;
  if (!name.ends_with('A') && !name.ends_with('W')) return nullptr;
  name.remove_suffix(1);
  // Only calls that exist in two spellings on Windows may carry one of them.
  if (name != "CryptAcquireContext") return nullptr;
  return table.find(name)->second;
}

}  // namespace certlife::conformance
