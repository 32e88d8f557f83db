// A program that lets the library go and loads it again.
#include "tests/record/programs/certificate.h"

template <class F>
F* found(HMODULE library, const char* name) {
  return reinterpret_cast<F*>(reinterpret_cast<void*>(GetProcAddress(library, name)));
}

int main() {
  for (int i = 0; i < 2; ++i) {
    const HMODULE library = LoadLibraryA("crypt32.dll");
    const auto open = found<decltype(CertOpenStore)>(library, "CertOpenStore");
    const auto close = found<decltype(CertCloseStore)>(library, "CertCloseStore");
    say("close", close(open(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr), CERT_CLOSE_STORE_CHECK_FLAG));
    say("let go", FreeLibrary(library));
    std::printf("still loaded: %d\n", GetModuleHandleA("crypt32.dll") != nullptr);
  }
}
