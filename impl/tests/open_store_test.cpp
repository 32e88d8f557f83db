#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

DWORD error_of_open(LPCSTR provider, DWORD flags = 0) {
  SetLastError(sentinel);
  const HCERTSTORE store = CertOpenStore(provider, 0, 0, flags, nullptr);
  EXPECT_EQ(store, nullptr);
  return GetLastError();
}

TEST(OpenStore, GivesTwoStoresForTwoMemoryOpens) {
  // windows test testMemStore
  const HCERTSTORE first = open_memory(), second = open_memory(CERT_STORE_OPEN_EXISTING_FLAG);
  EXPECT_NE(first, nullptr);
  EXPECT_NE(second, nullptr);
  EXPECT_NE(first, second);
  EXPECT_TRUE(CertCloseStore(first, 0));
  EXPECT_TRUE(CertCloseStore(second, 0));
}

TEST(OpenStore, KnowsTheMemoryProviderByName) {
  // docs certopenstore
  const HCERTSTORE store = CertOpenStore(sz_CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  ASSERT_NE(store, nullptr);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST(OpenStore, ReportsAnUnknownProviderAsAFileNotFound) {
  // windows test testMemStore
  EXPECT_EQ(error_of_open(nullptr), DWORD{ERROR_FILE_NOT_FOUND});
  EXPECT_EQ(error_of_open("nonsense"), DWORD{ERROR_FILE_NOT_FOUND});
  EXPECT_EQ(error_of_open(reinterpret_cast<LPCSTR>(4711)), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(OpenStore, RefusesToDeleteAMemoryStore) {
  // windows test testMemStore
  EXPECT_EQ(error_of_open(CERT_STORE_PROV_MEMORY, CERT_STORE_DELETE_FLAG), DWORD{ERROR_CALL_NOT_IMPLEMENTED});
}

TEST(OpenStore, RefusesWhatItCannotDo) {
  // choice: never a silent success
  EXPECT_EQ(error_of_open(CERT_STORE_PROV_MEMORY, CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG),
            DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_EQ(error_of_open(CERT_STORE_PROV_SYSTEM_W), DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_EQ(error_of_open(sz_CERT_STORE_PROV_COLLECTION), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(OpenStore, TakesAddsIntoAReadOnlyMemoryStore) {
  // windows test testMemStore
  const HCERTSTORE store = open_memory(CERT_STORE_READONLY_FLAG);
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  EXPECT_EQ(contents_of<CertificateCalls>(store).size(), 1u);
  EXPECT_TRUE(CertCloseStore(store, 0));
}

TEST(DuplicateStore, ReturnsTheSameHandle) {
  // docs certduplicatestore, windows test testCloseStore
  const HCERTSTORE store = open_memory();
  EXPECT_EQ(CertDuplicateStore(store), store);
  EXPECT_TRUE(CertCloseStore(store, 0));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

}  // namespace
}  // namespace certlife::impl::test
