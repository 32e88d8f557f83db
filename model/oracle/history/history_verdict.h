// What is said of a line of a history, and how that is written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// Calls of two threads between which nothing decides, and in one order the caller had no right to make the second.
struct Race {
  struct Side {
    std::size_t line = 0;
    std::optional<std::int64_t> thread;
    std::string what;  // "the duplicate of c1", "the last free of c1", …
  };
  Side used, ended;
};

// Why no order explains the calls.
struct NoOrder {
  std::size_t calls_before = 0;     // So many calls have an order,
  std::vector<std::size_t> last;    // and these lines come last in it.
  struct InTheWay {
    trace::Line line;
    Verdict next;                   // What is said of it as the next call.
  };
  std::vector<InTheWay> in_the_way;
};

struct HistoryVerdict {
  Verdict verdict;
  std::optional<NoOrder> no_order;  // For a rejected line of calls that overlap.
  std::optional<Race> race;         // For an undefined one that is defined in another order.
};

std::string to_json(const trace::Line& line, const HistoryVerdict& said);
std::string to_text(const trace::Line& line, const HistoryVerdict& said);

}  // namespace certlife::oracle
