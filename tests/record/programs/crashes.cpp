// A program that crashes in a call.
#include "tests/record/programs/certificate.h"

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say("close", CertCloseStore(store, 0));
  std::fflush(stdout);
  DWORD size = 64;
  BYTE buffer[64];
  CertGetCertificateContextProperty(reinterpret_cast<PCCERT_CONTEXT>(0x1234), CERT_SHA1_HASH_PROP_ID, buffer, &size);
  std::printf("not reached\n");
}
