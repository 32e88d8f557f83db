// Whatever comes over the boundary, an answer goes back, and what was no input has changed nothing.
#include <certlife/oracle.h>
#include <gtest/gtest.h>

#include <climits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Destroy {
  void operator()(certlife_judge* judge) const { certlife_judge_destroy(judge); }
  void operator()(certlife_call* call) const { certlife_call_destroy(call); }
};
using Judge = std::unique_ptr<certlife_judge, Destroy>;

certlife_verdict tell(const Judge& judge, std::string_view line) { return certlife_judge_line(judge.get(), line.data(), line.size()); }

constexpr std::string_view open_store = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"})";
constexpr std::string_view close_store = R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":[]},"ret":true,"lastError":"unchanged"})";

TEST(HostileInputInC, IsBadInputWithAColumn) {
  using namespace std::string_view_literals;
  const Judge judge(certlife_judge_create(nullptr));
  const std::string deep(100'000, '[');
  for (const std::string_view line :
       {"x"sv, "{"sv, "{}"sv, "[]"sv, "null"sv, "{\"call\":\"CertOpenStore\"}\n{\"call\":\"CertOpenStore\"}"sv, "\0"sv, "{\"call\":\"\xff\"}"sv,
        "{\"call\":\"CertCloseStore\",\"args\":{\"dwFlags\":[\"NO_SUCH_FLAG\"]}}"sv, "{\"call\":\"CertCloseStore\",\"args\":{\"dwFlags\":1e9}}"sv,
        "{\"certlife-trace\":2}"sv, std::string_view(deep)}) {
    EXPECT_EQ(tell(judge, line), CERTLIFE_BAD_INPUT) << line.substr(0, 80);
    EXPECT_TRUE(std::string_view(certlife_judge_text(judge.get())).starts_with("column ")) << certlife_judge_text(judge.get());
    EXPECT_TRUE(std::string_view(certlife_judge_json(judge.get())).starts_with("{\"error\":")) << certlife_judge_json(judge.get());
  }
  EXPECT_EQ(tell(judge, open_store), CERTLIFE_ACCEPTED);
  EXPECT_EQ(tell(judge, close_store), CERTLIFE_ACCEPTED);
  EXPECT_EQ(certlife_judge_owed(judge.get()), 0u);
}

TEST(HostileInputInC, MayBeNothing) {
  const Judge judge(certlife_judge_create(nullptr));
  EXPECT_EQ(certlife_judge_line(judge.get(), nullptr, 0), CERTLIFE_NO_CALL);
  EXPECT_EQ(certlife_judge_line(judge.get(), nullptr, CERTLIFE_TO_NUL), CERTLIFE_NO_CALL);
  EXPECT_EQ(tell(judge, "\r\n"), CERTLIFE_NO_CALL);
  EXPECT_EQ(certlife_judge_allowed_line(judge.get(), "", 0), CERTLIFE_NO_CALL);
  EXPECT_EQ(certlife_judge_summary(judge.get()), CERTLIFE_NOT_EVALUATED);
}

TEST(HostileInputInC, OfAnyBytesChangesNothing) {
  const Judge judge(certlife_judge_create(nullptr));
  std::mt19937 random(1);
  ASSERT_EQ(tell(judge, open_store), CERTLIFE_ACCEPTED);
  std::size_t bad = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string line(close_store.substr(0, random() % close_store.size()));
    for (unsigned changes = random() % 4; changes > 0 && !line.empty(); --changes) line[random() % line.size()] = static_cast<char>(random());
    const auto verdict = tell(judge, line);
    ASSERT_TRUE(verdict == CERTLIFE_BAD_INPUT || verdict == CERTLIFE_NO_CALL) << line;  // It is never whole.
    bad += verdict == CERTLIFE_BAD_INPUT;
  }
  EXPECT_GT(bad, 10'000u);
  EXPECT_EQ(tell(judge, close_store), CERTLIFE_ACCEPTED);
}

TEST(HostileCallsInC, AreJudgedAsTheirLinesAre) {
  const Judge judge(certlife_judge_create(nullptr));
  const std::unique_ptr<certlife_call, Destroy> call(certlife_call_create("CertCloseStore"));
  ASSERT_TRUE(certlife_call_argument(call.get(), "dwFlags", certlife_text("CERT_CLOSE_STORE_WISH_FLAG")));
  EXPECT_EQ(certlife_judge_call(judge.get(), call.get()), CERTLIFE_BAD_INPUT);
  EXPECT_NE(std::string_view(certlife_judge_text(judge.get())).find("CERT_CLOSE_STORE_WISH_FLAG"), std::string_view::npos);
  certlife_call_argument(call.get(), "dwFlags", certlife_number(INT64_MIN));
  certlife_call_argument(call.get(), "hCertStore", certlife_text("\xff\x01\"\\"));
  certlife_call_returned(call.get(), certlife_text("true"));
  EXPECT_NE(certlife_judge_call(judge.get(), call.get()), CERTLIFE_FAILED) << certlife_judge_text(judge.get());
}

TEST(JudgesInC, WorkSideBySide) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& mine : wrong)
    threads.emplace_back([&mine] {
      for (int i = 0; i < 50; ++i) {
        const Judge judge(certlife_judge_create(i % 2 == 0 ? "page" : "windows"));
        mine += tell(judge, open_store) != CERTLIFE_ACCEPTED;
        mine += tell(judge, close_store) != CERTLIFE_ACCEPTED;
        mine += tell(judge, close_store) != CERTLIFE_UNDEFINED;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
