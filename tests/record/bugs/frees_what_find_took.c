/* The second find frees the context of the first, which it takes as the previous one; the program frees it as well. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(2);
  const PCCERT_CONTEXT first = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL);
  const PCCERT_CONTEXT second = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, first); /* BUG */
  if (second) CertFreeCertificateContext(second);
#ifndef MENDED
  CertFreeCertificateContext(first); /* BUG */
#endif
  CertCloseStore(store, 0);
  return 0;
}
