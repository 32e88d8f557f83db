// The C functions for stores.
#include "impl/src/checked.h"
#include "impl/src/edge.h"
#include "impl/src/open_store.h"
#include "impl/src/save_store.h"

using namespace certlife::impl;

extern "C" {

HCERTSTORE CertOpenStore(LPCSTR lpszStoreProvider, DWORD, HCRYPTPROV_LEGACY hCryptProv, DWORD dwFlags,
                         const void* pvPara) {
  const CheckedCall call(__func__);
  return pointer_of([&] {
    const Result<Store> opened = open_store(lpszStoreProvider, hCryptProv, dwFlags, pvPara);
    call.handed_out(opened.value());
    return opened;
  });
}

HCERTSTORE CertDuplicateStore(HCERTSTORE hCertStore) {
  const CheckedCall call(__func__);
  return pointer_of([&]() -> Result<Store> {
    if (hCertStore == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(hCertStore); !status.is_ok()) return status;
    auto* store = static_cast<Store*>(hCertStore);
    duplicate_store(*store);
    return call.handed_out(store);
  });
}

BOOL CertCloseStore(HCERTSTORE hCertStore, DWORD dwFlags) {
  const CheckedCall call(__func__);
  if (hCertStore == nullptr) return TRUE;
  return truth_of([&] {
    if (const Status status = call.check(hCertStore); !status.is_ok()) return status;
    call.taken_back(hCertStore);
    return close_store(*static_cast<Store*>(hCertStore), dwFlags);
  });
}

BOOL CertControlStore(HCERTSTORE hCertStore, DWORD dwFlags, DWORD dwCtrlType, const void*) {
  const CheckedCall call(__func__);
  return truth_of([&] {
    if (hCertStore == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(hCertStore); !status.is_ok()) return status;
    return control_store(*static_cast<Store*>(hCertStore), dwFlags, dwCtrlType);
  });
}

BOOL CertSaveStore(HCERTSTORE hCertStore, DWORD, DWORD dwSaveAs, DWORD dwSaveTo, void* pvSaveToPara, DWORD dwFlags) {
  const CheckedCall call(__func__);
  return truth_of([&] {
    if (hCertStore == nullptr || pvSaveToPara == nullptr || dwFlags != 0) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(hCertStore); !status.is_ok()) return status;
    return save_store(*static_cast<Store*>(hCertStore), dwSaveAs, dwSaveTo, pvSaveToPara);
  });
}

}  // extern "C"
