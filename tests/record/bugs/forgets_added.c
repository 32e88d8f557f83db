/* An add passes out a context of the store it added to, which is to be freed like any other. */
#include "tests/record/bugs/store.h"

static int copies(HCERTSTORE to, PCCERT_CONTEXT context) {
#ifdef MENDED
  return CertAddCertificateContextToStore(to, context, CERT_STORE_ADD_ALWAYS, NULL);
#else
  PCCERT_CONTEXT added = NULL;
  return CertAddCertificateContextToStore(to, context, CERT_STORE_ADD_ALWAYS, &added); /* BUG */
#endif
}

int main(void) {
  const HCERTSTORE from = store_of(1), to = store_of(0);
  const PCCERT_CONTEXT found = first_of(from);
  printf("copied: %d\n", copies(to, found));
  CertFreeCertificateContext(found);
  CertCloseStore(to, 0);
  CertCloseStore(from, 0);
  return 0;
}
