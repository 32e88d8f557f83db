#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include <string>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

std::vector<std::string> misuses;

void note_misuse(const char* function, const void*, const char* clause) {
  EXPECT_NE(std::string(clause), "");
  misuses.push_back(function);
}

template <class Calls>
class Checked : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::observe_objects(false);
    certlife_set_checked(TRUE);
    certlife_set_misuse_handler(note_misuse);
    misuses.clear();
  }
  void TearDown() override {
    certlife_set_misuse_handler(nullptr);
    certlife_set_checked(FALSE);
  }
  static void expect_one_misuse_of(const char* function) {
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    ASSERT_EQ(misuses.size(), 1u);
    EXPECT_EQ(misuses[0], function);
    misuses.clear();
    SetLastError(sentinel);
  }
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Checked, AllKinds);

template <class Calls>
std::string named(const std::string& before, const std::string& after) {
  if (std::is_same_v<Calls, CertificateCalls>) return before + "Certificate" + after;
  return before + (std::is_same_v<Calls, CrlCalls> ? "CRL" : "CTL") + after;
}

TYPED_TEST(Checked, RecognisesAFreedContext) {
  // page: Remarks
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_FALSE(TypeParam::free(context));
  this->expect_one_misuse_of(named<TypeParam>("CertFree", "Context").c_str());
  EXPECT_EQ(TypeParam::duplicate(context), nullptr);
  this->expect_one_misuse_of(named<TypeParam>("CertDuplicate", "Context").c_str());
  EXPECT_FALSE(TypeParam::remove(context));
  this->expect_one_misuse_of(named<TypeParam>("CertDelete", "FromStore").c_str());
  EXPECT_FALSE(TypeParam::set_property(context, CERT_DESCRIPTION_PROP_ID, 0, nullptr));
  this->expect_one_misuse_of(named<TypeParam>("CertSet", "ContextProperty").c_str());
}

TYPED_TEST(Checked, RecognisesAFreedContextEvenWhenANewOneIsMade) {
  // page: Remarks; freed memory rests for a while
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
  const auto other = create<TypeParam>(TypeParam::content());
  EXPECT_NE(other, context);
  EXPECT_TRUE(TypeParam::free(other));
}

TYPED_TEST(Checked, RecognisesAContextAfterAForcedClose) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_FORCE_FLAG));
  EXPECT_FALSE(TypeParam::free(context));
  this->expect_one_misuse_of(named<TypeParam>("CertFree", "Context").c_str());
}

using CheckedStore = Checked<CertificateCalls>;

TEST_F(CheckedStore, RecognisesAClosedStore) {
  // page: Description
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_FALSE(CertCloseStore(store, 0));
  expect_one_misuse_of("CertCloseStore");
  EXPECT_EQ(CertDuplicateStore(store), nullptr);
  expect_one_misuse_of("CertDuplicateStore");
  EXPECT_EQ(CertEnumCertificatesInStore(store, nullptr), nullptr);
  expect_one_misuse_of("CertEnumCertificatesInStore");
  EXPECT_FALSE(add_unheld<CertificateCalls>(store, certificate()));
  expect_one_misuse_of("CertAddEncodedCertificateToStore");
}

TEST_F(CheckedStore, RecognisesACloseTooManyOfAPendingStore) {
  // header
  const HCERTSTORE store = open_memory();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_FALSE(CertCloseStore(store, 0));
  expect_one_misuse_of("CertCloseStore");
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(CheckedStore, RecognisesAContextOfAnotherKind) {
  // header
  const auto list = create<CrlCalls>(crl());
  EXPECT_FALSE(CertFreeCertificateContext(reinterpret_cast<PCCERT_CONTEXT>(list)));
  expect_one_misuse_of("CertFreeCertificateContext");
  EXPECT_TRUE(CertFreeCRLContext(list));
}

TEST_F(CheckedStore, LetsCorrectProgramsPass) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(CertCloseStore(CertDuplicateStore(store), 0));
  EXPECT_FALSE(CertCloseStore(context->hCertStore, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(misuses.empty());
}

TEST_F(CheckedStore, TellsWhatWasNeverClosed) {
  // page: Description
  const HCERTSTORE store = CertDuplicateStore(open_memory());
  const auto context = add<CertificateCalls>(store, certificate());
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(certlife_report_leaks(), 2u);
  const std::string report = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(report.find("store"), std::string::npos);
  EXPECT_NE(report.find("2 closes owed"), std::string::npos);
  EXPECT_NE(report.find("1 free owed"), std::string::npos);
  EXPECT_NE(report.find("CertOpenStore"), std::string::npos);
  EXPECT_NE(report.find("CertAddEncodedCertificateToStore"), std::string::npos);
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(certlife_report_leaks(), 0u);
}

}  // namespace
}  // namespace certlife::impl::test
