#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include <cstring>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

// Hands out memory in one direction and never takes any back, so that copying the used bytes back undoes everything.
class Arena {
 public:
  testing::Memory memory() { return {allocate, release, this}; }
  Octets save() const { return Octets(bytes_, bytes_ + used_); }
  void restore(const Octets& saved) {
    std::memcpy(bytes_, saved.data(), saved.size());
    used_ = saved.size();
  }
  std::size_t given_back() const { return given_back_; }
  void limit(std::size_t size) { limit_ = size; }

 private:
  static void* allocate(void* state, std::size_t size) {
    auto& arena = *static_cast<Arena*>(state);
    const std::size_t rounded = (size + 15) / 16 * 16;
    if (arena.used_ + rounded > arena.limit_) return nullptr;
    void* block = arena.bytes_ + arena.used_;
    arena.used_ += rounded;
    return block;
  }
  static void release(void* state, void*, std::size_t size) { static_cast<Arena*>(state)->given_back_ += size; }

  alignas(16) std::uint8_t bytes_[1 << 16] = {};
  std::size_t used_ = 512;  // the marks in front of an object may be read
  std::size_t limit_ = sizeof bytes_;
  std::size_t given_back_ = 0;
};

class MemoryFromATest : public ::testing::Test {
 protected:
  void SetUp() override { testing::use_memory(arena_.memory()); }
  void TearDown() override { testing::use_heap(); }
  Arena arena_;
};

TEST_F(MemoryFromATest, LetsCallsBeUndone) {
  // observer
  HCRYPTPROV csp = 0;
  EXPECT_TRUE(CryptAcquireContext(&csp, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT));
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, csp, 0, nullptr);
  const auto context = add<CertificateCalls>(store, certificate());
  const Octets saved = arena_.save();
  const testing::OutsideState outside = testing::save_outside_state();
  for (const DWORD flags : {0u, 1u, 2u, 3u}) {
    const bool held_is_reported = flags == CERT_CLOSE_STORE_CHECK_FLAG;
    EXPECT_EQ(CertCloseStore(store, flags) == FALSE, held_is_reported);
    EXPECT_EQ(testing::csp_references(csp), 0u);
    const bool forced = (flags & CERT_CLOSE_STORE_FORCE_FLAG) != 0;
    EXPECT_EQ(testing::observe(context).is_allocated(), !forced);
    EXPECT_EQ(testing::observe(store).is_allocated(), !forced);
    arena_.restore(saved);
    testing::restore_outside_state(outside);
    EXPECT_EQ(testing::csp_references(csp), 1u);
    EXPECT_EQ(testing::observe(context).references, 1u);
    EXPECT_EQ(testing::observe(store).kind, testing::ObjectKind::store);
  }
  EXPECT_TRUE(CertFreeCertificateContext(context));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(MemoryFromATest, MayRunOut) {
  // choice: E_OUTOFMEMORY and nothing changed
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
  arena_.limit(arena_.save().size() + 64);
  EXPECT_FALSE(add_unheld<CertificateCalls>(store, certificate_with_serial(2)));
  EXPECT_EQ(GetLastError(), code(E_OUTOFMEMORY));
  EXPECT_EQ(contents_of<CertificateCalls>(store).size(), 1u);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

// A CRL of 10 MB that is offered again and again costs no second one.
template <class Calls>
class RefusedAdd : public MemoryFromATest {
 protected:
  static BOOL add_bytes(HCERTSTORE store, const Octets& bytes, DWORD disposition) {
    SetLastError(sentinel);
    return add_unheld<Calls>(store, bytes, disposition);
  }
};
using ListsOfIssuers = ::testing::Types<CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(RefusedAdd, ListsOfIssuers);

constexpr DWORD refusing[] = {CERT_STORE_ADD_NEW, CERT_STORE_ADD_NEWER, CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES};

TYPED_TEST(RefusedAdd, NeedsNoMemory) {
  // certlife
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::matching_content());
  this->arena_.limit(this->arena_.save().size());
  for (const DWORD disposition : refusing) {
    for (const Octets& bytes : {TypeParam::matching_content(), TypeParam::content()}) {
      EXPECT_FALSE(this->add_bytes(store, bytes, disposition));
      EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
    }
    SetLastError(sentinel);
    EXPECT_FALSE(TypeParam::add(store, context, disposition, nullptr));
    EXPECT_EQ(GetLastError(), code(CRYPT_E_EXISTS));
  }
  EXPECT_FALSE(this->add_bytes(store, TypeParam::content(), CERT_STORE_ADD_ALWAYS));
  EXPECT_EQ(GetLastError(), code(E_OUTOFMEMORY));
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

template <class Calls>
class RefusedBytes : public ::testing::Test {};
TYPED_TEST_SUITE(RefusedBytes, ListsOfIssuers);

TYPED_TEST(RefusedBytes, AreStillSaidNotToDecode) {
  // windows tests testAddCRL, testAddCTLToStore
  const HCERTSTORE store = open_memory();
  EXPECT_TRUE(add_unheld<TypeParam>(store, TypeParam::content()));
  Octets broken = TypeParam::content();
  bool was_refused_for_its_bytes = false;
  for (std::size_t i = broken.size(); i-- > 0;) {
    broken[i] ^= 0x40;
    const auto fresh = create<TypeParam>(broken);
    EXPECT_TRUE(TypeParam::free(fresh));
    if (fresh == nullptr) {
      const DWORD expected = GetLastError();
      EXPECT_FALSE(add_unheld<TypeParam>(store, broken, CERT_STORE_ADD_NEW));
      EXPECT_EQ(GetLastError(), expected) << i;
      was_refused_for_its_bytes = true;
    }
    broken[i] ^= 0x40;
  }
  EXPECT_TRUE(was_refused_for_its_bytes);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

}  // namespace
}  // namespace certlife::impl::test
