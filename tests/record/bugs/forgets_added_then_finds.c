/* What an add passed out is never freed; that the same context is found and freed later makes no difference. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(0);
  PCCERT_CONTEXT added = NULL, each = NULL;
  CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, &added); /* BUG */
  while ((each = CertEnumCertificatesInStore(store, each)) != NULL) printf("%lu bytes\n", (unsigned long)each->cbCertEncoded);
#ifdef MENDED
  CertFreeCertificateContext(added);
#endif
  CertCloseStore(store, 0);
  return 0;
}
