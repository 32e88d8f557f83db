// Eight threads with a store each. With an argument one after the other, so that no call overlaps another.
#include "tests/record/programs/certificate.h"

static DWORD WINAPI work(void*) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  for (int i = 0; i < 100; ++i) {
    PCCERT_CONTEXT added = nullptr;
    CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, &added);
    CertFreeCertificateContext(added);
  }
  return CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG) ? 1 : 0;
}

int main(int count, char**) {
  HANDLE threads[8];
  DWORD results = 0;
  for (HANDLE& thread : threads) {
    thread = CreateThread(nullptr, 0, work, nullptr, 0, nullptr);
    if (count > 1) WaitForSingleObject(thread, INFINITE);
  }
  for (const HANDLE thread : threads) {
    DWORD result = 0;
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &result);
    results += result;
  }
  std::printf("threads: %lu\n", static_cast<unsigned long>(results));
}
