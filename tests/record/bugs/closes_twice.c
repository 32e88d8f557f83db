/* A store is closed where something fails, and once more where everything is cleaned up. */
#include "tests/record/bugs/store.h"

static int imports(const BYTE *encoded, DWORD size) {
  HCERTSTORE store = store_of(0);
  const BOOL added =
      CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, encoded, size, CERT_STORE_ADD_ALWAYS, NULL);
  if (!added) {
    CertCloseStore(store, 0); /* BUG */
#ifdef MENDED
    store = NULL;
#endif
    goto done;
  }
done:
  if (store) CertCloseStore(store, 0); /* BUG */
  return added;
}

int main(void) {
  static const BYTE broken[] = {0x30, 0x03, 0x02, 0x01, 0x05};
  printf("imported: %d\n", imports(broken, sizeof broken));
  return 0;
}
