#include <gtest/gtest.h>

#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"
#include "impl/tests/encoding/openssl_view.h"

namespace certlife::impl::encoding::test {
namespace {

// An unsigned TBSCertList of version 1.
Octets unsigned_crl() {
  return der::sequence({der::empty_algorithm(), der::name("issuer"), der::utc("200101000000Z")});
}

TEST(DecodeCrl, TellsOfEverySampleWhatOpensslTells) {
  // docs CRL_INFO
  ASSERT_GE(samples_with(".crl").size(), 5u);
  for (const std::string& name : samples_with(".crl")) {
    const Octets encoded = sample(name);
    const auto ours = decoded<CRL_INFO>(encoded);
    const auto theirs = crl_by_openssl(encoded);
    ASSERT_TRUE(ours.ok()) << name;
    ASSERT_TRUE(theirs.has_value()) << name;
    EXPECT_EQ(view_of(ours.info), *theirs) << name;
    EXPECT_EQ(ours.filled, ours.measured) << name;
  }
}

TEST(DecodeCrl, FillsEntriesWithTheirExtensions) {
  // docs CRL_ENTRY
  const auto ours = decoded<CRL_INFO>(sample("full.crl"));
  ASSERT_TRUE(ours.ok());
  ASSERT_EQ(ours.info.cCRLEntry, 3u);
  EXPECT_EQ(ours.info.rgCRLEntry[0].cExtension, 1u);
  EXPECT_EQ(ours.info.rgCRLEntry[1].cExtension, 0u);
  EXPECT_EQ(ours.info.rgCRLEntry[1].rgExtension, nullptr);
  EXPECT_STREQ(ours.info.rgCRLEntry[2].rgExtension[0].pszObjId, "2.5.29.21");
}

TEST(DecodeCrl, ReadsASignedAndAnUnsignedOneAlike) {
  // windows test testCreateCRL
  const Octets plain = unsigned_crl();
  const auto without = decoded<CRL_INFO>(plain);
  const auto with = decoded<CRL_INFO>(der::signed_with_nothing(plain));
  ASSERT_TRUE(without.ok());
  ASSERT_TRUE(with.ok());
  EXPECT_EQ(view_of(with.info), view_of(without.info));
  EXPECT_EQ(octets_of(with.info.Issuer), der::name("issuer"));
}

TEST(DecodeCrl, LeavesTheNextUpdateZeroWhereThereIsNone) {
  // docs CRL_INFO
  EXPECT_EQ(ticks_of(decoded<CRL_INFO>(unsigned_crl()).info.NextUpdate), 0u);
}

TEST(DecodeCrl, RefusesNoBytesWithTheCodeOfWindows) {
  // windows test testCreateCRL
  EXPECT_EQ(last_error_of(decoded<CRL_INFO>({}).error), 0x80093102u);
}

TEST(DecodeCrl, RefusesACertificate) {
  EXPECT_NE(decoded<CRL_INFO>(sample("ec.cer")).error, DecodeError::none);
  EXPECT_NE(decoded<CRL_INFO>(der::unsigned_certificate()).error, DecodeError::none);
}

TEST(IdentifyCrl, AgreesWithTheWholeDecoding) {
  for (const std::string& name : samples_with(".crl")) {
    const auto ours = decoded<CRL_INFO>(sample(name));
    CrlIdentity identity;
    ASSERT_EQ(identify_crl(ours.bytes(), identity), DecodeError::none) << name;
    EXPECT_EQ(octets_of(identity.issuer), octets_of(ours.info.Issuer)) << name;
    EXPECT_EQ(compare_times(identity.this_update, ours.info.ThisUpdate), 0) << name;
  }
}

TEST(IdentifyCrl, TellsDeltaFromBaseAndFindsTheDistributionPoint) {
  // docs certfindcrlinstore
  CrlIdentity full, delta, empty;
  const Octets full_bytes = sample("full.crl"), delta_bytes = sample("delta.crl"), empty_bytes = sample("empty.crl");
  ASSERT_EQ(identify_crl(full_bytes, full), DecodeError::none);
  ASSERT_EQ(identify_crl(delta_bytes, delta), DecodeError::none);
  ASSERT_EQ(identify_crl(empty_bytes, empty), DecodeError::none);
  EXPECT_FALSE(full.is_delta);
  EXPECT_TRUE(delta.is_delta);
  EXPECT_FALSE(full.issuing_distribution_point.empty());
  EXPECT_TRUE(same_bytes(full.issuing_distribution_point, delta.issuing_distribution_point));
  EXPECT_TRUE(empty.issuing_distribution_point.empty());
}

}  // namespace
}  // namespace certlife::impl::encoding::test
