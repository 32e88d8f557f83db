// The C functions for stores.
#include "impl/src/checked.h"
#include "impl/src/edge.h"
#include "impl/src/open_store.h"
#include "impl/src/record/recorded.h"
#include "impl/src/save_store.h"

using namespace certlife::impl;
using record::row_of;

namespace {

HCERTSTORE open_handle(const char* function, LPCSTR provider, DWORD, HCRYPTPROV_LEGACY csp, DWORD flags, const void* parameter) noexcept {
  const CheckedCall call(function);
  return pointer_of([&] {
    const Result<Store> opened = open_store(provider, csp, flags, parameter);
    call.handed_out(opened.value());
    return opened;
  });
}

HCERTSTORE duplicate_handle(const char* function, HCERTSTORE handle) noexcept {
  const CheckedCall call(function);
  return pointer_of([&]() -> Result<Store> {
    if (handle == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    auto* store = static_cast<Store*>(handle);
    duplicate_store(*store);
    return call.handed_out(store);
  });
}

BOOL close_handle(const char* function, HCERTSTORE handle, DWORD flags) noexcept {
  const CheckedCall call(function);
  if (handle == nullptr) return TRUE;
  return truth_of([&] {
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    call.taken_back(handle);
    return close_store(*static_cast<Store*>(handle), flags);
  });
}

BOOL control(const char* function, HCERTSTORE handle, DWORD flags, DWORD type, const void*) noexcept {
  const CheckedCall call(function);
  return truth_of([&] {
    if (handle == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    return control_store(*static_cast<Store*>(handle), flags, type);
  });
}

BOOL save(const char* function, HCERTSTORE handle, DWORD, DWORD save_as, DWORD save_to, void* parameter, DWORD flags) noexcept {
  const CheckedCall call(function);
  return truth_of([&] {
    if (handle == nullptr || parameter == nullptr || flags != 0) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    return save_store(*static_cast<Store*>(handle), save_as, save_to, parameter);
  });
}

}  // namespace

extern "C" {

HCERTSTORE CertOpenStore(LPCSTR lpszStoreProvider, DWORD dwEncodingType, HCRYPTPROV_LEGACY hCryptProv, DWORD dwFlags,
                         const void* pvPara) {
  return call<row_of(__func__), open_handle>(lpszStoreProvider, dwEncodingType, hCryptProv, dwFlags, pvPara);
}

HCERTSTORE CertDuplicateStore(HCERTSTORE hCertStore) { return call<row_of(__func__), duplicate_handle>(hCertStore); }

BOOL CertCloseStore(HCERTSTORE hCertStore, DWORD dwFlags) { return call<row_of(__func__), close_handle>(hCertStore, dwFlags); }

BOOL CertControlStore(HCERTSTORE hCertStore, DWORD dwFlags, DWORD dwCtrlType, const void* pvCtrlPara) {
  return call<row_of(__func__), control>(hCertStore, dwFlags, dwCtrlType, pvCtrlPara);
}

BOOL CertSaveStore(HCERTSTORE hCertStore, DWORD dwEncodingType, DWORD dwSaveAs, DWORD dwSaveTo, void* pvSaveToPara, DWORD dwFlags) {
  return call<row_of(__func__), save>(hCertStore, dwEncodingType, dwSaveAs, dwSaveTo, pvSaveToPara, dwFlags);
}

}  // extern "C"
