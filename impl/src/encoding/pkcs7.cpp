#include "impl/src/encoding/pkcs7.h"

#include <algorithm>

#include "impl/src/encoding/reader.h"

namespace certlife::impl::encoding {
namespace {

using Octets = std::vector<std::uint8_t>;

constexpr std::uint8_t signed_data_identifier[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};
constexpr std::uint8_t data_identifier[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01};

// SignedData inside its ContentInfo.
Reader open_signed_data(Bytes message, DecodeError& error) {
  Reader content_info = Reader(message, error, Lengths::any).enter(tag::sequence);
  const Bytes identifier = content_info.take(tag::object_identifier).content;
  if (!same_bytes(identifier, signed_data_identifier)) content_info.fail(DecodeError::invalid_data);
  Reader wrapper = content_info.enter(tag::explicit_context(0));
  content_info.require_end();
  Reader signed_data = wrapper.enter(tag::sequence);
  wrapper.require_end();
  return signed_data;
}

void read_content(Reader& fields, SignedData& signed_data) {
  Reader content_info = fields.enter(tag::sequence);
  signed_data.content_type = content_info.take(tag::object_identifier).content;
  if (content_info.next_is(tag::explicit_context(0))) {
    Reader wrapper = content_info.enter(tag::explicit_context(0));
    signed_data.content = wrapper.any().whole;
    wrapper.require_end();
  }
  content_info.require_end();
}

// The content of an IMPLICIT set whose elements are all whole.
Bytes take_set(Reader& fields, std::uint8_t number) {
  const Bytes content = fields.take_if(tag::explicit_context(number)).content;
  count_elements(Reader(content, fields.error(), Lengths::any));
  return content;
}

void read_first_signer(Reader& fields, SignedData& signed_data) {
  Reader signers = fields.enter(tag::set);
  if (!signers.more()) return;
  Reader signer = signers.enter(tag::sequence);
  signer.take(tag::integer);
  if (signer.next_is(tag::sequence)) signed_data.first_signer = signer.any().whole;
}

void append_length(Octets& out, std::size_t length) {
  if (length < 0x80) return out.push_back(static_cast<std::uint8_t>(length));
  int octets = 1;
  while ((length >> (8 * octets)) != 0) ++octets;
  out.push_back(static_cast<std::uint8_t>(0x80 | octets));
  while (octets-- > 0) out.push_back(static_cast<std::uint8_t>(length >> (8 * octets)));
}

void append(Octets& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

Octets element_of(std::uint8_t tag_octet, const std::vector<Bytes>& parts) {
  std::size_t length = 0;
  for (const Bytes part : parts) length += part.size();
  Octets out{tag_octet};
  append_length(out, length);
  for (const Bytes part : parts) append(out, part);
  return out;
}

// SET OF is written in ascending order of its encodings, as DER asks; an empty set is left out.
Octets optional_set(std::uint8_t number, std::vector<Bytes> elements) {
  if (elements.empty()) return {};
  std::sort(elements.begin(), elements.end(),
            [](Bytes left, Bytes right) { return std::ranges::lexicographical_compare(left, right); });
  return element_of(tag::explicit_context(number), elements);
}

}  // namespace

DecodeError read_signed_data(Bytes message, SignedData& signed_data) {
  DecodeError error = DecodeError::none;
  signed_data = {};
  Reader fields = open_signed_data(message, error);
  fields.take(tag::integer);
  fields.take(tag::set);  // digest algorithms
  read_content(fields, signed_data);
  signed_data.certificate_set = take_set(fields, 0);
  signed_data.crl_set = take_set(fields, 1);
  read_first_signer(fields, signed_data);
  fields.require_end();
  return error;
}

std::vector<Bytes> elements_of(Bytes set) {
  DecodeError error = DecodeError::none;
  std::vector<Bytes> found;
  for (Reader elements(set, error, Lengths::any); elements.more();) {
    const Element element = elements.any();
    if (element.tag == tag::sequence) found.push_back(element.whole);
  }
  return found;
}

Octets write_degenerate_pkcs7(const std::vector<Bytes>& certificates, const std::vector<Bytes>& crls) {
  constexpr std::uint8_t version_1[] = {tag::integer, 1, 1};
  constexpr std::uint8_t empty_set[] = {tag::set, 0};
  const Octets data = element_of(tag::object_identifier, {data_identifier});
  const Octets content = element_of(tag::sequence, {data});
  const Octets certificate_set = optional_set(0, certificates);
  const Octets crl_set = optional_set(1, crls);
  const Octets signed_data =
      element_of(tag::sequence, {version_1, empty_set, content, certificate_set, crl_set, empty_set});
  const Octets identifier = element_of(tag::object_identifier, {signed_data_identifier});
  const Octets wrapper = element_of(tag::explicit_context(0), {signed_data});
  return element_of(tag::sequence, {identifier, wrapper});
}

}  // namespace certlife::impl::encoding
