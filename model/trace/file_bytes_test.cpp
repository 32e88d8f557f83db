#include "model/trace/file_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace certlife::trace {
namespace {

RawBytes hex(std::string_view digits) { return parse_contents("hex:" + std::string(digits)).bytes; }
RawBytes ascii(std::string_view text) { return RawBytes(text.begin(), text.end()); }

// An empty PKCS #7 message, and the same in base64.
constexpr std::string_view message = "302306092a864886f70d010702a01630140201013100300b06092a864886f70d0107013100";
constexpr std::string_view base64 = "MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwExAA==";
// An unsigned certificate with nothing in it.
constexpr std::string_view certificate = "300d02010130003000300030003000";

void expect(const RawBytes& bytes, FileBytes::Form form, bool is_loose = false) {
  const FileBytes read = read_file_bytes(bytes);
  EXPECT_EQ(read.form, form);
  EXPECT_EQ(read.is_loose, is_loose);
}

TEST(FileBytes, AreToldApartByWhatTheyAre) {
  // FILE-1, FILE-5
  expect({}, FileBytes::Form::empty);
  expect(hex(message), FileBytes::Form::pkcs7);
  expect(hex("0000000043455254000000000000000000000000"), FileBytes::Form::serialized_store);
  expect(ascii("no store"), FileBytes::Form::none);
  expect(hex("00000000434552540b000000"), FileBytes::Form::none);
}

TEST(FileBytes, MayBeBase64OfAMessage) {
  // FILE-19
  expect(ascii(base64), FileBytes::Form::pkcs7);
  expect(ascii(std::string(base64) + '\0'), FileBytes::Form::pkcs7);
  std::string wide;
  for (const char character : base64) wide += {character, '\0'};
  expect(ascii(wide), FileBytes::Form::pkcs7);
  expect(ascii("\xFF\xFE" + wide), FileBytes::Form::pkcs7, true);
  expect(ascii("MCMG"), FileBytes::Form::not_known, true);
  expect(ascii("MCM"), FileBytes::Form::none);
}

TEST(FileBytes, MayBeFollowedByZerosIfTheyAreAMessage) {
  // FILE-28, FILE-29
  expect(hex(std::string(message) + "0000"), FileBytes::Form::pkcs7);
  expect(hex(std::string(message) + "000a"), FileBytes::Form::pkcs7, true);
  expect(ascii("-----BEGIN PKCS7-----"), FileBytes::Form::not_known, true);
}

TEST(FileBytes, OfASerializedStoreAreItsElementsWithTheirProperties) {
  // FILE-6
  const FileBytes read = read_file_bytes(hex("0000000043455254" "0b000000010000000100000078" "2100000001000000020000003000" "000000000000000000000000"));
  ASSERT_EQ(read.records.size(), 1u);
  EXPECT_EQ(read.records[0].kind, ContextKind::crl);
  EXPECT_EQ(read.records[0].bytes, hex("3000"));
  ASSERT_EQ(read.records[0].properties.size(), 1u);
  EXPECT_EQ(read.records[0].properties[0].first, 11u);
}

TEST(FileBytes, OfOneCertificateHaveItsShape) {
  // FILE-25
  expect(hex(certificate), FileBytes::Form::one_certificate);
  expect(hex(std::string(certificate) + "00"), FileBytes::Form::one_certificate, true);
  expect(hex("3000"), FileBytes::Form::not_known);
}

}  // namespace
}  // namespace certlife::trace
