// Calls of several threads put in the order in which they began and returned.
//
// A trace lists calls as they completed, or nearly so; one that lasts stands behind many that began later. So some lines are read
// ahead, and what happened first among them is handed out first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

#include "model/oracle/history/overlapping_call.h"

namespace certlife::oracle {

class CallWindow {
 public:
  struct Event {
    enum class What : std::uint8_t { begins, returns };
    What what;
    OverlappingCall* call;
  };

  // Of so many lines it is known in which order they happened.
  explicit CallWindow(std::size_t lines) : most_(lines) {}

  // REQUIRES: the line says when its call began and returned. False if a call returned after it began that was already handed out.
  bool add(OverlappingCall& call);
  // There are as many lines as are read ahead, so that events may be taken.
  bool is_full() const { return lines_ >= most_; }
  bool empty() const { return events_.empty(); }
  // The next thing that happened. REQUIRES: not empty.
  Event take();
  // Does the call of this event, which was just taken, return before anything else happens?
  bool stands_alone(const Event& event) const;

 private:
  // At one time calls return before those without duration happen, and these before others begin.
  enum class Rank : std::uint8_t { returns, at_once, begins };
  struct Entry {
    std::int64_t time;
    Rank rank;
    std::uint64_t nth;
    Event event;
    bool operator>(const Entry& other) const;
  };

  std::size_t most_, lines_ = 0;
  std::uint64_t count_ = 0;
  std::optional<std::int64_t> latest_return_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> events_;
};

}  // namespace certlife::oracle
