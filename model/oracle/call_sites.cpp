#include "model/oracle/call_sites.h"

#include <memory>
#include <utility>

namespace certlife::oracle {

void CallSites::note(const trace::Line& line) {
  if (line.at.empty() || line.number < first_recent_) return;
  const auto [found, is_new] = by_text_.try_emplace(line.call + ' ' + line.at, static_cast<std::uint32_t>(texts_.size()));
  if (is_new) texts_.push_back({line.call, line.at});
  const std::size_t at = line.number - first_recent_;
  if (recent_.size() <= at) recent_.resize(at + 1);
  recent_[at] = found->second;
}

std::uint32_t CallSites::site_of(std::size_t line) const {
  if (line >= first_recent_) return line - first_recent_ < recent_.size() ? recent_[line - first_recent_] : 0;
  const auto found = kept_.find(line);
  return found == kept_.end() ? 0 : found->second;
}

void CallSites::keep(const std::vector<Owed>& owed) {
  const std::size_t going = recent_.size() - most_recent;
  std::map<std::size_t, std::uint32_t> kept;
  const auto keep_if_going = [&](std::size_t line) {
    if (line < first_recent_ + going) kept[line] = site_of(line);
  };
  for (const Owed& each : owed) {
    for (const std::size_t line : each.since) keep_if_going(line);
    keep_if_going(each.perhaps);
  }
  kept_ = std::move(kept);
  recent_.erase(recent_.begin(), recent_.begin() + static_cast<std::ptrdiff_t>(going));
  first_recent_ += going;
}

// "CertOpenStore at program.exe+0x12".
std::string CallSites::place_of(std::size_t line) const {
  const Text& text = of(line);
  return text.at.empty() ? std::string() : text.call + " at " + text.at;
}

std::shared_ptr<const CallersFault> CallSites::with_places(const CallersFault& fault) const {
  auto with = std::make_shared<CallersFault>(fault);
  with->at = of(fault.line).at;
  if (with->given_up) with->given_up->at = of(with->given_up->line).at;
  return with;
}

void CallSites::tell(Owed& owed) const {
  for (const std::size_t line : owed.since)
    if (!of(line).at.empty()) owed.places.push_back(place_of(line));
  if (owed.places.size() != owed.since.size()) owed.places.clear();
  if (owed.perhaps) owed.perhaps_place = place_of(owed.perhaps);
}

void CallSites::tell(UsageFinding& finding) const {
  finding.at = of(finding.line).at;
  for (const std::size_t line : finding.related) finding.related_at.push_back(of(line).at);
}

void CallSites::tell(Verdict& verdict) const {
  if (texts_.size() == 1) return;
  if (verdict.fault) verdict.fault = with_places(*verdict.fault);
  for (Owed& each : verdict.ended) tell(each);
  if (!verdict.held_by) return;
  for (Holder& each : *verdict.held_by) each.place = place_of(each.since);
}

void CallSites::tell(Summary& summary) const {
  if (texts_.size() == 1) return;
  if (summary.fault) summary.fault = with_places(*summary.fault);
  if (summary.owed)
    for (Owed& each : *summary.owed) tell(each);
  if (summary.usage)
    for (UsageFinding& each : *summary.usage) tell(each);
}

}  // namespace certlife::oracle
