// The low-level functions of libcrypto: unlike EVP they fetch nothing and allocate nothing, so that they can't fail, and they use
// the processor's SHA instructions all the same. OpenSSL 3 calls them deprecated, because they see nothing of its providers.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "impl/src/encoding/sha1.h"

#include <openssl/md5.h>
#include <openssl/sha.h>

namespace certlife::impl::encoding {

Sha1 sha1_of(Bytes bytes) noexcept {
  Sha1 digest{};
  SHA_CTX state;
  SHA1_Init(&state);
  SHA1_Update(&state, bytes.data(), bytes.size());
  SHA1_Final(digest.data(), &state);
  return digest;
}

Md5 md5_of(Bytes bytes) noexcept {
  Md5 digest{};
  MD5_CTX state;
  MD5_Init(&state);
  MD5_Update(&state, bytes.data(), bytes.size());
  MD5_Final(digest.data(), &state);
  return digest;
}

}  // namespace certlife::impl::encoding
