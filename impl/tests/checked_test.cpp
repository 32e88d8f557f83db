#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include <string>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

std::vector<std::string> misuses, clauses;

void note_misuse(const char* function, const void*, const char* clause) {
  EXPECT_NE(std::string(clause), "");
  misuses.push_back(function);
  clauses.push_back(clause);
}

template <class Calls>
class Checked : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::observe_objects(false);
    certlife_set_checked(TRUE);
    certlife_set_misuse_handler(note_misuse);
    misuses.clear();
    clauses.clear();
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
  static void expect_one_misuse_of(const std::string& function, const std::string& clause) {
    ASSERT_EQ(clauses.size(), 1u);
    EXPECT_NE(clauses[0].find(clause + ":"), std::string::npos) << clauses[0];
    clauses.clear();
    expect_one_misuse_of(function.c_str());
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

TYPED_TEST(Checked, NamesTheForcedCloseThatTookAContext) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_FORCE_FLAG));
  EXPECT_FALSE(TypeParam::free(context));
  this->expect_one_misuse_of(named<TypeParam>("CertFree", "Context"), "CLOSE-12");
  EXPECT_FALSE(CertCloseStore(store, 0));
  this->expect_one_misuse_of("CertCloseStore", "CLOSE-12");
}

TYPED_TEST(Checked, NamesTheLastCloseThatTookAContextWhichNobodyHeld) {
  // page: Remarks
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(TypeParam::duplicate(context), nullptr);
  ASSERT_EQ(clauses.size(), 1u);
  EXPECT_NE(clauses[0].find("last close"), std::string::npos);
  this->expect_one_misuse_of(named<TypeParam>("CertDuplicate", "Context"), "CONTEXT-1");
}

// A context that a store lists and nobody holds, and another store.
template <class Calls>
class CheckedUnheld : public Checked<Calls> {
 protected:
  void SetUp() override {
    Checked<Calls>::SetUp();
    store_ = open_memory();
    context_ = add<Calls>(store_, Calls::content());
    EXPECT_TRUE(Calls::free(context_));
  }
  void TearDown() override {
    EXPECT_EQ(contents_of<Calls>(store_).size(), 1u);
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
    EXPECT_EQ(certlife_report_leaks(), 0u);
    EXPECT_TRUE(misuses.empty());
    Checked<Calls>::TearDown();
  }
  HCERTSTORE store_ = nullptr;
  typename Calls::Pointer context_ = nullptr;
};
TYPED_TEST_SUITE(CheckedUnheld, AllKinds);

TYPED_TEST(CheckedUnheld, ContextIsNotFreedOrDeletedOnceMore) {
  // header
  EXPECT_FALSE(TypeParam::free(this->context_));
  this->expect_one_misuse_of(named<TypeParam>("CertFree", "Context"), "CONTEXT-1");
  EXPECT_FALSE(TypeParam::remove(this->context_));
  this->expect_one_misuse_of(named<TypeParam>("CertDelete", "FromStore"), "CONTEXT-1");
}

TYPED_TEST(CheckedUnheld, ContextIsNotDuplicatedOrPassedAsPreviousOrWanted) {
  // header
  EXPECT_EQ(TypeParam::duplicate(this->context_), nullptr);
  this->expect_one_misuse_of(named<TypeParam>("CertDuplicate", "Context"), "CONTEXT-1");
  EXPECT_EQ(TypeParam::enumerate(this->store_, this->context_), nullptr);
  this->expect_one_misuse_of(named<TypeParam>("CertEnum", "sInStore"), "CONTEXT-1");
  EXPECT_EQ(TypeParam::find(this->store_, any_encoding, 0, TypeParam::find_any, nullptr, this->context_), nullptr);
  this->expect_one_misuse_of(named<TypeParam>("CertFind", "InStore"), "CONTEXT-1");
  EXPECT_EQ(TypeParam::find(this->store_, any_encoding, 0, TypeParam::find_existing, this->context_, nullptr), nullptr);
  this->expect_one_misuse_of(named<TypeParam>("CertFind", "InStore"), "CONTEXT-1");
}

TYPED_TEST(CheckedUnheld, ContextIsNoSourceOfAnAdd) {
  // header
  const HCERTSTORE other = open_memory();
  EXPECT_FALSE(TypeParam::add(other, this->context_, CERT_STORE_ADD_ALWAYS, nullptr));
  this->expect_one_misuse_of(named<TypeParam>("CertAdd", "ContextToStore"), "CONTEXT-1");
  EXPECT_TRUE(CertCloseStore(other, 0));
}

TYPED_TEST(CheckedUnheld, ContextHasNoPropertiesToSetOrGet) {
  // header
  BYTE value[20];
  DWORD size = sizeof value;
  EXPECT_FALSE(TypeParam::get_property(this->context_, CERT_SHA1_HASH_PROP_ID, value, &size));
  this->expect_one_misuse_of(named<TypeParam>("CertGet", "ContextProperty"), "CONTEXT-1");
  EXPECT_FALSE(TypeParam::set_property(this->context_, CERT_DESCRIPTION_PROP_ID, 0, nullptr));
  this->expect_one_misuse_of(named<TypeParam>("CertSet", "ContextProperty"), "CONTEXT-1");
  EXPECT_EQ(TypeParam::next_property(this->context_, 0), 0u);
  this->expect_one_misuse_of(named<TypeParam>("CertEnum", "ContextProperties"), "CONTEXT-1");
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
  expect_one_misuse_of("CertFreeCertificateContext", "CONTEXT-7");
  EXPECT_TRUE(CertFreeCRLContext(list));
}

TEST_F(CheckedStore, RecognisesACopyAndWhatIsNoStore) {
  // windows test testMemStore
  const auto context = create<CertificateCalls>(certificate());
  const CERT_CONTEXT copy = *context;
  EXPECT_EQ(CertDuplicateCertificateContext(&copy), nullptr);
  expect_one_misuse_of("CertDuplicateCertificateContext", "CONTEXT-6");
  EXPECT_FALSE(CertCloseStore(const_cast<CERT_CONTEXT*>(context), 0));
  expect_one_misuse_of("CertCloseStore", "HANDLE-1");
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(CheckedStore, TellsTheCallThatGaveAContextUp) {
  // page: Remarks
  certlife_set_misuse_handler(nullptr);
  const auto context = create<CertificateCalls>(certificate());
  EXPECT_TRUE(CertFreeCertificateContext(context));
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(CertDuplicateCertificateContext(context), nullptr);
  const std::string report = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(report.find("CertDuplicateCertificateContext("), std::string::npos) << report;
  EXPECT_NE(report.find("after CertFreeCertificateContext in call"), std::string::npos) << report;
  EXPECT_NE(report.find("CONTEXT-1"), std::string::npos) << report;
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

std::string leak_report() {
  ::testing::internal::CaptureStderr();
  certlife_report_leaks();
  return ::testing::internal::GetCapturedStderr();
}

TEST_F(CheckedStore, NamesTheFindThatWasDroppedAndNotTheAddThatWasFreed) {
  // header
  const HCERTSTORE store = open_memory();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_EQ(CertFindCertificateInStore(store, any_encoding, 0, CERT_FIND_ANY, nullptr, nullptr), context);
  EXPECT_TRUE(CertFreeCertificateContext(context));
  const std::string report = leak_report();
  EXPECT_NE(report.find("1 free owed, as it seems for CertFindCertificateInStore in call"), std::string::npos) << report;
  EXPECT_EQ(report.find("CertAddEncoded"), std::string::npos) << report;
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(CheckedStore, NamesTheDuplicateThatOutlivedTheLoopAndNotTheLoop) {
  // header
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  PCCERT_CONTEXT kept = nullptr;
  for (PCCERT_CONTEXT each = nullptr; (each = CertEnumCertificatesInStore(store, each)) != nullptr;) {
    kept = CertDuplicateCertificateContext(each);
  }
  const std::string report = leak_report();
  EXPECT_NE(report.find("CertDuplicateCertificateContext"), std::string::npos) << report;
  EXPECT_EQ(report.find("CertEnum"), std::string::npos) << report;
  EXPECT_TRUE(CertFreeCertificateContext(kept));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(CheckedStore, CountsFreesOwedAndNoReferencesThatAreNotThere) {
  // header
  const HCERTSTORE store = open_memory();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(CertFreeCertificateContext(context));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(CertFreeCertificateContext(context));
  const std::string report = leak_report();
  EXPECT_EQ(report.find("free"), std::string::npos) << report;
  EXPECT_NE(report.find("1 close owed for CertOpenStore in call"), std::string::npos) << report;
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(CheckedStore, NumbersTheCallsAndTakesNoOtherForThem) {
  // certlife
  const HCERTSTORE store = open_memory();
  const std::string first = leak_report();
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(CertFreeCertificateContext(nullptr));
  const HCERTSTORE other = open_memory();
  const std::string both = leak_report();
  const auto number = [](const std::string& report) { return std::stoul(report.substr(report.rfind("call ") + 5)); };
  EXPECT_EQ(number(both), number(first) + 8);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_TRUE(CertCloseStore(other, 0));
}

}  // namespace
}  // namespace certlife::impl::test
