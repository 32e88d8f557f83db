// certlife: the conformance suite as tests of GoogleTest.
//
//     certlife::conform::Port make_port();
//     CERTLIFE_CONFORMANCE_TEST(MyStore, make_port);
//
// makes a test for each level: Level/MyStore.Conforms/clauses, …/windows, …/exhaustive and so on. Each failure is a failure of the
// test, with the shortest program that shows it. A level of which nothing can be judged, for want of calls, is skipped.
// Options may follow, as an expression: CERTLIFE_CONFORMANCE_TEST(MyStore, make_port, my_options()).
//
//     CERTLIFE_CONFORMANCE_TEST_OF_CLAUSES(MyStore, make_port);
//
// makes a test for each clause instead: Clause/MyStore.Keeps/CLOSE_5. The suite runs once, when the first of them is run, so it is for those
// who start the test program whole: let gtest_discover_tests() alone, which starts it for every test.
#pragma once

#include <certlife/conformance.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace certlife::conform {

// Fails, skips or passes the test that is being run.
inline void report_to_gtest(const Report& report) {
  if (report.nothing_was_judged) GTEST_SKIP() << report.undecided;
  if (!report.undecided.empty()) ADD_FAILURE() << report.undecided;
  for (const Failure& each : report.failures)
    if (!each.is_known) ADD_FAILURE() << each.text;
  for (const std::string& each : report.no_longer) ADD_FAILURE() << "a known deviation no longer shows: " << each;
}

inline void report_to_gtest(const Report& report, const std::string& clause) {
  const auto result = std::find_if(report.clauses.begin(), report.clauses.end(), [&](const ClauseResult& each) { return each.id == clause; });
  if (!report.undecided.empty()) GTEST_SKIP() << report.undecided;
  if (result == report.clauses.end()) GTEST_SKIP() << "it was not among what was judged";
  if (result->status == "not-supported" || result->status == "not-evaluated") GTEST_SKIP() << result->status << ": " << result->reason;
  if (result->status == "unexpected-pass") ADD_FAILURE() << "a known deviation no longer shows";
  if (result->status != "fail") return;
  for (const std::size_t each : result->failures) ADD_FAILURE() << report.failures[each].text;
  if (result->failures.empty()) ADD_FAILURE() << result->reason;
}

inline Options only(Level level, Options options = {}) {
  options.levels = {level};
  return options;
}

inline std::string as_test_name(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return text;
}

}  // namespace certlife::conform

#define CERTLIFE_CONFORMANCE_TEST(Suite, make_port, ...)                                                                             \
  class Suite : public ::testing::TestWithParam<::certlife::conform::Level> {};                                                     \
  TEST_P(Suite, Conforms) {                                                                                                         \
    ::certlife::conform::report_to_gtest(                                                                                           \
        ::certlife::conform::run(make_port(), ::certlife::conform::only(GetParam() __VA_OPT__(, ) __VA_ARGS__)));                   \
  }                                                                                                                                 \
  INSTANTIATE_TEST_SUITE_P(Level, Suite, ::testing::ValuesIn(::certlife::conform::every_level()), [](const auto& level) {           \
    return std::string(::certlife::conform::name_of(level.param));                                                                  \
  })

#define CERTLIFE_CONFORMANCE_TEST_OF_CLAUSES(Suite, make_port, ...)                                                                  \
  class Suite : public ::testing::TestWithParam<std::string> {};                                                                    \
  TEST_P(Suite, Keeps) {                                                                                                            \
    static const ::certlife::conform::Report report = ::certlife::conform::run(make_port() __VA_OPT__(, ) __VA_ARGS__);             \
    ::certlife::conform::report_to_gtest(report, GetParam());                                                                       \
  }                                                                                                                                 \
  INSTANTIATE_TEST_SUITE_P(Clause, Suite, ::testing::ValuesIn(::certlife::conform::observable_clauses()),                           \
                           [](const auto& clause) { return ::certlife::conform::as_test_name(clause.param); })
