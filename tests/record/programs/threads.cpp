// Eight threads with a store each. With "in-turn" one after the other, so that no call overlaps another; with a number so many rounds
// each, and the time that a call took.
#include <cstdlib>

#include "tests/record/programs/certificate.h"

static int rounds = 100;

static DWORD disposition = CERT_STORE_ADD_ALWAYS;

// Each round adds a certificate and frees it; where there are many, later ones find what the first added.
static DWORD WINAPI work(void*) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  for (int i = 0; i < rounds; ++i) {
    PCCERT_CONTEXT added = nullptr;
    CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, disposition, &added);
    CertFreeCertificateContext(added);
  }
  return CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG) ? 1 : 0;
}

int main(int count, char** words) {
  const bool in_turn = count > 1 && !std::strcmp(words[1], "in-turn"), is_measured = count > 1 && !in_turn;
  if (is_measured) rounds = std::atoi(words[1]), disposition = CERT_STORE_ADD_USE_EXISTING;
  const ULONGLONG before = GetTickCount64();
  HANDLE threads[8];
  DWORD results = 0;
  for (HANDLE& thread : threads) {
    thread = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
    if (in_turn) WaitForSingleObject(thread, INFINITE);
  }
  for (const HANDLE thread : threads) {
    DWORD result = 0;
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &result);
    results += result;
  }
  std::printf("threads: %lu\n", static_cast<unsigned long>(results));
  const double calls = 8.0 * (2.0 * rounds + 2);
  if (is_measured) std::printf("%.0f calls, %.0f ns a call\n", calls, 1e6 * static_cast<double>(GetTickCount64() - before) / calls);
}
