// The library's own threads, recorded and judged by the oracle: some order of what overlapped must be what the model allows.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/oracle/tests/histories.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/histories/recording.h"
#include "tests/properties/stress.h"

namespace certlife::histories {
namespace {

using oracle::Judgement;
using oracle::Overall;
using trace::Line;

constexpr unsigned threads = 4;
constexpr std::uint64_t seed = 20261130;

// As a file would give it: with bytes and numbers resolved by the reader.
std::vector<Line> as_read(const std::vector<Line>& lines) {
  std::vector<Line> result;
  for (const Line& line : lines) {
    result.push_back(trace::parse_line(trace::to_text(line)));
    result.back().number = line.number;
  }
  return result;
}

bool overlap(const std::vector<Line>& lines) {
  std::int64_t latest = 0;
  for (const Line& line : lines) {
    if (*line.start < latest) return true;
    latest = std::max(latest, *line.end);
  }
  return false;
}

template <class Stress>
std::vector<Line> record(Stress stress, unsigned steps) {
  const Recording recording(*certlife_library_under_test());
  EXPECT_EQ(stress(recording.library(), seed, threads, steps), "");
  return as_read(recording.lines());
}

void expect_accepted(const std::vector<Line>& lines) {
  const Judgement seen = oracle::judge_history(lines);
  EXPECT_EQ(name_of(seen.summary.overall), name_of(Overall::accepted)) << seen.text();
  EXPECT_EQ(seen.summary.not_evaluated, 0u) << seen.text();
}

// The last close with CHECK finds nothing held: that it found something has no order.
std::vector<Line> with_another_last_close(std::vector<Line> lines) {
  const auto close = std::find_if(lines.rbegin(), lines.rend(), [](const Line& line) { return line.which == trace::Call::CertCloseStore; });
  close->ret = trace::Value::of(!close->ret.truth);
  return lines;
}

TEST(RecordedThreads, OnASharedStoreHaveAnOrder) {
  // HANDLE-9, CONTEXT-5
  const auto lines = record(properties::stress_one_store, 12);
  expect_accepted(lines);
  EXPECT_EQ(name_of(oracle::judge_history(with_another_last_close(lines)).summary.overall), name_of(Overall::rejected));
}

TEST(RecordedThreads, MakeTheLastFreeInSomeOrder) {
  // FREE-7, CLOSE-21
  expect_accepted(record(properties::stress_the_last_free, 20));
}

TEST(RecordedThreads, WithStoresOfTheirOwnHaveAnOrder) {
  // ERROR-1, CSP-2, CSP-3
  const auto lines = record(properties::stress_own_stores, 20);
  expect_accepted(lines);
  EXPECT_TRUE(overlap(lines)) << "no two calls overlapped: nothing was shown";
}

// A duplicate that the log moves behind the last free and makes overlap with it.
TEST(RecordedThreads, WhoseLogHasARaceAreNotAccepted) {
  std::vector<Line> lines = record(properties::stress_the_last_free, 5);
  const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const Line& line) { return line.which == trace::Call::CertFreeCertificateContext; });
  ASSERT_NE(last, lines.rend());
  Line duplicate = trace::parse_line(trace::to_text(*last));
  duplicate.which = trace::Call::CertDuplicateCertificateContext;
  duplicate.call = "CertDuplicateCertificateContext";
  duplicate.ret = duplicate.arg("pCertContext");
  duplicate.last_error_after = {};
  duplicate.thread = 99;
  duplicate.number = lines.size() + 1;
  lines.push_back(duplicate);
  const Judgement seen = oracle::judge_history(lines);
  EXPECT_EQ(name_of(seen.summary.overall), name_of(Overall::undefined)) << seen.text();
  EXPECT_TRUE(std::any_of(seen.said.begin(), seen.said.end(), [](const auto& each) { return each.second.race.has_value(); })) << seen.text();
}

}  // namespace
}  // namespace certlife::histories
