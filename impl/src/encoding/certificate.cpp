#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

// TBSCertificate: inside a signed certificate, or itself the whole. It begins with a version or a serial number, never
// with a SEQUENCE, which tells the two apart.
Reader open_certificate(Bytes encoded, DecodeError& error) {
  Reader outer = Reader(encoded, error).enter(tag::sequence);
  if (!outer.next_is(tag::sequence)) return outer;
  Reader to_be_signed = outer.enter(tag::sequence);
  require_signature(outer);
  return to_be_signed;
}

DWORD take_version(Reader& fields) {
  if (!fields.next_is(tag::explicit_context(0))) return version_1;
  Reader version = fields.enter(tag::explicit_context(0));
  const DWORD value = take_small_integer(version);
  version.require_end();
  return value;
}

void take_validity(Reader& fields, CERT_INFO& info) {
  Reader validity = fields.enter(tag::sequence);
  info.NotBefore = take_time(validity);
  info.NotAfter = take_time(validity);
  validity.require_end();
}

CERT_PUBLIC_KEY_INFO take_public_key(Reader& fields, Arena& arena) {
  Reader key = fields.enter(tag::sequence);
  CERT_PUBLIC_KEY_INFO info{};
  info.Algorithm = take_algorithm(key, arena);
  info.PublicKey = bit_blob_of(key.take(tag::bit_string).content, key.error());
  key.require_end();
  return info;
}

CRYPT_BIT_BLOB take_unique_id(Reader& fields, std::uint8_t number) {
  if (!fields.next_is(tag::context(number))) return {};
  return bit_blob_of(fields.any().content, fields.error());
}

void take_optional_fields(Reader& fields, Arena& arena, CERT_INFO& info) {
  info.IssuerUniqueId = take_unique_id(fields, 1);
  info.SubjectUniqueId = take_unique_id(fields, 2);
  if (fields.next_is(tag::explicit_context(3))) {
    Reader wrapper = fields.enter(tag::explicit_context(3));
    const ExtensionList extensions = take_extensions(wrapper, arena);
    wrapper.require_end();
    info.cExtension = extensions.count;
    info.rgExtension = extensions.first;
  }
  fields.require_end();
}

}  // namespace

DecodeError identify_certificate(Bytes encoded, CertificateIdentity& identity) {
  DecodeError error = DecodeError::none;
  Reader fields = open_certificate(encoded, error);
  fields.take_if(tag::explicit_context(0));
  identity.serial_number = fields.take(tag::integer).content;
  fields.take(tag::sequence);
  identity.issuer = fields.take(tag::sequence).whole;
  Reader validity = fields.enter(tag::sequence);
  identity.not_before = take_time(validity);
  identity.subject = fields.take(tag::sequence).whole;
  return error;
}

DecodeError decode_certificate(Bytes encoded, Arena& arena, CERT_INFO& info) {
  DecodeError error = DecodeError::none;
  Reader fields = open_certificate(encoded, error);
  info = {};
  info.dwVersion = take_version(fields);
  info.SerialNumber = take_integer(fields, arena);
  info.SignatureAlgorithm = take_algorithm(fields, arena);
  info.Issuer = blob_of(fields.take(tag::sequence).whole);
  take_validity(fields, info);
  info.Subject = blob_of(fields.take(tag::sequence).whole);
  info.SubjectPublicKeyInfo = take_public_key(fields, arena);
  take_optional_fields(fields, arena, info);
  return error;
}

Bytes der_extent(Bytes encoded) {
  Element element;
  return read_element(encoded, Lengths::any, element) == DecodeError::none ? element.whole : Bytes{};
}

}  // namespace certlife::impl::encoding
