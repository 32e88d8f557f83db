#include <gtest/gtest.h>

#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"
#include "impl/tests/encoding/openssl_view.h"

namespace certlife::impl::encoding::test {
namespace {

DecodeError error_of(const Octets& encoded) { return decoded<CERT_INFO>(encoded).error; }

TEST(DecodeCertificate, TellsOfEverySampleWhatOpensslTells) {
  // docs CERT_INFO
  ASSERT_GE(samples_with(".cer").size(), 15u);
  for (const std::string& name : samples_with(".cer")) {
    const Octets encoded = sample(name);
    const auto ours = decoded<CERT_INFO>(encoded);
    const auto theirs = certificate_by_openssl(encoded);
    ASSERT_TRUE(ours.ok()) << name;
    ASSERT_TRUE(theirs.has_value()) << name;
    EXPECT_EQ(view_of(ours.info), *theirs) << name;
  }
}

TEST(DecodeCertificate, FillsExactlyWhatItMeasured) {
  for (const std::string& name : samples_with(".cer")) {
    const auto ours = decoded<CERT_INFO>(sample(name));
    EXPECT_EQ(ours.filled, ours.measured) << name;
  }
}

TEST(DecodeCertificate, PointsIntoTheKeptBytes) {
  const auto ours = decoded<CERT_INFO>(sample("many_extensions.cer"));
  const auto inside = [&](const BYTE* at, DWORD size) {
    return at >= ours.kept.get() && at + size <= ours.kept.get() + ours.kept_size;
  };
  EXPECT_TRUE(inside(ours.info.Issuer.pbData, ours.info.Issuer.cbData));
  EXPECT_TRUE(inside(ours.info.Subject.pbData, ours.info.Subject.cbData));
  for (DWORD i = 0; i < ours.info.cExtension; ++i) {
    EXPECT_TRUE(inside(ours.info.rgExtension[i].Value.pbData, ours.info.rgExtension[i].Value.cbData));
  }
}

TEST(DecodeCertificate, AcceptsAnUnsignedOneWithAnUnknownAlgorithm) {
  // windows tests testMemStore, testCreateCert
  const auto ours = decoded<CERT_INFO>(der::unsigned_certificate());
  ASSERT_TRUE(ours.ok());
  EXPECT_EQ(octets_of(ours.info.Subject), der::name("subject"));
  EXPECT_STREQ(ours.info.SignatureAlgorithm.pszObjId, "");
  EXPECT_EQ(ours.info.SubjectPublicKeyInfo.PublicKey.cbData, 0u);
}

TEST(DecodeCertificate, ReadsASignedAndAnUnsignedOneAlike) {
  // windows tests testMemStore, testCreateCert
  const Octets plain = der::unsigned_certificate();
  const auto without = decoded<CERT_INFO>(plain);
  const auto with = decoded<CERT_INFO>(der::signed_with_nothing(plain));
  ASSERT_TRUE(without.ok());
  ASSERT_TRUE(with.ok());
  EXPECT_EQ(view_of(with.info), view_of(without.info));
}

TEST(DecodeCertificate, ReadsUniqueIdentifiers) {
  // docs CERT_INFO
  const auto ours = decoded<CERT_INFO>(der::sequence(
      {der::element(0xA0, der::integer({1})), der::integer({1}), der::empty_algorithm(), der::name("a"),
       der::validity(), der::name("b"), der::public_key(), der::element(0x81, {4, 0xF0}), der::element(0x82, {0, 7})}));
  ASSERT_TRUE(ours.ok());
  EXPECT_EQ(ours.info.dwVersion, 1u);
  EXPECT_EQ(octets_of(ours.info.IssuerUniqueId), Octets{0xF0});
  EXPECT_EQ(ours.info.IssuerUniqueId.cUnusedBits, 4u);
  EXPECT_EQ(octets_of(ours.info.SubjectUniqueId), Octets{7});
}

TEST(DecodeCertificate, StoresSerialNumbersLittleEndianWithTheSignByteTheyNeed) {
  // docs CERT_INFO
  EXPECT_EQ(octets_of(decoded<CERT_INFO>(sample("serial_with_sign_byte.cer")).info.SerialNumber), (Octets{0x80, 0}));
  EXPECT_EQ(octets_of(decoded<CERT_INFO>(sample("negative_serial.cer")).info.SerialNumber), (Octets{0x7F, 0xFF}));
  EXPECT_EQ(octets_of(decoded<CERT_INFO>(sample("zero_serial.cer")).info.SerialNumber), Octets{0});
  const auto padded = decoded<CERT_INFO>(der::unsigned_certificate({0, 0, 0, 1, 2}));
  EXPECT_EQ(octets_of(padded.info.SerialNumber), (Octets{2, 1}));
}

TEST(DecodeCertificate, RefusesNoBytesWithTheCodeOfWindows) {
  // windows test testCreateCert
  EXPECT_EQ(last_error_of(error_of({})), 0x80093102u);
}

TEST(DecodeCertificate, NamesWhatIsWrong) {
  // docs certcreatecertificatecontext
  Octets truncated = sample("ec.cer");
  truncated.pop_back();
  EXPECT_EQ(error_of(truncated), DecodeError::end_of_data);
  EXPECT_EQ(error_of({0x04, 0x01, 0x00}), DecodeError::bad_tag);
  EXPECT_EQ(error_of({0x30, 0x00}), DecodeError::end_of_data);
  EXPECT_EQ(error_of({0x30, 0x80, 0x00, 0x00}), DecodeError::corrupt);
  EXPECT_EQ(error_of({0x30, 0x85, 0, 0, 0, 0, 0}), DecodeError::corrupt);
  EXPECT_EQ(error_of({0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x30}), DecodeError::end_of_data);
  EXPECT_EQ(error_of(der::unsigned_certificate({})), DecodeError::corrupt);
}

TEST(DecodeCertificate, RefusesWhatFollowsTheLastField) {
  Octets with_more = der::joined({der::integer({1}), der::empty_algorithm(), der::name("a"), der::validity(),
                                  der::name("b"), der::public_key(), der::integer({1})});
  EXPECT_EQ(error_of(der::element(0x30, with_more)), DecodeError::corrupt);
  const Octets plain = der::unsigned_certificate();
  EXPECT_EQ(error_of(der::sequence({plain, der::empty_algorithm(), der::bit_string({0}), der::integer({1})})),
            DecodeError::corrupt);
}

TEST(DecodeCertificate, IgnoresBytesAfterTheOutermostSequence) {
  const Octets plain = der::unsigned_certificate();
  const Octets longer = der::joined({plain, {1, 2, 3}});
  EXPECT_EQ(error_of(longer), DecodeError::none);
  EXPECT_EQ(octets_of(der_extent(longer)), plain);
}

TEST(DecodeCertificate, SurvivesDeepNesting) {
  Octets deep;
  for (int i = 0; i < 10'000; ++i) deep.insert(deep.end(), {0x30, 0x84, 0x00, 0x00, 0x00, 0x10});
  EXPECT_NE(error_of(deep), DecodeError::none);
  EXPECT_NE(error_of(Octets(100'000, 0x30)), DecodeError::none);
}

TEST(IdentifyCertificate, AgreesWithTheWholeDecoding) {
  for (const std::string& name : samples_with(".cer")) {
    const auto ours = decoded<CERT_INFO>(sample(name));
    CertificateIdentity identity;
    ASSERT_EQ(identify_certificate(ours.bytes(), identity), DecodeError::none) << name;
    EXPECT_EQ(octets_of(identity.issuer), octets_of(ours.info.Issuer)) << name;
    EXPECT_EQ(octets_of(identity.subject), octets_of(ours.info.Subject)) << name;
    EXPECT_EQ(compare_times(identity.not_before, ours.info.NotBefore), 0) << name;
    EXPECT_TRUE(same_integer(identity.serial_number, ours.info.SerialNumber)) << name;
  }
}

}  // namespace
}  // namespace certlife::impl::encoding::test
