// The values that arguments of calls take from short lists, the same in every domain.
#pragma once

namespace certlife::model {

enum class Kind : unsigned char { certificate, crl, ctl };
enum class Provider : unsigned char { memory, file, unknown, file_handle };
enum class Disposition : unsigned char {
  none = 0,
  add_new = 1,
  use_existing = 2,
  replace_existing = 3,
  always = 4,
  replace_existing_inherit_properties = 5,
  newer = 6,
  newer_inherit_properties = 7,
  unknown = 8,
};
// What is wrong with the bytes or the encoding type given to a create or add, if anything. Bytes for a CTL may already fail to be
// the message around it.
enum class Encoding : unsigned char { sound, bad_type, no_bytes, undecodable, no_message };

// How many values each of these has.
inline constexpr int kind_count = 3, provider_count = 4, disposition_count = 9, encoding_count = 5;

// What the bytes of a file are. Those of a file that is not there count as empty.
enum class FileForm : unsigned char { empty, serialized_store, pkcs7, one_certificate };

}  // namespace certlife::model
