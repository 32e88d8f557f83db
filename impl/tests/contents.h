// Small encoded certificates, CRLs and CTLs with names, serial numbers and dates as a test wants them.
#pragma once

#include <string>
#include <string_view>

#include "impl/tests/encoding/der_builder.h"

namespace certlife::impl::test {

using encoding::test::Octets;
namespace der = encoding::test::der;

struct CertificateContent {
  std::string subject = "subject";
  std::string issuer = "issuer";
  std::uint8_t serial = 1;
  std::string not_before = "200101000000Z";
};

inline Octets certificate(const CertificateContent& content = {}) {
  const Octets validity = der::sequence({der::utc(content.not_before), der::utc("400101000000Z")});
  return der::signed_with_nothing(der::sequence({der::integer({content.serial}), der::empty_algorithm(),
                                                 der::name(content.issuer), validity, der::name(content.subject),
                                                 der::public_key()}));
}
inline Octets certificate_with_serial(std::uint8_t serial) { return certificate({.serial = serial}); }

inline Octets crl(std::string_view issuer = "issuer", std::string_view this_update = "200101000000Z") {
  return der::signed_with_nothing(
      der::sequence({der::empty_algorithm(), der::name(issuer), der::utc(this_update)}));
}

inline Octets ctl(std::uint8_t list_identifier = 1, std::string_view this_update = "200101000000Z") {
  return der::ctl(der::sequence({der::sequence({der::oid({0x2A, 0x03})}), der::octet_string({list_identifier}),
                                 der::utc(this_update), der::empty_algorithm()}));
}

}  // namespace certlife::impl::test
