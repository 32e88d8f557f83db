/* A context outlives the store that it came from, and its hCertStore is used as if the store were still open. */
#include "tests/record/bugs/store.h"

static PCCERT_CONTEXT first_of_a_store(HCERTSTORE *kept) {
  const HCERTSTORE store = store_of(2);
  const PCCERT_CONTEXT found = first_of(store);
#ifdef MENDED
  *kept = CertDuplicateStore(store);
#else
  *kept = NULL;
#endif
  CertCloseStore(store, 0); /* BUG */
  return found;
}

int main(void) {
  HCERTSTORE kept = NULL;
  const PCCERT_CONTEXT leaf = first_of_a_store(&kept);
  const PCCERT_CONTEXT other =
      CertFindCertificateInStore(leaf->hCertStore, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL); /* BUG */
  if (other) CertFreeCertificateContext(other);
  CertFreeCertificateContext(leaf);
  if (kept) CertCloseStore(kept, 0);
  return 0;
}
