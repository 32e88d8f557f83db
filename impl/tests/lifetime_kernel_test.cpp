#include "impl/src/lifetime_kernel.h"

#include <gtest/gtest.h>

namespace certlife::impl::test {
namespace {

using namespace lifetime;

// A truth value like a solver's term: it can be combined, but no branch can ask it.
struct Truth {
  int value;
  friend Truth operator&&(Truth left, Truth right) { return {left.value & right.value}; }
  friend Truth operator||(Truth left, Truth right) { return {left.value | right.value}; }
  friend Truth operator!(Truth truth) { return {1 - truth.value}; }
};
struct Number {
  long value;
  friend Truth operator==(Number left, int right) { return {left.value == right}; }
  friend Truth operator>(Number left, int right) { return {left.value > right}; }
  friend Number operator+(Number left, int right) { return {left.value + right}; }
  friend Number operator-(Number left, int right) { return {left.value - right}; }
};

const Truth yes{1}, no{0};

TEST(LifetimeKernel, DecidesOnTermsAsOnNumbers) {
  // design: proofs instantiate the kernel with solver terms
  for (const bool check : {false, true}) {
    for (const bool force : {false, true}) {
      for (const long handles : {1L, 2L, 3L}) {
        const auto terms = decide_close(Number{handles}, CloseFlags<Truth>{{check}, {force}}, yes);
        const auto numbers = decide_close(handles, CloseFlags<bool>{check, force}, true);
        EXPECT_EQ(terms.handles.value, numbers.handles);
        EXPECT_EQ(terms.ends_store.value == 1, numbers.ends_store);
        EXPECT_EQ(terms.ends_held_contexts.value == 1, numbers.ends_held_contexts);
        EXPECT_EQ(terms.releases_csp.value == 1, numbers.releases_csp);
        const auto pending = close_reports_pending(Number{handles - 1}, Number{1}, CloseFlags<Truth>{{check}, {force}},
                                                   Reading<Truth>{yes, yes});
        EXPECT_EQ(pending.value == 1, close_reports_pending(handles - 1, 1L, CloseFlags<bool>{check, force},
                                                            Reading<bool>{true, true}));
      }
    }
  }
}

TEST(LifetimeKernel, ReleasesTheCspHandleOnlyWhenTheStoreEnds) {
  // header
  const CloseFlags<bool> plain{false, false}, forced{false, true};
  EXPECT_FALSE(decide_close(2u, plain, true).releases_csp);
  EXPECT_TRUE(decide_close(1u, plain, true).releases_csp);
  EXPECT_FALSE(decide_close(1u, plain, false).releases_csp);
  EXPECT_TRUE(decide_close(2u, forced, true).releases_csp);
}

TEST(LifetimeKernel, KillsAContextWhenNothingKeepsIt) {
  // page: Remarks
  const ContextCounts<Number, Truth> listed{{1}, yes, yes};
  EXPECT_EQ(context_is_dead(with_reference_freed(listed)).value, 0);
  EXPECT_EQ(context_is_dead(with_reference_freed(with_listing_ended(listed))).value, 1);
  EXPECT_EQ(context_is_dead(with_store_ended(listed)).value, 0);
  EXPECT_EQ(context_is_dead(with_store_ended(with_reference_freed(listed))).value, 1);
  EXPECT_EQ(with_store_ended(listed).listed.value, 1);
  EXPECT_EQ(with_reference_taken(listed).references.value, 2);
  EXPECT_EQ((store_is_dead<Number, Truth>(Number{0}, Number{0})).value, 1);
  EXPECT_EQ((store_is_dead<Number, Truth>(Number{0}, Number{1})).value, 0);
  EXPECT_EQ((no || store_is_dead<Number, Truth>(Number{1}, Number{0})).value, 0);
}

}  // namespace
}  // namespace certlife::impl::test
