// A program that gives a certificate back once too often. The certificate is still in its store then, so that it may go well.
#include "tests/record/programs/certificate.h"

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  PCCERT_CONTEXT added = nullptr;
  CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, &added);
  say("first", CertFreeCertificateContext(added));
  std::fflush(stdout);
  CertFreeCertificateContext(added);
}
