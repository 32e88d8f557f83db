// Small histories, judged by every order there is: what the search says must be what they say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>

#include "model/first_values.h"
#include "model/oracle/tests/histories.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using trace::Line;

// What the orders say, one after the other: is one of them accepted, and does one lead to a call that is undefined?
struct AllOrders {
  bool accepted = false, undefined = false;
  std::size_t orders = 0;

  explicit AllOrders(std::vector<Line> lines) : lines_(std::move(lines)) { go_on(); }

 private:
  bool may_come_next(std::size_t one) const {
    for (std::size_t other = 0; other < lines_.size(); ++other) {
      const bool is_before = !taken(other) && other != one && *lines_[other].end <= *lines_[one].start;
      if (is_before) return false;
    }
    return true;
  }
  bool taken(std::size_t one) const { return std::find(order_.begin(), order_.end(), one) != order_.end(); }

  // How the calls taken so far are judged, one after the other.
  Overall judged() const {
    Judge judge;
    for (const std::size_t each : order_) {
      Line line = lines_[each];
      line.start = line.end = std::nullopt;
      const Verdict verdict = judge.judge(line);
      if (verdict.kind == Verdict::Kind::not_evaluated) return Overall::rejected;
    }
    return judge.summary().overall;
  }

  void go_on() {
    if (order_.size() == lines_.size()) accepted = true, ++orders;
    for (std::size_t next = 0; next < lines_.size(); ++next) {
      if (taken(next) || !may_come_next(next)) continue;
      order_.push_back(next);
      const Overall overall = judged();
      if (overall == Overall::undefined) undefined = true;
      if (overall == Overall::accepted) go_on();
      order_.pop_back();
    }
  }

  std::vector<Line> lines_;
  std::vector<std::size_t> order_;
};

// So many calls happen one after the other before any overlap.
std::size_t calls_alone(std::uint64_t seed) { return seed % 12; }

std::vector<Line> play(std::uint64_t seed, std::size_t calls) {
  Player::Limits limits;
  limits.files = seed % 5 == 0;
  limits.probes = seed % 3 == 0 ? 4 : 0;
  limits.labels = 2;
  limits.stores = 2;
  limits.contexts = 4;
  UniqueNames player(seed, model::first_values("windows"), limits);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < calls_alone(seed) + calls; ++i) lines.push_back(player.next_line());
  return lines;
}

std::vector<Line> make_history(std::uint64_t seed, std::size_t calls) {
  std::vector<Line> lines = play(seed, calls);
  scatter(lines, {seed, 2 + static_cast<unsigned>(seed % 3), 1 + static_cast<unsigned>(seed % 4)});
  std::int64_t now = std::numeric_limits<std::int64_t>::min() / 2;
  for (std::size_t i = 0; i < calls_alone(seed); ++i) lines[i].start = lines[i].end = ++now;
  return lines;
}

bool change_a_result(std::vector<Line>& lines, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Line& line = lines[random() % lines.size()];
  if (line.ret.is_absent() || line.ret.is_text()) return false;
  line.ret = line.ret.is_null() ? trace::Value::of("c99") : trace::Value::of(!line.ret.truth);
  return true;
}

std::string as_text(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) text += trace::to_text(line) + "\n";
  return text;
}

struct Tally {
  int accepted = 0, rejected = 0, raced = 0, unknown = 0;
};

void compare(const std::vector<Line>& lines, Tally& tally) {
  const AllOrders orders(lines);
  const Judgement seen = judge_history(lines);
  const Overall overall = seen.summary.overall;
  const std::string told = as_text(lines) + seen.text();
  // A store that is first named by a probe of a call that a use of the name overlaps is not known when the use begins.
  if (told.find("nothing is known of a store \"null\"") != std::string::npos) {
    ++tally.unknown;
    return;
  }
  if (orders.accepted && orders.undefined) {
    ++tally.raced;
    ASSERT_EQ(name_of(overall), name_of(Overall::undefined)) << told;
  } else if (orders.undefined) {
    ASSERT_TRUE(overall == Overall::undefined || overall == Overall::rejected) << told;
  } else {
    ++(orders.accepted ? tally.accepted : tally.rejected);
    ASSERT_EQ(name_of(overall), name_of(orders.accepted ? Overall::accepted : Overall::rejected)) << told;
  }
}

struct Seeds {
  std::uint64_t first = 1, last = 1'500;
};

// Those that take a few seconds, or what CERTLIFE_HISTORIES says: CERTLIFE_HISTORIES=1501-9000.
Seeds seeds_to_try() {
  Seeds seeds;
  if (const char* const wanted = std::getenv("CERTLIFE_HISTORIES")) {
    char* end = nullptr;
    seeds.first = std::strtoull(wanted, &end, 10);
    seeds.last = *end == '-' ? std::strtoull(end + 1, nullptr, 10) : seeds.first;
  }
  return seeds;
}

TEST(AHistory, IsAcceptedIffSomeOrderOfItsCallsIs) {
  Tally tally;
  const Seeds seeds = seeds_to_try();
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    std::vector<Line> lines = make_history(seed, 4 + seed % 3);
    ASSERT_NO_FATAL_FAILURE(compare(lines, tally)) << "seed " << seed;
    if (!change_a_result(lines, seed)) continue;
    ASSERT_NO_FATAL_FAILURE(compare(lines, tally)) << "seed " << seed << ", changed";
  }
  std::printf("%d accepted, %d rejected, %d races\n", tally.accepted, tally.rejected, tally.raced);
  EXPECT_LE(tally.unknown, tally.accepted / 100);
  if (seeds.last - seeds.first < 200) return;
  EXPECT_GT(tally.accepted, 50);
  EXPECT_GT(tally.rejected, 50);
  EXPECT_GT(tally.raced, 10);
}

}  // namespace
}  // namespace certlife::oracle
