/* The context that a delete has freed is given to the next step of the enumeration. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(2);
  PCCERT_CONTEXT each = NULL;
  int steps = 0; /* Wine goes on for ever. */
  while (++steps < 4 && (each = CertEnumCertificatesInStore(store, each)) != NULL) { /* BUG */
    PCCERT_CONTEXT doomed = each;
#ifdef MENDED
    doomed = CertDuplicateCertificateContext(each);
#endif
    CertDeleteCertificateFromStore(doomed); /* BUG */
  }
  CertCloseStore(store, 0);
  return 0;
}
