// All rows, numbered: a row's number tells its wrapper.
#pragma once

#include <iterator>

#include "certlife_ownership_rows.h"  // Made by the build.
#include "tests/record/recorder/model_signatures.h"

namespace certlife::record {

constexpr std::size_t number_of_rows = std::size(words::model_rows) + std::size(words::ownership_rows);

struct AllRows {
  Signature rows[number_of_rows] = {};
};

constexpr AllRows joined_rows() {
  AllRows all;
  std::size_t count = 0;
  for (const Signature& each : words::model_rows) all.rows[count++] = each;
  for (const Signature& each : words::ownership_rows) all.rows[count++] = each;
  return all;
}
inline constexpr AllRows all_rows = joined_rows();

}  // namespace certlife::record
