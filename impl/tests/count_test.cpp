#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

// Outside checked mode a release too many does the least harm that it can: counts stay at 0 instead of wrapping round.
namespace certlife::impl::test {
namespace {

template <class Calls>
class Counts : public ::testing::Test {
 protected:
  void SetUp() override {
    certlife_set_checked(FALSE);
    testing::observe_objects(true);
    store_ = open_memory();
    context_ = add<Calls>(store_, Calls::content());
    EXPECT_TRUE(Calls::free(context_));
  }
  void TearDown() override { testing::observe_objects(false); }
  HCERTSTORE store_ = nullptr;
  typename Calls::Pointer context_ = nullptr;
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Counts, AllKinds);

TYPED_TEST(Counts, StayAtZeroWhenAListedContextIsFreedOnceMore) {
  // certlife
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(TypeParam::free(this->context_));
  EXPECT_EQ(testing::observe(this->context_).references, 0u);
  EXPECT_EQ(TypeParam::enumerate(this->store_, nullptr), this->context_);
  EXPECT_EQ(testing::observe(this->context_).references, 1u);
  EXPECT_TRUE(TypeParam::free(this->context_));
  EXPECT_TRUE(CertCloseStore(this->store_, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
}

TYPED_TEST(Counts, LetWhatNobodyHoldsBeDeleted) {
  // certlife
  EXPECT_TRUE(TypeParam::remove(this->context_));
  EXPECT_EQ(TypeParam::enumerate(this->store_, nullptr), nullptr);
  EXPECT_TRUE(CertCloseStore(this->store_, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
}

TYPED_TEST(Counts, OfHandlesStayAtZero) {
  // certlife
  EXPECT_EQ(TypeParam::enumerate(this->store_, nullptr), this->context_);
  EXPECT_TRUE(CertCloseStore(this->store_, 0));
  for (const DWORD flags : {0u, 1u, 2u, 3u}) EXPECT_FALSE(CertCloseStore(this->store_, flags));
  EXPECT_EQ(testing::observe(this->store_).references, 0u);
  EXPECT_TRUE(TypeParam::free(this->context_));
  EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
}

}  // namespace
}  // namespace certlife::impl::test
