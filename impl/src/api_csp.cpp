// The C functions for CSP handles.
#include "impl/src/csp.h"
#include "impl/src/edge.h"
#include "impl/src/properties.h"

using namespace certlife::impl;

namespace {

constexpr DWORD last_provider_type = 999;

Status check_provider_type(DWORD type) {
  if (type == 0 || type > last_provider_type) return Status::failure(NTE_BAD_PROV_TYPE);
  const bool has_provider = type == PROV_RSA_FULL || type == PROV_RSA_AES;
  return has_provider ? Status::ok() : Status::failure(NTE_PROV_TYPE_NOT_DEF);
}

// The type is looked at before the flags (windows test, advapi32 acquire).
Status acquire(HCRYPTPROV* handle, bool names_a_container, DWORD provider_type, DWORD flags) {
  if (handle == nullptr) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
  if (const Status status = check_provider_type(provider_type); !status.is_ok()) return status;
  if ((flags & ~DWORD{CRYPT_SILENT}) != CRYPT_VERIFYCONTEXT) return Status::failure(NTE_BAD_FLAGS);
  if (names_a_container) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  *handle = acquire_csp();
  return Status::ok();
}

}  // namespace

extern "C" {

BOOL CryptAcquireContextA(HCRYPTPROV* phProv, LPCSTR szContainer, LPCSTR, DWORD dwProvType, DWORD dwFlags) {
  return truth_of([&] { return acquire(phProv, szContainer != nullptr, dwProvType, dwFlags); });
}

BOOL CryptAcquireContextW(HCRYPTPROV* phProv, LPCWSTR szContainer, LPCWSTR, DWORD dwProvType, DWORD dwFlags) {
  return truth_of([&] { return acquire(phProv, szContainer != nullptr, dwProvType, dwFlags); });
}

BOOL CryptContextAddRef(HCRYPTPROV hProv, DWORD* pdwReserved, DWORD dwFlags) {
  return truth_of([&] {
    if (pdwReserved != nullptr || dwFlags != 0) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
    return add_csp_reference(hProv);
  });
}

BOOL CryptReleaseContext(HCRYPTPROV hProv, DWORD dwFlags) {
  return truth_of([&] {
    const Status released = try_release_csp(hProv);  // with bad flags too (docs cryptreleasecontext)
    return released.is_ok() && dwFlags != 0 ? Status::failure(NTE_BAD_FLAGS) : released;
  });
}

BOOL CryptGetProvParam(HCRYPTPROV hProv, DWORD dwParam, BYTE* pbData, DWORD* pdwDataLen, DWORD) {
  return truth_of([&] {
    if (csp_references(hProv) == 0) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
    if (dwParam != PP_NAME) return Status::failure(NTE_BAD_TYPE);
    return copy_out(encoding::bytes_of(csp_name, sizeof csp_name), pbData, pdwDataLen);
  });
}

}  // extern "C"
