// What is known of last error from the lines before, for each thread.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "model/oracle/state_set.h"
#include "model/trace/line.h"

namespace certlife::oracle {

using KnownLastError = std::optional<std::int64_t>;

class LastErrors {
 public:
  // In the thread of this line.
  KnownLastError& of(const trace::Line& line) { return known_[line.thread.value_or(0)]; }
  // After the line, whose call went one of these ways.
  void learn(const trace::Line& line, const std::vector<Branch>& branches);

 private:
  std::unordered_map<std::int64_t, KnownLastError> known_;
};

}  // namespace certlife::oracle
