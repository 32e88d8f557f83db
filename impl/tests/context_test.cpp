#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using testing::observe;

template <class Calls>
class Context : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::observe_objects(true);
    store_ = open_memory();
  }
  void TearDown() override {
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
    EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
  }
  HCERTSTORE store_ = nullptr;
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Context, AllKinds);

TYPED_TEST(Context, IsCreatedInTheNullStore) {
  // windows tests testEmptyStore, testCreateCert
  const auto first = create<TypeParam>(TypeParam::content(1)), second = create<TypeParam>(TypeParam::content(2));
  EXPECT_EQ(first->hCertStore, second->hCertStore);
  EXPECT_NE(first->hCertStore, nullptr);
  EXPECT_EQ(TypeParam::enumerate(first->hCertStore, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
  EXPECT_TRUE(TypeParam::free(first));
  EXPECT_TRUE(TypeParam::free(second));
}

TYPED_TEST(Context, IsNotCreatedFromBadInput) {
  // windows tests testCreateCert, testCreateCRL, testCreateCTL
  const Octets content = TypeParam::content();
  EXPECT_EQ(TypeParam::create(0, content.data(), static_cast<DWORD>(content.size())), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  EXPECT_EQ(TypeParam::create(X509_ASN_ENCODING, nullptr, 0), nullptr);
  EXPECT_EQ(GetLastError(), TypeParam::no_bytes_error);
  EXPECT_EQ(TypeParam::create(any_encoding, content.data(), static_cast<DWORD>(content.size() / 2)), nullptr);
}

TYPED_TEST(Context, IsTheSamePointerWhenDuplicated) {
  // windows tests testDupCert, testDupCRL, testDupCTL
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_EQ(TypeParam::duplicate(context), context);
  EXPECT_EQ(observe(context).references, 2u);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(TypeParam::encoded(context), TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(TypeParam::duplicate(nullptr), nullptr);
  EXPECT_TRUE(TypeParam::free(nullptr));
}

TYPED_TEST(Context, IsCopiedWhenAdded) {
  // windows tests testDupCert, testAddCRL
  const auto source = create<TypeParam>(TypeParam::content());
  typename TypeParam::Pointer added = nullptr;
  EXPECT_TRUE(TypeParam::add(this->store_, source, CERT_STORE_ADD_ALWAYS, &added));
  EXPECT_NE(added, source);
  EXPECT_NE(TypeParam::info(added), TypeParam::info(source));
  EXPECT_EQ(TypeParam::encoded(added), TypeParam::encoded(source));
  EXPECT_EQ(added->hCertStore, this->store_);
  EXPECT_EQ(observe(source).references, 1u);
  EXPECT_TRUE(TypeParam::free(source));
  EXPECT_TRUE(TypeParam::free(added));
}

TYPED_TEST(Context, StandsAloneWhenAddedToNoStore) {
  // windows tests testAddCert, testAddCRL, testEmptyStore
  const auto context = add<TypeParam>(nullptr, TypeParam::content());
  ASSERT_NE(context, nullptr);
  typename TypeParam::Pointer added = nullptr;
  EXPECT_TRUE(TypeParam::add(context->hCertStore, context, CERT_STORE_ADD_NEW, &added));
  EXPECT_NE(added, context);
  EXPECT_EQ(added->hCertStore, context->hCertStore);
  EXPECT_EQ(TypeParam::enumerate(added->hCertStore, nullptr), nullptr);
  EXPECT_TRUE(TypeParam::remove(added));
  EXPECT_TRUE(TypeParam::free(context));
}

TYPED_TEST(Context, SurvivesItsDeletionAsLongAsItIsHeld) {
  // docs certdeletecertificatefromstore, windows test testAddCert
  const auto context = add<TypeParam>(this->store_, TypeParam::content());
  TypeParam::duplicate(context);
  EXPECT_TRUE(TypeParam::remove(context));
  EXPECT_TRUE(contents_of<TypeParam>(this->store_).empty());
  EXPECT_EQ(context->hCertStore, this->store_);
  EXPECT_EQ(TypeParam::encoded(context), TypeParam::content());
  TypeParam::duplicate(context);
  EXPECT_TRUE(TypeParam::remove(context));  // once more: only frees (windows test testMemStore)
  EXPECT_EQ(observe(context).references, 1u);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_FALSE(observe(context).is_allocated());
}

TYPED_TEST(Context, StaysInTheStoreWhenFreed) {
  // windows test testCloseStore
  const auto context = add<TypeParam>(this->store_, TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_TRUE(observe(context).is_allocated());
  EXPECT_TRUE(observe(context).is_listed);
  const auto found = TypeParam::enumerate(this->store_, nullptr);
  EXPECT_EQ(found, context);
  EXPECT_TRUE(TypeParam::remove(found));
  EXPECT_FALSE(observe(context).is_allocated());
}

TYPED_TEST(Context, IsEnumeratedNewestFirst) {
  // windows tests testMemStore, testGetIssuerCert
  for (const std::uint8_t label : {1, 2, 3}) EXPECT_TRUE(add_unheld<TypeParam>(this->store_, TypeParam::content(label)));
  const std::vector<Octets> expected{TypeParam::content(3), TypeParam::content(2), TypeParam::content(1)};
  EXPECT_EQ(contents_of<TypeParam>(this->store_), expected);
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
}

TYPED_TEST(Context, MayBeDeletedWhileItIsThePreviousOne) {
  // windows test testMemStore: at the newest of two, delete both and add a third; the walk ends, a fresh one finds the third
  const auto older = add<TypeParam>(this->store_, TypeParam::content(1));
  const auto newer = add<TypeParam>(this->store_, TypeParam::content(2));
  EXPECT_TRUE(TypeParam::free(newer));
  const auto current = TypeParam::enumerate(this->store_, nullptr);
  EXPECT_EQ(current, newer);
  EXPECT_TRUE(TypeParam::remove(TypeParam::duplicate(current)));
  EXPECT_TRUE(TypeParam::remove(older));
  EXPECT_TRUE(add_unheld<TypeParam>(this->store_, TypeParam::content(3)));
  EXPECT_EQ(TypeParam::enumerate(this->store_, current), nullptr);
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
  EXPECT_EQ(contents_of<TypeParam>(this->store_), std::vector<Octets>{TypeParam::content(3)});
}

TYPED_TEST(Context, LeadsOnWhenDeletedInTheMiddleOfAWalk) {
  // docs certenumcertificatesinstore
  for (const std::uint8_t label : {1, 2, 3}) EXPECT_TRUE(add_unheld<TypeParam>(this->store_, TypeParam::content(label)));
  auto current = TypeParam::enumerate(this->store_, nullptr);
  EXPECT_TRUE(TypeParam::remove(TypeParam::duplicate(current)));
  current = TypeParam::enumerate(this->store_, current);
  EXPECT_EQ(TypeParam::encoded(current), TypeParam::content(2));
  EXPECT_TRUE(TypeParam::free(current));
}

TYPED_TEST(Context, OfAnotherStoreIsNoPreviousOneButIsFreed) {
  // docs certenumcertificatesinstore; header: freed even for an error
  const auto foreign = create<TypeParam>(TypeParam::content());
  TypeParam::duplicate(foreign);
  EXPECT_EQ(TypeParam::enumerate(this->store_, foreign), nullptr);
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  EXPECT_EQ(observe(foreign).references, 1u);
  EXPECT_EQ(TypeParam::find(this->store_, 0, 0, 0x7FFF0000, nullptr, foreign), nullptr);
  EXPECT_FALSE(observe(foreign).is_allocated());
}

TYPED_TEST(Context, IsFoundByWhatMatchesIt) {
  // docs certfindcertificateinstore
  for (const std::uint8_t label : {1, 2, 3}) EXPECT_TRUE(add_unheld<TypeParam>(this->store_, TypeParam::content(label)));
  const auto wanted = create<TypeParam>(TypeParam::content(2));
  auto found = TypeParam::find(this->store_, 0, 0, TypeParam::find_existing, wanted, nullptr);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(TypeParam::encoded(found), TypeParam::content(2));
  EXPECT_EQ(TypeParam::find(this->store_, 0, 0, TypeParam::find_existing, wanted, found), nullptr);
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
  found = TypeParam::find(this->store_, 0, 0, TypeParam::find_any, nullptr, nullptr);
  EXPECT_EQ(TypeParam::encoded(found), TypeParam::content(3));
  EXPECT_TRUE(TypeParam::free(found));
  EXPECT_TRUE(TypeParam::free(wanted));
}

}  // namespace
}  // namespace certlife::impl::test
