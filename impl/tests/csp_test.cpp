#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/src/csp_table.h"
#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using testing::csp_references;

class Csp : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(CryptAcquireContext(&csp_, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT));
  }
  void TearDown() override {
    while (csp_references(csp_) > 0) CryptReleaseContext(csp_, 0);
  }
  HCERTSTORE open(DWORD flags = 0) { return CertOpenStore(CERT_STORE_PROV_MEMORY, 0, csp_, flags, nullptr); }
  HCRYPTPROV csp_ = 0;
};

TEST_F(Csp, CountsItsReferences) {
  // docs cryptcontextaddref, cryptreleasecontext
  EXPECT_TRUE(CryptContextAddRef(csp_, nullptr, 0));
  EXPECT_TRUE(CryptReleaseContext(csp_, 0));
  EXPECT_TRUE(CryptReleaseContext(csp_, 0));
  EXPECT_FALSE(CryptReleaseContext(csp_, 0));
  EXPECT_FALSE(CryptContextAddRef(csp_, nullptr, 0));
  DWORD size = 0;
  EXPECT_FALSE(CryptGetProvParam(csp_, PP_NAME, nullptr, &size, 0));
}

// Asking is defined, whatever the handle is.
void expect_no_handle(HCRYPTPROV handle) {
  DWORD size = 0;
  const auto refused = [](BOOL result) { return !result && GetLastError() == DWORD{ERROR_INVALID_PARAMETER}; };
  EXPECT_TRUE(refused(CryptReleaseContext(handle, 0)));
  EXPECT_TRUE(refused(CryptReleaseContext(handle, 1)));
  EXPECT_TRUE(refused(CryptContextAddRef(handle, nullptr, 0)));
  EXPECT_TRUE(refused(CryptGetProvParam(handle, PP_NAME, nullptr, &size, 0)));
}

TEST_F(Csp, ThatIsNoneIsAnInvalidParameter) {
  // windows test (advapi32 release, incorrect_api_usage)
  expect_no_handle(0);
  expect_no_handle(0xDEADBEEF);
  expect_no_handle(csp_ + 1);
  EXPECT_TRUE(CryptReleaseContext(csp_, 0));
  expect_no_handle(csp_);
}

TEST_F(Csp, TypeIsLookedAtBeforeTheFlags) {
  // windows test (advapi32 acquire)
  HCRYPTPROV other = 0;
  const auto error_of = [&](DWORD type, DWORD flags) {
    EXPECT_FALSE(CryptAcquireContext(&other, nullptr, nullptr, type, flags));
    return GetLastError();
  };
  for (const DWORD flags : {DWORD{0}, DWORD{CRYPT_VERIFYCONTEXT}}) {
    EXPECT_EQ(error_of(0, flags), code(NTE_BAD_PROV_TYPE));
    EXPECT_EQ(error_of(1000, flags), code(NTE_BAD_PROV_TYPE));
    EXPECT_EQ(error_of(999, flags), code(NTE_PROV_TYPE_NOT_DEF));
  }
  EXPECT_EQ(error_of(PROV_RSA_FULL, 0), code(NTE_BAD_FLAGS));
  EXPECT_EQ(other, 0u);
}

TEST_F(Csp, CountsBeyond32Bits) {
  // choice: a program that adds references for ever must not see its handle die
  CspTable table = save_csp_table();
  const std::uint64_t before = table.entries[table.size - 1].references;
  table.entries[table.size - 1].references = 0xFFFFFFFF;
  EXPECT_TRUE(CryptContextAddRef(csp_, nullptr, 0));
  EXPECT_EQ(csp_references(csp_), std::uint64_t{0x100000000});
  EXPECT_TRUE(CryptContextAddRef(csp_, nullptr, 0));
  table.entries[table.size - 1].references = before;
}

TEST_F(Csp, IsReleasedEvenWithBadFlags) {
  // docs cryptreleasecontext
  EXPECT_FALSE(CryptReleaseContext(csp_, 1));
  EXPECT_EQ(GetLastError(), code(NTE_BAD_FLAGS));
  EXPECT_EQ(csp_references(csp_), 0u);
}

TEST_F(Csp, TellsItsName) {
  // docs cryptgetprovparam
  BYTE name[64];
  DWORD size = 0;
  EXPECT_TRUE(CryptGetProvParam(csp_, PP_NAME, nullptr, &size, 0));
  DWORD small = size - 1;
  EXPECT_FALSE(CryptGetProvParam(csp_, PP_NAME, name, &small, 0));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
  EXPECT_TRUE(CryptGetProvParam(csp_, PP_NAME, name, &size, 0));
  EXPECT_EQ(name[size - 1], 0);
}

TEST_F(Csp, IsAVerifyContextOnly) {
  // choice: keys are not supported
  HCRYPTPROV other = 0;
  EXPECT_FALSE(CryptAcquireContextA(&other, "keys", nullptr, PROV_RSA_FULL, CRYPT_NEWKEYSET));
  EXPECT_FALSE(CryptAcquireContextA(&other, "keys", nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT));
  EXPECT_FALSE(CryptAcquireContextW(&other, nullptr, nullptr, 77, CRYPT_VERIFYCONTEXT));
  EXPECT_EQ(other, 0u);
}

TEST_F(Csp, IsReleasedAtTheFinalCloseOnly) {
  // header
  const HCERTSTORE store = open();
  CertDuplicateStore(store);
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(csp_references(csp_), 1u);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(csp_references(csp_), 0u);  // although a context is still held
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(Csp, IsReleasedOnceByForce) {
  // header
  EXPECT_TRUE(CryptContextAddRef(csp_, nullptr, 0));
  const HCERTSTORE store = open();
  CertDuplicateStore(store);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_FORCE_FLAG));
  EXPECT_EQ(csp_references(csp_), 1u);
}

TEST_F(Csp, IsReleasedOnceThoughTheStoreIsRevived) {
  // header
  EXPECT_TRUE(CryptContextAddRef(csp_, nullptr, 0));
  const HCERTSTORE store = open();
  const auto context = add<CertificateCalls>(store, certificate());
  EXPECT_TRUE(CertCloseStore(store, 0));
  CertDuplicateStore(context->hCertStore);
  EXPECT_TRUE(CertCloseStore(context->hCertStore, 0));
  EXPECT_EQ(csp_references(csp_), 1u);
  EXPECT_TRUE(CertFreeCertificateContext(context));
}

TEST_F(Csp, StaysTheCallersWhenAskedTo) {
  // page: Remarks, header
  const HCERTSTORE store = open(CERT_STORE_NO_CRYPT_RELEASE_FLAG);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_EQ(csp_references(csp_), 1u);
  EXPECT_EQ(open(CERT_STORE_NO_CRYPT_RELEASE_FLAG | CERT_STORE_DELETE_FLAG), nullptr);
  EXPECT_EQ(csp_references(csp_), 1u);
}

TEST_F(Csp, IsReleasedByAFailedOpen) {
  // header
  EXPECT_EQ(open(CERT_STORE_DELETE_FLAG), nullptr);
  EXPECT_EQ(csp_references(csp_), 0u);
}

}  // namespace
}  // namespace certlife::impl::test
