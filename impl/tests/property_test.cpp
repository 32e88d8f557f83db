#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

HCRYPTPROV acquire() {
  HCRYPTPROV handle = 0;
  EXPECT_TRUE(CryptAcquireContext(&handle, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT));
  return handle;
}

template <class Calls>
class Property : public ::testing::Test {
 protected:
  using Pointer = typename Calls::Pointer;
  void SetUp() override { context_ = create<Calls>(Calls::content()); }
  void TearDown() override { EXPECT_TRUE(Calls::free(context_)); }

  static bool set(Pointer context, DWORD id, Octets bytes) {
    const CRYPT_DATA_BLOB blob{static_cast<DWORD>(bytes.size()), bytes.data()};
    return Calls::set_property(context, id, 0, &blob) != FALSE;
  }
  static Octets get(Pointer context, DWORD id) {
    DWORD size = 0;
    SetLastError(sentinel);
    if (!Calls::get_property(context, id, nullptr, &size)) return {};
    Octets bytes(size);
    EXPECT_TRUE(Calls::get_property(context, id, bytes.data(), &size));
    return bytes;
  }
  static std::vector<DWORD> ids(Pointer context) {
    std::vector<DWORD> all;
    for (DWORD id = 0; (id = Calls::next_property(context, id)) != 0;) all.push_back(id);
    return all;
  }
  Pointer context_ = nullptr;
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Property, AllKinds);

TYPED_TEST(Property, IsSetReplacedAndDeleted) {
  // docs certsetcertificatecontextproperty, windows test testCertProperties
  EXPECT_TRUE(this->set(this->context_, CERT_FRIENDLY_NAME_PROP_ID, {1, 2, 3}));
  EXPECT_EQ(this->get(this->context_, CERT_FRIENDLY_NAME_PROP_ID), (Octets{1, 2, 3}));
  EXPECT_TRUE(this->set(this->context_, CERT_FRIENDLY_NAME_PROP_ID, {4}));
  EXPECT_EQ(this->get(this->context_, CERT_FRIENDLY_NAME_PROP_ID), (Octets{4}));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_FRIENDLY_NAME_PROP_ID, 0, nullptr));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_FRIENDLY_NAME_PROP_ID, 0, nullptr));
  EXPECT_EQ(this->get(this->context_, CERT_FRIENDLY_NAME_PROP_ID), Octets{});
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
}

TYPED_TEST(Property, IsSeenThroughEveryDuplicate) {
  // windows test testDupCert
  const auto duplicate = TypeParam::duplicate(this->context_);
  EXPECT_TRUE(this->set(this->context_, CERT_DESCRIPTION_PROP_ID, {7}));
  EXPECT_EQ(this->get(duplicate, CERT_DESCRIPTION_PROP_ID), (Octets{7}));
  EXPECT_TRUE(TypeParam::free(duplicate));
}

TYPED_TEST(Property, WithIdZeroIsRefused) {
  // windows test testCertProperties
  const CRYPT_DATA_BLOB blob{0, nullptr};
  for (const DWORD id : {0u, 32u, 33u, 34u, DWORD{CERT_ACCESS_STATE_PROP_ID}, 0x10000u}) {
    EXPECT_FALSE(TypeParam::set_property(this->context_, id, 0, &blob));
    EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  }
  EXPECT_FALSE(TypeParam::set_property(nullptr, 0, 0, nullptr));
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
}

TYPED_TEST(Property, IsNotWrittenIntoASmallBuffer) {
  // docs certgetcertificatecontextproperty
  EXPECT_TRUE(this->set(this->context_, CERT_DESCRIPTION_PROP_ID, {7, 8, 9}));
  BYTE buffer[3] = {};
  DWORD size = 2;
  EXPECT_FALSE(TypeParam::get_property(this->context_, CERT_DESCRIPTION_PROP_ID, buffer, &size));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
  EXPECT_EQ(size, 3u);
  EXPECT_EQ(buffer[0], 0);
}

TYPED_TEST(Property, ThatIsAHashIsComputedAndKeptWhenRead) {
  // windows tests testCertProperties, testCRLProperties, testCTLProperties
  EXPECT_TRUE(this->ids(this->context_).empty());
  EXPECT_EQ(this->get(this->context_, CERT_SHA1_HASH_PROP_ID).size(), 20u);
  EXPECT_EQ(this->ids(this->context_), std::vector<DWORD>{CERT_SHA1_HASH_PROP_ID});
  const Octets truth = this->get(this->context_, CERT_SHA1_HASH_PROP_ID);
  EXPECT_TRUE(this->set(this->context_, CERT_SHA1_HASH_PROP_ID, Octets(20, 1)));
  EXPECT_EQ(this->get(this->context_, CERT_SHA1_HASH_PROP_ID), Octets(20, 1));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_SHA1_HASH_PROP_ID, 0, nullptr));
  EXPECT_EQ(this->get(this->context_, CERT_SHA1_HASH_PROP_ID), truth);
  EXPECT_EQ(this->get(this->context_, CERT_MD5_HASH_PROP_ID).size(), 16u);
}

TYPED_TEST(Property, IsCopiedByAnAddAndThenIndependent) {
  // header; docs certaddcertificatecontexttostore
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(this->set(this->context_, CERT_DESCRIPTION_PROP_ID, {1}));
  typename TypeParam::Pointer added = nullptr;
  EXPECT_TRUE(TypeParam::add(store, this->context_, CERT_STORE_ADD_ALWAYS, &added));
  EXPECT_EQ(this->get(added, CERT_DESCRIPTION_PROP_ID), (Octets{1}));
  EXPECT_TRUE(this->set(added, CERT_DESCRIPTION_PROP_ID, {2}));
  EXPECT_EQ(this->get(this->context_, CERT_DESCRIPTION_PROP_ID), (Octets{1}));
  EXPECT_TRUE(TypeParam::free(added));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TYPED_TEST(Property, SaysThatNothingPersistsInMemory) {
  // windows tests testCertProperties, testStoreProperty
  EXPECT_EQ(this->get(this->context_, CERT_ACCESS_STATE_PROP_ID), (Octets{0, 0, 0, 0}));
  EXPECT_TRUE(this->ids(this->context_).empty());
}

TYPED_TEST(Property, ArchivedHidesFromEnumerationsOnly) {
  // header, docs certopenstore
  for (const DWORD flags : {0u, DWORD{CERT_STORE_ENUM_ARCHIVED_FLAG}}) {
    const HCERTSTORE store = open_memory(flags);
    EXPECT_TRUE(this->set(this->context_, CERT_ARCHIVED_PROP_ID, {}));
    EXPECT_TRUE(TypeParam::add(store, this->context_, CERT_STORE_ADD_ALWAYS, nullptr));
    EXPECT_EQ(contents_of<TypeParam>(store).size(), flags == 0 ? 0u : 1u);
    const auto found = TypeParam::find(store, 0, 0, TypeParam::find_existing, this->context_, nullptr);
    ASSERT_NE(found, nullptr);
    EXPECT_TRUE(TypeParam::set_property(found, CERT_ARCHIVED_PROP_ID, 0, nullptr));
    EXPECT_TRUE(TypeParam::free(found));
    EXPECT_EQ(contents_of<TypeParam>(store).size(), 1u);
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  }
}

TYPED_TEST(Property, ReleasesItsKeyHandleWithItsContext) {
  // header
  const HCRYPTPROV handle = acquire();
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_TRUE(TypeParam::set_property(context, CERT_KEY_PROV_HANDLE_PROP_ID, 0, reinterpret_cast<void*>(handle)));
  EXPECT_EQ(this->ids(context), std::vector<DWORD>{CERT_KEY_CONTEXT_PROP_ID});
  HCRYPTPROV read = 0;
  DWORD size = sizeof read;
  EXPECT_TRUE(TypeParam::get_property(context, CERT_KEY_PROV_HANDLE_PROP_ID, &read, &size));
  EXPECT_EQ(read, handle);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(testing::csp_references(handle), 0u);
}

TYPED_TEST(Property, ReleasesItsKeyHandleWhenDeletedOrReplaced) {
  // header
  const HCRYPTPROV first = acquire(), second = acquire();
  CERT_KEY_CONTEXT key{};
  key.cbSize = sizeof key;
  key.hCryptProv = first;
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, &key));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, &key));  // the same again
  EXPECT_EQ(testing::csp_references(first), 1u);
  const DWORD specification = AT_SIGNATURE;
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_SPEC_PROP_ID, 0, &specification));
  EXPECT_EQ(testing::csp_references(first), 1u);
  EXPECT_EQ(this->get(this->context_, CERT_KEY_SPEC_PROP_ID), (Octets{AT_SIGNATURE, 0, 0, 0}));
  key.hCryptProv = second;
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, &key));
  EXPECT_EQ(testing::csp_references(first), 0u);
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, nullptr));
  EXPECT_EQ(testing::csp_references(second), 0u);
}

TYPED_TEST(Property, KeepsItsKeyHandleWhenAskedTo) {
  // header
  const HCRYPTPROV handle = acquire();
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_TRUE(TypeParam::set_property(context, CERT_KEY_PROV_HANDLE_PROP_ID, CERT_STORE_NO_CRYPT_RELEASE_FLAG,
                                      reinterpret_cast<void*>(handle)));
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(testing::csp_references(handle), 1u);
  EXPECT_TRUE(CryptReleaseContext(handle, 0));
}

TYPED_TEST(Property, WithAKeyHandleIsNotCopied) {
  // header
  const HCRYPTPROV handle = acquire();
  const auto source = create<TypeParam>(TypeParam::content());
  EXPECT_TRUE(TypeParam::set_property(source, CERT_KEY_PROV_HANDLE_PROP_ID, 0, reinterpret_cast<void*>(handle)));
  const auto copy = [&] {
    typename TypeParam::Pointer added = nullptr;
    EXPECT_TRUE(TypeParam::add(nullptr, source, CERT_STORE_ADD_ALWAYS, &added));
    return added;
  }();
  EXPECT_TRUE(this->ids(copy).empty());
  EXPECT_TRUE(TypeParam::free(copy));
  EXPECT_EQ(testing::csp_references(handle), 1u);
  EXPECT_TRUE(TypeParam::free(source));
  EXPECT_EQ(testing::csp_references(handle), 0u);
}

// A key context as it is set and read.
CERT_KEY_CONTEXT key_context(HCRYPTPROV handle, DWORD specification) {
  CERT_KEY_CONTEXT key{};
  key.cbSize = sizeof key;
  key.hCryptProv = handle;
  key.dwKeySpec = specification;
  return key;
}

template <class Calls>
CERT_KEY_CONTEXT key_context_of(typename Calls::Pointer context) {
  CERT_KEY_CONTEXT key{};
  DWORD size = sizeof key;
  EXPECT_TRUE(Calls::get_property(context, CERT_KEY_CONTEXT_PROP_ID, &key, &size));
  EXPECT_EQ(key.cbSize, sizeof key);
  return key;
}

TYPED_TEST(Property, OfTheKeyContextStaysWhenItsHandleIsDeleted) {
  // windows test testCertProperties
  const CERT_KEY_CONTEXT key = key_context(0, AT_SIGNATURE);
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, &key));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_PROV_HANDLE_PROP_ID, 0, nullptr));
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).dwKeySpec, DWORD{AT_SIGNATURE});
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).hCryptProv, 0u);
  EXPECT_EQ(this->get(this->context_, CERT_KEY_PROV_HANDLE_PROP_ID), Octets{});
  EXPECT_EQ(GetLastError(), code(CRYPT_E_NOT_FOUND));
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, nullptr));
  EXPECT_TRUE(this->ids(this->context_).empty());
}

TYPED_TEST(Property, OfTheKeyContextIsMadeByItsParts) {
  // header
  const HCRYPTPROV handle = acquire();
  const DWORD specification = AT_KEYEXCHANGE;
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_SPEC_PROP_ID, 0, &specification));
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).dwKeySpec, specification);
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).hCryptProv, 0u);
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_PROV_HANDLE_PROP_ID, 0, reinterpret_cast<void*>(handle)));
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).dwKeySpec, specification);
  EXPECT_EQ(key_context_of<TypeParam>(this->context_).hCryptProv, handle);
  EXPECT_TRUE(TypeParam::set_property(this->context_, CERT_KEY_PROV_HANDLE_PROP_ID, 0, nullptr));
  EXPECT_EQ(testing::csp_references(handle), 0u);
}

TYPED_TEST(Property, ThatHandsOverTheKeyTakesItOutOfTheContext) {
  // header
  const HCRYPTPROV handle = acquire();
  const auto context = create<TypeParam>(TypeParam::content());
  EXPECT_EQ(this->get(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID), Octets{});
  const CERT_KEY_CONTEXT key = key_context(handle, AT_SIGNATURE);
  EXPECT_TRUE(TypeParam::set_property(context, CERT_KEY_CONTEXT_PROP_ID, 0, &key));
  HCRYPTPROV taken = 0;
  DWORD size = 0;
  EXPECT_TRUE(TypeParam::get_property(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID, nullptr, &size));
  EXPECT_EQ(size, sizeof taken);
  size = 1;
  EXPECT_FALSE(TypeParam::get_property(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID, &taken, &size));
  EXPECT_TRUE(TypeParam::get_property(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID, &taken, &size));
  EXPECT_EQ(taken, handle);
  EXPECT_EQ(key_context_of<TypeParam>(context).hCryptProv, 0u);
  EXPECT_EQ(this->get(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID), Octets{});
  EXPECT_FALSE(TypeParam::set_property(context, CERT_HCRYPTPROV_TRANSFER_PROP_ID, 0, &key));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_EQ(testing::csp_references(handle), 1u);
  EXPECT_TRUE(CryptReleaseContext(handle, 0));
}

TYPED_TEST(Property, ArchivedHasNoData) {
  // docs certsetcertificatecontextproperty
  EXPECT_TRUE(this->set(this->context_, CERT_ARCHIVED_PROP_ID, {1, 2, 3}));
  DWORD size = 1;
  EXPECT_TRUE(TypeParam::get_property(this->context_, CERT_ARCHIVED_PROP_ID, nullptr, &size));
  EXPECT_EQ(size, 0u);
}

TYPED_TEST(Property, WithABadKeyContextIsRefused) {
  // windows test testCertProperties
  CERT_KEY_CONTEXT key{};
  key.cbSize = 0;
  EXPECT_FALSE(TypeParam::set_property(this->context_, CERT_KEY_CONTEXT_PROP_ID, 0, &key));
  EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  EXPECT_FALSE(TypeParam::set_property(this->context_, CERT_KEY_PROV_INFO_PROP_ID, 0, &key));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

}  // namespace
}  // namespace certlife::impl::test
