#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include <utility>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

using testing::observe;

template <class Calls>
void set_text(typename Calls::Pointer context, DWORD id, std::string text) {
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(text.size()), reinterpret_cast<BYTE*>(text.data())};
  EXPECT_TRUE(Calls::set_property(context, id, 0, &blob));
}

template <class Calls>
std::string text_of(typename Calls::Pointer context, DWORD id) {
  char text[64];
  DWORD size = sizeof text;
  if (!Calls::get_property(context, id, text, &size)) return "missing";
  return std::string(text, size);
}

// A store that lists one element, which is held, with a friendly name; and a match of it, newer unless it is a certificate, that has
// another friendly name and a description.
template <class Calls>
class Disposition : public ::testing::Test {
 protected:
  using Pointer = typename Calls::Pointer;
  void SetUp() override {
    testing::observe_objects(true);
    store_ = open_memory();
    existing_ = add<Calls>(store_, Calls::content());
    set_text<Calls>(existing_, CERT_FRIENDLY_NAME_PROP_ID, "old name");
    set_text<Calls>(existing_, CERT_ENHKEY_USAGE_PROP_ID, "old usage");
    source_ = create<Calls>(Calls::matching_content());
    set_text<Calls>(source_, CERT_FRIENDLY_NAME_PROP_ID, "new name");
    set_text<Calls>(source_, CERT_DESCRIPTION_PROP_ID, "new description");
  }
  void TearDown() override {
    Calls::free(existing_);
    Calls::free(source_);
    if (added_ != nullptr) Calls::free(added_);
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
    EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
  }
  bool add_source(DWORD disposition) {
    SetLastError(sentinel);
    return Calls::add(store_, source_, disposition, &added_) != FALSE;
  }
  void expect_properties(const char* name, const char* usage, const char* description) {
    EXPECT_EQ(text_of<Calls>(added_, CERT_FRIENDLY_NAME_PROP_ID), name);
    EXPECT_EQ(text_of<Calls>(added_, CERT_ENHKEY_USAGE_PROP_ID), usage);
    EXPECT_EQ(text_of<Calls>(added_, CERT_DESCRIPTION_PROP_ID), description);
  }
  HCERTSTORE store_ = nullptr;
  Pointer existing_ = nullptr, source_ = nullptr, added_ = nullptr;
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Disposition, AllKinds);

// Of certificates nothing newer matches.
template <class Calls>
class NewerDisposition : public Disposition<Calls> {};
using Lists = ::testing::Types<CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(NewerDisposition, Lists);

TYPED_TEST(Disposition, OutsideTheKnownOnesIsRefused) {
  // windows tests testAddCert, testAddCRL
  for (const DWORD disposition : {0u, 8u, 0xFFFFFFFFu}) {
    EXPECT_FALSE(this->add_source(disposition));
    EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
    EXPECT_FALSE(add_unheld<TypeParam>(nullptr, TypeParam::content(), disposition));
    EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
  }
}

TYPED_TEST(Disposition, AlwaysAddsADuplicate) {
  // header
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_ALWAYS));
  EXPECT_EQ(contents_of<TypeParam>(this->store_).size(), 2u);
}

TYPED_TEST(Disposition, NewRefusesAMatchAndChangesNothing) {
  // windows tests testAddCert, testAddCRL, testAddCTLToStore
  EXPECT_FALSE(this->add_source(CERT_STORE_ADD_NEW));
  EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
  EXPECT_EQ(contents_of<TypeParam>(this->store_), std::vector<Octets>{TypeParam::content()});
  EXPECT_EQ(text_of<TypeParam>(this->existing_, CERT_FRIENDLY_NAME_PROP_ID), "old name");
  EXPECT_EQ(observe(this->source_).references, 1u);
}

TYPED_TEST(Disposition, NewAddsAgainWhatWasDeleted) {
  // docs certdeletecertificatefromstore
  EXPECT_TRUE(TypeParam::remove(TypeParam::duplicate(this->existing_)));
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_NEW));
  EXPECT_EQ(contents_of<TypeParam>(this->store_), std::vector<Octets>{TypeParam::matching_content()});
}

TYPED_TEST(Disposition, UseExistingGivesTheExistingOneWhatItLacks) {
  // header
  BYTE digest[20];
  DWORD size = sizeof digest;
  EXPECT_TRUE(TypeParam::get_property(this->source_, CERT_SHA1_HASH_PROP_ID, digest, &size));
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_USE_EXISTING));
  EXPECT_EQ(this->added_, this->existing_);
  EXPECT_EQ(observe(this->existing_).references, 2u);
  this->expect_properties("old name", "old usage", "new description");
  EXPECT_EQ(TypeParam::next_property(this->added_, 0), DWORD{CERT_ENHKEY_USAGE_PROP_ID});  // no hash came along
}

TYPED_TEST(Disposition, UseExistingWithoutOutPointerHoldsNothing) {
  // header
  EXPECT_TRUE(TypeParam::add(this->store_, this->source_, CERT_STORE_ADD_USE_EXISTING, nullptr));
  EXPECT_EQ(observe(this->existing_).references, 1u);
}

TYPED_TEST(Disposition, ReplaceExistingDeletesTheOldOne) {
  // header
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_REPLACE_EXISTING));
  EXPECT_NE(this->added_, this->existing_);
  EXPECT_EQ(contents_of<TypeParam>(this->store_), std::vector<Octets>{TypeParam::matching_content()});
  EXPECT_EQ(TypeParam::encoded(this->existing_), TypeParam::content());
  EXPECT_FALSE(observe(this->existing_).is_listed);
  this->expect_properties("new name", "missing", "new description");
}

TYPED_TEST(Disposition, ReplaceExistingFreesAnOldOneThatNobodyHolds) {
  // page: Remarks
  TypeParam::free(this->existing_);
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_REPLACE_EXISTING));
  EXPECT_FALSE(observe(this->existing_).is_allocated());
  this->existing_ = nullptr;
}

TYPED_TEST(NewerDisposition, ReplacesAnOlderOneOnly) {
  // header, windows test testAddCRL
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_NEWER));
  this->expect_properties("new name", "missing", "new description");
  typename TypeParam::Pointer none = nullptr;
  EXPECT_FALSE(TypeParam::add(this->store_, this->added_, CERT_STORE_ADD_NEWER, &none));  // equally new
  EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
  EXPECT_FALSE(TypeParam::add(this->store_, this->existing_, CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES, &none));
  EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
  EXPECT_EQ(contents_of<TypeParam>(this->store_), std::vector<Octets>{TypeParam::matching_content()});
}

TYPED_TEST(NewerDisposition, InheritingTakesOverWhatIsMissing) {
  // header
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES));
  this->expect_properties("new name", "old usage", "new description");
  EXPECT_FALSE(observe(this->existing_).is_listed);
}

TYPED_TEST(Disposition, ReplaceExistingInheritingMergesProperties) {
  // header and docs (certificate contexts use the existing one); choice for CRLs and CTLs
  EXPECT_TRUE(this->add_source(CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES));
  EXPECT_EQ(this->added_ == this->existing_, (std::is_same_v<TypeParam, CertificateCalls>));
  this->expect_properties("new name", "old usage", "new description");
  EXPECT_EQ(contents_of<TypeParam>(this->store_).size(), 1u);
}

TYPED_TEST(Disposition, OfAnyKindAddsWhatHasNoMatch) {
  // docs certaddcertificatecontexttostore
  for (DWORD disposition = CERT_STORE_ADD_NEW; disposition <= CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES; ++disposition) {
    const Octets content = TypeParam::content(static_cast<std::uint8_t>(disposition + 1));
    EXPECT_TRUE(add_unheld<TypeParam>(this->store_, content, disposition));
  }
  EXPECT_EQ(contents_of<TypeParam>(this->store_).size(), 8u);
}

TYPED_TEST(Disposition, FailsOnBadBytesAndChangesNothing) {
  // windows test testMemStore
  Octets cut = TypeParam::content(9);
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(add_unheld<TypeParam>(this->store_, cut));
  EXPECT_FALSE(TypeParam::add_encoded(this->store_, any_encoding, nullptr, 0, CERT_STORE_ADD_ALWAYS, nullptr));
  EXPECT_EQ(GetLastError(), TypeParam::no_bytes_error);
  EXPECT_EQ(contents_of<TypeParam>(this->store_).size(), 1u);
}

TYPED_TEST(Disposition, OfABadEncodingIsLookedAtLast) {
  // windows test testAddCRL: the encoding type, then the bytes, then the disposition
  for (const HCERTSTORE store : {this->store_, HCERTSTORE{nullptr}}) {
    EXPECT_FALSE(TypeParam::add_encoded(store, any_encoding, nullptr, 0, 0, nullptr));
    EXPECT_EQ(GetLastError(), TypeParam::no_bytes_error);
    EXPECT_FALSE(TypeParam::add_encoded(store, 0, nullptr, 0, 0, nullptr));
    EXPECT_EQ(GetLastError(), code(E_INVALIDARG));
    Octets cut = TypeParam::content();
    cut.resize(cut.size() / 2);
    EXPECT_EQ(create<TypeParam>(cut), nullptr);
    const DWORD of_create = GetLastError();
    EXPECT_FALSE(TypeParam::add_encoded(store, any_encoding, cut.data(), static_cast<DWORD>(cut.size()), 0, nullptr));
    EXPECT_EQ(GetLastError(), of_create);
  }
}

TYPED_TEST(Disposition, ReplaceExistingInheritingOfEncodedBytesMakesANewOne) {
  // docs certaddencodedcertificatetostore; choice
  this->added_ = add<TypeParam>(this->store_, TypeParam::matching_content(), CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES);
  ASSERT_NE(this->added_, nullptr);
  EXPECT_NE(this->added_, this->existing_);
  this->expect_properties("old name", "old usage", "missing");
}

TYPED_TEST(Disposition, OfEncodedBytesBringsNoProperties) {
  // docs certaddencodedcertificatetostore
  this->added_ = add<TypeParam>(this->store_, TypeParam::content(), CERT_STORE_ADD_REPLACE_EXISTING);
  this->expect_properties("missing", "missing", "missing");
}

TYPED_TEST(Disposition, AddsACopyToNullThatHoldsNothingOfTheStore) {
  // header (hCertStore is optional); Chromium expects the checked close to succeed
  EXPECT_TRUE(TypeParam::add(nullptr, this->existing_, CERT_STORE_ADD_ALWAYS, &this->added_));
  this->expect_properties("old name", "old usage", "missing");
  EXPECT_FALSE(observe(this->added_).is_listed);
  EXPECT_EQ(this->added_->hCertStore, this->source_->hCertStore);
  TypeParam::free(std::exchange(this->existing_, nullptr));
  CertDuplicateStore(this->store_);
  EXPECT_TRUE(CertCloseStore(this->store_, 0));
  EXPECT_TRUE(CertCloseStore(this->store_, CERT_CLOSE_STORE_CHECK_FLAG));
  this->store_ = open_memory();
  this->expect_properties("old name", "old usage", "missing");
}

}  // namespace
}  // namespace certlife::impl::test
