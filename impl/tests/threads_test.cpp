#include <certlife/wincrypt.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include "impl/src/testing/observer.h"
#include "impl/tests/calls.h"

namespace certlife::impl::test {
namespace {

constexpr int rounds = 300;

void run_together(const std::vector<std::function<void()>>& bodies) {
  std::vector<std::thread> threads;
  for (const auto& body : bodies) threads.emplace_back(body);
  for (std::thread& thread : threads) thread.join();
}

template <class Calls>
class Threads : public ::testing::Test {
 protected:
  void SetUp() override { testing::observe_objects(true); }
  void TearDown() override {
    testing::drain();
    EXPECT_EQ(testing::live_objects(), testing::LiveObjects{});
  }
};
using AllKinds = ::testing::Types<CertificateCalls, CrlCalls, CtlCalls>;
TYPED_TEST_SUITE(Threads, AllKinds);

TYPED_TEST(Threads, AddDeleteWalkAndFindAtOnce) {
  // choice: every call is atomic
  const HCERTSTORE store = open_memory();
  for (std::uint8_t label = 1; label <= 20; ++label) add_unheld<TypeParam>(store, TypeParam::content(label));
  std::atomic<bool> goes_on{true};
  const auto change = [&](std::uint8_t first) {
    for (int round = 0; round < rounds; ++round) {
      const auto context = add<TypeParam>(store, TypeParam::content(static_cast<std::uint8_t>(first + round % 10)),
                                          CERT_STORE_ADD_REPLACE_EXISTING);
      ASSERT_NE(context, nullptr);
      if (round % 2 == 0) TypeParam::remove(context); else TypeParam::free(context);
    }
  };
  const auto look = [&] {
    while (goes_on) {
      for (const Octets& each : contents_of<TypeParam>(store)) ASSERT_FALSE(each.empty());
      const auto wanted = create<TypeParam>(TypeParam::content(5));
      const auto found = TypeParam::find(store, 0, 0, TypeParam::find_existing, wanted, nullptr);
      if (found != nullptr) TypeParam::free(found);
      TypeParam::free(wanted);
    }
  };
  run_together({[&] { run_together({[&] { change(1); }, [&] { change(6); }}); goes_on = false; }, look, look});
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

// Elements that stay, with others before and between them that go.
template <class Calls>
struct SomeStay {
  using Pointer = typename Calls::Pointer;
  explicit SomeStay(std::mt19937& random) : store(open_memory()) {
    for (std::uint8_t label = 1; label <= 24; ++label) {
      const Pointer context = add<Calls>(store, Calls::content(label));
      (label % 8 == 0 ? staying : going).push_back(context);
    }
    std::shuffle(going.begin(), going.end(), random);
  }
  // Each is deleted while it is held, and freed some deletes later.
  void let_go() const {
    constexpr std::size_t later = 5;
    for (std::size_t i = 0; i < going.size() + later; ++i) {
      if (i < going.size()) Calls::remove(Calls::duplicate(going[i]));
      if (i >= later) Calls::free(going[i - later]);
    }
  }
  // How many of those that stay a walk meets; each must be met once, the newest first.
  std::size_t met_in_order() const {
    std::size_t met = 0;
    for (Pointer each = nullptr; (each = Calls::enumerate(store, each)) != nullptr;) {
      met += met < staying.size() && each == staying[staying.size() - 1 - met];
    }
    return met;
  }
  HCERTSTORE store;
  std::vector<Pointer> staying, going;
};

TYPED_TEST(Threads, MeetWhatStaysOnceWhileOthersAreDeletedAndHeld) {
  // choice: every call is atomic
  std::mt19937 random(20261129);
  for (int round = 0; round < rounds; ++round) {
    const SomeStay<TypeParam> some(random);
    std::atomic<bool> goes_on{true};
    const auto walk = [&] {
      while (goes_on) EXPECT_EQ(some.met_in_order(), some.staying.size());
    };
    run_together({[&] { some.let_go(); goes_on = false; }, walk, walk});
    EXPECT_EQ(some.met_in_order(), some.staying.size());
    for (const auto context : some.staying) EXPECT_TRUE(TypeParam::free(context));
    EXPECT_TRUE(CertCloseStore(some.store, CERT_CLOSE_STORE_CHECK_FLAG));
  }
}

TYPED_TEST(Threads, AlwaysSeeAnElementThatIsReplaced) {
  // choice: every call is atomic; a replacement never leaves a moment without one
  const HCERTSTORE store = open_memory();
  add_unheld<TypeParam>(store, TypeParam::content());
  std::atomic<bool> goes_on{true};
  const auto replace = [&] {
    for (int round = 0; round < rounds * 4; ++round) {
      add_unheld<TypeParam>(store, TypeParam::content(), CERT_STORE_ADD_REPLACE_EXISTING);
    }
    goes_on = false;
  };
  const auto look = [&] {
    const auto wanted = create<TypeParam>(TypeParam::content());
    while (goes_on) {
      const auto first = TypeParam::enumerate(store, nullptr);
      EXPECT_NE(first, nullptr);
      TypeParam::free(first);
      const auto found = TypeParam::find(store, 0, 0, TypeParam::find_existing, wanted, nullptr);
      EXPECT_NE(found, nullptr);
      TypeParam::free(found);
    }
    TypeParam::free(wanted);
  };
  run_together({replace, look});
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TYPED_TEST(Threads, FreeContextsWhileTheStoreCloses) {
  // header: the store goes with the last of its contexts
  for (int round = 0; round < rounds; ++round) {
    const HCERTSTORE store = open_memory();
    std::vector<typename TypeParam::Pointer> held;
    for (std::uint8_t label = 1; label <= 4; ++label) held.push_back(add<TypeParam>(store, TypeParam::content(label)));
    run_together({[&] { CertCloseStore(store, round % 2 == 0 ? 0 : CERT_CLOSE_STORE_CHECK_FLAG); },
                  [&] { for (const auto context : held) round % 3 == 0 ? TypeParam::remove(context) : TypeParam::free(context); }});
    ASSERT_FALSE(testing::observe(store).is_allocated());
  }
}

TYPED_TEST(Threads, ShareHandlesAndContexts) {
  // header: counts
  const HCERTSTORE store = open_memory();
  const auto context = add<TypeParam>(store, TypeParam::content());
  const auto use = [&] {
    for (int round = 0; round < rounds * 10; ++round) {
      CertCloseStore(CertDuplicateStore(store), 0);
      TypeParam::free(TypeParam::duplicate(context));
    }
  };
  run_together({use, use, use});
  EXPECT_EQ(testing::observe(store).references, 1u);
  EXPECT_EQ(testing::observe(context).references, 1u);
  EXPECT_TRUE(TypeParam::free(context));
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TYPED_TEST(Threads, SetAndReadPropertiesAtOnce) {
  // choice: every call is atomic
  const auto context = create<TypeParam>(TypeParam::content());
  const auto write = [&](BYTE value) {
    Octets bytes(100, value);
    const CRYPT_DATA_BLOB blob{100, bytes.data()};
    for (int round = 0; round < rounds; ++round) TypeParam::set_property(context, CERT_DESCRIPTION_PROP_ID, 0, &blob);
  };
  const auto read = [&] {
    for (int round = 0; round < rounds; ++round) {
      Octets bytes(100);
      DWORD size = 100;
      if (!TypeParam::get_property(context, CERT_DESCRIPTION_PROP_ID, bytes.data(), &size)) continue;
      EXPECT_EQ(bytes, Octets(100, bytes[0]));
    }
  };
  run_together({[&] { write(1); }, [&] { write(2); }, read});
  EXPECT_TRUE(TypeParam::free(context));
}

TEST(LastError, IsEachThreadsOwn) {
  // header
  SetLastError(sentinel);
  std::thread([] {
    EXPECT_EQ(GetLastError(), 0u);
    SetLastError(1);
  }).join();
  EXPECT_EQ(GetLastError(), sentinel);
}

}  // namespace
}  // namespace certlife::impl::test
