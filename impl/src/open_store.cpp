#include "impl/src/open_store.h"

#include <strings.h>

#include <optional>
#include <string>
#include <utility>

#include "impl/src/csp.h"
#include "impl/src/encoding/files.h"

namespace certlife::impl {
namespace {

enum class Provider { unknown, memory, file_name_a, file_name_w, not_supported };

// Providers below 0x10000 are numbers, the others names (docs certopenstore).
bool is_number(LPCSTR provider) { return reinterpret_cast<ULONG_PTR>(provider) <= 0xFFFF; }

Provider provider_by_number(LPCSTR provider) {
  if (provider == CERT_STORE_PROV_MEMORY) return Provider::memory;
  if (provider == CERT_STORE_PROV_FILENAME_A) return Provider::file_name_a;
  if (provider == CERT_STORE_PROV_FILENAME_W) return Provider::file_name_w;
  const bool exists = provider >= CERT_STORE_PROV_MSG && provider <= CERT_STORE_PROV_PKCS12;
  return exists ? Provider::not_supported : Provider::unknown;
}

constexpr const char* unsupported_names[] = {
    sz_CERT_STORE_PROV_SYSTEM_W,     sz_CERT_STORE_PROV_PKCS7,      sz_CERT_STORE_PROV_PKCS12,
    sz_CERT_STORE_PROV_SERIALIZED,   sz_CERT_STORE_PROV_COLLECTION, sz_CERT_STORE_PROV_SYSTEM_REGISTRY_W,
    sz_CERT_STORE_PROV_PHYSICAL_W,   sz_CERT_STORE_PROV_SMART_CARD_W, sz_CERT_STORE_PROV_LDAP_W};

Provider provider_by_name(LPCSTR provider) {
  if (strcasecmp(provider, sz_CERT_STORE_PROV_MEMORY) == 0) return Provider::memory;
  if (strcasecmp(provider, sz_CERT_STORE_PROV_FILENAME_W) == 0) return Provider::file_name_w;
  for (const char* name : unsupported_names) {
    if (strcasecmp(provider, name) == 0) return Provider::not_supported;
  }
  return Provider::unknown;
}

// Flags that would change what the store does, in ways we do not have.
constexpr DWORD unsupported_flags = CERT_STORE_SET_LOCALIZED_NAME_FLAG | CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG |
                                    CERT_STORE_UNSAFE_PHYSICAL_FLAG | CERT_STORE_MANIFOLD_FLAG |
                                    CERT_STORE_UPDATE_KEYID_FLAG;
// Bits of the lower half that mean nothing.
constexpr DWORD undefined_flags = 0x8;

Status check_flags(DWORD flags) {
  if ((flags & undefined_flags) != 0) return Status::failure(E_INVALIDARG);
  if ((flags & unsupported_flags) != 0) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  return Status::ok();
}

Result<Store> open_memory_store(DWORD flags) {
  if ((flags & CERT_STORE_DELETE_FLAG) != 0) return Status::failure(DWORD{ERROR_CALL_NOT_IMPLEMENTED});
  if (const Status status = check_flags(flags); !status.is_ok()) return status;
  return &make_store(flags, 0);
}

Result<Store> open_by_file_name(const std::optional<std::string>& name, DWORD flags) {
  if (!name.has_value() || name->empty()) return Status::failure(E_INVALIDARG);
  if ((flags & CERT_STORE_DELETE_FLAG) != 0) return Status::failure(DWORD{ERROR_CALL_NOT_IMPLEMENTED});
  if (const Status status = check_flags(flags); !status.is_ok()) return status;
  return open_file_store(*name, flags);
}

std::optional<std::string> name_a(const void* parameter) {
  if (parameter == nullptr) return std::nullopt;
  return static_cast<LPCSTR>(parameter);
}

std::optional<std::string> name_w(const void* parameter) {
  if (parameter == nullptr) return std::nullopt;
  return encoding::utf8_file_name(static_cast<LPCWSTR>(parameter));
}

Result<Store> open_with_provider(LPCSTR provider, DWORD flags, const void* parameter) {
  switch (is_number(provider) ? provider_by_number(provider) : provider_by_name(provider)) {
    case Provider::unknown: return Status::failure(DWORD{ERROR_FILE_NOT_FOUND});
    case Provider::not_supported: return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
    case Provider::memory: return open_memory_store(flags);
    case Provider::file_name_a: return open_by_file_name(name_a(parameter), flags);
    case Provider::file_name_w: return open_by_file_name(name_w(parameter), flags);
  }
  return Status::failure(E_UNEXPECTED);
}

// Releases the handle unless the open has succeeded.
class OwnedCsp {
 public:
  OwnedCsp(HCRYPTPROV csp, DWORD flags) : csp_((flags & CERT_STORE_NO_CRYPT_RELEASE_FLAG) != 0 ? 0 : csp) {}
  ~OwnedCsp() {
    if (csp_ != 0) release_csp(csp_);
  }
  OwnedCsp(const OwnedCsp&) = delete;
  OwnedCsp& operator=(const OwnedCsp&) = delete;
  HCRYPTPROV give_away() { return std::exchange(csp_, 0); }

 private:
  HCRYPTPROV csp_;
};

}  // namespace

Result<Store> open_store(LPCSTR provider, HCRYPTPROV csp, DWORD flags, const void* parameter) {
  OwnedCsp owned(csp, flags);
  const Result<Store> opened = open_with_provider(provider, flags, parameter);
  if (opened.is_ok()) opened.value()->owned_csp = owned.give_away();
  return opened;
}

}  // namespace certlife::impl
