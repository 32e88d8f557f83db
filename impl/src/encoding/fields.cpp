#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

CERT_EXTENSION take_extension(Reader& extensions, Arena& arena) {
  Reader fields = extensions.enter(tag::sequence);
  CERT_EXTENSION extension{};
  extension.pszObjId = take_identifier(fields, arena);
  const Bytes critical = fields.take_if(tag::boolean).content;
  extension.fCritical = !critical.empty() && critical[0] != 0;
  extension.Value = blob_of(fields.take(tag::octet_string).content);
  fields.require_end();
  return extension;
}

}  // namespace

CRYPT_BIT_BLOB bit_blob_of(Bytes content, DecodeError& error) {
  CRYPT_BIT_BLOB blob{};
  if (error != DecodeError::none) return blob;
  if (content.empty() || content[0] > 7 || (content.size() == 1 && content[0] != 0)) {
    error = DecodeError::corrupt;
    return blob;
  }
  const CRYPT_DATA_BLOB bits = blob_of(content.subspan(1));
  blob.cbData = bits.cbData;
  blob.pbData = bits.pbData;
  blob.cUnusedBits = content[0];
  return blob;
}

CRYPT_ALGORITHM_IDENTIFIER take_algorithm(Reader& reader, Arena& arena) {
  Reader fields = reader.enter(tag::sequence);
  CRYPT_ALGORITHM_IDENTIFIER algorithm{};
  algorithm.pszObjId = take_identifier(fields, arena);
  if (fields.more()) algorithm.Parameters = blob_of(fields.any().whole);
  fields.require_end();
  return algorithm;
}

ExtensionList take_extensions(Reader& reader, Arena& arena) {
  Reader extensions = reader.enter(tag::sequence);
  const std::size_t count = count_elements(extensions);
  Slots<CERT_EXTENSION> slots = arena.objects<CERT_EXTENSION>(count);
  for (std::size_t i = 0; extensions.more(); ++i) slots.set(i, take_extension(extensions, arena));
  return {static_cast<DWORD>(count), slots.data()};
}

void require_signature(Reader& reader) {
  reader.take(tag::sequence);
  reader.take(tag::bit_string);
  reader.require_end();
}

}  // namespace certlife::impl::encoding
