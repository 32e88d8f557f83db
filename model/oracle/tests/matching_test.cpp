// What an add takes for the existing element, as the oracle judges it.
#include <gtest/gtest.h>

#include <cstdio>
#include <initializer_list>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

std::string add_line(const std::string& kind, const std::string& content, const std::string& disposition, const std::string& rest) {
  const std::string bytes = kind == "Certificate" ? "pbCertEncoded" : kind == "CRL" ? "pbCrlEncoded" : "pbCtlEncoded";
  return R"("args":{"hCertStore":"s1",")" + bytes + R"(":")" + content + R"(","dwAddDisposition":)" + disposition + "}," + rest;
}

std::string judged_add(Story& story, const std::string& kind, const std::string& content, const std::string& disposition,
                       const std::string& rest) {
  return kind_of(story.call("CertAddEncoded" + kind + "ToStore", add_line(kind, content, disposition, rest)));
}

constexpr const char* always = "4";
constexpr const char* add_new = "1";
constexpr const char* succeeds = R"("ret":true)";
constexpr const char* exists = R"("ret":false,"lastError":"CRYPT_E_EXISTS")";

std::string judged_pair(std::string_view reading, const std::string& second, const std::string& rest) {
  Story story(reading);
  story.open("s1");
  judged_add(story, "Certificate", "cert:A", always, succeeds);
  return judged_add(story, "Certificate", second, add_new, rest);
}

TEST(CertificatesMatch, ByHashOnWindowsAndByIssuerAndSerialNumberInTheHeader) {
  // ADD-25
  for (const std::string other : {"cert:A@2", "cert:A/subject=X"}) {
    EXPECT_EQ(judged_pair("windows", other, succeeds), "accepted") << other;
    EXPECT_EQ(judged_pair("windows", other, exists), "rejected") << other;
    EXPECT_EQ(judged_pair("header", other, succeeds), "rejected") << other;
    EXPECT_EQ(judged_pair("header", other, exists), "accepted") << other;
    EXPECT_EQ(judged_pair("page", other, succeeds), "accepted") << other;
    EXPECT_EQ(judged_pair("page", other, exists), "accepted") << other;
  }
}

TEST(CertificatesMatch, WhateverTheReadingWhenTheirBytesAreTheSameOrTheirNumbersAreNot) {
  // ADD-24
  for (const char* const reading : {"page", "header", "windows"}) {
    EXPECT_EQ(judged_pair(reading, "cert:A", exists), "accepted");
    EXPECT_EQ(judged_pair(reading, "cert:A", succeeds), "rejected");
    EXPECT_EQ(judged_pair(reading, "cert:B", succeeds), "accepted");
    EXPECT_EQ(judged_pair(reading, "cert:A/issuer=X", succeeds), "accepted");
  }
}

TEST(CertificatesMatch, InOneWayThroughAWholeTrace) {
  // ADD-25
  Story story("page");
  story.open("s1");
  judged_add(story, "Certificate", "cert:A", always, succeeds);
  judged_add(story, "Certificate", "cert:B", always, succeeds);
  EXPECT_EQ(judged_add(story, "Certificate", "cert:A@2", add_new, succeeds), "accepted");
  EXPECT_EQ(judged_add(story, "Certificate", "cert:B@2", add_new, exists), "rejected");
}

TEST(CertificatesMatch, ByAHashThatWasSetEvenIfItIsFalse) {
  // ADD-42
  const auto judged = [](const std::string& hash, const std::string& rest) {
    Story story;
    story.open("s1").add("s1", "cert:A");
    story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:B"},"ret":"c1")");
    story.call("CertSetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":3,"pvData":")" + hash + R"("},"ret":true)");
    return kind_of(story.call("CertAddCertificateContextToStore", R"("args":{"hCertStore":"s1","pCertContext":"c1","dwAddDisposition":1},)" + rest));
  };
  EXPECT_EQ(judged("sha1:cert:A", exists), "accepted");
  EXPECT_EQ(judged("sha1:cert:A", R"("ret":false,"lastError":"CRYPT_E_ASN1_BADTAG")"), "accepted");
  EXPECT_EQ(judged("sha1:cert:A", succeeds), "rejected");
  EXPECT_EQ(judged("sha1:cert:B", succeeds), "accepted");
  EXPECT_EQ(judged("sha1:cert:B", exists), "rejected");
}

TEST(CrlsMatch, ByTheirIssuerWhateverTheirLabelsAndDates) {
  // ADD-26
  Story story;
  story.open("s1");
  EXPECT_EQ(judged_add(story, "CRL", "crl:A/issuer=X", always, succeeds), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", "crl:B@2/issuer=X", add_new, exists), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", "crl:C/issuer=X", add_new, succeeds), "rejected");
}

TEST(EncodedAdds, LookAtTheBytesBeforeTheDisposition) {
  // ADD-40, ADD-41, ADD-50
  Story story;
  story.open("s1");
  const char* const end_of_data = R"("ret":false,"lastError":"CRYPT_E_ASN1_EOD")";
  const char* const invalid_argument = R"("ret":false,"lastError":"E_INVALIDARG")";
  for (const std::string kind : {"Certificate", "CRL"}) {
    EXPECT_EQ(judged_add(story, kind, "hex:", "0", end_of_data), "accepted");
    EXPECT_EQ(judged_add(story, kind, "hex:", "0", invalid_argument), "rejected");
  }
  EXPECT_EQ(judged_add(story, "CTL", "hex:", "0", R"("ret":false,"lastError":"ERROR_INVALID_DATA")"), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", "crl:A", "0", invalid_argument), "accepted");
}

TEST(ACopyToNull, HoldsNothingOfTheSourcesStore) {
  // ADD-47
  const auto judged = [](const std::string& result) {
    Story story;
    story.open("s1").add("s1", "cert:A", "c1");
    EXPECT_EQ(kind_of(story.call("CertAddCertificateContextToStore",
                                 R"("args":{"hCertStore":null,"pCertContext":"c1","dwAddDisposition":4},"ret":true,"out":{"ppStoreContext":"c2"})")),
              "accepted");
    story.free("c1");
    return kind_of(story.close("s1", "CHECK", result));
  };
  EXPECT_EQ(judged(succeeds), "accepted");
  EXPECT_EQ(judged(R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")"), "rejected");
}

// --- Real bytes ----------------------------------------------------------------------------------------------------------

std::string der(int tag, std::initializer_list<std::string> parts) {
  std::string content;
  for (const std::string& part : parts) content += part;
  char head[8];
  std::snprintf(head, sizeof head, "%02x%02x", static_cast<unsigned>(tag), static_cast<unsigned>(content.size() / 2));
  return head + content;
}
std::string text(int tag, const std::string& characters) {
  std::string digits;
  for (const char each : characters) digits += der(static_cast<unsigned char>(each), {}).substr(0, 2);
  return der(tag, {digits});
}
std::string name(const std::string& of) { return der(0x30, {text(0x0c, of)}); }
std::string crl(const std::string& issuer, const std::string& date) {
  return "hex:" + der(0x30, {der(0x30, {}), name(issuer), text(0x17, date)});
}
std::string certificate(const std::string& issuer, const std::string& serial, const std::string& subject) {
  const std::string validity = der(0x30, {text(0x17, "200101000000Z"), text(0x17, "300101000000Z")});
  return "hex:" + der(0x30, {der(0x02, {serial}), der(0x30, {}), name(issuer), validity, name(subject), der(0x30, {})});
}

TEST(RealBytes, OfCrlsMatchByTheIssuerThatTheyName) {
  // ADD-26, ADD-10
  Story story;
  story.open("s1");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "200101000000Z"), always, succeeds), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "210101000000Z"), add_new, exists), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "190101000000Z"), "6", exists), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "220101000000Z"), "6", exists), "rejected");
  EXPECT_EQ(judged_add(story, "CRL", crl("Y", "200101000000Z"), add_new, succeeds), "accepted");
}

TEST(RealBytes, OfCertificatesMatchByHashOrByIssuerAndSerialNumber) {
  // ADD-25
  for (const auto& [reading, judgement] : {std::pair{"windows", "accepted"}, std::pair{"header", "rejected"}}) {
    Story story(reading);
    story.open("s1");
    judged_add(story, "Certificate", certificate("X", "01", "S"), always, succeeds);
    EXPECT_EQ(judged_add(story, "Certificate", certificate("X", "02", "S"), add_new, succeeds), "accepted");
    EXPECT_EQ(judged_add(story, "Certificate", certificate("X", "0001", "T"), add_new, succeeds), judgement);
  }
}

TEST(RealBytes, AreKnownToDecodeWhenTheirAddFailsForAnotherReason) {
  // ADD-40, ADD-21
  Story story;
  story.open("s1");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "200101000000Z"), "0", R"("ret":false,"lastError":"E_INVALIDARG")"), "accepted");
  EXPECT_EQ(judged_add(story, "CRL", crl("X", "200101000000Z"), add_new, succeeds), "accepted");
}

}  // namespace
}  // namespace certlife::oracle
