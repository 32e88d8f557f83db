// Programs with fewer calls: the candidates of every shrinker, whatever its calls are. They may make calls that are not defined.
//
// The last `kept` calls stay: a shrinker that knows which call shows the failure keeps that one.
#pragma once

#include <cstddef>
#include <vector>

namespace certlife::conformance {

template <class Call, class IsTaken>
std::vector<Call> without(const std::vector<Call>& program, IsTaken is_taken) {
  std::vector<Call> rest;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (!is_taken(i)) rest.push_back(program[i]);
  }
  return rest;
}

// Without a stretch of this many calls.
template <class Call>
std::vector<std::vector<Call>> without_stretches(const std::vector<Call>& program, std::size_t length, std::size_t kept = 1) {
  std::vector<std::vector<Call>> candidates;
  for (std::size_t begin = 0; begin + length + kept <= program.size(); begin += length) {
    candidates.push_back(without(program, [&](std::size_t i) { return i >= begin && i < begin + length; }));
  }
  return candidates;
}

template <class Call>
std::vector<std::vector<Call>> without_one(const std::vector<Call>& program, std::size_t kept = 1) {
  return without_stretches(program, 1, kept);
}

template <class Call>
std::vector<std::vector<Call>> without_two(const std::vector<Call>& program, std::size_t kept = 1) {
  std::vector<std::vector<Call>> candidates;
  for (std::size_t one = 0; one + kept < program.size(); ++one) {
    for (std::size_t other = one + 1; other + kept < program.size(); ++other) {
      candidates.push_back(without(program, [&](std::size_t i) { return i == one || i == other; }));
    }
  }
  return candidates;
}

// Takes away halves, quarters and so on. `try_any` takes over the first candidate that still fails, if there is one.
template <class Call, class TryAny>
void take_stretches(const std::vector<Call>& program, TryAny try_any) {
  for (std::size_t length = program.size() / 2; length > 1; length /= 2) {
    while (try_any(without_stretches(program, length))) {}
  }
}

}  // namespace certlife::conformance
