#include "model/oracle/call_sites.h"

#include <fmt/format.h>

#include <set>

#include "model/trace/plain_text.h"

namespace certlife::oracle {

void CallSites::note(const trace::Line& line) {
  if (line.at.empty()) return;
  calls_.emplace_hint(calls_.end(), line.number, fmt::format("{} at {}", trace::plain(line.call), trace::plain(line.at)));
}

void CallSites::keep(const std::vector<Owed>& owed) {
  std::set<std::size_t> wanted;
  for (const Owed& each : owed) wanted.insert(each.since.begin(), each.since.end());
  std::erase_if(calls_, [&](const auto& call) { return !wanted.contains(call.first); });
  most_ = 2 * calls_.size() + (1 << 16);
}

std::string CallSites::text_of(const Owed& owed) const {
  std::string text;
  for (const std::size_t line : owed.since) {
    const auto call = calls_.find(line);
    if (call != calls_.end()) text += fmt::format("  line {}: {}\n", line, call->second);
  }
  return text;
}

}  // namespace certlife::oracle
