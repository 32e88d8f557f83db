/* A certificate that is never freed, and a store that is never closed: clang is to find both. */
#include <certlife/wincrypt.h>

DWORD encoding_of(const BYTE* bytes, DWORD size) {
  PCCERT_CONTEXT leaked = CertCreateCertificateContext(X509_ASN_ENCODING, bytes, size);
  return leaked ? leaked->dwCertEncodingType : 0;
}

BOOL has_any(void) {
  HCERTSTORE leaked = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  PCCERT_CONTEXT first = CertEnumCertificatesInStore(leaked, NULL);
  if (!first) return FALSE;
  CertFreeCertificateContext(first);
  return TRUE;
}
