/* The hCertStore of a context belongs to whoever opened it; this function closes it. */
#include "tests/record/bugs/store.h"

static int neighbours(PCCERT_CONTEXT context) {
  HCERTSTORE store = context->hCertStore;
  PCCERT_CONTEXT each = NULL;
  int count = 0;
#ifdef MENDED
  store = CertDuplicateStore(store);
#endif
  while ((each = CertEnumCertificatesInStore(store, each)) != NULL) ++count;
  CertCloseStore(store, 0); /* BUG */
  return count;
}

int main(void) {
  const HCERTSTORE store = store_of(2);
  const PCCERT_CONTEXT found = first_of(store);
  printf("%d neighbours\n", neighbours(found));
  CertFreeCertificateContext(found);
  CertCloseStore(store, 0); /* BUG */
  return 0;
}
