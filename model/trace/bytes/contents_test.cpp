// The contents of traces are what their labels promise, and elements that OpenSSL can read.
#include "model/trace/bytes/contents.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <memory>
#include <set>

#include "model/trace/bytes/serialized_store.h"

namespace certlife::conformance {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Crl = std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)>;

// The element, if OpenSSL reads it to its last byte.
Certificate certificate_in(const Bytes& bytes) {
  const unsigned char* at = bytes.data();
  Certificate read(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())), X509_free);
  if (at != bytes.data() + bytes.size()) read.reset();
  return read;
}

Crl crl_in(const Bytes& bytes) {
  const unsigned char* at = bytes.data();
  Crl read(d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes.size())), X509_CRL_free);
  if (at != bytes.data() + bytes.size()) read.reset();
  return read;
}

bool same_issuer_and_serial(const X509* one, const X509* other) {
  return X509_NAME_cmp(X509_get_issuer_name(one), X509_get_issuer_name(other)) == 0 &&
         ASN1_INTEGER_cmp(X509_get0_serialNumber(one), X509_get0_serialNumber(other)) == 0;
}

TEST(Sha1Hash, IsThatOfThePublishedExamples) {
  const std::string abc = "abc", longer = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  const auto hash = [](const std::string& text) {
    const Sha1 digest = sha1(Bytes(text.begin(), text.end()));
    return hex_text(Bytes(digest.begin(), digest.end()));
  };
  EXPECT_EQ(hash(""), "hex:da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hash(abc), "hex:a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hash(longer), "hex:84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(hash(std::string(1000000, 'a')), "hex:34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(ContentsOfALabel, AreAlwaysTheSameBytes) {
  for (const char* text : {"cert:A", "crl:A", "ctl:A", "cert:A@2/subject=X/issuer=Y"})
    EXPECT_EQ(content_bytes(text), content_bytes(text));
  EXPECT_EQ(content_bytes("cert:A@2/subject=X"), content_bytes("cert:A/subject=X@2"));
  EXPECT_EQ(content_bytes("cert:A@1"), content_bytes("cert:A"));
}

TEST(ContentsOfALabel, DifferFromThoseOfEveryOther) {
  std::set<std::string> different;
  for (const char* text : {"cert:A", "cert:B", "cert:A@2", "cert:A/subject=X", "cert:A/issuer=X", "crl:A", "crl:B",
                           "crl:A@2", "crl:A/issuer=X", "ctl:A", "ctl:B", "ctl:A@2"})
    different.insert(hex_text(content_bytes(text)));
  EXPECT_EQ(different.size(), 12u);
}

TEST(ACertificateOfALabel, IsReadByOpenSsl) {
  for (const char* text : {"cert:A", "cert:B@348", "cert:A/subject=X/issuer=Y"})
    EXPECT_NE(certificate_in(content_bytes(text)), nullptr) << text;
}

TEST(ACertificateOfALabel, HasTheNamesItIsGiven) {
  const auto certificate = certificate_in(content_bytes("cert:A/subject=X/issuer=Y"));
  char text[100];
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, text, sizeof text);
  EXPECT_STREQ(text, "X");
  X509_NAME_get_text_by_NID(X509_get_issuer_name(certificate.get()), NID_commonName, text, sizeof text);
  EXPECT_STREQ(text, "Y");
}

TEST(ACertificateOfALabel, SharesIssuerAndSerialOnlyWithItsEditions) {
  const auto first = certificate_in(content_bytes("cert:A"));
  const auto second = certificate_in(content_bytes("cert:A@2"));
  const auto other = certificate_in(content_bytes("cert:B"));
  EXPECT_TRUE(same_issuer_and_serial(first.get(), second.get()));
  EXPECT_FALSE(same_issuer_and_serial(first.get(), other.get()));
  EXPECT_LT(ASN1_TIME_compare(X509_get0_notBefore(first.get()), X509_get0_notBefore(second.get())), 0);
}

TEST(ACertificateOfALabel, HasASubjectOfItsOwn) {
  const auto one = certificate_in(content_bytes("cert:A"));
  const auto other = certificate_in(content_bytes("cert:B"));
  EXPECT_NE(X509_NAME_cmp(X509_get_subject_name(one.get()), X509_get_subject_name(other.get())), 0);
}

TEST(ACrlOfALabel, IsReadByOpenSslAndHasALaterDateInALaterEdition) {
  const auto first = crl_in(content_bytes("crl:A"));
  const auto second = crl_in(content_bytes("crl:A@13"));
  ASSERT_NE(first, nullptr);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(X509_NAME_cmp(X509_CRL_get_issuer(first.get()), X509_CRL_get_issuer(second.get())), 0);
  EXPECT_LT(ASN1_TIME_compare(X509_CRL_get0_lastUpdate(first.get()), X509_CRL_get0_lastUpdate(second.get())), 0);
}

TEST(ACrlOfALabel, IsIssuedByTheCertificateWithThatSubject) {
  const auto crl = crl_in(content_bytes("crl:B/issuer=X"));
  const auto issuer = certificate_in(content_bytes("cert:A/subject=X"));
  EXPECT_EQ(X509_NAME_cmp(X509_CRL_get_issuer(crl.get()), X509_get_subject_name(issuer.get())), 0);
}

TEST(OtherContents, AreTheirBytes) {
  EXPECT_EQ(content_bytes("hex:00fF"), (Bytes{0x00, 0xFF}));
  EXPECT_EQ(content_bytes("text:ab"), (Bytes{'a', 'b'}));
  EXPECT_EQ(content_bytes("hex:"), Bytes{});
  EXPECT_EQ(content_bytes("name:X"), name_called("X"));
  const Sha1 hash = sha1(content_bytes("cert:A"));
  EXPECT_EQ(content_bytes("sha1:cert:A"), Bytes(hash.begin(), hash.end()));
  EXPECT_EQ(hex_text(content_bytes("sha1:616263")), "hex:a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(BadContents, AreRefusedWithASentenceThatNamesThem) {
  for (const char* text :
       {"", "cert", "cert:", "cert:@2", "cert:A@0", "cert:A@349", "cert:A@x", "cert:A/colour=red", "cert:A/subject",
        "ctl:A/subject=X", "crl:A/subject=X", "hex:0", "hex:xy", "sha1:zz", "pdf:A"})
    try {
      content_bytes(text);
      FAIL() << text << " was accepted";
    } catch (const BadContent& refusal) {
      EXPECT_NE(std::string(refusal.what()).find(text), std::string::npos);
    }
}

SerializedElement element(ContentKind kind, const char* label) { return {kind, content_bytes(label), {}}; }

TEST(SerializedStoreBytes, ComeBackAsTheyWereWritten) {
  auto certificate = element(ContentKind::certificate, "cert:A");
  certificate.properties = {{11, {1, 2, 3}}, {0x8000, {}}};
  const std::vector<SerializedElement> elements{certificate, element(ContentKind::crl, "crl:A"),
                                                element(ContentKind::ctl, "ctl:A")};
  const auto read = parse_serialized_store(serialized_store(elements));
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 3u);
  EXPECT_EQ(read->front().properties, certificate.properties);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*read)[i].kind, elements[i].kind);
    EXPECT_EQ((*read)[i].bytes, elements[i].bytes);
  }
}

TEST(SerializedStoreBytes, AreNoStoreWhenTheyAreCutShort) {
  const Bytes whole = serialized_store({element(ContentKind::certificate, "cert:A")});
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_FALSE(parse_serialized_store(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))))
        << size;
}

TEST(SerializedStoreBytes, AreAnEmptyStoreWhenThereAreNone) { EXPECT_TRUE(parse_serialized_store({})->empty()); }

}  // namespace
}  // namespace certlife::conformance
