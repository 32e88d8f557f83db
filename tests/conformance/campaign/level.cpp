#include "tests/conformance/campaign/level.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace certlife::conformance {
namespace {

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

LevelKind level_named(std::string_view name) {
  const auto found = std::find(level_names.begin(), level_names.end(), name);
  if (found != level_names.end()) return static_cast<LevelKind>(found - level_names.begin());
  throw std::invalid_argument("--level: there is no level \"" + std::string(name) +
                              "\"; there are clauses, windows, exhaustive, tour, walks, random and soak");
}

}  // namespace

Levels every_level() {
  Levels all;
  for (std::size_t i = 0; i < level_names.size(); ++i) all.insert(static_cast<LevelKind>(i));
  return all;
}

Levels parse_levels(std::string_view text) {
  Levels levels;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    levels.insert(level_named(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return levels;
}

Shard parse_shard(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto index = number_of(text.substr(0, slash));
  const auto count = number_of(text.substr(std::min(slash + 1, text.size())));
  if (!index || !count || *index < 1 || *index > *count)
    throw std::invalid_argument("--shard: \"" + std::string(text) + "\" is not I/N with 1 <= I <= N");
  return {*index, *count};
}

std::chrono::milliseconds parse_duration(std::string_view text, std::string_view option) {
  const auto unit_at = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = number_of(text.substr(0, unit_at));
  const std::string_view unit = text.substr(unit_at);
  constexpr std::size_t most = 1'000'000;
  if (number && *number <= most) {
    const auto count = static_cast<std::int64_t>(*number);
    if (unit == "ms") return std::chrono::milliseconds(count);
    if (unit == "s" || unit.empty()) return std::chrono::seconds(count);
    if (unit == "m") return std::chrono::minutes(count);
    if (unit == "h") return std::chrono::hours(count);
  }
  throw std::invalid_argument(std::string(option) + ": \"" + std::string(text) + "\" is not a time as 500ms, 60s, 2m or 1h");
}

Budget Budget::part(double weight, double weight_left, Clock::time_point now) const {
  if (!end_) return {};
  const auto left = std::max(Clock::duration::zero(), *end_ - now);
  Budget part;
  part.end_ = now + std::chrono::duration_cast<Clock::duration>(left * (weight / std::max(weight, weight_left)));
  return part;
}

}  // namespace certlife::conformance
