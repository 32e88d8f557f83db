// A program that gives everything back.
#include "tests/record/programs/certificate.h"

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, nullptr);
  say("open", store != nullptr);
  PCCERT_CONTEXT added = nullptr;
  say("add", CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, &added));
  const PCCERT_CONTEXT found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, nullptr, nullptr);
  say("find", found != nullptr);
  SetLastError(4711);
  say("none further", CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, nullptr, found) != nullptr);
  say("free", CertFreeCertificateContext(added));
  SetLastError(4712);
  say("close", CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  return 7;
}
