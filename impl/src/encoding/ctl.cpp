#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/fields.h"
#include "impl/src/encoding/pkcs7.h"

namespace certlife::impl::encoding {
namespace {

// Content of the identifier 1.3.6.1.4.1.311.10.1, the content type of a certificate trust list.
constexpr std::uint8_t trust_list_identifier[] = {0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x0A, 0x01};

// The list inside its message. Only a list directly under [0] EXPLICIT is one; CMS puts an OCTET STRING there. What is no message has
// one code, whatever is wrong with it (windows test testCreateCTL).
DecodeError find_list(Bytes encoded, SignedData& message) {
  if (read_signed_data(encoded, message) != DecodeError::none) return DecodeError::invalid_data;
  return same_bytes(message.content_type, trust_list_identifier) ? DecodeError::none : DecodeError::invalid_data;
}

CTL_USAGE take_usage(Reader& fields, Arena& arena) {
  Reader identifiers = fields.enter(tag::sequence);
  const std::size_t count = count_elements(identifiers);
  Slots<LPSTR> slots = arena.objects<LPSTR>(count);
  for (std::size_t i = 0; identifiers.more(); ++i) slots.set(i, take_identifier(identifiers, arena));
  CTL_USAGE usage{};
  usage.cUsageIdentifier = static_cast<DWORD>(count);
  usage.rgpszUsageIdentifier = slots.data();
  return usage;
}

CRYPT_ATTRIBUTE take_attribute(Reader& attributes, Arena& arena) {
  Reader fields = attributes.enter(tag::sequence);
  CRYPT_ATTRIBUTE attribute{};
  attribute.pszObjId = take_identifier(fields, arena);
  Reader values = fields.enter(tag::set);
  const std::size_t count = count_elements(values);
  Slots<CRYPT_ATTR_BLOB> slots = arena.objects<CRYPT_ATTR_BLOB>(count);
  for (std::size_t i = 0; values.more(); ++i) slots.set(i, blob_of(values.any().whole));
  fields.require_end();
  attribute.cValue = static_cast<DWORD>(count);
  attribute.rgValue = slots.data();
  return attribute;
}

CTL_ENTRY take_entry(Reader& entries, Arena& arena) {
  Reader fields = entries.enter(tag::sequence);
  CTL_ENTRY entry{};
  entry.SubjectIdentifier = blob_of(fields.take(tag::octet_string).content);
  if (fields.more()) {
    Reader attributes = fields.enter(tag::set);
    const std::size_t count = count_elements(attributes);
    Slots<CRYPT_ATTRIBUTE> slots = arena.objects<CRYPT_ATTRIBUTE>(count);
    for (std::size_t i = 0; attributes.more(); ++i) slots.set(i, take_attribute(attributes, arena));
    entry.cAttribute = static_cast<DWORD>(count);
    entry.rgAttribute = slots.data();
  }
  fields.require_end();
  return entry;
}

void take_entries(Reader& fields, Arena& arena, CTL_INFO& info) {
  if (!fields.next_is(tag::sequence)) return;
  Reader entries = fields.enter(tag::sequence);
  const std::size_t count = count_elements(entries);
  Slots<CTL_ENTRY> slots = arena.objects<CTL_ENTRY>(count);
  for (std::size_t i = 0; entries.more(); ++i) slots.set(i, take_entry(entries, arena));
  info.cCTLEntry = static_cast<DWORD>(count);
  info.rgCTLEntry = slots.data();
}

void take_optional_extensions(Reader& fields, Arena& arena, CTL_INFO& info) {
  if (!fields.next_is(tag::explicit_context(0))) return;
  Reader wrapper = fields.enter(tag::explicit_context(0));
  const ExtensionList extensions = take_extensions(wrapper, arena);
  wrapper.require_end();
  info.cExtension = extensions.count;
  info.rgExtension = extensions.first;
}

}  // namespace

DecodeError identify_ctl(Bytes encoded, CtlIdentity& identity) {
  SignedData message;
  DecodeError error = find_list(encoded, message);
  identity = {};
  identity.signer = message.first_signer;
  Reader fields = Reader(message.content, error).enter(tag::sequence);
  fields.take_if(tag::integer);
  identity.subject_usage = fields.take(tag::sequence).whole;
  identity.list_identifier = fields.take_if(tag::octet_string).content;
  fields.take_if(tag::integer);
  identity.this_update = take_time(fields);
  return error;
}

DecodeError decode_ctl(Bytes encoded, Arena& arena, CTL_INFO& info, Bytes& content) {
  SignedData message;
  DecodeError error = find_list(encoded, message);
  content = message.content;
  Reader fields = Reader(content, error).enter(tag::sequence);
  info = {};
  info.dwVersion = fields.next_is(tag::integer) ? take_small_integer(fields) : version_1;
  info.SubjectUsage = take_usage(fields, arena);
  info.ListIdentifier = blob_of(fields.take_if(tag::octet_string).content);
  if (fields.next_is(tag::integer)) info.SequenceNumber = take_integer(fields, arena);
  info.ThisUpdate = take_time(fields);
  if (fields.next_is_time()) info.NextUpdate = take_time(fields);
  info.SubjectAlgorithm = take_algorithm(fields, arena);
  take_entries(fields, arena, info);
  take_optional_extensions(fields, arena, info);
  fields.require_end();
  return error;
}

}  // namespace certlife::impl::encoding
