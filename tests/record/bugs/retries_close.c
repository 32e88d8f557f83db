/* A close that says CRYPT_E_PENDING_CLOSE has closed the handle all the same; the program frees what was held and closes it again. */
#include "tests/record/bugs/store.h"

int main(void) {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT found = first_of(store);
  const BOOL closed = CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG); /* BUG */
  CertFreeCertificateContext(found);
#ifndef MENDED
  if (!closed && GetLastError() == (DWORD)CRYPT_E_PENDING_CLOSE) {
    printf("pending\n");
    fflush(stdout);
    CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG); /* BUG */
  }
#endif
  return closed;
}
