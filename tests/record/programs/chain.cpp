// Calls that are outside the model: a chain holds what it was built of until it is freed.
#include "tests/record/programs/certificate.h"

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG, nullptr);
  PCCERT_CONTEXT leaf = nullptr;
  CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, &leaf);
  say("close", CertCloseStore(store, 0));
  CERT_CHAIN_PARA parameters{};
  parameters.cbSize = sizeof parameters;
  PCCERT_CHAIN_CONTEXT chain = nullptr;
  say("chain", CertGetCertificateChain(nullptr, leaf, nullptr, leaf->hCertStore, &parameters, 0, nullptr, &chain));
  CertFreeCertificateChain(chain);
  say("free", CertFreeCertificateContext(leaf));
  const HCERTSTORE system = CertOpenSystemStoreA(0, "MY");
  say("system store", system != nullptr);
  say("close", CertCloseStore(system, 0));
}
