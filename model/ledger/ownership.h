// The ownership table: what each function of crypt32 and its neighbours does with the references of what it is given or gives.
// ownership.table explains the words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ledger/clause.h"
#include "model/ledger/text_lines.h"

namespace certlife::model {

enum class OwnershipEffect : std::uint8_t { acquires, releases, consumes, borrows, holds };
enum class Passing : std::uint8_t { in, out, inout };
enum class ResultForm : std::uint8_t { boolean, handle, status, number, nothing };

// What the row calls a function's result.
inline constexpr std::string_view result_path = "return";

struct OwnershipParameter {
  std::string name;
  Passing passing = Passing::in;
  bool is_struct = false;  // Passed by value; every other one is a machine word.
};

// "dwFlags has NAME=0x1", "dwPropId is NAME=0x5", "pfFree is TRUE", "phContext is NULL".
struct OwnershipTerm {
  enum class Test : std::uint8_t { has_flag, is_value, is_true, is_null };

  std::string path;
  Test test = Test::is_true;
  std::string name;  // Of the flag or value.
  std::uint32_t value = 0;
};

struct OwnershipRow {
  std::string path;  // A parameter, "parameter->member", or result_path.
  OwnershipEffect effect = OwnershipEffect::borrows;
  std::string thing;
  std::string other;  // Of `holds` the holder; of a borrowed result its owner; else empty.
  bool changes = false;  // The call changes what the thing contains.
  Evidence evidence = Evidence::inferred;
  std::vector<OwnershipTerm> all_of;   // The effect is there where all of these hold,
  std::vector<OwnershipTerm> unless;   // unless there are some here and all of them hold.
  std::string remark;
  Place place;

  bool is_result() const { return path == result_path; }
};

struct OwnedFunction {
  std::string name;  // As the documents have it.
  bool has_a_and_w = false;
  std::string module;
  ResultForm result = ResultForm::nothing;
  std::vector<Source> sources;
  std::vector<OwnershipParameter> parameters;  // In order.
  std::vector<OwnershipRow> rows;
  Place place;

  const OwnershipParameter* find(std::string_view parameter) const;
};

std::string_view to_string(OwnershipEffect effect);
std::string_view to_string(Passing passing);
std::string_view to_string(ResultForm result);
// "if dwFlags has NAME=0x1 and … unless …"; empty for a row without condition.
std::string condition_of(const OwnershipRow& row);

// The words for things.
bool is_thing(std::string_view word);

// Throws LedgerError, which names file, line and column, at the first thing that is not as it should be.
std::vector<OwnedFunction> parse_ownership(std::string_view file, std::string_view text);
// Throws LedgerError if a function is there twice, also by its A or W name.
void check_no_function_is_there_twice(const std::vector<OwnedFunction>& functions);

// By the documented name, or by that with A or W where there is such a function; nullptr if there is none.
const OwnedFunction* find_function(const std::vector<OwnedFunction>& functions, std::string_view name);

}  // namespace certlife::model
