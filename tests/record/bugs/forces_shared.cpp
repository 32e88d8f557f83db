// A store is closed with CERT_CLOSE_STORE_FORCE_FLAG while a thread that was given a certificate of it is still at work.
#include "tests/record/bugs/store.h"

struct Work {
  PCCERT_CONTEXT certificate;
  HANDLE begun, closed;
};

static DWORD WINAPI look(void* given) {
  const Work& work = *static_cast<Work*>(given);
  const PCCERT_CONTEXT own = CertDuplicateCertificateContext(work.certificate);
  SetEvent(work.begun);
  WaitForSingleObject(work.closed, INFINITE);
  CertFreeCertificateContext(own);  // BUG
  return 0;
}

int main() {
  const HCERTSTORE store = store_of(1);
  const PCCERT_CONTEXT found = first_of(store);
  Work work{found, CreateEventA(nullptr, TRUE, FALSE, nullptr), CreateEventA(nullptr, TRUE, FALSE, nullptr)};
  const HANDLE thread = CreateThread(nullptr, 0, look, &work, 0, nullptr);
  WaitForSingleObject(work.begun, INFINITE);
  CertFreeCertificateContext(found);
#ifdef MENDED
  const DWORD flags = 0;
#else
  const DWORD flags = CERT_CLOSE_STORE_FORCE_FLAG;
#endif
  CertCloseStore(store, flags);  // BUG
  SetEvent(work.closed);
  WaitForSingleObject(thread, INFINITE);
}
