// Threads on the bundled library. Under ThreadSanitizer and AddressSanitizer these find races and misplaced frees by themselves.
#include <gtest/gtest.h>

#include "tests/properties/effort.h"
#include "tests/properties/stress.h"
#include "tests/properties/watchdog.h"

namespace certlife::properties {
namespace {

constexpr unsigned threads = 4;

class Threads : public ::testing::Test {
 protected:
  const Library& library = *certlife_library_under_test();
  const Watchdog watchdog{300, [] { return "threads on one store, seed " + std::to_string(seed()); }};
};

TEST_F(Threads, LeaveNothingHeldBehindOnASharedStore) {
  // HANDLE-9, CONTEXT-5, CLOSE-4
  EXPECT_EQ(stress_one_store(library, seed(), threads, effort(5000)), "");
}

TEST_F(Threads, MayMakeTheLastFreeOfAClosedStore) {
  // FREE-7, CLOSE-21
  EXPECT_EQ(stress_the_last_free(library, seed(), threads, effort(1000)), "");
}

TEST_F(Threads, DoNotDisturbEachOthersStoresAndLastErrors) {
  // ERROR-1, CSP-2, CSP-3
  EXPECT_EQ(stress_own_stores(library, seed(), threads, effort(2000)), "");
}

}  // namespace
}  // namespace certlife::properties
