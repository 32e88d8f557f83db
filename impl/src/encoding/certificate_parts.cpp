// The low-level functions of libcrypto need no memory and cannot fail; see sha1.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "impl/src/encoding/certificate_parts.h"

#include <openssl/md5.h>
#include <openssl/sha.h>

#include <algorithm>
#include <string_view>

#include "impl/src/encoding/reader.h"

namespace certlife::impl::encoding {
namespace {

constexpr std::uint8_t subject_key_identifier[] = {0x55, 0x1D, 0x0E};  // 2.5.29.14

void read_extension(Reader& extensions, CertificateParts& parts) {
  Reader fields = extensions.enter(tag::sequence);
  const Bytes identifier = fields.take(tag::object_identifier).content;
  fields.take_if(tag::boolean);
  Reader value(fields.take(tag::octet_string).content, fields.error());
  if (same_bytes(identifier, subject_key_identifier)) parts.key_identifier = value.take(tag::octet_string).content;
}

void read_extensions(Reader& fields, CertificateParts& parts) {
  fields.take_if(tag::context(1));
  fields.take_if(tag::context(2));
  if (!fields.next_is(tag::explicit_context(3))) return;
  Reader wrapper = fields.enter(tag::explicit_context(3));
  for (Reader extensions = wrapper.enter(tag::sequence); extensions.more();) read_extension(extensions, parts);
}

void read_body(Reader fields, CertificateParts& parts) {
  fields.take_if(tag::explicit_context(0));
  fields.take(tag::integer);
  for (int i = 0; i < 4; ++i) fields.take(tag::sequence);  // algorithm, issuer, validity, subject
  parts.public_key = fields.take(tag::sequence).whole;
  read_extensions(fields, parts);
}

void read_signature_algorithm(Reader& outer, CertificateParts& parts) {
  Reader algorithm = outer.enter(tag::sequence);
  parts.signature_algorithm = algorithm.take(tag::object_identifier).content;
  if (algorithm.more()) parts.signature_parameters = algorithm.any().whole;
}

using Hash = Digest (*)(Bytes);

template <auto Init, auto Update, auto Final, class State, std::size_t Size>
Digest hashed(Bytes bytes) {
  State state;
  Digest digest;
  Init(&state);
  Update(&state, bytes.data(), bytes.size());
  Final(digest.octets.data(), &state);
  digest.size = Size;
  return digest;
}
constexpr Hash md5 = hashed<MD5_Init, MD5_Update, MD5_Final, MD5_CTX, 16>;
constexpr Hash sha1 = hashed<SHA1_Init, SHA1_Update, SHA1_Final, SHA_CTX, 20>;
constexpr Hash sha224 = hashed<SHA224_Init, SHA224_Update, SHA224_Final, SHA256_CTX, 28>;
constexpr Hash sha256 = hashed<SHA256_Init, SHA256_Update, SHA256_Final, SHA256_CTX, 32>;
constexpr Hash sha384 = hashed<SHA384_Init, SHA384_Update, SHA384_Final, SHA512_CTX, 48>;
constexpr Hash sha512 = hashed<SHA512_Init, SHA512_Update, SHA512_Final, SHA512_CTX, 64>;

// Contents of object identifiers, of signature algorithms and of hashes, with the hash that they name.
struct Algorithm {
  std::string_view identifier;
  Hash hash;
};
using namespace std::string_view_literals;
constexpr Algorithm algorithms[] = {
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x04"sv, md5},     // 1.2.840.113549.1.1: with RSA
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05"sv, sha1},
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"sv, sha256},
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C"sv, sha384},
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D"sv, sha512},
    {"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0E"sv, sha224},
    {"\x2B\x0E\x03\x02\x1D"sv, sha1},                       // 1.3.14.3.2.29, an older name of the same
    {"\x2A\x86\x48\xCE\x3D\x04\x01"sv, sha1},               // 1.2.840.10045.4: ECDSA
    {"\x2A\x86\x48\xCE\x3D\x04\x03\x01"sv, sha224},
    {"\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv, sha256},
    {"\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv, sha384},
    {"\x2A\x86\x48\xCE\x3D\x04\x03\x04"sv, sha512},
    {"\x2A\x86\x48\xCE\x38\x04\x03"sv, sha1},               // 1.2.840.10040.4.3: DSA
    {"\x60\x86\x48\x01\x65\x03\x04\x03\x01"sv, sha224},
    {"\x60\x86\x48\x01\x65\x03\x04\x03\x02"sv, sha256},
    {"\x2B\x0E\x03\x02\x1A"sv, sha1},                       // the hashes themselves
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv, sha256},
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv, sha384},
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv, sha512},
    {"\x60\x86\x48\x01\x65\x03\x04\x02\x04"sv, sha224},
};
constexpr std::string_view rsa_pss = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"sv;

bool is(Bytes identifier, std::string_view wanted) {
  return std::equal(identifier.begin(), identifier.end(), wanted.begin(), wanted.end(),
                    [](std::uint8_t octet, char other) { return octet == static_cast<std::uint8_t>(other); });
}

// Null where the identifier is none of these.
Hash hash_named(Bytes identifier) {
  for (const Algorithm& each : algorithms) {
    if (is(identifier, each.identifier)) return each.hash;
  }
  return nullptr;
}

// RSASSA-PSS says its hash in the parameters; SHA-1 where they leave it out.
Hash hash_of_pss(Bytes parameters) {
  DecodeError error = DecodeError::none;
  Reader fields = Reader(parameters, error).enter(tag::sequence);
  if (!fields.next_is(tag::explicit_context(0))) return error == DecodeError::none ? sha1 : nullptr;
  const Bytes identifier = fields.enter(tag::explicit_context(0)).enter(tag::sequence).take(tag::object_identifier).content;
  return error == DecodeError::none ? hash_named(identifier) : nullptr;
}

}  // namespace

DecodeError read_certificate_parts(Bytes encoded, CertificateParts& parts) {
  DecodeError error = DecodeError::none;
  Reader all(encoded, error);
  const Element whole = all.take(tag::sequence);
  Reader outer(whole.content, error);
  parts = {};
  parts.is_signed = outer.next_is(tag::sequence);
  const Element body = parts.is_signed ? outer.take(tag::sequence) : whole;
  parts.to_be_signed = body.whole;
  if (parts.is_signed) read_signature_algorithm(outer, parts);
  read_body(Reader(body.content, error), parts);
  return error;
}

std::optional<Digest> signature_hash_of(const CertificateParts& parts) {
  const bool is_pss = is(parts.signature_algorithm, rsa_pss);
  const Hash hash = is_pss ? hash_of_pss(parts.signature_parameters) : hash_named(parts.signature_algorithm);
  return hash == nullptr ? std::nullopt : std::optional(hash(parts.to_be_signed));
}

}  // namespace certlife::impl::encoding
