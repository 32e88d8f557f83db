// What a recorded call costs: a million calls without CERTLIFE_RECORD, and in a process of its own with it. `certlife bench record` runs it.
#include <certlife/wincrypt.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "model/trace/bytes/contents.h"

namespace {

namespace fs = std::filesystem;
constexpr int calls = 1'000'000;
constexpr DWORD types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

double nanoseconds_a_call(void (*two_calls)(HCERTSTORE, PCCERT_CONTEXT)) {
  const auto bytes = certlife::conformance::content_bytes("cert:A");
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  PCCERT_CONTEXT context = nullptr;
  CertAddEncodedCertificateToStore(store, types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_NEW, &context);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls / 2; ++i) two_calls(store, context);
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
  CertFreeCertificateContext(context);
  CertCloseStore(store, 0);
  return took.count() / calls;
}

void duplicate_and_free(HCERTSTORE, PCCERT_CONTEXT context) { CertFreeCertificateContext(CertDuplicateCertificateContext(context)); }
void duplicate_and_close(HCERTSTORE store, PCCERT_CONTEXT) { CertCloseStore(CertDuplicateStore(store), 0); }
void find_and_free(HCERTSTORE store, PCCERT_CONTEXT) {
  CertFreeCertificateContext(CertFindCertificateInStore(store, types, 0, CERT_FIND_ANY, nullptr, nullptr));
}

int measure() {
  std::printf("  context duplicate, free  %8.1f ns a call\n", nanoseconds_a_call(duplicate_and_free));
  std::printf("  store duplicate, close   %8.1f ns a call\n", nanoseconds_a_call(duplicate_and_close));
  std::printf("  find any, free           %8.1f ns a call\n", nanoseconds_a_call(find_and_free));
  return 0;
}

int measure_both() {
  std::printf("not recorded, %d calls each\n", calls);
  std::fflush(stdout);
  unsetenv("CERTLIFE_RECORD");
  if (std::system((fs::read_symlink("/proc/self/exe").string() + " measure").c_str()) != 0) return 1;
  const fs::path trace = fs::temp_directory_path() / ("certlife-recording-cost-" + std::to_string(getpid()));
  std::printf("recorded\n");
  std::fflush(stdout);
  setenv("CERTLIFE_RECORD", trace.c_str(), 1);
  const int status = std::system((fs::read_symlink("/proc/self/exe").string() + " measure").c_str());
  if (status == 0) std::printf("  %.0f bytes a call\n", static_cast<double>(fs::file_size(trace)) / (3.0 * calls));
  fs::remove(trace);
  return status == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) { return count > 1 && std::strcmp(arguments[1], "measure") == 0 ? measure() : measure_both(); }
