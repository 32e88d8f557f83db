// Times, object identifiers and integers one by one.

#include <gtest/gtest.h>

#include "impl/src/encoding/fields.h"
#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"

namespace certlife::impl::encoding::test {
namespace {

constexpr std::uint64_t ticks_per_second = 10'000'000;
constexpr std::uint64_t start_of_1970 = 116444736000000000;  // docs FILETIME

struct TimeResult {
  DecodeError error = DecodeError::none;
  std::uint64_t ticks = 0;
};

TimeResult time_of(const Octets& encoded) {
  TimeResult result;
  Reader reader(encoded, result.error);
  result.ticks = ticks_of(take_time(reader));
  return result;
}

TEST(TimeFields, CountFromTheStartOf1601) {
  // docs FILETIME
  EXPECT_EQ(time_of(der::generalized("16010101000000Z")).ticks, 0u);
  EXPECT_EQ(time_of(der::generalized("16010101000000Z")).error, DecodeError::none);
  EXPECT_EQ(time_of(der::generalized("19700101000000Z")).ticks, start_of_1970);
  EXPECT_EQ(time_of(der::generalized("20000229120000Z")).ticks, start_of_1970 + 951825600 * ticks_per_second);
  EXPECT_EQ(time_of(der::generalized("99991231235959Z")).ticks, start_of_1970 + 253402300799 * ticks_per_second);
}

TEST(TimeFields, TakeTwoDigitYearsFrom50OnAsTheLastCentury) {
  EXPECT_EQ(time_of(der::utc("491231235959Z")).ticks, time_of(der::generalized("20491231235959Z")).ticks);
  EXPECT_EQ(time_of(der::utc("500101000000Z")).ticks, time_of(der::generalized("19500101000000Z")).ticks);
}

TEST(TimeFields, TakeOffTheDifferenceFromUtc) {
  const std::uint64_t noon = time_of(der::utc("200101120000Z")).ticks;
  EXPECT_EQ(time_of(der::utc("200101133000+0130")).ticks, noon);
  EXPECT_EQ(time_of(der::utc("200101070000-0500")).ticks, noon);
  EXPECT_EQ(time_of(der::generalized("20200101120000")).ticks, noon);
}

TEST(TimeFields, MayLeaveOutSecondsAndHaveFractions) {
  const std::uint64_t noon = time_of(der::utc("200101120000Z")).ticks;
  EXPECT_EQ(time_of(der::utc("2001011200Z")).ticks, noon);
  EXPECT_EQ(time_of(der::generalized("2020010112Z")).ticks, noon);
  EXPECT_EQ(time_of(der::generalized("20200101120000.25Z")).ticks, noon + ticks_per_second / 4);
  EXPECT_EQ(time_of(der::generalized("20200101120000.00000001Z")).ticks, noon);
}

TEST(TimeFields, RefuseDaysThatDoNotExist) {
  for (const char* text : {"20210229000000Z", "20201301000000Z", "20200001000000Z", "20200100000000Z",
                           "20200431000000Z", "20200101240000Z", "20200101006000Z", "20200101000060Z",
                           "19000229000000Z", "16001231235959Z", "00000101000000Z"}) {
    EXPECT_EQ(time_of(der::generalized(text)).error, DecodeError::corrupt) << text;
  }
}

TEST(TimeFields, RefuseOtherCharacters) {
  for (const char* text : {"", "2", "20200101", "2020010112000", "20200101120000ZZ", "20200101120000.Z",
                           "2020-101120000Z", "20200101120000+1", "20200101120000+12"}) {
    EXPECT_EQ(time_of(der::generalized(text)).error, DecodeError::corrupt) << text;
  }
  EXPECT_EQ(time_of(der::utc("200101120000.5Z")).error, DecodeError::corrupt);
  EXPECT_EQ(time_of(der::octet_string({'1'})).error, DecodeError::bad_tag);
}

std::string dotted(const Octets& content, DecodeError& error) {
  alignas(8) char block[256];
  Arena measure;
  dotted_identifier(content, measure, error);
  Arena fill(block, measure.used());
  const std::string text = dotted_identifier(content, fill, error);
  EXPECT_EQ(fill.used(), measure.used());
  return text;
}

std::string dotted(const Octets& content) {
  DecodeError error = DecodeError::none;
  const std::string text = dotted(content, error);
  return error == DecodeError::none ? text : "corrupt";
}

TEST(ObjectIdentifiers, SplitTheFirstNumberIntoTwoArcs) {
  EXPECT_EQ(dotted({0x00}), "0.0");
  EXPECT_EQ(dotted({0x27}), "0.39");
  EXPECT_EQ(dotted({0x28}), "1.0");
  EXPECT_EQ(dotted({0x50}), "2.0");
  EXPECT_EQ(dotted({0x88, 0x37, 0x03}), "2.999.3");
}

TEST(ObjectIdentifiers, HaveArcsOfUpTo128Bits) {
  EXPECT_EQ(dotted({0x2A, 0x8F, 0xFF, 0xFF, 0xFF, 0x7F}), "1.2.4294967295");
  Octets uuid{0x69, 0x83};
  uuid.insert(uuid.end(), 17, 0xFF);
  uuid.push_back(0x7F);
  EXPECT_EQ(dotted(uuid), "2.25.340282366920938463463374607431768211455");
  uuid[1] = 0x84;
  EXPECT_EQ(dotted(uuid), "corrupt");
}

TEST(ObjectIdentifiers, MayHaveNoContent) {
  // windows test testCreateCert
  EXPECT_EQ(dotted({}), "");
}

TEST(ObjectIdentifiers, AreCorruptWhenUnfinished) {
  EXPECT_EQ(dotted({0x2A, 0x86}), "corrupt");
  EXPECT_EQ(dotted({0x80}), "corrupt");
}

TEST(ObjectIdentifiers, CostNoMemoryWhenUsual) {
  DecodeError error = DecodeError::none;
  Arena measure;
  dotted_identifier(Octets{0x55, 0x1D, 0x13}, measure, error);
  EXPECT_EQ(measure.used(), 0u);
  EXPECT_EQ(dotted({0x55, 0x1D, 0x13}), "2.5.29.19");
  EXPECT_EQ(dotted({0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B}), "1.2.840.113549.1.1.11");
}

CRYPT_INTEGER_BLOB blob(Octets& octets) {
  CRYPT_INTEGER_BLOB result{};
  result.cbData = static_cast<DWORD>(octets.size());
  result.pbData = octets.data();
  return result;
}

TEST(Integers, AreTheSameWhateverSignBytesTheyCarry) {
  // docs certcompareintegerblob
  Octets one{1}, padded_one{1, 0, 0}, minus_one{0xFF}, long_minus_one{0xFF, 0xFF}, plus_255{0xFF, 0};
  EXPECT_TRUE(same_integer(blob(one), blob(padded_one)));
  EXPECT_TRUE(same_integer(blob(minus_one), blob(long_minus_one)));
  EXPECT_FALSE(same_integer(blob(minus_one), blob(plus_255)));
  EXPECT_TRUE(same_integer(Octets{0, 0, 0xFF}, blob(plus_255)));
  EXPECT_FALSE(same_integer(Octets{1, 2}, blob(one)));
  EXPECT_TRUE(same_integer(Octets{}, CRYPT_INTEGER_BLOB{}));
}

TEST(BitStrings, KeepTheNumberOfUnusedBits) {
  DecodeError error = DecodeError::none;
  const Octets content{3, 0xF8};
  const CRYPT_BIT_BLOB bits = bit_blob_of(content, error);
  EXPECT_EQ(error, DecodeError::none);
  EXPECT_EQ(bits.cUnusedBits, 3u);
  EXPECT_EQ(bits.cbData, 1u);
}

TEST(BitStrings, AreCorruptWhenMoreBitsAreUnusedThanThereAre) {
  for (const Octets& content : {Octets{}, Octets{8, 0}, Octets{1}}) {
    DecodeError error = DecodeError::none;
    bit_blob_of(content, error);
    EXPECT_EQ(error, DecodeError::corrupt);
  }
}

}  // namespace
}  // namespace certlife::impl::encoding::test
