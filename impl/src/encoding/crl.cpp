#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

// Contents of the identifiers 2.5.29.27, 2.5.29.28 and 2.5.29.35.
constexpr std::uint8_t delta_crl_indicator[] = {0x55, 0x1D, 0x1B};
constexpr std::uint8_t issuing_distribution_point[] = {0x55, 0x1D, 0x1C};
constexpr std::uint8_t authority_key_identifier[] = {0x55, 0x1D, 0x23};

// TBSCertList: inside a signed CRL, or itself the whole. Without a version both begin with two SEQUENCEs; then a
// signed one has the signature, an unsigned one a time.
Reader open_crl(Bytes encoded, DecodeError& error) {
  Reader outer = Reader(encoded, error).enter(tag::sequence);
  if (outer.next_is(tag::integer)) return outer;
  Reader probe = outer;
  probe.take(tag::sequence);
  probe.take(tag::sequence);
  if (!probe.next_is(tag::bit_string)) return outer;
  Reader to_be_signed = outer.enter(tag::sequence);
  require_signature(outer);
  return to_be_signed;
}

DWORD take_version(Reader& fields) { return fields.next_is(tag::integer) ? take_small_integer(fields) : version_1; }

CRL_ENTRY take_entry(Reader& entries, Arena& arena) {
  Reader fields = entries.enter(tag::sequence);
  CRL_ENTRY entry{};
  entry.SerialNumber = take_integer(fields, arena);
  entry.RevocationDate = take_time(fields);
  if (fields.more()) {
    const ExtensionList extensions = take_extensions(fields, arena);
    entry.cExtension = extensions.count;
    entry.rgExtension = extensions.first;
  }
  fields.require_end();
  return entry;
}

void take_entries(Reader& fields, Arena& arena, CRL_INFO& info) {
  if (!fields.next_is(tag::sequence)) return;
  Reader entries = fields.enter(tag::sequence);
  const std::size_t count = count_elements(entries);
  Slots<CRL_ENTRY> slots = arena.objects<CRL_ENTRY>(count);
  for (std::size_t i = 0; entries.more(); ++i) slots.set(i, take_entry(entries, arena));
  info.cCRLEntry = static_cast<DWORD>(count);
  info.rgCRLEntry = slots.data();
}

void identify_extension(Reader& extensions, CrlIdentity& identity) {
  Reader fields = extensions.enter(tag::sequence);
  const Bytes identifier = fields.take(tag::object_identifier).content;
  fields.take_if(tag::boolean);
  const Bytes value = fields.take(tag::octet_string).content;
  if (same_bytes(identifier, delta_crl_indicator)) identity.is_delta = true;
  if (same_bytes(identifier, issuing_distribution_point)) identity.issuing_distribution_point = value;
  if (same_bytes(identifier, authority_key_identifier)) identity.authority_key_identifier = value;
}

}  // namespace

DecodeError identify_crl(Bytes encoded, CrlIdentity& identity) {
  DecodeError error = DecodeError::none;
  Reader fields = open_crl(encoded, error);
  identity = {};
  fields.take_if(tag::integer);
  fields.take(tag::sequence);
  identity.issuer = fields.take(tag::sequence).whole;
  identity.this_update = take_time(fields);
  if (fields.next_is_time()) fields.any();
  fields.take_if(tag::sequence);
  if (!fields.next_is(tag::explicit_context(0))) return error;
  Reader extensions = fields.enter(tag::explicit_context(0)).enter(tag::sequence);
  while (extensions.more()) identify_extension(extensions, identity);
  return error;
}

DecodeError decode_crl(Bytes encoded, Arena& arena, CRL_INFO& info) {
  DecodeError error = DecodeError::none;
  Reader fields = open_crl(encoded, error);
  info = {};
  info.dwVersion = take_version(fields);
  info.SignatureAlgorithm = take_algorithm(fields, arena);
  info.Issuer = blob_of(fields.take(tag::sequence).whole);
  info.ThisUpdate = take_time(fields);
  if (fields.next_is_time()) info.NextUpdate = take_time(fields);
  take_entries(fields, arena, info);
  if (fields.next_is(tag::explicit_context(0))) {
    Reader wrapper = fields.enter(tag::explicit_context(0));
    const ExtensionList extensions = take_extensions(wrapper, arena);
    wrapper.require_end();
    info.cExtension = extensions.count;
    info.rgExtension = extensions.first;
  }
  fields.require_end();
  return error;
}

}  // namespace certlife::impl::encoding
