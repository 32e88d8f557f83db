#include <certlife/wincrypt.h>
#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <deque>
#include <random>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

std::vector<Octets> found_by(HCERTSTORE store, DWORD find_type, const void* parameter) {
  std::vector<Octets> found;
  PCCERT_CONTEXT context = nullptr;
  while ((context = CertFindCertificateInStore(store, 0, 0, find_type, parameter, context)) != nullptr) {
    found.push_back(CertificateCalls::encoded(context));
  }
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
  return found;
}

std::vector<Octets> found_by_bytes(HCERTSTORE store, DWORD find_type, Octets bytes) {
  const CRYPT_DATA_BLOB blob{static_cast<DWORD>(bytes.size()), bytes.data()};
  return found_by(store, find_type, &blob);
}

Octets sha1(const Octets& bytes) {
  Octets hash(SHA_DIGEST_LENGTH);
  SHA1(bytes.data(), bytes.size(), hash.data());
  return hash;
}

std::vector<Octets> found_by_identity(HCERTSTORE store, const std::string& issuer, Octets serial_little_endian) {
  Octets name = der::name(issuer);
  CERT_INFO info{};
  info.Issuer = {static_cast<DWORD>(name.size()), name.data()};
  info.SerialNumber = {static_cast<DWORD>(serial_little_endian.size()), serial_little_endian.data()};
  return found_by(store, CERT_FIND_SUBJECT_CERT, &info);
}

class FindCertificate : public ::testing::Test {
 protected:
  void SetUp() override { store_ = open_memory(); }
  void TearDown() override { EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG)); }
  // Newest last.
  void fill(int number) {
    for (int i = 1; i <= number; ++i) {
      all_.push_front(certificate({.subject = "subject " + std::to_string(i % 3), .serial = static_cast<std::uint8_t>(i)}));
      EXPECT_TRUE(add_unheld<CertificateCalls>(store_, all_.front()));
    }
  }
  std::vector<Octets> with_subject(int subject) const {
    std::vector<Octets> matching;
    for (const Octets& each : all_) {
      const std::string name = "subject " + std::to_string(subject);
      if (std::search(each.begin(), each.end(), name.begin(), name.end()) != each.end()) matching.push_back(each);
    }
    return matching;
  }
  HCERTSTORE store_ = nullptr;
  std::deque<Octets> all_;  // newest first
};

TEST_F(FindCertificate, WorksAlikeInShortAndLongStores) {
  // docs certfindcertificateinstore
  for (const int more : {1, 4, 50}) {
    fill(more);
    for (const int subject : {0, 1, 2}) {
      const Octets name = der::name("subject " + std::to_string(subject));
      EXPECT_EQ(found_by_bytes(store_, CERT_FIND_SUBJECT_NAME, name), with_subject(subject));
    }
    const std::vector<Octets> all(all_.begin(), all_.end());
    EXPECT_EQ(found_by_bytes(store_, CERT_FIND_ISSUER_NAME, der::name("issuer")), all);
    EXPECT_EQ(found_by(store_, CERT_FIND_ANY, nullptr), all);
    EXPECT_TRUE(found_by_bytes(store_, CERT_FIND_SUBJECT_NAME, der::name("nobody")).empty());
  }
}

TEST_F(FindCertificate, FindsEachByItsHashAndByItsIdentity) {
  // docs certfindcertificateinstore
  fill(40);
  for (const Octets& each : all_) {
    EXPECT_EQ(found_by_bytes(store_, CERT_FIND_SHA1_HASH, sha1(each)), std::vector<Octets>{each});
  }
  EXPECT_EQ(found_by_identity(store_, "issuer", {7}), std::vector<Octets>{certificate({.subject = "subject 1", .serial = 7})});
  EXPECT_EQ(found_by_identity(store_, "issuer", {7, 0}).size(), 1u);  // a superfluous sign byte is no difference
  EXPECT_TRUE(found_by_identity(store_, "other", {7}).empty());
  EXPECT_TRUE(found_by_identity(store_, "issuer", {41}).empty());
}

TEST_F(FindCertificate, GoesOnFromAnyPreviousContext) {
  // docs certfindcertificateinstore: a find is a filtered enumeration
  fill(30);
  Octets name = der::name("subject 0");
  const CRYPT_DATA_BLOB blob{static_cast<DWORD>(name.size()), name.data()};
  PCCERT_CONTEXT context = CertEnumCertificatesInStore(store_, nullptr);  // number 30: subject 0
  context = CertEnumCertificatesInStore(store_, context);                 // 29: subject 2
  context = CertFindCertificateInStore(store_, 0, 0, CERT_FIND_SUBJECT_NAME, &blob, context);
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(CertificateCalls::encoded(context), all_[3]);
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(FindCertificate, GoesOnFromADeletedPreviousContext) {
  // docs certenumcertificatesinstore
  fill(30);
  Octets name = der::name("subject 0");
  const CRYPT_DATA_BLOB blob{static_cast<DWORD>(name.size()), name.data()};
  PCCERT_CONTEXT context = CertFindCertificateInStore(store_, 0, 0, CERT_FIND_SUBJECT_NAME, &blob, nullptr);
  EXPECT_TRUE(CertDeleteCertificateFromStore(CertDuplicateCertificateContext(context)));
  context = CertFindCertificateInStore(store_, 0, 0, CERT_FIND_SUBJECT_NAME, &blob, context);
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(CertificateCalls::encoded(context), all_[3]);
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(FindCertificate, EndsWhenTheNewestOrAllElementsAreGone) {
  // FIND-3
  fill(3);
  for (int left = 3; left > 0; --left) {
    PCCERT_CONTEXT newest = CertEnumCertificatesInStore(store_, nullptr);
    Octets hash = sha1(CertificateCalls::encoded(newest));
    EXPECT_TRUE(CertDeleteCertificateFromStore(newest));
    EXPECT_TRUE(found_by_bytes(store_, CERT_FIND_SHA1_HASH, hash).empty());
    EXPECT_EQ(found_by(store_, CERT_FIND_ANY, nullptr).size(), static_cast<std::size_t>(left - 1));
  }
}

TEST_F(FindCertificate, FindsByHashWhatIsHeldFromAClosedStore) {
  // HANDLE-5, FIND-5
  const HCERTSTORE closed = open_memory();
  Octets hash = sha1(certificate({.serial = 9}));
  EXPECT_TRUE(found_by_bytes(closed, CERT_FIND_SHA1_HASH, hash).empty());  // the index covers the empty store
  PCCERT_CONTEXT held = nullptr;
  const Octets bytes = certificate({.serial = 9});
  ASSERT_TRUE(CertAddEncodedCertificateToStore(closed, X509_ASN_ENCODING, bytes.data(), static_cast<DWORD>(bytes.size()),
                                               CERT_STORE_ADD_ALWAYS, &held));
  EXPECT_FALSE(CertCloseStore(closed, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(found_by_bytes(held->hCertStore, CERT_FIND_SHA1_HASH, hash), std::vector<Octets>{bytes});
  EXPECT_TRUE(CertFreeCertificateContext(held));
}

TEST_F(FindCertificate, RefusesUnknownFindTypesAndMissingParameters) {
  // header: the previous context is freed all the same
  fill(1);
  testing::observe_objects(true);
  for (const DWORD find_type : {DWORD{CERT_FIND_SHA1_HASH}, DWORD{CERT_FIND_SUBJECT_NAME}, DWORD{CERT_FIND_ISSUER_NAME},
                                DWORD{CERT_FIND_SUBJECT_CERT}, DWORD{CERT_FIND_EXISTING}, DWORD{0x7FFF0000}}) {
    const auto previous = CertEnumCertificatesInStore(store_, nullptr);
    EXPECT_EQ(CertFindCertificateInStore(store_, 0, 0, find_type, nullptr, previous), nullptr);
    EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  }
}

// The indexes against a plain list, through adds, deletes, replacements and held references.
TEST_F(FindCertificate, AgreesWithAPlainListThroughRandomChanges) {
  // docs certfindcertificateinstore
  std::mt19937 random(20240607);
  std::vector<PCCERT_CONTEXT> held;
  for (int step = 0; step < 4000; ++step) {
    const std::uint8_t serial = static_cast<std::uint8_t>(1 + random() % 100);
    const Octets content = certificate({.subject = "subject " + std::to_string(serial % 3), .serial = serial});
    const auto in_list = std::find(all_.begin(), all_.end(), content);
    if (random() % 2 == 0) {
      const auto context = add<CertificateCalls>(store_, content, CERT_STORE_ADD_NEW);
      EXPECT_EQ(context == nullptr, in_list != all_.end());
      if (context == nullptr) continue;
      all_.push_front(content);
      if (random() % 4 == 0) held.push_back(context); else CertFreeCertificateContext(context);
    } else if (in_list != all_.end()) {
      const auto wanted = create<CertificateCalls>(content);
      const auto found = CertFindCertificateInStore(store_, 0, 0, CERT_FIND_EXISTING, wanted, nullptr);
      ASSERT_NE(found, nullptr);
      EXPECT_TRUE(CertDeleteCertificateFromStore(found));
      EXPECT_TRUE(CertFreeCertificateContext(wanted));
      all_.erase(in_list);
    }
    if (step % 50 == 0) {
      const std::vector<Octets> all(all_.begin(), all_.end());
      EXPECT_EQ(found_by_bytes(store_, CERT_FIND_ISSUER_NAME, der::name("issuer")), all);
      EXPECT_EQ(found_by_bytes(store_, CERT_FIND_SUBJECT_NAME, der::name("subject 1")), with_subject(1));
      EXPECT_EQ(found_by_bytes(store_, CERT_FIND_SHA1_HASH, sha1(content)).size(),
                static_cast<std::size_t>(std::count(all_.begin(), all_.end(), content)));
    }
    if (held.size() > 20) {
      for (const auto context : held) CertFreeCertificateContext(context);
      held.clear();
    }
  }
  for (const auto context : held) CertFreeCertificateContext(context);
}

// Real find types that we have not are told apart from those that are none, and the previous context is freed all the same.
template <class Calls>
void expect_refusals(std::initializer_list<DWORD> real, std::initializer_list<DWORD> invented) {
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<Calls>(store, Calls::content()));
  const auto refuses = [&](DWORD type, DWORD error) {
    const BYTE parameter[64] = {};
    EXPECT_EQ(Calls::find(store, 0, 0, type, parameter, Calls::enumerate(store, nullptr)), nullptr);
    EXPECT_EQ(GetLastError(), error) << std::hex << type;
  };
  for (const DWORD type : real) refuses(type, ERROR_NOT_SUPPORTED);
  for (const DWORD type : invented) refuses(type, code(E_INVALIDARG));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST(FindTypes, ThatWindowsHasAreNotSupportedAndOthersAreInvalid) {
  // docs certfindcertificateinstore, certfindcrlinstore, certfindctlinstore
  expect_refusals<CertificateCalls>({CERT_FIND_SUBJECT_STR_A, CERT_FIND_SUBJECT_STR_W, CERT_FIND_ISSUER_STR_W, CERT_FIND_MD5_HASH,
                                     CERT_FIND_PUBLIC_KEY, CERT_FIND_ISSUER_OF, CERT_FIND_KEY_IDENTIFIER, CERT_FIND_HAS_PRIVATE_KEY},
                                    {1, 0x20001, 0x10005, 0x300000, 0x7FFF0000, 0xFFFFFFFF});
  expect_refusals<CrlCalls>({CRL_FIND_ISSUED_FOR}, {4, 0x10000, 0xFFFFFFFF});
  expect_refusals<CtlCalls>({CTL_FIND_SHA1_HASH, CTL_FIND_MD5_HASH, CTL_FIND_USAGE, CTL_FIND_SUBJECT}, {6, 0xFFFFFFFF});
}

TEST(FindCrl, LooksAtItsOwnFlagsOnly) {
  // windows test testFindCRL
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CrlCalls>(store, crl("a")));
  const auto found = CertFindCRLInStore(store, 0x1234, 0xFFFFFFF0, CRL_FIND_ISSUED_BY, nullptr, nullptr);
  EXPECT_NE(found, nullptr);
  EXPECT_TRUE(CertFreeCRLContext(found));
  EXPECT_EQ(CertFindCRLInStore(store, 0, CRL_FIND_ISSUED_BY_SIGNATURE_FLAG, CRL_FIND_ISSUED_BY, nullptr, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST(FindCrl, FindsByIssuer) {
  // docs certfindcrlinstore
  const HCERTSTORE store = open_memory();
  for (const char* issuer : {"a", "b", "a"}) EXPECT_TRUE(add_unheld<CrlCalls>(store, crl(issuer)));
  const auto issuer = create<CertificateCalls>(certificate({.subject = "a"}));
  PCCRL_CONTEXT context = nullptr;
  int found = 0;
  while ((context = CertFindCRLInStore(store, 0, 0, CRL_FIND_ISSUED_BY, issuer, context)) != nullptr) {
    EXPECT_EQ(CrlCalls::encoded(context), crl("a"));
    ++found;
  }
  EXPECT_EQ(found, 2);
  int any = 0;
  while ((context = CertFindCRLInStore(store, 0, 0, CRL_FIND_ISSUED_BY, nullptr, context)) != nullptr) ++any;
  EXPECT_EQ(any, 3);
  EXPECT_TRUE(CertFreeCertificateContext(issuer));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

}  // namespace
}  // namespace certlife::impl::test
