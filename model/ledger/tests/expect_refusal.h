// What every test of a parser asks: that bad data are refused with their place.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "model/ledger/text_lines.h"

namespace certlife::model {

template <class Parse>
void expect_refusal(Parse parse, const std::string& place, const std::string& reason) {
  try {
    parse();
    FAIL() << "accepted; expected a refusal at " << place;
  } catch (const LedgerError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with(place)) << error.what();
    EXPECT_NE(std::string(error.what()).find(reason), std::string::npos) << error.what();
  }
}

}  // namespace certlife::model
