// Opening stores: which providers and flags there are.
#pragma once

#include <string>
#include <vector>

#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/sniff.h"
#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

// Names of providers are the same whatever the case of their letters.
bool same_name(const char* left, const char* right);

// Owns the CSP handle from the call on, if the flags say so: a failed open releases it (header).
Result<Store> open_store(LPCSTR provider, HCRYPTPROV csp, DWORD flags, const void* parameter);

// The providers that read a file; `name` is UTF-8. The store's CSP handle is set by the caller.
Result<Store> open_file_store(const std::string& name, DWORD flags);

// What was found when bytes were read into a store.
struct ReadBytes {
  Status status = Status::ok();
  encoding::StoreFormat format = encoding::StoreFormat::none;
};

// Decodes the elements of serialized stores, PKCS #7 messages and single encoded elements into a store, told apart by their bytes, also
// where they are written as base64. CRYPT_E_FILE_ERROR if they are none of these; the store may then hold a part.
ReadBytes read_into_store(Store& store, encoding::Bytes bytes);

// All elements with their properties as a serialized store. For those who hold the store's lock. Throws std::bad_alloc.
std::vector<std::uint8_t> serialize(Store& store);

// Certificates and CRLs; a PKCS #7 message carries neither CTLs nor properties. The same conditions.
std::vector<std::uint8_t> as_pkcs7(Store& store);

}  // namespace certlife::impl
