// A library that is loaded late and has imports of its own.
#include <windows.h>
// After it.
#include <wincrypt.h>

extern "C" __declspec(dllexport) int opens_and_closes() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  return store && CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG);
}
