#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using testing::observe;

template <class Calls>
class CloseStore : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::observe_objects(true);
    SetLastError(sentinel);
  }
  void TearDown() override { EXPECT_EQ(testing::live_objects(), testing::LiveObjects{}); }
  static bool close(HCERTSTORE store, DWORD flags) {
    SetLastError(sentinel);
    return CertCloseStore(store, flags) != FALSE;
  }
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(CloseStore, AllKinds);

TYPED_TEST(CloseStore, FreesWhatNobodyHolds) {
  // docs managing-a-certificate-store-state
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<TypeParam>(store, TypeParam::content()));
  EXPECT_TRUE(this->close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(GetLastError(), sentinel);
  EXPECT_FALSE(observe(store).is_allocated());
}

TYPED_TEST(CloseStore, ReportsAHeldContextWhenChecked) {
  // page: Return value
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  EXPECT_FALSE(this->close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(GetLastError(), code(CRYPT_E_PENDING_CLOSE));
  EXPECT_EQ(TypeParam::encoded(context), TypeParam::content());
  EXPECT_EQ(context->hCertStore, store);
  EXPECT_TRUE(TypeParam::free(context));
}

TYPED_TEST(CloseStore, LeavesHeldContextsAlone) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto held = add<TypeParam>(store, TypeParam::content(1));
  EXPECT_TRUE(add_unheld<TypeParam>(store, TypeParam::content(2)));
  EXPECT_TRUE(this->close(store, 0));
  EXPECT_EQ(GetLastError(), sentinel);
  EXPECT_EQ(observe(held).references, 1u);
  EXPECT_TRUE(observe(store).is_allocated());  // until its last context is freed (header)
  EXPECT_EQ(testing::listed_elements(store), 1u);
  EXPECT_TRUE(TypeParam::free(held));
  EXPECT_FALSE(observe(store).is_allocated());
}

TYPED_TEST(CloseStore, FreesEverythingByForce) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  TypeParam::duplicate(context);
  EXPECT_TRUE(this->close(store, CERT_CLOSE_STORE_FORCE_FLAG));
  EXPECT_FALSE(observe(context).is_allocated());
  EXPECT_FALSE(observe(store).is_allocated());
}

TYPED_TEST(CloseStore, FreesEverythingByForceAlthoughOtherHandlesExist) {
  // choice force_ends_every_handle
  const HCERTSTORE store = open_memory();
  CertDuplicateStore(store);
  const auto context = add<TypeParam>(store, TypeParam::content());
  EXPECT_TRUE(this->close(store, CERT_CLOSE_STORE_FORCE_FLAG | CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_FALSE(observe(context).is_allocated());
}

TYPED_TEST(CloseStore, CountsADeletedContextThatIsHeld) {
  // choice deleted_but_held_is_pending
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  TypeParam::duplicate(context);
  EXPECT_TRUE(TypeParam::remove(context));
  EXPECT_FALSE(this->close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(TypeParam::encoded(context), TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
}

TYPED_TEST(CloseStore, KeepsAPendingStoreWorkingForThoseWhoHoldAContext) {
  // choice pending_store_keeps_unreferenced
  const HCERTSTORE store = open_memory();
  const auto held = add<TypeParam>(store, TypeParam::content());
  EXPECT_TRUE(this->close(store, 0));
  const auto found = TypeParam::enumerate(held->hCertStore, nullptr);
  EXPECT_EQ(found, held);
  EXPECT_TRUE(TypeParam::free(found));
  EXPECT_TRUE(TypeParam::free(held));
}

using CloseStoreHandles = CloseStore<CertificateCalls>;

TEST_F(CloseStoreHandles, AcceptsNull) {
  // windows test testMemStore
  for (const DWORD flags : {0u, 1u, 2u, 3u}) {
    EXPECT_TRUE(close(nullptr, flags));
    EXPECT_EQ(GetLastError(), sentinel);
  }
}

TEST_F(CloseStoreHandles, ReportsOtherHandlesWhenChecked) {
  // windows test testCloseStore
  const HCERTSTORE store = open_memory();
  CertDuplicateStore(store);
  EXPECT_FALSE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(GetLastError(), code(CRYPT_E_PENDING_CLOSE));
  EXPECT_EQ(observe(store).references, 1u);
  EXPECT_TRUE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(CloseStoreHandles, LooksAtContextsOnlyInThePageReading) {
  // page: Return value
  certlife_set_reading(CERTLIFE_READING_PAGE);
  const HCERTSTORE store = open_memory();
  CertDuplicateStore(store);
  CertDuplicateStore(store);
  EXPECT_TRUE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_FALSE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
  certlife_set_reading(CERTLIFE_READING_WINDOWS);
}

TEST_F(CloseStoreHandles, IgnoresUnknownFlags) {
  // choice unknown_close_flags
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(close(store, 0xFFFFFFFC));
  EXPECT_EQ(GetLastError(), sentinel);
  EXPECT_FALSE(observe(store).is_allocated());
}

TEST_F(CloseStoreHandles, CanBeRevivedThroughAContextThatIsHeld) {
  // header: the store is not freed until its contexts are
  const HCERTSTORE store = open_memory();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(close(store, 0));
  EXPECT_EQ(CertDuplicateStore(context->hCertStore), store);
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(observe(store).is_allocated());
  EXPECT_TRUE(close(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST(NullStore, CannotBeClosed) {
  // windows test testEmptyStore
  const auto context = create<CertificateCalls>(certificate());
  for (const DWORD flags : {0u, 1u, 2u, 3u}) {
    EXPECT_FALSE(CertCloseStore(context->hCertStore, flags));
    EXPECT_EQ(GetLastError(), code(E_UNEXPECTED));
  }
  certlife_set_reading(CERTLIFE_READING_PAGE);
  EXPECT_TRUE(CertCloseStore(context->hCertStore, 0));
  certlife_set_reading(CERTLIFE_READING_WINDOWS);
  EXPECT_EQ(CertificateCalls::encoded(context), certificate());
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

}  // namespace
}  // namespace certlife::impl::test
