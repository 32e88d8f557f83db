// What OpenSSL reads out of the same bytes, in comparable form: the second opinion of the decoding tests.
#pragma once

#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "impl/src/encoding/decode.h"
#include "impl/tests/encoding/samples.h"

namespace certlife::impl::encoding::test {

struct ExtensionView {
  std::string identifier;
  bool critical = false;
  Octets value;
  bool operator==(const ExtensionView&) const = default;
};

struct AlgorithmView {
  std::string identifier;
  Octets parameters;
  bool operator==(const AlgorithmView&) const = default;
};

struct CertificateView {
  unsigned version = 0;
  Octets serial;  // little-endian
  AlgorithmView signature;
  Octets issuer;
  std::uint64_t not_before = 0;  // in ticks of FILETIME
  std::uint64_t not_after = 0;
  Octets subject;
  AlgorithmView key;
  Octets key_bits;
  std::vector<ExtensionView> extensions;
  bool operator==(const CertificateView&) const = default;
};

struct CrlEntryView {
  Octets serial;
  std::uint64_t revocation_date = 0;
  std::vector<ExtensionView> extensions;
  bool operator==(const CrlEntryView&) const = default;
};

struct CrlView {
  unsigned version = 0;
  AlgorithmView signature;
  Octets issuer;
  std::uint64_t this_update = 0;
  std::uint64_t next_update = 0;
  std::vector<CrlEntryView> entries;
  std::vector<ExtensionView> extensions;
  bool operator==(const CrlView&) const = default;
};

// Nothing if OpenSSL cannot parse all of the bytes, or gives no meaning to one of the fields.
std::optional<CertificateView> certificate_by_openssl(Bytes encoded);
std::optional<CrlView> crl_by_openssl(Bytes encoded);

// The same out of our structures.
CertificateView view_of(const CERT_INFO& info);
CrlView view_of(const CRL_INFO& info);

// For messages of failed comparisons.
std::ostream& operator<<(std::ostream& out, const CertificateView& view);
std::ostream& operator<<(std::ostream& out, const CrlView& view);

}  // namespace certlife::impl::encoding::test
