/* A source of somebody else, written for Windows. */
#include <windows.h>
#include <wincrypt.h>

int main(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_FILENAME_W, X509_ASN_ENCODING, 0, CERT_STORE_OPEN_EXISTING_FLAG, L"there is no such file");
  if (store != NULL || GetLastError() != ERROR_FILE_NOT_FOUND) return 1;
  store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, NULL);
  return store != NULL && CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG) ? 0 : 1;
}
