// A program that is ended by one thread while another is in the middle of its work.
#include "tests/record/programs/certificate.h"

static DWORD WINAPI end(void*) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  CertCloseStore(store, 0);
  ExitProcess(9);
}

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say("open", store != nullptr);
  std::fflush(stdout);
  CreateThread(nullptr, 0, end, nullptr, 0, nullptr);
  Sleep(INFINITE);
}
