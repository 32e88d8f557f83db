#include <gtest/gtest.h>

#include <iostream>

#include "proofs/agreement/drift.h"
#include "proofs/refute/weakening.h"

namespace certlife::proofs {

namespace {

TEST(ConcreteAndSymbolicRules, SayTheSameOfAMillionRandomCalls) {
  const Drift drift = compare_instances({});
  RecordProperty("calls", static_cast<int>(drift.calls));
  std::cout << drift.calls << " calls compared, " << drift.defined << " of them defined\n";
  EXPECT_EQ(drift.differences, 0u) << drift.first;
  EXPECT_GE(drift.defined, drift.calls / 2);
}

// Without this the comparison could be blind.
TEST(ConcreteAndSymbolicRules, AreFoundToDifferWhenOneSideIsSpoiled) {
  for (std::size_t mutant = 0; mutant < mutants::count; ++mutant) {
    DriftTest test;
    test.calls = 200'000;
    test.one_sided_mutant = mutant;
    EXPECT_GT(compare_instances(test).differences, 0u) << mutants::about[mutant].name;
  }
}

}  // namespace

}  // namespace certlife::proofs
