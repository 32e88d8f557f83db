// The parts that certificates, CRLs and CTLs have in common, from a reader into the Windows structures. Errors stick in
// the reader. Inner header of this folder.
#pragma once

#include <certlife/wincrypt.h>

#include "impl/src/encoding/arena.h"
#include "impl/src/encoding/reader.h"

namespace certlife::impl::encoding {

// The value of dwVersion where the encoding leaves the version out.
inline constexpr DWORD version_1 = 0;

// A blob that points at the bytes themselves; null if there are none. Windows' blobs are not const, but nobody writes.
inline CRYPT_DATA_BLOB blob_of(Bytes bytes) {
  CRYPT_DATA_BLOB blob{};
  blob.cbData = static_cast<DWORD>(bytes.size());
  blob.pbData = bytes.empty() ? nullptr : const_cast<BYTE*>(bytes.data());
  return blob;
}

// The dotted form of an OBJECT IDENTIFIER's content: a string that lives as long as the program for the usual ones, in
// the arena for the others (null while it measures). No content at all gives "", which Windows accepts.
// Arcs of more than 128 bits and unfinished ones are corrupt.
char* dotted_identifier(Bytes content, Arena& arena, DecodeError& error);
inline char* take_identifier(Reader& reader, Arena& arena) {
  return dotted_identifier(reader.take(tag::object_identifier).content, arena, reader.error());
}

// UTCTime (two-digit years from 50 on are of the last century) or GeneralizedTime with an optional fraction; a
// difference from UTC is taken off, and no zone is UTC. FILETIME cannot tell years before 1601: those are corrupt.
FILETIME take_time(Reader& reader);
FILETIME time_from(const Element& element, DecodeError& error);

// A copy in little-endian order, without superfluous sign bytes; a sign byte that is needed stays.
CRYPT_INTEGER_BLOB take_integer(Reader& reader, Arena& arena);
// A small integer such as a version; a negative one and one that does not fit 31 bits are corrupt.
DWORD take_small_integer(Reader& reader);

// Content of a BIT STRING: the number of unused bits and the bits.
CRYPT_BIT_BLOB bit_blob_of(Bytes content, DecodeError& error);

CRYPT_ALGORITHM_IDENTIFIER take_algorithm(Reader& reader, Arena& arena);

// SEQUENCE OF Extension.
struct ExtensionList {
  DWORD count = 0;
  CERT_EXTENSION* first = nullptr;
};
ExtensionList take_extensions(Reader& reader, Arena& arena);

// After the part that is signed: an algorithm and the signature, of which nothing is looked at, and the end.
void require_signature(Reader& reader);

}  // namespace certlife::impl::encoding
