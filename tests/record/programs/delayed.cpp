// A program whose imports are looked up when they are first called.
#include "tests/record/programs/certificate.h"

int main() {
  std::printf("loaded before: %d\n", GetModuleHandleA("crypt32.dll") != nullptr);
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say("open", store != nullptr);
  SetLastError(4713);
  say("close", CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}
