#include "model/choices.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/ledger/ledger.h"

namespace certlife::model {
namespace {

// The rules ask about choices by number, the readings name them; both must mean the same.
TEST(Choices, OfTheRulesAreThoseOfTheReadings) {
  const auto& rows = Ledger::load().choices();
  ASSERT_EQ(rows.size(), choice_facts.size());

  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ChoiceFacts& facts = choice_facts[i];
    std::vector<std::string> values(facts.values.begin(), facts.values.begin() + facts.value_count());
    EXPECT_EQ(rows[i].name, facts.name);
    EXPECT_EQ(rows[i].values, values) << rows[i].name;
    EXPECT_EQ(rows[i].anew_at_each_call, facts.may_differ_from_call_to_call) << rows[i].name;
  }
}

}  // namespace
}  // namespace certlife::model
