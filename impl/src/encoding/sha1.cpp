#include "impl/src/encoding/sha1.h"

#include <openssl/evp.h>

#include <memory>
#include <new>
#include <stdexcept>

namespace certlife::impl::encoding {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Fetched once and never freed: a digest may still be asked for while the process ends.
const EVP_MD* fetch(const char* name) {
  const EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  if (digest == nullptr) throw std::runtime_error(std::string("OpenSSL does not offer ") + name);
  return digest;
}

EVP_MD_CTX* own_context_of_this_thread() {
  thread_local DigestContext context(EVP_MD_CTX_new());
  if (context == nullptr) throw std::bad_alloc();
  return context.get();
}

template <class Digest>
Digest digest_of(Bytes bytes, const EVP_MD* algorithm) {
  Digest digest{};
  EVP_MD_CTX* const context = own_context_of_this_thread();
  const bool done = EVP_DigestInit_ex2(context, algorithm, nullptr) == 1 &&
                    EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1;
  if (!done) throw std::runtime_error("OpenSSL could not compute a digest");
  return digest;
}

}  // namespace

Sha1 sha1_of(Bytes bytes) {
  static const EVP_MD* const algorithm = fetch("SHA1");
  return digest_of<Sha1>(bytes, algorithm);
}

Md5 md5_of(Bytes bytes) {
  static const EVP_MD* const algorithm = fetch("MD5");
  return digest_of<Md5>(bytes, algorithm);
}

}  // namespace certlife::impl::encoding
