// Which listed element an add takes for the same: certificates by hash, CRLs and CTLs by what identifies the list.
#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using Hash = std::array<BYTE, 20>;

Hash sha1_of(PCCERT_CONTEXT context) {
  Hash hash{};
  DWORD size = hash.size();
  EXPECT_TRUE(CertGetCertificateContextProperty(context, CERT_SHA1_HASH_PROP_ID, hash.data(), &size));
  return hash;
}

Hash sha1_of(const Octets& content) {
  const PCCERT_CONTEXT context = create<CertificateCalls>(content);
  const Hash hash = sha1_of(context);
  CertFreeCertificateContext(context);
  return hash;
}

void set_sha1(PCCERT_CONTEXT context, const Octets& value) {
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(value.size()), const_cast<BYTE*>(value.data())};
  EXPECT_TRUE(CertSetCertificateContextProperty(context, CERT_SHA1_HASH_PROP_ID, 0, &blob));
}
void set_sha1(PCCERT_CONTEXT context, const Hash& value) { set_sha1(context, Octets(value.begin(), value.end())); }

// Two certificates with one issuer and serial number, and one with another.
class CertificateMatch : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG)); }
  std::size_t listed() const { return contents_of<CertificateCalls>(store_).size(); }
  bool adds(const Octets& content, DWORD disposition = CERT_STORE_ADD_NEW) {
    SetLastError(sentinel);
    return add_unheld<CertificateCalls>(store_, content, disposition) != FALSE;
  }
  // Adds a copy of content that says it has that hash.
  bool adds_with_sha1(const Octets& content, const Octets& hash, DWORD disposition = CERT_STORE_ADD_NEW) {
    const PCCERT_CONTEXT source = create<CertificateCalls>(content);
    set_sha1(source, hash);
    const bool added = CertAddCertificateContextToStore(store_, source, disposition, nullptr) != FALSE;
    CertFreeCertificateContext(source);
    return added;
  }
  bool adds_with_sha1_of(const Octets& content, const Octets& other, DWORD disposition = CERT_STORE_ADD_NEW) {
    const Hash hash = sha1_of(other);
    return adds_with_sha1(content, Octets(hash.begin(), hash.end()), disposition);
  }
  void add_many(int count) {
    for (int i = 0; i < count; ++i) EXPECT_TRUE(adds(certificate({.subject = "another " + std::to_string(i), .serial = 9})));
  }

  HCERTSTORE store_ = open_memory();
  const Octets one_ = certificate({.serial = 1});
  const Octets same_number_ = certificate({.subject = "other", .serial = 1});
  const Octets other_ = certificate({.serial = 2});
};

TEST_F(CertificateMatch, IsByHashAndNotByIssuerAndSerialNumber) {
  // windows tests testAddCert, testFindCert, testGetSubjectCert
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(adds(same_number_));
  EXPECT_EQ(listed(), 2u);
  EXPECT_FALSE(adds(one_));
  EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
  EXPECT_FALSE(adds(same_number_));
  EXPECT_EQ(listed(), 2u);
}

TEST_F(CertificateMatch, IsByHashForEveryDisposition) {
  // inference from windows test testAddCert: there is one notion of the existing one
  EXPECT_TRUE(adds(one_));
  for (const DWORD disposition : {CERT_STORE_ADD_USE_EXISTING, CERT_STORE_ADD_REPLACE_EXISTING, CERT_STORE_ADD_NEWER,
                                  CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES, CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES}) {
    const PCCERT_CONTEXT added = add<CertificateCalls>(
        store_, certificate({.subject = "by " + std::to_string(disposition), .serial = 1, .not_before = "300101000000Z"}), disposition);
    ASSERT_NE(added, nullptr);
    CertFreeCertificateContext(added);
  }
  EXPECT_EQ(listed(), 6u);
}

TEST_F(CertificateMatch, IsByHashInALongListToo) {
  add_many(100);
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(adds(same_number_));
  EXPECT_FALSE(adds(one_));
  EXPECT_EQ(listed(), 102u);
}

TEST_F(CertificateMatch, BelievesTheHashPropertyOfTheSource) {
  // windows test testAddCert
  for (const int more : {0, 50}) {
    add_many(more);
    EXPECT_TRUE(adds(one_, CERT_STORE_ADD_REPLACE_EXISTING));
    EXPECT_FALSE(adds_with_sha1_of(other_, one_));
    EXPECT_EQ(listed(), 1u + static_cast<std::size_t>(more));
  }
}

TEST_F(CertificateMatch, TakesNoCertificateForTheSameWhoseHashPropertyIsAnother) {
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(adds_with_sha1_of(one_, other_));
  EXPECT_EQ(listed(), 2u);
  EXPECT_FALSE(adds(one_));
  EXPECT_FALSE(adds(other_));  // that is how the second one is called
}

TEST_F(CertificateMatch, SeesAHashPropertyThatIsSetOnAListedCertificate) {
  const PCCERT_CONTEXT listed_one = add<CertificateCalls>(store_, one_);
  set_sha1(listed_one, sha1_of(other_));
  EXPECT_FALSE(adds(other_));
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(CertSetCertificateContextProperty(listed_one, CERT_SHA1_HASH_PROP_ID, 0, nullptr));
  EXPECT_TRUE(adds(other_));
  EXPECT_FALSE(adds(one_));
  set_sha1(listed_one, sha1_of(one_));  // the true one
  EXPECT_FALSE(adds(one_));
  CertFreeCertificateContext(listed_one);
}

TEST_F(CertificateMatch, ForgetsTheHashPropertyOfADeletedCertificate) {
  const PCCERT_CONTEXT deleted = add<CertificateCalls>(store_, one_);
  set_sha1(deleted, sha1_of(other_));
  CertDeleteCertificateFromStore(CertDuplicateCertificateContext(deleted));
  EXPECT_TRUE(adds(other_));
  set_sha1(deleted, sha1_of(same_number_));
  EXPECT_TRUE(adds(same_number_));
  CertFreeCertificateContext(deleted);
}

TEST_F(CertificateMatch, ComparesHashPropertiesOfAnyLength) {
  EXPECT_TRUE(adds_with_sha1(one_, {1, 2, 3}));
  EXPECT_FALSE(adds_with_sha1(other_, {1, 2, 3}));
  EXPECT_TRUE(adds_with_sha1(other_, {}));
  EXPECT_FALSE(adds_with_sha1(same_number_, {}));
  EXPECT_TRUE(adds(one_));
}

TEST_F(CertificateMatch, FindsAmongManyFalseHashes) {
  for (int i = 0; i < 300; ++i) {
    EXPECT_TRUE(adds_with_sha1(one_, {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8), 7}));
  }
  for (int i = 0; i < 300; ++i) {
    EXPECT_FALSE(adds_with_sha1(other_, {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8), 7}));
  }
  EXPECT_TRUE(adds(one_));
  EXPECT_EQ(listed(), 301u);
}

TEST_F(CertificateMatch, UsesOrReplacesWhatBearsTheHash) {
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(adds_with_sha1_of(other_, one_, CERT_STORE_ADD_USE_EXISTING));
  EXPECT_EQ(contents_of<CertificateCalls>(store_), std::vector<Octets>{one_});
  EXPECT_TRUE(adds_with_sha1_of(other_, one_, CERT_STORE_ADD_REPLACE_EXISTING));
  EXPECT_EQ(contents_of<CertificateCalls>(store_), std::vector<Octets>{other_});
}

TEST_F(CertificateMatch, OutlivesTheCloseOfItsStore) {
  const HCERTSTORE pending = open_memory();
  const PCCERT_CONTEXT held = add<CertificateCalls>(pending, one_);
  set_sha1(held, sha1_of(other_));
  EXPECT_TRUE(CertCloseStore(pending, 0));
  EXPECT_FALSE(add_unheld<CertificateCalls>(held->hCertStore, other_, CERT_STORE_ADD_NEW));
  EXPECT_TRUE(CertSetCertificateContextProperty(held, CERT_SHA1_HASH_PROP_ID, 0, nullptr));
  EXPECT_FALSE(add_unheld<CertificateCalls>(held->hCertStore, one_, CERT_STORE_ADD_NEW));
  CertFreeCertificateContext(held);
}

TEST_F(CertificateMatch, IsNotHowASubjectOrAnExistingOneIsFound) {
  // windows test testGetSubjectCert; header: CERT_FIND_EXISTING goes by issuer and serial number
  EXPECT_TRUE(adds(one_));
  EXPECT_TRUE(adds(same_number_));
  EXPECT_TRUE(adds(other_));
  const PCCERT_CONTEXT wanted = create<CertificateCalls>(one_);
  for (const DWORD type : {DWORD{CERT_FIND_SUBJECT_CERT}, DWORD{CERT_FIND_EXISTING}}) {
    const void* parameter = type == CERT_FIND_EXISTING ? static_cast<const void*>(wanted) : wanted->pCertInfo;
    std::vector<Octets> found;
    PCCERT_CONTEXT each = nullptr;
    while ((each = CertFindCertificateInStore(store_, any_encoding, 0, type, parameter, each)) != nullptr) {
      found.push_back(CertificateCalls::encoded(each));
    }
    EXPECT_EQ(found, (std::vector<Octets>{same_number_, one_}));
  }
  CertFreeCertificateContext(wanted);
}

TEST_F(CertificateMatch, IsNotHowAHashIsFound) {
  // choice: who asks for a hash gets the bytes that have it
  const PCCERT_CONTEXT liar = add<CertificateCalls>(store_, one_);
  set_sha1(liar, sha1_of(other_));
  Hash hash = sha1_of(one_);
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(hash.size()), hash.data()};
  const PCCERT_CONTEXT found = CertFindCertificateInStore(store_, any_encoding, 0, CERT_FIND_SHA1_HASH, &blob, nullptr);
  EXPECT_EQ(found, liar);
  CertFreeCertificateContext(found);
  hash = sha1_of(other_);
  EXPECT_EQ(CertFindCertificateInStore(store_, any_encoding, 0, CERT_FIND_SHA1_HASH, &blob, nullptr), nullptr);
  CertFreeCertificateContext(liar);
}

Octets crl_with(const Octets& identifier, const Octets& value) {
  const Octets extension = der::sequence({der::oid(identifier), der::octet_string(value)});
  const Octets extensions = der::element(0xA0, der::sequence({extension}));
  return der::signed_with_nothing(
      der::sequence({der::integer({1}), der::empty_algorithm(), der::name("issuer"), der::utc("200101000000Z"), extensions}));
}

TEST(CrlMatch, ComparesWhatIdentifiesTheList) {
  // docs certfindcrlinstore: base or delta, issuing distribution point, authority key identifier
  const HCERTSTORE store = open_memory();
  const Octets key_identifier{0x55, 0x1D, 0x23}, distribution_point{0x55, 0x1D, 0x1C}, delta{0x55, 0x1D, 0x1B};
  const auto adds = [&](const Octets& content) { return add_unheld<CrlCalls>(store, content, CERT_STORE_ADD_NEW) != FALSE; };
  EXPECT_TRUE(adds(crl()));
  EXPECT_FALSE(adds(crl("issuer", "300101000000Z")));  // whatever the dates (windows test testAddCRL)
  for (const Octets& identifier : {key_identifier, distribution_point}) {
    EXPECT_TRUE(adds(crl_with(identifier, {1})));
    EXPECT_TRUE(adds(crl_with(identifier, {2})));
    EXPECT_FALSE(adds(crl_with(identifier, {1})));
  }
  EXPECT_TRUE(adds(crl_with(delta, {1})));
  EXPECT_FALSE(adds(crl_with(delta, {2})));
  EXPECT_EQ(contents_of<CrlCalls>(store).size(), 6u);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

}  // namespace
}  // namespace certlife::impl::test
