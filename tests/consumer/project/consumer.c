#include <certlife/wincrypt.h>
#include <stdio.h>

int main(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  if (store == NULL) return 1;
  if (CertEnumCertificatesInStore(store, NULL) != NULL) return 1;
  if (GetLastError() != (DWORD)CRYPT_E_NOT_FOUND) return 1;
  puts("the installed library works");
  return CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG) ? 0 : 1;
}
