#include <gtest/gtest.h>

#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"

namespace certlife::impl::encoding::test {
namespace {

TEST(DecodeCtl, FillsEveryField) {
  // docs CTL_INFO
  const auto ours = decoded<CTL_INFO>(der::ctl(der::full_list()));
  ASSERT_TRUE(ours.ok());
  const CTL_INFO& info = ours.info;
  EXPECT_EQ(info.dwVersion, 0u);
  ASSERT_EQ(info.SubjectUsage.cUsageIdentifier, 2u);
  EXPECT_STREQ(info.SubjectUsage.rgpszUsageIdentifier[0], "1.2.3");
  EXPECT_STREQ(info.SubjectUsage.rgpszUsageIdentifier[1], "1.2.4");
  EXPECT_EQ(octets_of(info.ListIdentifier), (Octets{'i', 'd'}));
  EXPECT_EQ(octets_of(info.SequenceNumber), (Octets{3, 2, 1}));
  EXPECT_EQ(ticks_of(info.ThisUpdate), 132223104000000000u);
  EXPECT_EQ(ticks_of(info.NextUpdate), 135379296000000000u);
  EXPECT_STREQ(info.SubjectAlgorithm.pszObjId, "1.3.14.3.2.26");
  EXPECT_EQ(octets_of(info.SubjectAlgorithm.Parameters), (Octets{5, 0}));
  ASSERT_EQ(info.cExtension, 1u);
  EXPECT_STREQ(info.rgExtension[0].pszObjId, "1.2.6");
  EXPECT_TRUE(info.rgExtension[0].fCritical);
  EXPECT_EQ(octets_of(info.rgExtension[0].Value), Octets{9});
}

TEST(DecodeCtl, FillsEntriesWithTheirAttributes) {
  // docs CTL_ENTRY
  const auto ours = decoded<CTL_INFO>(der::ctl(der::full_list()));
  ASSERT_TRUE(ours.ok());
  ASSERT_EQ(ours.info.cCTLEntry, 3u);
  const CTL_ENTRY* const entries = ours.info.rgCTLEntry;
  EXPECT_EQ(octets_of(entries[0].SubjectIdentifier), (Octets{1, 2, 3}));
  ASSERT_EQ(entries[0].cAttribute, 1u);
  EXPECT_STREQ(entries[0].rgAttribute[0].pszObjId, "1.2.5");
  ASSERT_EQ(entries[0].rgAttribute[0].cValue, 2u);
  EXPECT_EQ(octets_of(entries[0].rgAttribute[0].rgValue[0]), (Octets{0x04, 1, 7}));
  EXPECT_EQ(octets_of(entries[0].rgAttribute[0].rgValue[1]), (Octets{0x02, 1, 8}));
  EXPECT_EQ(entries[1].cAttribute, 0u);
  EXPECT_EQ(entries[2].cAttribute, 0u);
}

TEST(DecodeCtl, ShowsTheListItself) {
  // docs CTL_CONTEXT
  const auto ours = decoded<CTL_INFO>(der::ctl(der::full_list()));
  EXPECT_EQ(octets_of(ours.content), der::full_list());
}

TEST(DecodeCtl, AcceptsTheSmallestList) {
  const auto ours = decoded<CTL_INFO>(der::ctl(der::smallest_list()));
  ASSERT_TRUE(ours.ok());
  EXPECT_EQ(ours.info.ListIdentifier.cbData, 0u);
  EXPECT_EQ(ours.info.SequenceNumber.cbData, 0u);
  EXPECT_EQ(ours.info.cCTLEntry, 0u);
  EXPECT_EQ(ours.filled, ours.measured);
}

TEST(DecodeCtl, RefusesNoBytesWithTheCodeOfWindows) {
  // windows test testCreateCTL
  EXPECT_EQ(last_error_of(decoded<CTL_INFO>({}).error), 13u);
}

TEST(DecodeCtl, RefusesAMessageOfAnotherType) {
  const Octets other = der::message_around(der::data_content_type(), der::octet_string({1}));
  EXPECT_EQ(decoded<CTL_INFO>(other).error, DecodeError::invalid_data);
  EXPECT_NE(decoded<CTL_INFO>(sample("ec.cer")).error, DecodeError::none);
}

TEST(DecodeCtl, RefusesAListInsideAnOctetString) {
  const Octets wrapped = der::ctl(der::octet_string(der::smallest_list()));
  EXPECT_EQ(decoded<CTL_INFO>(wrapped).error, DecodeError::bad_tag);
}

TEST(IdentifyCtl, AgreesWithTheWholeDecoding) {
  // docs certfindctlinstore
  const Octets signer = der::sequence({der::name("signer"), der::integer({5})});
  const Octets info = der::sequence({der::integer({1}), signer});
  const Octets message = der::message_around(der::list_content_type(), der::full_list(), info);
  CtlIdentity identity;
  ASSERT_EQ(identify_ctl(message, identity), DecodeError::none);
  EXPECT_EQ(octets_of(identity.signer), signer);
  EXPECT_EQ(octets_of(identity.subject_usage), der::sequence({der::oid({0x2A, 0x03}), der::oid({0x2A, 0x04})}));
  EXPECT_EQ(octets_of(identity.list_identifier), (Octets{'i', 'd'}));
  EXPECT_EQ(compare_times(identity.this_update, decoded<CTL_INFO>(message).info.ThisUpdate), 0);
}

TEST(IdentifyCtl, FindsNoSignerWhereThereIsNone) {
  CtlIdentity identity;
  const Octets message = der::ctl(der::smallest_list());
  ASSERT_EQ(identify_ctl(message, identity), DecodeError::none);
  EXPECT_TRUE(identity.signer.empty());
  EXPECT_TRUE(identity.list_identifier.empty());
}

}  // namespace
}  // namespace certlife::impl::encoding::test
