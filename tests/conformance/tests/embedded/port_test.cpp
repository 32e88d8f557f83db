// A port that does all and does it right, and what is made of one that does less.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/conformance/tests/embedded/bundled_port.h"

namespace certlife::embedded_tests {
namespace {

using conform::Isolation;
using conform::Level;
using conform::Options;
using conform::Report;

std::size_t clauses_with(const Report& report, const std::string& status) {
  return static_cast<std::size_t>(std::count_if(report.clauses.begin(), report.clauses.end(), [&](const auto& each) { return each.status == status; }));
}

const conform::ClauseResult& result_of(const Report& report, const std::string& clause) {
  return *std::find_if(report.clauses.begin(), report.clauses.end(), [&](const auto& each) { return each.id == clause; });
}

class EveryLevel : public testing::TestWithParam<Isolation> {};

TEST_P(EveryLevel, FindsNothingInTheBundledLibrary) {
  const Report report = conform::run(bundled_port(), {.budget = std::chrono::seconds(12), .isolation = GetParam()});
  EXPECT_TRUE(report.passed()) << texts_of(report);
  EXPECT_GT(clauses_with(report, "pass"), 240u);
  EXPECT_EQ(clauses_with(report, "fail"), 0u);
  EXPECT_GT(report.judged, 1'000u);
}
INSTANTIATE_TEST_SUITE_P(In, EveryLevel, testing::Values(Isolation::fork, Isolation::none),
                         [](const auto& isolation) { return isolation.param == Isolation::fork ? "Children" : "ThisProcess"; });

TEST(APort, SaysTheSameInChildrenAndInThisProcess) {
  Options options{.levels = {Level::clauses, Level::windows}, .budget = std::chrono::seconds(0)};
  const Report forked = conform::run(bundled_port(), options);
  options.isolation = Isolation::none;
  const Report direct = conform::run(bundled_port(), options);
  ASSERT_EQ(forked.clauses.size(), direct.clauses.size());
  for (std::size_t i = 0; i < forked.clauses.size(); ++i) EXPECT_EQ(forked.clauses[i].status, direct.clauses[i].status) << forked.clauses[i].id;
  EXPECT_EQ(forked.judged, direct.judged);
}

TEST(APort, ThatLacksSomethingIsNotJudgedOnIt) {
  conform::Port port = bundled_port();
  port.acquire_csp = nullptr;
  port.store_is_alive = nullptr;
  port.kinds = {conform::Kind::crl};
  const Report report = conform::run(port, {.levels = {Level::clauses}});
  EXPECT_TRUE(report.passed()) << texts_of(report);
  EXPECT_EQ(result_of(report, "CSP-1").status, "not-supported");
  EXPECT_NE(result_of(report, "CSP-1").reason.find("CryptAcquireContext"), std::string::npos) << result_of(report, "CSP-1").reason;
  EXPECT_GT(clauses_with(report, "not-supported"), 20u);
}

TEST(APort, ThatDoesNothingIsNotPassed) {
  const Report report = conform::run({}, {.levels = {Level::clauses}});
  EXPECT_FALSE(report.passed());
  EXPECT_TRUE(report.nothing_was_judged);
  EXPECT_EQ(clauses_with(report, "pass"), 0u);
}

TEST(APort, IsAskedForBeforeTheSuiteRuns) {
  EXPECT_THROW(conform::run(bundled_port(), {.reading = "the best"}), std::invalid_argument);
  EXPECT_THROW(conform::run(bundled_port(), {.clauses = {"CLOSE-1000"}}), std::runtime_error);
  EXPECT_THROW(conform::run(bundled_port(), {.known_deviations = "there-is-no-such-file"}), std::runtime_error);
}

TEST(AReplay, ShowsWhatCameOfEachCall) {
  const std::string program = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); s2 = CertDuplicateStore(s1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)";
  const std::string text = conform::replay(bundled_port(), program);
  EXPECT_NE(text.find("CRYPT_E_PENDING_CLOSE"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("\nallowed\n")) << text;
  const std::string by_the_page = conform::replay(bundled_port(), program, {.reading = "page"});
  EXPECT_TRUE(by_the_page.ends_with("\nnot allowed\n")) << by_the_page;
  EXPECT_THROW(conform::replay(bundled_port(), "CertWish("), std::runtime_error);
}

}  // namespace
}  // namespace certlife::embedded_tests
