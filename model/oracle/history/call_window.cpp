#include "model/oracle/history/call_window.h"

#include <algorithm>
#include <tuple>

namespace certlife::oracle {

bool CallWindow::Entry::operator>(const Entry& other) const {
  const auto key = [](const Entry& it) { return std::tuple(it.time, it.rank, it.nth, it.event.what); };
  return key(*this) > key(other);
}

bool CallWindow::add(OverlappingCall& call) {
  const std::int64_t start = *call.line.start, end = std::max(*call.line.end, start);
  const bool is_late = latest_return_ && start < *latest_return_;
  const std::uint64_t nth = ++count_;
  events_.push({start, start == end ? Rank::at_once : Rank::begins, nth, {Event::What::begins, &call}});
  events_.push({end, start == end ? Rank::at_once : Rank::returns, nth, {Event::What::returns, &call}});
  ++lines_;
  return !is_late;
}

CallWindow::Event CallWindow::take() {
  const Entry next = events_.top();
  events_.pop();
  if (next.event.what == Event::What::returns) {
    --lines_;
    latest_return_ = std::max(latest_return_.value_or(next.time), next.time);
  }
  return next.event;
}

bool CallWindow::stands_alone(const Event& event) const {
  return !events_.empty() && events_.top().event.call == event.call;
}

}  // namespace certlife::oracle
