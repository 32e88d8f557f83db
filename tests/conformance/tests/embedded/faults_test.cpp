// What a port does wrong is found and reduced; a crash, a hang and an exception as well.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "tests/conformance/tests/embedded/bundled_port.h"

namespace certlife::embedded_tests {
namespace {

using conform::Handle;
using conform::Isolation;
using conform::Kind;
using conform::Level;
using conform::Options;
using conform::Port;
using conform::Report;

constexpr std::uint32_t check = 2;

Port with_close(std::function<bool(const Port&, Handle, std::uint32_t)> close) {
  Port port = bundled_port();
  port.close_store = [right = bundled_port(), close](Handle store, std::uint32_t flags) { return close(right, store, flags); };
  return port;
}

Port with_free(std::function<void(Kind)> before) {
  Port port = bundled_port();
  port.free_context = [right = bundled_port(), before](Kind kind, Handle context) {
    if (context) before(kind);
    return right.free_context(kind, context);
  };
  return port;
}

const conform::Failure* failure_of(const Report& report, const std::string& clause) {
  for (const auto& each : report.failures)
    if (each.clause == clause) return &each;
  return nullptr;
}

class AWrongResult : public testing::TestWithParam<Isolation> {};

TEST_P(AWrongResult, IsShownByTheShortestProgram) {
  const Port port = with_close([](const Port& right, Handle store, std::uint32_t flags) { return right.close_store(store, flags & ~check); });
  const Report report = conform::run(port, {.levels = {Level::clauses, Level::exhaustive}, .clauses = {"CLOSE-5"}, .budget = std::chrono::seconds(20), .isolation = GetParam()});
  EXPECT_FALSE(report.passed());
  const auto* const failure = failure_of(report, "CLOSE-5");
  ASSERT_NE(failure, nullptr) << report.text;
  EXPECT_EQ(failure->calls.size(), 3u) << failure->text;
  EXPECT_NE(failure->allowed.find("CRYPT_E_PENDING_CLOSE"), std::string::npos) << failure->text;
  EXPECT_NE(failure->text.find("certlife::conform::replay(port, R\"("), std::string::npos) << failure->text;
  EXPECT_EQ(std::count(failure->trace.begin(), failure->trace.end(), '\n'), 3);
}
INSTANTIATE_TEST_SUITE_P(In, AWrongResult, testing::Values(Isolation::fork, Isolation::none),
                         [](const auto& isolation) { return isolation.param == Isolation::fork ? "Children" : "ThisProcess"; });

const Options only_clauses{.levels = {Level::clauses}, .patience = std::chrono::milliseconds(300)};

TEST(ACrash, IsNamedAndReduced) {
  const Report report = conform::run(with_free([](Kind kind) {
    if (kind == Kind::ctl) std::abort();
  }), only_clauses);
  ASSERT_FALSE(report.failures.empty()) << report.text;
  const auto& failure = report.failures.front();
  EXPECT_NE(failure.observed.find("signal 6"), std::string::npos) << failure.text;
  EXPECT_NE(failure.calls.back().find("CertFreeCTLContext"), std::string::npos) << failure.text;
  EXPECT_LE(failure.calls.size(), 3u) << failure.text;
}

TEST(AnExit, IsNamedAndReduced) {
  const Report report = conform::run(with_free([](Kind kind) {
    if (kind == Kind::crl) _exit(7);
  }), only_clauses);
  ASSERT_FALSE(report.failures.empty()) << report.text;
  EXPECT_NE(report.failures.front().observed.find("exit 7"), std::string::npos) << texts_of(report);
}

TEST(AHang, IsNamedAndReduced) {
  const Port port = with_close([](const Port& right, Handle store, std::uint32_t flags) {
    if (!store) for (;;) pause();
    return right.close_store(store, flags);
  });
  const Report report = conform::run(port, only_clauses);
  ASSERT_FALSE(report.failures.empty()) << report.text;
  EXPECT_NE(report.failures.front().observed.find("time-out"), std::string::npos) << texts_of(report);
  EXPECT_EQ(report.failures.front().calls.size(), 1u) << texts_of(report);
}

TEST(AnException, IsADeviationThatEndsItsProgramAlone) {
  Options options = only_clauses;
  options.isolation = Isolation::none;
  const Report report = conform::run(with_free([](Kind kind) {
    if (kind == Kind::crl) throw std::runtime_error("a wish");
  }), options);
  ASSERT_FALSE(report.failures.empty()) << report.text;
  EXPECT_NE(report.failures.front().observed.find("signal 6"), std::string::npos) << texts_of(report);
  EXPECT_NE(report.failures.front().calls.back().find("CertFreeCRLContext"), std::string::npos) << texts_of(report);
}

TEST(AKnownDeviation, IsNoFailureUntilItNoLongerShows) {
  const std::string file = testing::TempDir() + "certlife_known_deviations.toml";
  {
    FILE* const out = fopen(file.c_str(), "w");
    fputs("target = 'certlife'\n[[cause]]\nnote = 'It never reports.'\nprograms = '''\n  s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)\n"
          "  CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)\n"
          "  CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG) => CLOSE-5: returns TRUE\n'''\n", out);
    fclose(out);
  }
  Options options{.levels = {Level::clauses}, .clauses = {"CLOSE-5"}, .known_deviations = file};
  const Report right = conform::run(bundled_port(), options);
  EXPECT_FALSE(right.passed());
  EXPECT_EQ(right.no_longer.size(), 1u);
  const Port wrong = with_close([](const Port& it, Handle store, std::uint32_t flags) { return it.close_store(store, flags & ~check); });
  const Report known = conform::run(wrong, options);
  const auto* const failure = failure_of(known, "CLOSE-5");
  ASSERT_NE(failure, nullptr) << known.text;
  EXPECT_TRUE(failure->is_known) << failure->text;
  unlink(file.c_str());
}

}  // namespace
}  // namespace certlife::embedded_tests
