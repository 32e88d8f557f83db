#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include "impl/src/encoding/sha1.h"
#include "impl/tests/calls.h"

// Callers hand the address of a context's fields to parsers that move what they find there (d2i_X509 of OpenSSL does). The library goes on
// with pointers of its own, and checked mode tells.
namespace certlife::impl::test {
namespace {

void move_bytes(PCCERT_CONTEXT context) { const_cast<CERT_CONTEXT*>(context)->pbCertEncoded += context->cbCertEncoded; }
void move_bytes(PCCRL_CONTEXT context) { const_cast<CRL_CONTEXT*>(context)->pbCrlEncoded += context->cbCrlEncoded; }
void move_bytes(PCCTL_CONTEXT context) { const_cast<CTL_CONTEXT*>(context)->pbCtlEncoded += context->cbCtlEncoded; }

void move_fields(PCCERT_CONTEXT context) {
  CERT_INFO& info = *context->pCertInfo;
  for (CRYPT_DATA_BLOB* blob : {&info.Issuer, &info.Subject, &info.SerialNumber}) blob->pbData += blob->cbData;
}
void move_fields(PCCRL_CONTEXT context) { context->pCrlInfo->Issuer.pbData += context->pCrlInfo->Issuer.cbData; }
void move_fields(PCCTL_CONTEXT context) { context->pCtlInfo->ListIdentifier.pbData += context->pCtlInfo->ListIdentifier.cbData; }

int changes = 0;
void note_change(const char*, const void*, const char* text) {
  changes += std::string(text).find("CONTEXT-8:") != std::string::npos;
}

// A store with one context that is held, and whose visible part was moved.
template <class Calls>
class Moved : public ::testing::Test {
 protected:
  void SetUp() override {
    certlife_set_checked(FALSE);
    store_ = open_memory();
    context_ = add<Calls>(store_, content_);
    move_bytes(context_);
    move_fields(context_);
  }
  void TearDown() override {
    EXPECT_TRUE(Calls::free(context_));
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
  }
  static Octets saved(HCERTSTORE store) {
    CRYPT_DATA_BLOB blob{0, nullptr};
    EXPECT_TRUE(CertSaveStore(store, 0, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    Octets bytes(blob.cbData);
    blob.pbData = bytes.data();
    EXPECT_TRUE(CertSaveStore(store, 0, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    return bytes;
  }
  const Octets content_ = Calls::content();
  HCERTSTORE store_ = nullptr;
  typename Calls::Pointer context_ = nullptr;
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Moved, AllKinds);

TYPED_TEST(Moved, ContextIsHashedAndSavedByItsOwnBytes) {
  // inference
  encoding::Sha1 hash{};
  DWORD size = sizeof hash;
  EXPECT_TRUE(TypeParam::get_property(this->context_, CERT_SHA1_HASH_PROP_ID, hash.data(), &size));
  EXPECT_EQ(hash, encoding::sha1_of(this->content_));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_SHA1_HASH_PROP_ID, 0, nullptr));
  const HCERTSTORE other = open_memory();
  EXPECT_TRUE(add_unheld<TypeParam>(other, this->content_));
  EXPECT_EQ(this->saved(this->store_), this->saved(other));
  EXPECT_TRUE(CertCloseStore(other, 0));
}

TYPED_TEST(Moved, ContextIsCopiedByItsOwnBytes) {
  // inference
  const HCERTSTORE other = open_memory();
  EXPECT_TRUE(TypeParam::add(other, this->context_, CERT_STORE_ADD_ALWAYS, nullptr));
  EXPECT_EQ(contents_of<TypeParam>(other), std::vector<Octets>(1, this->content_));
  EXPECT_TRUE(CertCloseStore(other, 0));
}

// Among many, so that it is looked for by an index, which it leaves again as well.
TYPED_TEST(Moved, ContextIsFoundAndReplacedByWhatItIs) {
  // inference
  for (std::uint8_t label = 2; label < 20; ++label) EXPECT_TRUE(add_unheld<TypeParam>(this->store_, TypeParam::content(label)));
  const auto wanted = create<TypeParam>(this->content_);
  const auto find = [&] { return TypeParam::find(this->store_, any_encoding, 0, TypeParam::find_existing, wanted, nullptr); };
  const auto found = find();
  EXPECT_EQ(found, this->context_);
  EXPECT_TRUE(TypeParam::free(found));
  EXPECT_FALSE(add_unheld<TypeParam>(this->store_, this->content_, CERT_STORE_ADD_NEW));
  EXPECT_TRUE(TypeParam::remove(TypeParam::duplicate(this->context_)));
  EXPECT_EQ(find(), nullptr);
  EXPECT_TRUE(TypeParam::free(wanted));
}

template <class Calls>
class Moves : public ::testing::Test {
 protected:
  void SetUp() override {
    certlife_set_checked(TRUE);
    certlife_set_misuse_handler(note_change);
    changes = 0;
  }
  void TearDown() override {
    certlife_set_misuse_handler(nullptr);
    certlife_set_checked(FALSE);
  }
};
TYPED_TEST_SUITE(Moves, AllKinds);

TYPED_TEST(Moves, AreReportedOncePerChangeInCheckedMode) {
  // inference; CONTEXT-8
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_EQ(TypeParam::duplicate(context), context);
  EXPECT_EQ(changes, 0);
  move_bytes(context);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(changes, 1);
  move_fields(context);
  EXPECT_EQ(TypeParam::next_property(context, 0), 0u);
  EXPECT_EQ(changes, 2);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(changes, 2);
}

TEST(MovedIssuer, FindsItsCrlsByItsOwnName) {
  // inference
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CrlCalls>(store, crl("subject")));
  const auto issuer = create<CertificateCalls>(certificate());
  move_fields(issuer);
  const PCCRL_CONTEXT found = CertFindCRLInStore(store, any_encoding, 0, CRL_FIND_ISSUED_BY, issuer, nullptr);
  EXPECT_NE(found, nullptr);
  EXPECT_TRUE(CertFreeCRLContext(found));
  EXPECT_TRUE(CertFreeCertificateContext(issuer));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TYPED_TEST(Moved, ContextIsFoundByItsHashAndNames) {
  // inference
  if constexpr (std::is_same_v<TypeParam, CertificateCalls>) {
    encoding::Sha1 hash = encoding::sha1_of(this->content_);
    const CRYPT_DATA_BLOB by_hash{sizeof hash, hash.data()};
    Octets name = der::name("subject"), issuer_name = der::name("issuer");
    const CRYPT_DATA_BLOB by_subject{static_cast<DWORD>(name.size()), name.data()};
    const CRYPT_DATA_BLOB by_issuer{static_cast<DWORD>(issuer_name.size()), issuer_name.data()};
    const std::pair<DWORD, const CRYPT_DATA_BLOB*> ways[] = {
        {CERT_FIND_SHA1_HASH, &by_hash}, {CERT_FIND_SUBJECT_NAME, &by_subject}, {CERT_FIND_ISSUER_NAME, &by_issuer}};
    for (const auto& [type, value] : ways) {
      EXPECT_EQ(CertFindCertificateInStore(this->store_, any_encoding, 0, type, value, nullptr), this->context_) << type;
      EXPECT_TRUE(CertFreeCertificateContext(this->context_));
    }
  }
}

}  // namespace
}  // namespace certlife::impl::test
