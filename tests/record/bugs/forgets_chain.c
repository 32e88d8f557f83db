/* A chain is never freed, and holds what it was built of. */
#include "tests/record/bugs/store.h"

static DWORD trust_of(PCCERT_CONTEXT leaf) {
  CERT_CHAIN_PARA parameters = {0};
  PCCERT_CHAIN_CONTEXT chain = NULL;
  DWORD status;
  parameters.cbSize = sizeof parameters;
  if (!CertGetCertificateChain(NULL, leaf, NULL, NULL, &parameters, 0, NULL, &chain)) return (DWORD)-1; /* BUG */
  status = chain->TrustStatus.dwErrorStatus;
#ifdef MENDED
  CertFreeCertificateChain(chain);
#endif
  return status;
}

int main(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT leaf = first_of(store);
  printf("trusted: %d\n", trust_of(leaf) == CERT_TRUST_NO_ERROR);
  CertFreeCertificateContext(leaf);
  CertCloseStore(store, 0);
  return 0;
}
