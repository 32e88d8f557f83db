// A program that looks its functions up, as Go and .NET do, and loads the library late.
#include "tests/record/programs/certificate.h"

template <class F>
F* found(HMODULE library, const char* name) {
  return reinterpret_cast<F*>(reinterpret_cast<void*>(GetProcAddress(library, name)));
}

int main() {
  std::printf("loaded before: %d\n", GetModuleHandleA("crypt32.dll") != nullptr);
  const HMODULE library = LoadLibraryA("crypt32.dll");
  const auto open = found<decltype(CertOpenStore)>(library, "CertOpenStore");
  const auto close = found<decltype(CertCloseStore)>(library, "CertCloseStore");
  const HCERTSTORE store = open(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say("open", store != nullptr);
  say("close", close(store, CERT_CLOSE_STORE_CHECK_FLAG));
}
