/* A delete frees the context that it is given, whatever it returns. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT found = first_of(store);
  printf("deleted: %d\n", CertDeleteCertificateFromStore(found)); /* BUG */
  fflush(stdout);
#ifndef MENDED
  CertFreeCertificateContext(found); /* BUG */
#endif
  CertCloseStore(store, 0);
  return 0;
}
