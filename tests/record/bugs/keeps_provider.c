/* A store that was opened with CERT_STORE_NO_CRYPT_RELEASE_FLAG leaves the CSP handle to the program, which forgets it. */
#include "tests/record/bugs/store.h"

int main(void) {
  HCRYPTPROV provider = 0;
  HCERTSTORE store;
  if (!CryptAcquireContextW(&provider, NULL, NULL, PROV_RSA_AES, CRYPT_VERIFYCONTEXT)) return 1; /* BUG */
  store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, provider, CERT_STORE_NO_CRYPT_RELEASE_FLAG, NULL);
  CertCloseStore(store, 0);
#ifdef MENDED
  CryptReleaseContext(provider, 0);
#endif
  return 0;
}
