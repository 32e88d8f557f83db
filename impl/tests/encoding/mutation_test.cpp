// Damaged samples: nothing may be read or written outside, whatever is damaged. The sanitizer build sees to the bytes;
// here the pointers of what was still accepted are checked, and OpenSSL's opinion is asked.

#include <gtest/gtest.h>

#include <functional>

#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"
#include "impl/src/encoding/sniff.h"
#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"
#include "impl/tests/encoding/openssl_view.h"

namespace certlife::impl::encoding::test {
namespace {

// Decoding in all forms; touches all that was filled.
void decode_everything(const Octets& bytes) {
  const auto certificate = decoded<CERT_INFO>(bytes);
  const auto crl = decoded<CRL_INFO>(bytes);
  const auto ctl = decoded<CTL_INFO>(bytes);
  if (certificate.ok()) view_of(certificate.info);
  if (crl.ok()) view_of(crl.info);
  EXPECT_EQ(certificate.filled, certificate.measured);
  EXPECT_EQ(crl.filled, crl.measured);
  EXPECT_EQ(ctl.filled, ctl.measured);
  CertificateIdentity certificate_identity;
  CrlIdentity crl_identity;
  CtlIdentity ctl_identity;
  const bool certificate_identified =
      identify_certificate(certificate.bytes(), certificate_identity) == DecodeError::none;
  const bool crl_identified = identify_crl(crl.bytes(), crl_identity) == DecodeError::none;
  const bool ctl_identified = identify_ctl(ctl.bytes(), ctl_identity) == DecodeError::none;
  EXPECT_TRUE(certificate_identified || !certificate.ok());
  EXPECT_TRUE(crl_identified || !crl.ok());
  EXPECT_TRUE(ctl_identified || !ctl.ok());
  sniff_store(certificate.bytes());
  SignedData message;
  if (read_signed_data(certificate.bytes(), message) == DecodeError::none) {
    elements_of(message.certificate_set);
    elements_of(message.crl_set);
  }
  read_serialized_store(certificate.bytes());
}

void for_each_truncation(const Octets& whole, const std::function<void(const Octets&)>& check) {
  for (std::size_t size = 0; size < whole.size(); ++size) check(Octets(whole.begin(), whole.begin() + size));
}

void for_each_flip(const Octets& whole, const std::function<void(const Octets&)>& check) {
  Octets damaged = whole;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF, 0x7F}) {
      damaged[at] = static_cast<std::uint8_t>(whole[at] ^ mask);
      check(damaged);
    }
    damaged[at] = whole[at];
  }
}

Octets small_store() {
  const Octets certificate = der::unsigned_certificate(), ctl = der::ctl(der::smallest_list());
  const Octets name{'n', 0, 0, 0};
  SerializedStoreWriter writer;
  writer.add(ElementKind::certificate, certificate, {{11, name}, {0x8123, name}});
  writer.add(ElementKind::ctl, ctl, {});
  return writer.finish();
}

std::vector<Octets> samples_to_damage() {
  std::vector<Octets> all{der::unsigned_certificate(), der::ctl(der::full_list()), der::ctl(der::smallest_list()),
                          small_store()};
  for (const char* name : {"rsa.cer", "many_extensions.cer", "far_years.cer", "version_1.cer", "full.crl", "delta.crl",
                           "empty.crl", "degenerate.p7b", "indefinite.p7m"}) {
    all.push_back(sample(name));
  }
  return all;
}

TEST(Damage, EveryTruncationIsRefused) {
  for (const Octets& whole : samples_to_damage()) {
    for_each_truncation(whole, [](const Octets& part) {
      decode_everything(part);
      EXPECT_NE(decoded<CERT_INFO>(part).error, DecodeError::none);
      EXPECT_NE(decoded<CRL_INFO>(part).error, DecodeError::none);
      EXPECT_NE(decoded<CTL_INFO>(part).error, DecodeError::none);
      EXPECT_FALSE(read_serialized_store(part).ok());
    });
  }
}

TEST(Damage, EveryFlippedByteIsSurvived) {
  for (const Octets& whole : samples_to_damage()) for_each_flip(whole, decode_everything);
}

TEST(Damage, NeverMakesUsAndOpensslReadDifferentFields) {
  int both_read_it = 0;
  for (const char* name : {"many_extensions.cer", "far_years.cer", "version_1.cer"}) {
    for_each_flip(sample(name), [&](const Octets& damaged) {
      const auto ours = decoded<CERT_INFO>(damaged);
      if (!ours.ok()) return;
      const auto theirs = certificate_by_openssl(damaged);
      if (!theirs.has_value()) return;
      ++both_read_it;
      ASSERT_EQ(view_of(ours.info), *theirs);
    });
  }
  EXPECT_GT(both_read_it, 1000);
}

TEST(Damage, NeverMakesUsAndOpensslReadDifferentRevocations) {
  int both_read_it = 0;
  for_each_flip(sample("delta.crl"), [&](const Octets& damaged) {
    const auto ours = decoded<CRL_INFO>(damaged);
    if (!ours.ok()) return;
    auto theirs = crl_by_openssl(damaged);
    if (!theirs.has_value()) return;
    ++both_read_it;
    // OpenSSL shows the algorithm beside the signature; CRL_INFO has the one that is signed.
    theirs->signature = view_of(ours.info).signature;
    ASSERT_EQ(view_of(ours.info), *theirs);
  });
  EXPECT_GT(both_read_it, 500);
}

}  // namespace
}  // namespace certlife::impl::encoding::test
