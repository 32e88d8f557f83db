// What is computed of the bytes of elements, and what the documents leave open about it.
#include <gtest/gtest.h>

#include "model/oracle/element_bytes.h"
#include "model/oracle/tests/story.h"
#include "model/trace/contents.h"

namespace certlife::oracle {
namespace {

const std::string unsigned_body = "hex:304c02010130020600300c310a300806035504030c0169301e170d3230303130313030303030305a170d3330303130313030303030305a300c310a300806035504030c0173300730020600030100";
const std::string signed_certificate =
    "hex:308185306fa003020102020107300d06092a864886f70d0101050500300c310a300806035504030c0169301e170d3230303130313030303030305a170d3330303130313030303030305a300c310a300806035504030c0173301a300d06092a864886f70d0101010500030900300602015a020103300d06092a864886f70d01010505000303001122";
const std::string with_identifier =
    "hex:308199308182a003020102020107300d06092a864886f70d0101050500300c310a300806035504030c0169301e170d3230303130313030303030305a170d3330303130313030303030305a300c310a300806035504030c0173301a300d06092a864886f70d0101010500030900300602015a020103a311300f300d0603551d0e0406040401020304300d06092a864886f70d01010505000303001122";

// The verdict on one get of a created certificate.
std::string verdict_on_get(const std::string& content, const std::string& property, const std::string& rest) {
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":")" + content + R"("},"ret":"c1")");
  return kind_of(story.call("CertGetCertificateContextProperty",
                            R"("args":{"pCertContext":"c1","dwPropId":")" + property + R"("},)" + rest));
}
std::string given(const std::string& value) { return R"("ret":true,"out":{"pvData":")" + value + R"("})"; }
std::string refused(const std::string& code) { return R"("ret":false,"out":{"pvData":null},"lastError":")" + code + R"(")"; }

constexpr const char* signature_hash = "CERT_SIGNATURE_HASH_PROP_ID";
constexpr const char* key_identifier = "CERT_KEY_IDENTIFIER_PROP_ID";

TEST(ComputedProperties, AreWhatTheBytesSay) {
  // PROP-23, PROP-26
  EXPECT_EQ(verdict_on_get(signed_certificate, signature_hash, given("hex:4a8ecc22b318f514aaed414b5422820067689645")), "accepted");
  EXPECT_EQ(verdict_on_get(signed_certificate, signature_hash, given("hex:0000000000000000000000000000000000000000")), "rejected");
  EXPECT_EQ(verdict_on_get(signed_certificate, signature_hash, refused("CRYPT_E_NOT_FOUND")), "rejected");
  EXPECT_EQ(verdict_on_get(with_identifier, key_identifier, given("hex:01020304")), "accepted");
  EXPECT_EQ(verdict_on_get(with_identifier, key_identifier, given("hex:01020305")), "rejected");
}

TEST(ComputedProperties, AreMissingFromUnsignedBodiesEachWithItsCode) {
  // PROP-24, PROP-27
  EXPECT_EQ(verdict_on_get(unsigned_body, signature_hash, refused("CRYPT_E_ASN1_BADTAG")), "accepted");
  EXPECT_EQ(verdict_on_get(unsigned_body, signature_hash, refused("CRYPT_E_NOT_FOUND")), "rejected");
  EXPECT_EQ(verdict_on_get(unsigned_body, signature_hash, given("hex:0000000000000000000000000000000000000000")), "rejected");
  EXPECT_EQ(verdict_on_get(unsigned_body, key_identifier, refused("ERROR_INVALID_DATA")), "accepted");
  EXPECT_EQ(verdict_on_get(unsigned_body, key_identifier, refused("CRYPT_E_NOT_FOUND")), "rejected");
}

TEST(ComputedProperties, LeaveOpenTheKeyIdentifierOfASignedCertificateOnly) {
  // PROP-28
  for (const std::string& content : {signed_certificate, std::string("cert:A")}) {
    EXPECT_EQ(verdict_on_get(content, key_identifier, given("hex:5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")), "accepted");
    EXPECT_EQ(verdict_on_get(content, key_identifier, refused("ERROR_INVALID_DATA")), "accepted");
    EXPECT_EQ(verdict_on_get(content, key_identifier, refused("CRYPT_E_NOT_FOUND")), "rejected");
  }
}

TEST(ComputedProperties, OfTheHashesAreCheckedWhereTheBytesAreKnown) {
  // PROP-8
  const auto hash = [](const std::string& of) { return "sha1:" + of; };
  EXPECT_EQ(verdict_on_get(unsigned_body, "CERT_SHA1_HASH_PROP_ID", given(hash(unsigned_body))), "accepted");
  EXPECT_EQ(verdict_on_get(unsigned_body, "CERT_SHA1_HASH_PROP_ID", given(hash(signed_certificate))), "rejected");
  EXPECT_EQ(verdict_on_get("cert:A", "CERT_SHA1_HASH_PROP_ID", given("hex:5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")), "accepted");
  EXPECT_EQ(verdict_on_get("cert:A", "CERT_SHA1_HASH_PROP_ID", given("hex:5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")), "rejected");
  EXPECT_EQ(verdict_on_get("cert:A", "CERT_MD5_HASH_PROP_ID", given("hex:5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")), "accepted");
}

TEST(KeyContexts, HoldTheirPartsTogether) {
  // PROP-30, PROP-31, PROP-33
  Story story;
  const auto set = [&](const char* id, const char* value) {
    return kind_of(story.call("CertSetCertificateContextProperty",
                              std::string(R"("args":{"pCertContext":"c1","dwPropId":")") + id + R"(","pvData":)" + value + R"(},"ret":true)"));
  };
  const auto get = [&](const char* id, const std::string& rest) {
    return kind_of(story.call("CertGetCertificateContextProperty", std::string(R"("args":{"pCertContext":"c1","dwPropId":")") + id + R"("},)" + rest));
  };
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  EXPECT_EQ(set("CERT_KEY_SPEC_PROP_ID", R"("hex:02000000")"), "accepted");
  EXPECT_EQ(get("CERT_KEY_CONTEXT_PROP_ID", given("key:/2")), "accepted");
  EXPECT_EQ(get("CERT_KEY_SPEC_PROP_ID", given("hex:02000000")), "accepted");
  EXPECT_EQ(get("CERT_KEY_PROV_HANDLE_PROP_ID", refused("CRYPT_E_NOT_FOUND")), "accepted");
  EXPECT_EQ(get("CERT_KEY_PROV_HANDLE_PROP_ID", R"("ret":true,"out":{"pvData":null})"), "accepted");
  EXPECT_EQ(set("CERT_KEY_PROV_HANDLE_PROP_ID", "null"), "accepted");
  EXPECT_EQ(get("CERT_KEY_CONTEXT_PROP_ID", refused("CRYPT_E_NOT_FOUND")), "rejected");
}

TEST(KeyContexts, GiveTheKeyAwayOnce) {
  // PROP-34, PROP-35
  Story story;
  const auto take = [&](const std::string& rest) {
    return kind_of(story.call("CertGetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":"CERT_HCRYPTPROV_TRANSFER_PROP_ID"},)" + rest));
  };
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  story.call("CryptAcquireContext", R"("args":{"dwFlags":["CRYPT_VERIFYCONTEXT"]},"ret":true,"out":{"phProv":"p1"})");
  story.call("CertSetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":"CERT_KEY_PROV_HANDLE_PROP_ID","pvData":"p1"},"ret":true)");
  EXPECT_EQ(take(given("p1")), "accepted");
  EXPECT_EQ(take(given("p1")), "rejected");
  EXPECT_EQ(take(refused("CRYPT_E_NOT_FOUND")), "accepted");
}

TEST(CspHandles, OfANumberAreNone) {
  // CSP-12: asking is defined, so that it is judged and not the caller's fault.
  Story story;
  EXPECT_EQ(kind_of(story.call("CryptReleaseContext", R"("args":{"hProv":4711},"ret":false,"lastError":"ERROR_INVALID_PARAMETER")")), "accepted");
  EXPECT_EQ(kind_of(story.call("CryptReleaseContext", R"("args":{"hProv":null},"ret":false,"lastError":"ERROR_INVALID_HANDLE")")), "rejected");
  EXPECT_EQ(kind_of(story.call("CryptContextAddRef", R"("args":{"hProv":null},"ret":true)")), "rejected");
}

TEST(FindTypes, ThatWindowsHasAreNotJudgedAndOthersAreRefused) {
  // FIND-21
  const auto find = [](const char* type, const char* code) {
    Story story;
    story.open("s1");
    return kind_of(story.call("CertFindCertificateInStore", std::string(R"("args":{"hCertStore":"s1","dwFindType":)") + type + R"(},"ret":null,"lastError":")" + code + R"(")"));
  };
  EXPECT_EQ(find("524295", "ERROR_NOT_SUPPORTED"), "not evaluated");  // CERT_FIND_SUBJECT_STR_W
  EXPECT_EQ(find("786432", "ERROR_NOT_SUPPORTED"), "not evaluated");  // CERT_FIND_ISSUER_OF
  EXPECT_EQ(find("65541", "E_INVALIDARG"), "accepted");
  EXPECT_EQ(find("65541", "CRYPT_E_NOT_FOUND"), "rejected");
  EXPECT_EQ(find("2147418112", "ERROR_NOT_SUPPORTED"), "rejected");
}

TEST(ElementBytes, AreLookedIntoAsFarAsTheyAreThere) {
  // CREATE-15
  const auto bytes = [](const std::string& text) { return trace::parse_contents(text).bytes; };
  EXPECT_FALSE(look_into_certificate(bytes(unsigned_body)).is_signed);
  EXPECT_TRUE(look_into_certificate(bytes(signed_certificate)).signature_hash.has_value());
  for (const std::string& whole : {unsigned_body, signed_certificate, with_identifier}) {
    const Octets all = bytes(whole);
    for (std::size_t size = 0; size < all.size(); ++size) {
      EXPECT_FALSE(look_into_certificate({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)}).readable) << size;
    }
  }
  EXPECT_TRUE(is_message(bytes("hex:300d06092a864886f70d010702a000")));
  for (const char* none : {"hex:", "hex:30", "hex:3000", "hex:300406022a03", "hex:301006092a864886f70d010702a000"}) EXPECT_FALSE(is_message(bytes(none))) << none;
}

}  // namespace
}  // namespace certlife::oracle
