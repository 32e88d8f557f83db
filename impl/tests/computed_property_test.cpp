#include <certlife/wincrypt.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

// Content of the identifiers of signature algorithms with hashes of 20, 32 and 16 bytes.
const Octets sha1_rsa{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05};
const Octets ecdsa_sha256{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02};
const Octets md5_rsa{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x04};
const Octets rsa_pss{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A};
const Octets sha512{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03};

Octets body(const Octets& extensions = {}) {
  return der::sequence({der::element(0xA0, der::integer({2})), der::integer({7}), der::empty_algorithm(), der::name("issuer"),
                        der::validity(), der::name("subject"), der::public_key(), extensions});
}
Octets key_identifier_extension(const Octets& identifier) {
  const Octets extension = der::sequence({der::oid({0x55, 0x1D, 0x0E}), der::octet_string(der::octet_string(identifier))});
  return der::element(0xA3, der::sequence({extension}));
}
Octets signed_by(const Octets& algorithm, const Octets& to_be_signed, const Octets& parameters = {}) {
  return der::sequence({to_be_signed, der::sequence({der::oid(algorithm), parameters}), der::bit_string({0})});
}
Octets hash(const char* name, const Octets& bytes) {
  Octets digest(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  EXPECT_EQ(EVP_Q_digest(nullptr, name, nullptr, bytes.data(), bytes.size(), digest.data(), &size), 1);
  digest.resize(size);
  return digest;
}

// What a get of a created context says: the value, or the last error.
struct Got {
  Octets value;
  DWORD error = 0;
};
template <class Calls>
Got got(const Octets& content, DWORD id) {
  const auto context = create<Calls>(content);
  Got result{Octets(256), 0};
  DWORD size = 256;
  SetLastError(sentinel);
  if (!Calls::get_property(context, id, result.value.data(), &size)) result.error = GetLastError(), size = 0;
  result.value.resize(size);
  EXPECT_EQ(Calls::next_property(context, 0), 0u);  // nothing is stored
  EXPECT_TRUE(Calls::free(context));
  return result;
}

TEST(SignatureHash, IsThatOfTheSignedPartByTheSignaturesOwnHash) {
  // windows test testCertProperties
  const auto of = [](const Octets& certificate) { return got<CertificateCalls>(certificate, CERT_SIGNATURE_HASH_PROP_ID).value; };
  EXPECT_EQ(of(signed_by(sha1_rsa, body())), hash("SHA1", body()));
  EXPECT_EQ(of(signed_by(md5_rsa, body())), hash("MD5", body()));
  EXPECT_EQ(of(signed_by(ecdsa_sha256, body())), hash("SHA256", body()));
}

TEST(SignatureHash, OfPssIsTheOneThatItsParametersName) {
  // docs certgetcertificatecontextproperty
  const Octets named = der::sequence({der::element(0xA0, der::sequence({der::oid(sha512)}))});
  const auto of = [](const Octets& certificate) { return got<CertificateCalls>(certificate, CERT_SIGNATURE_HASH_PROP_ID).value; };
  EXPECT_EQ(of(signed_by(rsa_pss, body(), named)), hash("SHA512", body()));
  EXPECT_EQ(of(signed_by(rsa_pss, body(), der::sequence({}))), hash("SHA1", body()));
}

TEST(SignatureHash, IsNoneWithoutASignatureOrAKnownAlgorithm) {
  // windows test testCertProperties for the unsigned body
  EXPECT_EQ(got<CertificateCalls>(body(), CERT_SIGNATURE_HASH_PROP_ID).error, code(CRYPT_E_ASN1_BADTAG));
  EXPECT_EQ(got<CertificateCalls>(der::signed_with_nothing(body()), CERT_SIGNATURE_HASH_PROP_ID).error, code(CRYPT_E_NOT_FOUND));
}

TEST(KeyIdentifier, IsThatOfTheExtension) {
  // windows test testCertProperties
  const Octets identified = body(key_identifier_extension({9, 8, 7}));
  EXPECT_EQ(got<CertificateCalls>(identified, CERT_KEY_IDENTIFIER_PROP_ID).value, (Octets{9, 8, 7}));
  EXPECT_EQ(got<CertificateCalls>(signed_by(sha1_rsa, identified), CERT_KEY_IDENTIFIER_PROP_ID).value, (Octets{9, 8, 7}));
}

TEST(KeyIdentifier, WithoutTheExtensionIsAHashOfASignedCertificateOnly) {
  // windows test testCertProperties; docs certgetcertificatecontextproperty
  EXPECT_EQ(got<CertificateCalls>(body(), CERT_KEY_IDENTIFIER_PROP_ID).error, DWORD{ERROR_INVALID_DATA});
  EXPECT_EQ(got<CertificateCalls>(signed_by(sha1_rsa, body()), CERT_KEY_IDENTIFIER_PROP_ID).value, hash("SHA1", der::public_key()));
}

TEST(ComputedProperties, OfCrlsAndCtlsAreNotThere) {
  // choice
  for (const DWORD id : {DWORD{CERT_SIGNATURE_HASH_PROP_ID}, DWORD{CERT_KEY_IDENTIFIER_PROP_ID}}) {
    EXPECT_EQ(got<CrlCalls>(CrlCalls::content(), id).error, code(CRYPT_E_NOT_FOUND));
    EXPECT_EQ(got<CtlCalls>(CtlCalls::content(), id).error, code(CRYPT_E_NOT_FOUND));
  }
}

TEST(ComputedProperties, AreWhatWasSetUntilThatIsDeleted) {
  // docs certgetcertificatecontextproperty
  const auto context = create<CertificateCalls>(signed_by(sha1_rsa, body()));
  BYTE bytes[] = {1, 2, 3}, read[64];
  const CRYPT_DATA_BLOB blob{sizeof bytes, bytes};
  for (const DWORD id : {DWORD{CERT_SIGNATURE_HASH_PROP_ID}, DWORD{CERT_KEY_IDENTIFIER_PROP_ID}}) {
    DWORD size = sizeof read;
    EXPECT_TRUE(CertSetCertificateContextProperty(context, id, 0, &blob));
    EXPECT_TRUE(CertGetCertificateContextProperty(context, id, read, &size));
    EXPECT_EQ(Octets(read, read + size), (Octets{1, 2, 3}));
    EXPECT_TRUE(CertSetCertificateContextProperty(context, id, 0, nullptr));
    size = sizeof read;
    EXPECT_TRUE(CertGetCertificateContextProperty(context, id, read, &size));
    EXPECT_EQ(size, 20u);
  }
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

}  // namespace
}  // namespace certlife::impl::test
