// The C functions for CSP handles.
#include "impl/src/csp.h"
#include "impl/src/edge.h"
#include "impl/src/properties.h"
#include "impl/src/record/recorded.h"

using namespace certlife::impl;
using record::row_of;

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

template <class Character>
BOOL acquire_context(const char*, HCRYPTPROV* handle, const Character* container, const Character*, DWORD provider_type, DWORD flags) noexcept {
  return truth_of([&] { return acquire(handle, container != nullptr, provider_type, flags); });
}

BOOL add_reference(const char*, HCRYPTPROV csp, DWORD* reserved, DWORD flags) noexcept {
  return truth_of([&] {
    if (reserved != nullptr || flags != 0) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
    return add_csp_reference(csp);
  });
}

BOOL release(const char*, HCRYPTPROV csp, DWORD flags) noexcept {
  return truth_of([&] {
    const Status released = try_release_csp(csp);  // with bad flags too (docs cryptreleasecontext)
    return released.is_ok() && flags != 0 ? Status::failure(NTE_BAD_FLAGS) : released;
  });
}

BOOL ask(const char*, HCRYPTPROV csp, DWORD parameter, BYTE* data, DWORD* size, DWORD) noexcept {
  return truth_of([&] {
    if (csp_references(csp) == 0) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
    if (parameter != PP_NAME) return Status::failure(NTE_BAD_TYPE);
    return copy_out(encoding::bytes_of(csp_name, sizeof csp_name), data, size);
  });
}

}  // namespace

extern "C" {

BOOL CryptAcquireContextA(HCRYPTPROV* phProv, LPCSTR szContainer, LPCSTR szProvider, DWORD dwProvType, DWORD dwFlags) {
  return call<row_of(__func__), acquire_context<CHAR>>(phProv, szContainer, szProvider, dwProvType, dwFlags);
}

BOOL CryptAcquireContextW(HCRYPTPROV* phProv, LPCWSTR szContainer, LPCWSTR szProvider, DWORD dwProvType, DWORD dwFlags) {
  return call<row_of(__func__), acquire_context<WCHAR>>(phProv, szContainer, szProvider, dwProvType, dwFlags);
}

BOOL CryptContextAddRef(HCRYPTPROV hProv, DWORD* pdwReserved, DWORD dwFlags) {
  return call<row_of(__func__), add_reference>(hProv, pdwReserved, dwFlags);
}

BOOL CryptReleaseContext(HCRYPTPROV hProv, DWORD dwFlags) { return call<row_of(__func__), release>(hProv, dwFlags); }

BOOL CryptGetProvParam(HCRYPTPROV hProv, DWORD dwParam, BYTE* pbData, DWORD* pdwDataLen, DWORD dwFlags) {
  return call<row_of(__func__), ask>(hProv, dwParam, pbData, pdwDataLen, dwFlags);
}

}  // extern "C"
