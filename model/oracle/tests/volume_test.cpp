// However long a trace is, what judges it takes memory for what is alive alone. A gigabyte: CERTLIFE_VOLUME=1000000000.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace certlife::oracle {
namespace {

std::string call(const std::string& name, const std::string& arguments, const std::string& results) {
  return "{\"call\":\"" + name + "\",\"args\":{" + arguments + "},\"at\":\"a.exe+0x12\"," + results + "}\n";
}

// A store is opened, filled, emptied and closed; the names are borne again in the next round, as addresses are.
std::string round_of_calls() {
  const std::string of_store = R"("hCertStore":"s1")", of_context = R"("pCertContext":"c1")", succeeds = R"("ret":true)";
  return call("CertOpenStore", R"("lpszStoreProvider":"CERT_STORE_PROV_MEMORY")", R"("ret":"s1")") +
         call("CertDuplicateStore", of_store, R"("ret":"s1")") +
         call("CertAddEncodedCertificateToStore", of_store + R"(,"pbCertEncoded":"cert:A","dwAddDisposition":"CERT_STORE_ADD_ALWAYS")",
              R"("ret":true,"out":{"ppCertContext":"c1"})") +
         call("CertDuplicateCertificateContext", of_context, R"("ret":"c1")") +
         call("CertFreeCertificateContext", of_context, succeeds) + call("CertFreeCertificateContext", of_context, succeeds) +
         call("CertCloseStore", of_store, succeeds) +
         call("CertCloseStore", of_store + R"(,"dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"])", succeeds);
}

struct Judged {
  int exit = -1;
  long kilobytes = 0;  // The most that was resident.
};

// Writes what `next` gives, piece by piece, until so many bytes are written.
Judged judge(std::size_t bytes, const std::function<std::string()>& next) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]), ::close(ends[1]);
    if (std::freopen("/dev/null", "w", stdout) == nullptr) ::_exit(126);
    ::execl(CERTLIFE_ORACLE, CERTLIFE_ORACLE, "check", "-", nullptr);
    ::_exit(127);
  }
  ::close(ends[0]);
  FILE* const trace = ::fdopen(ends[1], "w");
  std::fputs("{\"certlife-trace\":1}\n", trace);
  for (std::size_t written = 0; written < bytes;) {
    const std::string text = next();
    if (std::fwrite(text.data(), 1, text.size(), trace) < text.size()) break;
    written += text.size();
  }
  std::fclose(trace);
  Judged judged;
  int status = 0;
  struct rusage usage {};
  ::wait4(child, &status, 0, &usage);
  judged.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  judged.kilobytes = usage.ru_maxrss;
  return judged;
}

constexpr std::size_t megabyte = 1'000'000;
constexpr long clearly_more = 4'000;  // Kilobytes.

std::size_t volume() {
  const char* wanted = std::getenv("CERTLIFE_VOLUME");
  return wanted ? std::strtoull(wanted, nullptr, 10) : 40 * megabyte;
}

TEST(Volume, OfATraceCostsNoMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers keep what was freed";
#endif
  const std::string round = round_of_calls();
  const Judged little = judge(4 * megabyte, [&] { return round; }), much = judge(volume(), [&] { return round; });
  EXPECT_EQ(little.exit, 0);
  EXPECT_EQ(much.exit, 0);
  EXPECT_LT(much.kilobytes, little.kilobytes + clearly_more) << "of " << volume() << " bytes";
}

// So that the test above is known to see memory.
TEST(Volume, OfWhatIsAliveDoesCostMemory) {
  std::size_t made = 0;
  const auto one_more = [&] {
    return call("CertCreateCertificateContext", R"("pbCertEncoded":"cert:A")", "\"ret\":\"c" + std::to_string(++made) + "\"");
  };
  const Judged little = judge(megabyte / 10, one_more), much = judge(4 * megabyte, one_more);
  EXPECT_EQ(much.exit, 0);
  EXPECT_GT(much.kilobytes, little.kilobytes + clearly_more);
}

}  // namespace
}  // namespace certlife::oracle
