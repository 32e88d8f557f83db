// A decoded structure with the memory it lives in, made the way a context is: measured, then filled into one block of
// exactly the measured size, over a copy of exactly the size of the bytes, so that AddressSanitizer sees a step
// outside.
#pragma once

#include <algorithm>
#include <memory>

#include "impl/src/encoding/decode.h"
#include "impl/tests/encoding/samples.h"

namespace certlife::impl::encoding::test {

template <class Info>
struct Decoded {
  DecodeError error = DecodeError::none;
  std::unique_ptr<std::uint8_t[]> kept;
  std::size_t kept_size = 0;
  std::unique_ptr<char[]> block;
  std::size_t measured = 0;
  std::size_t filled = 0;
  Bytes content;  // of a CTL
  Info info{};

  bool ok() const { return error == DecodeError::none; }
  Bytes bytes() const { return {kept.get(), kept_size}; }
};

inline DecodeError decode(Bytes encoded, Arena& arena, CERT_INFO& info, Bytes&) {
  return decode_certificate(encoded, arena, info);
}
inline DecodeError decode(Bytes encoded, Arena& arena, CRL_INFO& info, Bytes&) {
  return decode_crl(encoded, arena, info);
}
inline DecodeError decode(Bytes encoded, Arena& arena, CTL_INFO& info, Bytes& content) {
  return decode_ctl(encoded, arena, info, content);
}

template <class Info>
Decoded<Info> decoded(Bytes encoded) {
  Decoded<Info> result;
  result.kept = std::make_unique<std::uint8_t[]>(encoded.size());
  result.kept_size = encoded.size();
  std::copy(encoded.begin(), encoded.end(), result.kept.get());
  Arena measure;
  result.error = decode(result.bytes(), measure, result.info, result.content);
  if (!result.ok()) return result;
  result.measured = measure.used();
  result.block = std::make_unique<char[]>(std::max<std::size_t>(result.measured, 1));
  Arena fill(result.block.get(), result.measured);
  result.error = decode(result.bytes(), fill, result.info, result.content);
  result.filled = fill.used();
  return result;
}

// Comparable forms of what blobs and times hold.
template <class Blob>
Octets octets_of(const Blob& blob) {
  return Octets(blob.pbData, blob.pbData + blob.cbData);
}
inline Octets octets_of(Bytes bytes) { return Octets(bytes.begin(), bytes.end()); }
inline std::uint64_t ticks_of(const FILETIME& time) {
  return std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime;
}

}  // namespace certlife::impl::encoding::test
