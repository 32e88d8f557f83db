/* What a find gave is not freed where the function leaves early. */
#include "tests/record/bugs/store.h"

static int names_its_certificate(HCERTSTORE store) {
  const PCCERT_CONTEXT found =
      CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL); /* BUG */
  if (!found) return 0;
  if (!has_name(found)) {
#ifdef MENDED
    CertFreeCertificateContext(found);
#endif
    return 0;
  }
  CertFreeCertificateContext(found);
  return 1;
}

int main(void) {
  const HCERTSTORE store = store_of(1);
  printf("named: %d\n", names_its_certificate(store));
  CertCloseStore(store, 0);
  return 0;
}
