#include "model/first_values.h"

#include <gtest/gtest.h>

#include "model/ledger/ledger.h"
#include "model/oracle/readings.h"

namespace certlife::oracle {
namespace {

std::uint8_t first_admitted(model::Choice which, unsigned reading) {
  std::uint8_t value = 0;
  while (((readings().admit(which, value) >> reading) & 1u) == 0) ++value;
  return value;
}

TEST(FirstValues, AreTheFirstThatTheReadingAdmits) {
  for (unsigned reading = 0; reading < model::reading_names.size(); ++reading) {
    const model::Assignment first = model::first_values(model::reading_names[reading]);
    for (const auto& facts : model::choice_facts) {
      const auto which = static_cast<model::Choice>(&facts - model::choice_facts.data());
      EXPECT_EQ(first[which], first_admitted(which, reading)) << model::reading_names[reading] << ", " << facts.name;
    }
  }
}

TEST(FirstValues, AreThoseOfAReadingThatThereIs) { EXPECT_THROW(model::first_values("sideways"), std::invalid_argument); }

}  // namespace
}  // namespace certlife::oracle
