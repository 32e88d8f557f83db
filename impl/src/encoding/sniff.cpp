#include "impl/src/encoding/sniff.h"

#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"

namespace certlife::impl::encoding {
namespace {

bool is_certificate(Bytes bytes) {
  Arena measure;
  CERT_INFO ignored;
  return decode_certificate(bytes, measure, ignored) == DecodeError::none;
}

bool is_crl(Bytes bytes) {
  Arena measure;
  CRL_INFO ignored;
  return decode_crl(bytes, measure, ignored) == DecodeError::none;
}

bool is_ctl(Bytes bytes) {
  Arena measure;
  CTL_INFO ignored;
  Bytes content;
  return decode_ctl(bytes, measure, ignored, content) == DecodeError::none;
}

bool is_signed_data(Bytes bytes) {
  SignedData ignored;
  return read_signed_data(bytes, ignored) == DecodeError::none;
}

}  // namespace

StoreFormat sniff_store(Bytes bytes) {
  if (bytes.empty()) return StoreFormat::empty;
  if (has_serialized_store_header(bytes)) return StoreFormat::serialized_store;
  bytes = der_extent(bytes);
  if (bytes.empty()) return StoreFormat::none;
  if (is_certificate(bytes)) return StoreFormat::certificate;
  if (is_crl(bytes)) return StoreFormat::crl;
  if (is_ctl(bytes)) return StoreFormat::ctl;
  return is_signed_data(bytes) ? StoreFormat::pkcs7 : StoreFormat::none;
}

}  // namespace certlife::impl::encoding
