/* CertGetSubjectCertificateFromStore gives a context that is to be freed, though no find or enumeration was asked. */
#include "tests/record/bugs/store.h"

static int knows_signer(HCERTSTORE store, PCERT_INFO signer) {
  const PCCERT_CONTEXT found = CertGetSubjectCertificateFromStore(store, X509_ASN_ENCODING, signer); /* BUG */
#ifdef MENDED
  if (found) CertFreeCertificateContext(found);
#endif
  return found != NULL;
}

int main(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT leaf = first_of(store);
  printf("known: %d\n", knows_signer(store, leaf->pCertInfo));
  CertFreeCertificateContext(leaf);
  CertCloseStore(store, 0);
  return 0;
}
