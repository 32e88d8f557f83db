// recorded_program WHAT [ARGUMENT…]: programs that use the library, each with an end of its own.
#include <certlife/wincrypt.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "model/trace/bytes/contents.h"
#include "tests/recording/every_call.h"

namespace {

constexpr DWORD types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
using Arguments = std::vector<std::string>;

const std::vector<BYTE>& certificate() {
  static const std::vector<BYTE> bytes = certlife::conformance::content_bytes("cert:A");
  return bytes;
}

PCCERT_CONTEXT made() { return CertCreateCertificateContext(types, certificate().data(), static_cast<DWORD>(certificate().size())); }
void make_and_free() { CertFreeCertificateContext(made()); }

// Where it is called is seen in the trace.
extern "C" [[gnu::noinline]] void forgets_a_context() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  CertAddEncodedCertificateToStore(store, types, certificate().data(), static_cast<DWORD>(certificate().size()), CERT_STORE_ADD_NEW, nullptr);
  const PCCERT_CONTEXT found = CertFindCertificateInStore(store, types, 0, CERT_FIND_ANY, nullptr, nullptr);
  std::printf("%s\n", found == nullptr ? "nothing" : "found");
  CertCloseStore(store, 0);
}

void work_in_threads() {
  std::vector<std::thread> threads;
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([store] {
      for (int round = 0; round < 100; ++round) make_and_free(), CertCloseStore(CertDuplicateStore(store), 0);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CertCloseStore(store, 0);
}

// The call reads what is not there.
void crash_in_a_call() {
  make_and_free();
  CertFreeCertificateContext(reinterpret_cast<PCCERT_CONTEXT>(0x1000));
}

void fork_and_go_on() {
  const PCCERT_CONTEXT context = made();
  if (const pid_t child = fork(); child != 0) {
    waitpid(child, nullptr, 0);
    CertFreeCertificateContext(context);
    return;
  }
  make_and_free();
  CertFreeCertificateContext(context);
  std::exit(0);
}

// A child that runs the same program anew, with the same environment.
void start_again() {
  make_and_free();
  if (const pid_t child = fork(); child != 0) waitpid(child, nullptr, 0);
  else execl("/proc/self/exe", "recorded_program", "sound", nullptr);
  make_and_free();
}

[[noreturn]] void exit_from_a_thread() {
  const PCCERT_CONTEXT context = made();
  std::thread([context] {
    CertFreeCertificateContext(CertDuplicateCertificateContext(context));
    std::exit(9);
  }).join();
  std::abort();
}

// As daemons do; and then something else has the number of the trace's descriptor.
void close_all_descriptors() {
  make_and_free();
  for (int descriptor = 3; descriptor < 1024; ++descriptor) close(descriptor);
  const int other = open("/dev/null", O_RDWR);
  for (int descriptor = 4; descriptor < 1024; ++descriptor) dup2(other, descriptor);
  if (chdir("/") != 0) std::abort();
  for (int i = 0; i < 2000; ++i) make_and_free();
}

// Calls that fail without looking at what is given, and one that looks at less than it is given.
void give_what_cannot_be_read() {
  const auto nowhere = reinterpret_cast<const BYTE*>(0x1000);
  CertCreateCertificateContext(0, nowhere, 100);
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nowhere);
  CertFindCertificateInStore(store, types, 0, CERT_FIND_SUBJECT_STR_W, nowhere, nullptr);
  CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, 0, nowhere);
  const std::size_t page = 4096;
  auto* const pages = static_cast<BYTE*>(mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  munmap(pages + page, page);
  BYTE* const at = pages + page - certificate().size();
  std::copy(certificate().begin(), certificate().end(), at);
  std::printf("%d\n", CertAddEncodedCertificateToStore(store, types, at, 10 * page, CERT_STORE_ADD_NEW, nullptr));
  CertCloseStore(store, 0);
}

// What a caller sees beside the results.
void say_what_is_seen() {
  errno = 17;
  SetLastError(4711);
  make_and_free();
  std::printf("%u %d\n", static_cast<unsigned>(GetLastError()), errno);
  const int lowest = open("/dev/null", O_RDONLY);
  std::printf("%d\n", lowest);
}

void make_many() {
  const PCCERT_CONTEXT context = made();
  for (int i = 0; i < 20'000; ++i) CertFreeCertificateContext(CertDuplicateCertificateContext(context));
  CertFreeCertificateContext(context);
  std::printf("done\n");
}

const std::map<std::string, void (*)(const Arguments&)> programs{
    {"sound", [](const Arguments&) { make_and_free(); }},
    {"every-call", [](const Arguments& arguments) { certlife::recording::make_every_call(arguments.at(0)); }},
    {"leaks", [](const Arguments&) { forgets_a_context(); }},
    {"threads", [](const Arguments&) { work_in_threads(); }},
    {"is-killed", [](const Arguments&) { make_and_free(), raise(SIGKILL); }},
    {"aborts", [](const Arguments&) { make_and_free(), std::abort(); }},
    {"crashes", [](const Arguments&) { crash_in_a_call(); }},
    {"forks", [](const Arguments&) { fork_and_go_on(); }},
    {"starts-again", [](const Arguments&) { start_again(); }},
    {"exits-from-thread", [](const Arguments&) { exit_from_a_thread(); }},
    {"closes-descriptors", [](const Arguments&) { close_all_descriptors(); }},
    {"unreadable", [](const Arguments&) { give_what_cannot_be_read(); }},
    {"sees", [](const Arguments&) { say_what_is_seen(); }},
    {"many", [](const Arguments&) { make_many(); }},
};

}  // namespace

int main(int count, char** arguments) {
  const auto found = count > 1 ? programs.find(arguments[1]) : programs.end();
  if (found == programs.end()) return std::fputs("usage: recorded_program WHAT [ARGUMENT…]\n", stderr), 2;
  found->second({arguments + 2, arguments + count});
  return 0;
}
