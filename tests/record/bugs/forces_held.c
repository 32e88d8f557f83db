/* CERT_CLOSE_STORE_FORCE_FLAG ends a store of which the program still has a context; the context is used afterwards. */
#include "tests/record/bugs/store.h"

static PCCERT_CONTEXT taken_from_a_store(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT found = first_of(store);
  DWORD flags = CERT_CLOSE_STORE_FORCE_FLAG;
#ifdef MENDED
  flags = 0;
#endif
  CertCloseStore(store, flags); /* BUG */
  return found;
}

int main(void) {
  const PCCERT_CONTEXT kept = taken_from_a_store();
  BYTE hash[20];
  DWORD size = sizeof hash;
  CertGetCertificateContextProperty(kept, CERT_SHA1_HASH_PROP_ID, hash, &size); /* BUG */
  CertFreeCertificateContext(kept);
  return 0;
}
