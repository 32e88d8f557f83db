/* Each context of an enumeration is freed, and freed once more by the next step, which takes it as the previous one. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(2);
  PCCERT_CONTEXT each = NULL;
  int count = 0;
  while ((each = CertEnumCertificatesInStore(store, each)) != NULL) { /* BUG */
    ++count;
#ifndef MENDED
    CertFreeCertificateContext(each); /* BUG */
#endif
  }
  printf("%d certificates\n", count);
  CertCloseStore(store, 0);
  return 0;
}
