// Any bytes as a certificate, a CRL, a CTL and a message. The sanitizers watch the memory; the checks here say what
// must hold of every input: both passes need the same memory, and what decodes can be identified.

#include <cstdlib>
#include <memory>

#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/sniff.h"

namespace {

using namespace certlife::impl::encoding;

void require(bool condition) {
  if (!condition) std::abort();
}

// Touches every byte a blob names.
template <class Blob>
unsigned sum_of(const Blob& blob) {
  unsigned sum = 0;
  for (DWORD i = 0; i < blob.cbData; ++i) sum += blob.pbData[i];
  return sum;
}

unsigned sum_of(DWORD count, const CERT_EXTENSION* extensions) {
  unsigned sum = 0;
  for (DWORD i = 0; i < count; ++i) sum += sum_of(extensions[i].Value) + unsigned(extensions[i].pszObjId[0]);
  return sum;
}

unsigned touch(const CERT_INFO& info) {
  return sum_of(info.SerialNumber) + sum_of(info.Issuer) + sum_of(info.Subject) +
         sum_of(info.SubjectPublicKeyInfo.PublicKey) + sum_of(info.SignatureAlgorithm.Parameters) +
         sum_of(info.cExtension, info.rgExtension);
}

unsigned touch(const CRL_INFO& info) {
  unsigned sum = sum_of(info.Issuer) + sum_of(info.cExtension, info.rgExtension);
  for (DWORD i = 0; i < info.cCRLEntry; ++i) {
    const CRL_ENTRY& entry = info.rgCRLEntry[i];
    sum += sum_of(entry.SerialNumber) + sum_of(entry.cExtension, entry.rgExtension);
  }
  return sum;
}

unsigned touch(const CTL_ENTRY& entry) {
  unsigned sum = sum_of(entry.SubjectIdentifier);
  for (DWORD i = 0; i < entry.cAttribute; ++i) {
    for (DWORD j = 0; j < entry.rgAttribute[i].cValue; ++j) sum += sum_of(entry.rgAttribute[i].rgValue[j]);
  }
  return sum;
}

unsigned touch(const CTL_INFO& info) {
  unsigned sum = sum_of(info.ListIdentifier) + sum_of(info.SequenceNumber) + sum_of(info.cExtension, info.rgExtension);
  for (DWORD i = 0; i < info.SubjectUsage.cUsageIdentifier; ++i) {
    sum += unsigned(info.SubjectUsage.rgpszUsageIdentifier[i][0]);
  }
  for (DWORD i = 0; i < info.cCTLEntry; ++i) sum += touch(info.rgCTLEntry[i]);
  return sum;
}

// Decodes in two passes into a block of exactly the measured size; true if the bytes were accepted.
template <class Info, class Decode>
bool decodes(Bytes bytes, Decode decode) {
  Info info;
  Arena measure;
  if (decode(bytes, measure, info) != DecodeError::none) return false;
  const auto block = std::make_unique<char[]>(measure.used() + 1);
  Arena fill(block.get(), measure.used());
  require(decode(bytes, fill, info) == DecodeError::none);
  require(fill.used() == measure.used());
  volatile unsigned keep = touch(info);
  static_cast<void>(keep);
  return true;
}

void check_certificate(Bytes bytes) {
  CertificateIdentity identity;
  const bool identified = identify_certificate(bytes, identity) == DecodeError::none;
  require(!decodes<CERT_INFO>(bytes, decode_certificate) || identified);
}

void check_crl(Bytes bytes) {
  CrlIdentity identity;
  const bool identified = identify_crl(bytes, identity) == DecodeError::none;
  require(!decodes<CRL_INFO>(bytes, decode_crl) || identified);
}

void check_ctl(Bytes bytes) {
  CtlIdentity identity;
  const bool identified = identify_ctl(bytes, identity) == DecodeError::none;
  Bytes content;
  const auto decode = [&](Bytes encoded, Arena& arena, CTL_INFO& info) {
    return decode_ctl(encoded, arena, info, content);
  };
  require(!decodes<CTL_INFO>(bytes, decode) || identified);
}

void check_message(Bytes bytes) {
  SignedData message;
  if (read_signed_data(bytes, message) != DecodeError::none) return;
  const auto again = write_degenerate_pkcs7(elements_of(message.certificate_set), elements_of(message.crl_set));
  SignedData written;
  require(read_signed_data(again, written) == DecodeError::none);
  require(elements_of(written.certificate_set).size() == elements_of(message.certificate_set).size());
  require(elements_of(written.crl_set).size() == elements_of(message.crl_set).size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(data, size);
  check_certificate(bytes);
  check_crl(bytes);
  check_ctl(bytes);
  check_message(bytes);
  sniff_store(bytes);
  return 0;
}
