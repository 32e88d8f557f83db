#include "impl/src/encoding/serialized_store.h"

#include <gtest/gtest.h>

#include "impl/tests/encoding/decoded.h"

namespace certlife::impl::encoding::test {
namespace {

// A store with one certificate of three bytes that has one property, byte by byte.
const Octets known_store{0, 0, 0, 0, 'C', 'E', 'R', 'T',             // header
                         11, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 'a', 0,   // property 11
                         32, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 7, 8, 9,  // certificate
                         0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};           // end
constexpr std::size_t start_of_property = 8;
constexpr std::size_t start_of_certificate = 22;
constexpr std::size_t start_of_end_mark = 37;

TEST(SerializedStore, IsWrittenByteByByteAsWindowsWritesIt) {
  // windows test testSerializedStore
  const Octets certificate{7, 8, 9}, value{'a', 0};
  SerializedStoreWriter writer;
  writer.add(ElementKind::certificate, certificate, {{11, value}});
  EXPECT_EQ(writer.finish(), known_store);
}

TEST(SerializedStore, WithoutElementsIsHeaderAndEndMark) {
  // windows test testSerializedStore
  SerializedStoreWriter writer;
  const Octets empty = writer.finish();
  EXPECT_EQ(empty.size(), 20u);
  EXPECT_TRUE(read_serialized_store(empty).ok());
  EXPECT_TRUE(read_serialized_store(empty).elements.empty());
}

TEST(SerializedStore, ReadsBackAllKindsInOrderWithTheirProperties) {
  const Octets a{1}, b{2, 2}, c{3, 3, 3}, nothing;
  SerializedStoreWriter writer;
  writer.add(ElementKind::ctl, a, {{11, b}, {0xFFFF0001, nothing}});
  writer.add(ElementKind::crl, nothing, {});
  writer.add(ElementKind::certificate, c, {{3, a}});
  const Octets bytes = writer.finish();
  const SerializedStore store = read_serialized_store(bytes);
  ASSERT_TRUE(store.ok());
  ASSERT_EQ(store.elements.size(), 3u);
  EXPECT_EQ(store.elements[0].kind, ElementKind::ctl);
  EXPECT_EQ(octets_of(store.elements[0].encoded), a);
  ASSERT_EQ(store.elements[0].properties.size(), 2u);
  EXPECT_EQ(octets_of(store.elements[0].properties[0].value), b);
  EXPECT_EQ(store.elements[0].properties[1].id, 0xFFFF0001u);
  EXPECT_EQ(store.elements[1].kind, ElementKind::crl);
  EXPECT_TRUE(store.elements[1].encoded.empty());
  EXPECT_TRUE(store.elements[1].properties.empty());
  EXPECT_EQ(octets_of(store.elements[2].encoded), c);
}

TEST(SerializedStore, IsTheSameAfterReadingAndWritingAgain) {
  const SerializedStore store = read_serialized_store(known_store);
  ASSERT_TRUE(store.ok());
  SerializedStoreWriter writer;
  for (const SerializedElement& element : store.elements) writer.add(element.kind, element.encoded, element.properties);
  EXPECT_EQ(writer.finish(), known_store);
}

TEST(SerializedStore, CanBeWrittenTwiceByOneWriter) {
  SerializedStoreWriter writer;
  const Octets a{1};
  writer.add(ElementKind::crl, a, {});
  writer.finish();
  EXPECT_TRUE(read_serialized_store(writer.finish()).elements.empty());
}

TEST(SerializedStore, NamesThePlaceWhereItStops) {
  const auto offset_of_truncation = [](std::size_t size) {
    const SerializedStore store = read_serialized_store(Bytes(known_store).first(size));
    EXPECT_FALSE(store.ok());
    EXPECT_TRUE(store.elements.empty());
    return store.error_offset;
  };
  EXPECT_EQ(offset_of_truncation(7), 0u);
  EXPECT_EQ(offset_of_truncation(8), start_of_property);
  EXPECT_EQ(offset_of_truncation(21), start_of_property);
  EXPECT_EQ(offset_of_truncation(36), start_of_certificate);
  EXPECT_EQ(offset_of_truncation(48), start_of_end_mark);
}

TEST(SerializedStore, RefusesGarbage) {
  Octets other_magic = known_store;
  other_magic[4] = 'c';
  EXPECT_FALSE(read_serialized_store(other_magic).ok());
  Octets huge_length = known_store;
  huge_length[start_of_certificate + 11] = 0xFF;
  EXPECT_EQ(read_serialized_store(huge_length).error_offset, start_of_certificate);
  Octets bad_end = known_store;
  bad_end[start_of_end_mark + 4] = 1;
  EXPECT_EQ(read_serialized_store(bad_end).error_offset, start_of_end_mark);
  Octets property_only(known_store.begin(), known_store.begin() + start_of_certificate);
  property_only.insert(property_only.end(), 12, 0);
  EXPECT_FALSE(read_serialized_store(property_only).ok());
}

TEST(SerializedStore, IgnoresBytesAfterItsEndMark) {
  Octets longer = known_store;
  longer.insert(longer.end(), {1, 2, 3});
  EXPECT_EQ(read_serialized_store(longer).elements.size(), 1u);
}

}  // namespace
}  // namespace certlife::impl::encoding::test
