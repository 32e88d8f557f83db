#include "impl/src/encoding/pkcs7.h"

#include <gtest/gtest.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

#include "impl/src/encoding/sniff.h"
#include "impl/tests/encoding/decoded.h"
#include "impl/tests/encoding/der_builder.h"

namespace certlife::impl::encoding::test {
namespace {

bool has(const std::vector<Bytes>& elements, const Octets& wanted) {
  return std::any_of(elements.begin(), elements.end(), [&](Bytes element) { return same_bytes(element, wanted); });
}

TEST(Pkcs7, GivesTheCertificatesAndCrlsOfAMessageByOpenssl) {
  // docs certopenstore
  const Octets bytes = sample("degenerate.p7b");
  SignedData message;
  ASSERT_EQ(read_signed_data(bytes, message), DecodeError::none);
  const std::vector<Bytes> certificates = elements_of(message.certificate_set);
  EXPECT_EQ(certificates.size(), 2u);
  EXPECT_TRUE(has(certificates, sample("last_century.cer")));
  EXPECT_TRUE(has(certificates, sample("many_extensions.cer")));
  EXPECT_EQ(elements_of(message.crl_set).size(), 1u);
  EXPECT_TRUE(has(elements_of(message.crl_set), sample("full.crl")));
  EXPECT_TRUE(message.first_signer.empty());
}

TEST(Pkcs7, ReadsIndefiniteLengthsAndTheSigner) {
  const Octets bytes = sample("indefinite.p7m");
  SignedData message;
  ASSERT_EQ(read_signed_data(bytes, message), DecodeError::none);
  EXPECT_TRUE(has(elements_of(message.certificate_set), sample("many_extensions.cer")));
  const auto certificate = decoded<CERT_INFO>(sample("many_extensions.cer"));
  const Octets issuer = octets_of(certificate.info.Issuer);
  ASSERT_GT(message.first_signer.size(), issuer.size());
  EXPECT_NE(std::search(message.first_signer.begin(), message.first_signer.end(), issuer.begin(), issuer.end()),
            message.first_signer.end());
}

TEST(Pkcs7, WritesAMessageThatOpensslReads) {
  // docs certsavestore
  const Octets one = sample("rsa.cer"), two = sample("ec.cer"), crl = sample("full.crl");
  const Octets bytes = write_degenerate_pkcs7({one, two}, {crl});
  const unsigned char* at = bytes.data();
  const std::unique_ptr<PKCS7, decltype(&PKCS7_free)> message(
      d2i_PKCS7(nullptr, &at, static_cast<long>(bytes.size())), &PKCS7_free);
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(at, bytes.data() + bytes.size());
  ASSERT_TRUE(PKCS7_type_is_signed(message.get()));
  EXPECT_EQ(sk_X509_num(message->d.sign->cert), 2);
  EXPECT_EQ(sk_X509_CRL_num(message->d.sign->crl), 1);
}

TEST(Pkcs7, ReadsBackWhatItWrote) {
  const Octets one = sample("rsa.cer"), two = sample("ec.cer"), crl = sample("full.crl");
  const Octets bytes = write_degenerate_pkcs7({one, two}, {crl});
  SignedData message;
  ASSERT_EQ(read_signed_data(bytes, message), DecodeError::none);
  EXPECT_TRUE(has(elements_of(message.certificate_set), one));
  EXPECT_TRUE(has(elements_of(message.certificate_set), two));
  EXPECT_TRUE(has(elements_of(message.crl_set), crl));
}

TEST(Pkcs7, MayBeEmpty) {
  const Octets bytes = write_degenerate_pkcs7({}, {});
  SignedData message;
  ASSERT_EQ(read_signed_data(bytes, message), DecodeError::none);
  EXPECT_TRUE(message.certificate_set.empty());
  EXPECT_TRUE(message.crl_set.empty());
}

TEST(Pkcs7, RefusesNestingThatNoMessageHas) {
  Octets deep;
  for (int i = 0; i < 100'000; ++i) deep.insert(deep.end(), {0x30, 0x80});
  SignedData message;
  EXPECT_EQ(read_signed_data(deep, message), DecodeError::corrupt);
}

TEST(Sniffing, TellsTheFormatsApart) {
  // docs certopenstore
  EXPECT_EQ(sniff_store({}), StoreFormat::empty);
  EXPECT_EQ(sniff_store(sample("rsa.cer")), StoreFormat::certificate);
  EXPECT_EQ(sniff_store(der::unsigned_certificate()), StoreFormat::certificate);
  EXPECT_EQ(sniff_store(sample("full.crl")), StoreFormat::crl);
  EXPECT_EQ(sniff_store(sample("empty.crl")), StoreFormat::crl);
  EXPECT_EQ(sniff_store(der::ctl(der::full_list())), StoreFormat::ctl);
  EXPECT_EQ(sniff_store(sample("degenerate.p7b")), StoreFormat::pkcs7);
  EXPECT_EQ(sniff_store(sample("indefinite.p7m")), StoreFormat::pkcs7);
  EXPECT_EQ(sniff_store(Octets{0, 0, 0, 0, 'C', 'E', 'R', 'T'}), StoreFormat::serialized_store);
  EXPECT_EQ(sniff_store(Octets{'h', 'e', 'l', 'l', 'o'}), StoreFormat::none);
}

TEST(Sniffing, LooksAtTheOutermostElementAlone) {
  // application .NET: Windows writes messages with zeros behind them
  EXPECT_EQ(sniff_store(der::joined({sample("rsa.cer"), {'\n'}})), StoreFormat::certificate);
  EXPECT_EQ(sniff_store(der::joined({sample("degenerate.p7b"), Octets(100, 0)})), StoreFormat::pkcs7);
}

}  // namespace
}  // namespace certlife::impl::encoding::test
