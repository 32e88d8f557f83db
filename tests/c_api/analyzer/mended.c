/* The same without the mistakes: clang is to find nothing. */
#include <certlife/wincrypt.h>

DWORD encoding_of(const BYTE* bytes, DWORD size) {
  PCCERT_CONTEXT context = CertCreateCertificateContext(X509_ASN_ENCODING, bytes, size);
  const DWORD type = context ? context->dwCertEncodingType : 0;
  if (context) CertFreeCertificateContext(context);
  return type;
}

BOOL has_any(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  PCCERT_CONTEXT first = CertEnumCertificatesInStore(store, NULL);
  const BOOL found = first != NULL;
  if (first) CertFreeCertificateContext(first);
  CertCloseStore(store, 0);
  return found;
}

void free_last(HCERTSTORE store) {
  PCCERT_CONTEXT first = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL);
  PCCERT_CONTEXT second = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, first);
  CertFreeCertificateContext(second);
}

void close_once(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG);
}
