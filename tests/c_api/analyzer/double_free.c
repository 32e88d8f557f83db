/* A context freed behind a find that has freed it already, and a store closed again since CHECK said FALSE: clang is to find both. */
#include <certlife/wincrypt.h>

void free_previous(HCERTSTORE store) {
  PCCERT_CONTEXT first = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL);
  PCCERT_CONTEXT second = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, first);
  CertFreeCertificateContext(second);
  CertFreeCertificateContext(first);
}

void close_again(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  if (!CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG)) CertCloseStore(store, 0);
}
