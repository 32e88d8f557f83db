#include "impl/src/open_store.h"

#include <optional>
#include <string>
#include <utility>

#include "impl/src/csp.h"
#include "impl/src/encoding/files.h"

namespace certlife::impl {
namespace {

enum class Provider { unknown, memory, file_handle, file_name_a, file_name_w, not_supported };

// Providers below 0x10000 are numbers, the others names (docs certopenstore).
bool is_number(LPCSTR provider) { return reinterpret_cast<ULONG_PTR>(provider) <= 0xFFFF; }

Provider provider_by_number(LPCSTR provider) {
  if (provider == CERT_STORE_PROV_MEMORY) return Provider::memory;
  if (provider == CERT_STORE_PROV_FILE) return Provider::file_handle;
  if (provider == CERT_STORE_PROV_FILENAME_A) return Provider::file_name_a;
  if (provider == CERT_STORE_PROV_FILENAME_W) return Provider::file_name_w;
  const bool exists = provider >= CERT_STORE_PROV_MSG && provider <= CERT_STORE_PROV_PKCS12;
  return exists ? Provider::not_supported : Provider::unknown;
}

constexpr const char* unsupported_names[] = {
    sz_CERT_STORE_PROV_SYSTEM_W,     sz_CERT_STORE_PROV_PKCS7,      sz_CERT_STORE_PROV_PKCS12,
    sz_CERT_STORE_PROV_SERIALIZED,   sz_CERT_STORE_PROV_COLLECTION, sz_CERT_STORE_PROV_SYSTEM_REGISTRY_W,
    sz_CERT_STORE_PROV_PHYSICAL_W,   sz_CERT_STORE_PROV_SMART_CARD_W, sz_CERT_STORE_PROV_LDAP_W};

// Names are ASCII: the letters I and i are one in every locale.
char lower_case(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

Provider provider_by_name(LPCSTR provider) {
  if (same_name(provider, sz_CERT_STORE_PROV_MEMORY)) return Provider::memory;
  if (same_name(provider, sz_CERT_STORE_PROV_FILENAME_W)) return Provider::file_name_w;
  for (const char* name : unsupported_names) {
    if (same_name(provider, name)) return Provider::not_supported;
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
  if (!name.has_value()) return Status::failure(E_INVALIDARG);
  // The first of the two codes that were seen (windows test testFileNameStore).
  if (name->empty()) return Status::failure(DWORD{ERROR_PATH_NOT_FOUND});
  if ((flags & CERT_STORE_DELETE_FLAG) != 0) return Status::failure(DWORD{ERROR_CALL_NOT_IMPLEMENTED});
  if (const Status status = check_flags(flags); !status.is_ok()) return status;
  return open_file_store(*name, flags);
}

// There are no HANDLEs of files here, but what is refused anyway is refused as on Windows (windows test testFileStore).
Status refuse_file_handle(const void* handle, DWORD flags) {
  const DWORD read_only_commit = CERT_STORE_READONLY_FLAG | CERT_FILE_STORE_COMMIT_ENABLE_FLAG;
  if ((flags & CERT_STORE_DELETE_FLAG) != 0 || (flags & read_only_commit) == read_only_commit) {
    return Status::failure(E_INVALIDARG);
  }
  const auto none = static_cast<ULONG_PTR>(-1);  // INVALID_HANDLE_VALUE
  if (handle == nullptr || reinterpret_cast<ULONG_PTR>(handle) == none) return Status::failure(DWORD{ERROR_INVALID_HANDLE});
  return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
}

// No name is an empty one; nothing at all is a name that is no text.
std::optional<std::string> name_a(const void* parameter) {
  if (parameter == nullptr) return std::string();
  return static_cast<LPCSTR>(parameter);
}

std::optional<std::string> name_w(const void* parameter) {
  if (parameter == nullptr) return std::string();
  return encoding::utf8_file_name(static_cast<LPCWSTR>(parameter));
}

Result<Store> open_with_provider(LPCSTR provider, DWORD flags, const void* parameter) {
  switch (is_number(provider) ? provider_by_number(provider) : provider_by_name(provider)) {
    case Provider::unknown: return Status::failure(DWORD{ERROR_FILE_NOT_FOUND});
    case Provider::not_supported: return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
    case Provider::memory: return open_memory_store(flags);
    case Provider::file_handle: return refuse_file_handle(parameter, flags);
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

bool same_name(const char* left, const char* right) {
  while (*left != 0 && lower_case(*left) == lower_case(*right)) ++left, ++right;
  return lower_case(*left) == lower_case(*right);
}

Result<Store> open_store(LPCSTR provider, HCRYPTPROV csp, DWORD flags, const void* parameter) {
  OwnedCsp owned(csp, flags);
  const Result<Store> opened = open_with_provider(provider, flags, parameter);
  if (opened.is_ok()) opened.value()->owned_csp = owned.give_away();
  return opened;
}

}  // namespace certlife::impl
