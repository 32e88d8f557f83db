// A program that catches what a call raises, and goes on.
#include "tests/record/programs/certificate.h"

#include <setjmp.h>

static jmp_buf before;

static LONG CALLBACK go_back(EXCEPTION_POINTERS*) { longjmp(before, 1); }

int main() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  AddVectoredExceptionHandler(1, go_back);
  if (setjmp(before) == 0) {
    DWORD size = 64;
    BYTE buffer[64];
    CertGetCertificateContextProperty(reinterpret_cast<PCCERT_CONTEXT>(0x1234), CERT_SHA1_HASH_PROP_ID, buffer, &size);
  }
  SetLastError(4714);
  say("close", CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}
