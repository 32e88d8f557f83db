#include "model/oracle/element_bytes.h"

#include <openssl/evp.h>
#include <openssl/objects.h>

#include <algorithm>
#include <memory>
#include <span>

namespace certlife::oracle {
namespace {

using Bytes = std::span<const std::uint8_t>;

// Tags.
namespace der {
constexpr std::uint8_t sequence = 0x30, integer = 0x02, boolean = 0x01, bit_string = 0x03, octet_string = 0x04, identifier = 0x06;
constexpr std::uint8_t utc_time = 0x17, generalized_time = 0x18;
constexpr std::uint8_t version = 0xA0, issuer_id = 0x81, subject_id = 0x82, extensions = 0xA3;
}  // namespace der

// One element of DER: its tag, all of it, and its content. Nothing where there is none.
struct Element {
  std::uint8_t tag = 0;
  Bytes whole, content;
};

std::optional<Element> first_of(Bytes bytes) {
  if (bytes.size() < 2) return std::nullopt;
  std::size_t length = bytes[1], at = 2;
  if (length > 0x84 || length == 0x80) return std::nullopt;
  if (length > 0x80) {
    const std::size_t octets = length & 0x7f;
    if (bytes.size() < 2 + octets) return std::nullopt;
    for (length = 0; at < 2 + octets; ++at) length = length << 8 | bytes[at];
  }
  if (length > bytes.size() - at) return std::nullopt;
  return Element{bytes[0], bytes.first(at + length), bytes.subspan(at, length)};
}

// Takes elements one by one; what is not there makes the walk a failure, and nothing more is taken.
class Walk {
 public:
  explicit Walk(Bytes bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  bool more() const { return !failed_ && !rest_.empty(); }
  bool ended() const { return !failed_ && rest_.empty(); }
  bool next_is(std::uint8_t tag) const { return more() && rest_[0] == tag; }
  Element take(std::uint8_t tag) {
    const auto element = next_is(tag) ? first_of(rest_) : std::nullopt;
    failed_ = !element;
    if (!element) return {};
    rest_ = rest_.subspan(element->whole.size());
    return *element;
  }
  void take_if(std::uint8_t tag) {
    if (next_is(tag)) take(tag);
  }

 private:
  Bytes rest_;
  bool failed_ = false;
};

Octets copied(Bytes bytes) { return {bytes.begin(), bytes.end()}; }
template <std::size_t N>
bool is_same(Bytes bytes, const std::uint8_t (&wanted)[N]) { return std::ranges::equal(bytes, wanted); }

Octets digest_of(Bytes bytes, const EVP_MD* algorithm) {
  Octets digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr);
  digest.resize(size);
  return digest;
}

struct FreeObject {
  void operator()(ASN1_OBJECT* object) const { ASN1_OBJECT_free(object); }
};

// The hash algorithm of a signature algorithm, given as an encoded object identifier; null where it is not known.
const EVP_MD* hash_of_signature(Bytes encoded) {
  const std::uint8_t* at = encoded.data();
  const std::unique_ptr<ASN1_OBJECT, FreeObject> object(d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(encoded.size())));
  int hash = NID_undef, key = NID_undef;
  const bool known = object && OBJ_find_sigid_algs(OBJ_obj2nid(object.get()), &hash, &key) == 1;
  return known ? EVP_get_digestbynid(hash) : nullptr;
}

// YYMMDDhhmmssZ or YYYYMMDDhhmmssZ.
bool is_time(const Element& element) {
  const Bytes text = element.content;
  const std::size_t size = element.tag == der::utc_time ? 13 : element.tag == der::generalized_time ? 15 : 0;
  return size != 0 && text.size() == size && text.back() == 'Z' &&
         std::all_of(text.begin(), text.end() - 1, [](std::uint8_t digit) { return digit >= '0' && digit <= '9'; });
}

bool is_validity(Bytes content) {
  const auto first = first_of(content);
  const auto second = first ? first_of(content.subspan(first->whole.size())) : std::nullopt;
  return second && is_time(*first) && is_time(*second);
}

void read_extensions(Bytes content, CertificateBytes& into) {
  constexpr std::uint8_t subject_key_identifier[] = {0x55, 0x1D, 0x0E};
  for (Walk all(Walk(content).take(der::sequence).content); all.more();) {
    Walk extension(all.take(der::sequence).content);
    const Bytes name = extension.take(der::identifier).content;
    extension.take_if(der::boolean);
    Walk value(extension.take(der::octet_string).content);
    const Element own = value.take(der::octet_string);
    if (is_same(name, subject_key_identifier) && !value.failed()) into.key_identifier = copied(own.content);
  }
}

}  // namespace

CertificateBytes look_into_certificate(const Octets& bytes) {
  CertificateBytes result;
  Walk outermost(bytes);
  const Element whole = outermost.take(der::sequence);
  Walk outer(whole.content);
  result.is_signed = outer.next_is(der::sequence);
  const Element body = result.is_signed ? outer.take(der::sequence) : whole;
  Walk fields(body.content);
  fields.take_if(der::version);
  fields.take(der::integer);
  for (int i = 0; i < 2; ++i) fields.take(der::sequence);  // algorithm, issuer
  const bool has_dates = is_validity(fields.take(der::sequence).content);
  for (int i = 0; i < 2; ++i) fields.take(der::sequence);  // subject, key
  fields.take_if(der::issuer_id);
  fields.take_if(der::subject_id);
  if (fields.next_is(der::extensions)) read_extensions(fields.take(der::extensions).content, result);
  const Element algorithm_of_signature = result.is_signed ? outer.take(der::sequence) : Element{};
  if (result.is_signed) outer.take(der::bit_string);
  result.readable = has_dates && outermost.ended() && outer.ended() == result.is_signed && fields.ended();
  result.to_be_signed = copied(body.whole);
  const EVP_MD* algorithm = result.is_signed ? hash_of_signature(Walk(algorithm_of_signature.content).take(der::identifier).whole) : nullptr;
  if (algorithm != nullptr) result.signature_hash = digest_of(body.whole, algorithm);
  return result;
}

bool is_message(const Octets& bytes) {
  constexpr std::uint8_t pkcs7[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07};  // and a number behind it
  const auto whole = first_of(bytes);
  const bool is_indefinite = bytes.size() > 2 && bytes[0] == der::sequence && bytes[1] == 0x80;
  if (!whole && !is_indefinite) return false;
  const Bytes type = Walk(is_indefinite ? Bytes(bytes).subspan(2) : whole->content).take(der::identifier).content;
  return type.size() == std::size(pkcs7) + 1 && is_same(type.first(std::size(pkcs7)), pkcs7);
}

Octets sha1_of(const Octets& bytes) { return digest_of(bytes, EVP_sha1()); }
Octets md5_of(const Octets& bytes) { return digest_of(bytes, EVP_md5()); }

}  // namespace certlife::oracle
