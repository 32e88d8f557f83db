#include "model/oracle/names.h"

#include <algorithm>
#include <utility>

namespace certlife::oracle {
namespace {

bool makes_a_duplicate(trace::Call call) {
  switch (call) {
    case trace::Call::CertDuplicateStore:
    case trace::Call::CertDuplicateCertificateContext:
    case trace::Call::CertDuplicateCRLContext:
    case trace::Call::CertDuplicateCTLContext:
    case trace::Call::CryptContextAddRef: return true;
    default: return false;
  }
}

}  // namespace

void Acquisitions::drop(trace::Call by) {
  if (count_ == 0) return;
  const auto latest = [&](auto fits) {
    std::size_t nth = count_;
    while (nth > 0 && !fits(given_[nth - 1].call)) --nth;
    return nth;
  };
  const std::size_t own = latest([&](trace::Call call) { return call == by; });
  if (own == 0 && further_ > 0) return void(--further_);
  const std::size_t original = latest([](trace::Call call) { return !makes_a_duplicate(call); });
  const std::size_t nth = (own ? own : original ? original : count_) - 1;
  const Given dropped = given_[nth];
  std::copy(given_.begin() + nth + 1, given_.begin() + count_, given_.begin() + nth);
  --count_;
  const bool is_guess = own == 0 && std::any_of(given_.begin(), given_.begin() + count_, [&](const Given& each) { return each.line != dropped.line; });
  perhaps_ = is_guess ? dropped.line : count_ ? perhaps_ : 0;
}

NameId Names::intern(std::string_view text) {
  if (const NameId known = find(text)) return known;
  NameId name = static_cast<NameId>(entries_.size());
  if (free_.empty()) {
    entries_.emplace_back();
  } else {
    name = free_.back();
    free_.pop_back();
  }
  entries_[name] = NameEntry{};
  entries_[name].text = text;
  by_text_.emplace(std::string(text), name);
  return name;
}

NameId Names::find(std::string_view text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() ? 0 : found->second;
}

KnownName Names::called(std::string_view text) const {
  const NameId name = find(text);
  if (!name) return {};
  const NameEntry& entry = entries_[name];
  return {name, entry.thing, entry.dead, entry.index};
}

void Names::give_to_a_stranger(NameId name) {
  if (entries_[name].dead) entries_[name].thing = Thing::unknown;
}

void Names::bind(NameId name, Thing thing, std::uint32_t index) {
  NameEntry& entry = entries_[name];
  entry.thing = thing;
  entry.index = index;
  entry.dead = false;
  entry.tainted = false;
  entry.doubted = 0;
  entry.given_up = {};
  entry.owned = {};
  entry.died = 0;
}

void Names::kill(NameId name) {
  entries_[name].dead = true;
  entries_[name].died = ++now_;
  deaths_.push_back({name, now_});
  if (deaths_.size() >= next_tidying_) leave_out_those_taken_again();
  if (deaths_.size() > most_dead_) forget_oldest();
}

void Names::forget_oldest() {
  const Death oldest = deaths_.front();
  deaths_.pop_front();
  if (entries_[oldest.name].died != oldest.when) return;
  by_text_.erase(by_text_.find(entries_[oldest.name].text));
  entries_[oldest.name] = NameEntry{};
  forgotten_.push_back(oldest.name);
}

void Names::leave_out_those_taken_again() {
  std::erase_if(deaths_, [&](const Death& each) { return entries_[each.name].died != each.when; });
  next_tidying_ = std::max(first_tidying, 2 * deaths_.size());
}

std::vector<NameId> Names::take_forgotten() {
  free_.insert(free_.end(), forgotten_.begin(), forgotten_.end());
  return std::exchange(forgotten_, {});
}

}  // namespace certlife::oracle
