#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>
#include <vector>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

// Deleted contexts that are still held stay where they were for enumerations that go on from them, and cost nobody else anything.
namespace certlife::impl::test {
namespace {

template <class Calls>
class Deleted : public ::testing::Test {
 protected:
  using Pointer = typename Calls::Pointer;
  void SetUp() override { store_ = open_memory(); }
  void TearDown() override {
    for (const Pointer context : held_) EXPECT_TRUE(Calls::free(context));
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
  }
  // Newest first in the store's order: the last one that is added is the first.
  void add_held(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) held_.push_back(add<Calls>(store_, Calls::content(static_cast<std::uint8_t>(i))));
  }
  void remove(std::size_t i) {
    EXPECT_TRUE(Calls::remove(Calls::duplicate(held_[i])));
    is_deleted_[i] = true;
  }
  // What an enumeration from here on must give.
  std::vector<Pointer> listed_behind(std::size_t place) const {
    std::vector<Pointer> listed;
    for (std::size_t i = place; i-- > 0;) {
      if (!is_deleted_[i] && held_[i] != nullptr) listed.push_back(held_[i]);
    }
    return listed;
  }
  std::vector<Pointer> enumerate_behind(Pointer context) const {
    std::vector<Pointer> met;
    if (context != nullptr) Calls::duplicate(context);
    while ((context = Calls::enumerate(store_, context)) != nullptr) met.push_back(context);
    return met;
  }
  HCERTSTORE store_ = nullptr;
  std::vector<Pointer> held_;
  std::vector<bool> is_deleted_ = std::vector<bool>(256);
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Deleted, AllKinds);

TYPED_TEST(Deleted, ContextsLetEnumerationsGoOnInAnyOrderOfDeletesAndFrees) {
  // header; docs certenumcertificatesinstore
  std::mt19937 random(20261129);
  for (int round = 0; round < 60; ++round) {
    this->add_held(24);
    for (int step = 0; step < 40; ++step) {
      const std::size_t i = random() % 24;
      if (this->held_[i] == nullptr) continue;
      if (!this->is_deleted_[i]) {
        this->remove(i);
      } else {
        EXPECT_TRUE(TypeParam::free(std::exchange(this->held_[i], nullptr)));
      }
      EXPECT_EQ(this->enumerate_behind(nullptr), this->listed_behind(24));
      const std::size_t from = random() % 24;
      if (this->held_[from] == nullptr) continue;
      EXPECT_EQ(this->enumerate_behind(this->held_[from]), this->listed_behind(from));
    }
    for (std::size_t i = 0; i < 24; ++i) {
      if (this->held_[i] == nullptr) continue;
      if (!this->is_deleted_[i]) this->remove(i);
      EXPECT_TRUE(TypeParam::free(this->held_[i]));
    }
    this->held_.clear();
    this->is_deleted_.assign(256, false);
  }
}

TYPED_TEST(Deleted, ContextsLetFindsGoOn) {
  // header
  for (int i = 0; i < 20; ++i) this->held_.push_back(add<TypeParam>(this->store_, TypeParam::content()));
  for (const std::size_t i : {19u, 10u, 11u, 3u, 0u}) this->remove(i);
  for (std::size_t from = 0; from < 20; ++from) {
    std::vector<typename TypeParam::Pointer> found;
    auto each = TypeParam::duplicate(this->held_[from]);
    while ((each = TypeParam::find(this->store_, any_encoding, 0, TypeParam::find_existing, this->held_[5], each)) != nullptr) {
      found.push_back(each);
    }
    EXPECT_EQ(found, this->listed_behind(from)) << from;
  }
}

template <class Work>
double seconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// 20 000 deleted ones made each of these calls a thousand times slower. Ratios of the same work, best of five, so that a busy machine
// does not matter.
TYPED_TEST(Deleted, ContextsSlowNoEnumerationAndNoAdd) {
  // certlife
  const Octets wanted = TypeParam::content();
  const auto enumerate_and_add = [&] {
    for (int i = 0; i < 200; ++i) {
      EXPECT_EQ(TypeParam::enumerate(this->store_, nullptr), nullptr);
      const auto context = add<TypeParam>(this->store_, wanted, CERT_STORE_ADD_NEW);
      EXPECT_NE(context, nullptr);
      EXPECT_TRUE(TypeParam::remove(context));
    }
  };
  const auto best = [&] {
    double least = seconds(enumerate_and_add);
    for (int i = 0; i < 4; ++i) least = std::min(least, seconds(enumerate_and_add));
    return least;
  };
  const double before = best();
  for (int i = 0; i < 20'000; ++i) {
    this->held_.push_back(add<TypeParam>(this->store_, wanted));
    EXPECT_TRUE(TypeParam::remove(TypeParam::duplicate(this->held_.back())));
  }
  EXPECT_LT(best(), 20 * before);
}

}  // namespace
}  // namespace certlife::impl::test
