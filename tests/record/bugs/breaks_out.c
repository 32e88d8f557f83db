/* An enumeration is left with a context in hand: only its next step would have freed it. */
#include "tests/record/bugs/store.h"

static int lists(HCERTSTORE store, const BYTE *encoded, DWORD size) {
  PCCERT_CONTEXT each = NULL;
  while ((each = CertEnumCertificatesInStore(store, each)) != NULL) { /* BUG */
    if (each->cbCertEncoded == size && memcmp(each->pbCertEncoded, encoded, size) == 0) break;
  }
#ifdef MENDED
  if (each) CertFreeCertificateContext(each);
#endif
  return each != NULL;
}

int main(void) {
  const HCERTSTORE store = store_of(2);
  printf("listed: %d\n", lists(store, certificate, sizeof certificate));
  CertCloseStore(store, 0);
  return 0;
}
