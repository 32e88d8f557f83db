// The levels of what is tried on a target, how a run is split, and how long each may take.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace certlife::conformance {

enum class LevelKind {
  clauses,     // The programs written for clauses.
  windows,     // What Windows was seen to do.
  exhaustive,  // Every program over an alphabet, up to a depth and modulo renaming.
  tour,        // Every transition of the graph of a small scope.
  walks,       // Walks through a larger scope that aim at rarely visited states.
  random,      // Random programs over all alphabets together.
  soak,        // Long programs of many rounds, whose memory must not grow.
};
inline constexpr std::array<std::string_view, 7> level_names{"clauses", "windows", "exhaustive", "tour", "walks", "random", "soak"};

using Levels = std::set<LevelKind>;
Levels every_level();

// "tour,walks". Throws std::invalid_argument, which names what is wrong.
Levels parse_levels(std::string_view text);

// One of several equal parts of every level: the program at place n of a level belongs to exactly one of them.
struct Shard {
  std::size_t index = 1;  // From 1.
  std::size_t count = 1;
  bool has(std::size_t place) const { return place % count == index - 1; }
  bool is_all() const { return count == 1; }
};

// "2/4". Throws std::invalid_argument.
Shard parse_shard(std::string_view text);

// "60s", "2m", "1h", "500ms"; a bare number is seconds. Throws std::invalid_argument.
std::chrono::milliseconds parse_duration(std::string_view text, std::string_view option);

// How much of a span of time each of several parts may take. What one part leaves is there for those after it.
class Budget {
 public:
  using Clock = std::chrono::steady_clock;

  Budget() = default;  // Without end.
  explicit Budget(std::chrono::milliseconds all, Clock::time_point now = Clock::now()) : end_(now + all) {}

  // A part that may take this share of what is left now: `weight` of `weight_left`, its own included.
  Budget part(double weight, double weight_left, Clock::time_point now = Clock::now()) const;
  bool is_over(Clock::time_point now = Clock::now()) const { return end_ && now >= *end_; }

 private:
  std::optional<Clock::time_point> end_;
};

}  // namespace certlife::conformance
