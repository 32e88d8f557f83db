// How the benchmarks that are native take a time.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace certlife::bench {

inline double now_in_nanoseconds() {
  return static_cast<double>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The median over seven rounds, each of as many calls as take a few milliseconds.
template <class Call>
double median_per_call(Call call) {
  std::size_t calls = 1;
  const auto round_of = [&] {
    const double start = now_in_nanoseconds();
    for (std::size_t i = 0; i < calls; ++i) call();
    return now_in_nanoseconds() - start;
  };
  while (round_of() < 3e6 && calls < (1u << 24)) calls *= 2;
  std::vector<double> rounds;
  for (int round = 0; round < 7; ++round) rounds.push_back(round_of() / static_cast<double>(calls));
  return median(rounds);
}

}  // namespace certlife::bench
