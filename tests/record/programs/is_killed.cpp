// A program that ends at once, with nothing said to anybody.
#include "tests/record/programs/certificate.h"

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say("close", CertCloseStore(store, 0));
  std::fflush(stdout);
  TerminateProcess(GetCurrentProcess(), 5);
}
