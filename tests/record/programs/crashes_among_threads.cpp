// Eight threads at work, of which one crashes in the middle.
#include "tests/record/programs/certificate.h"

static DWORD WINAPI work(void* crashes) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  for (int i = 0; i < 1000 || !crashes; ++i) {
    PCCERT_CONTEXT added = nullptr;
    CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_REPLACE_EXISTING, &added);
    CertFreeCertificateContext(added);
  }
  *static_cast<volatile int*>(nullptr) = 0;
  return 0;
}

int main() {
  HANDLE threads[8];
  for (HANDLE& thread : threads) thread = CreateThread(nullptr, 0, work, &thread == threads ? threads : nullptr, 0, nullptr);
  WaitForMultipleObjects(8, threads, TRUE, INFINITE);
}
