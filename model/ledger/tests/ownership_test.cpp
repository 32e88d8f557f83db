// The ownership table: its reader, its two forms, and that the table fits the calls that traces may hold.
#include "model/ledger/ownership.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "model/ledger/ledger.h"
#include "model/ledger/ownership_text.h"
#include "model/ledger/tests/expect_refusal.h"
#include "model/trace/schema_check.h"
#include "model/trace/vocabulary.h"

namespace certlife::model {
namespace {

const std::string heading = "MakeToy{A,W}  crypt32  handle  docs maketoy; header\n";
const std::string toy = heading + "  (hStore, dwFlags,\n   out ppToy, struct sBox)\n";

std::vector<OwnedFunction> parsed(const std::string& text) { return parse_ownership("toy.table", text); }

void expect_row_refused(const std::string& row, const std::string& place, const std::string& reason) {
  expect_refusal([&] { parsed(toy + "  " + row + "\n"); }, "toy.table:4:" + place + ":", reason);
}

TEST(Ownership, GivesAFunctionItsParametersInOrder) {
  const auto functions = parsed(toy);

  ASSERT_EQ(functions.size(), 1u);
  EXPECT_EQ(functions[0].name, "MakeToy");
  EXPECT_TRUE(functions[0].has_a_and_w);
  ASSERT_EQ(functions[0].parameters.size(), 4u);
  EXPECT_EQ(functions[0].parameters[2].name, "ppToy");
  EXPECT_EQ(functions[0].parameters[2].passing, Passing::out);
  EXPECT_TRUE(functions[0].parameters[3].is_struct);
  EXPECT_TRUE(functions[0].rows.empty());
}

TEST(Ownership, ReadsARowWithConditionAndRemark) {
  const auto functions = parsed(toy + "  hStore->hInner  holds  store by return  header  if dwFlags has BIG=0x1F and hStore is NULL unless ppToy is TRUE  (a toy)\n");

  const OwnershipRow& row = functions.at(0).rows.at(0);
  EXPECT_EQ(row.path, "hStore->hInner");
  EXPECT_EQ(row.effect, OwnershipEffect::holds);
  EXPECT_EQ(row.other, "return");
  EXPECT_EQ(row.evidence, Evidence::header);
  ASSERT_EQ(row.all_of.size(), 2u);
  EXPECT_EQ(row.all_of[0].value, 0x1Fu);
  EXPECT_EQ(row.all_of[1].test, OwnershipTerm::Test::is_null);
  ASSERT_EQ(row.unless.size(), 1u);
  EXPECT_EQ(row.remark, "a toy");
  EXPECT_EQ(condition_of(row), "if dwFlags has BIG=0x1F and hStore is NULL unless ppToy is TRUE");
}

TEST(Ownership, NamesLineAndColumnOfWhatItRefuses) {
  expect_row_refused("hStore  eats  store  header", "11", "no effect");
  expect_row_refused("hShop  borrows  store  header", "3", "no parameter");
  expect_row_refused("hStore  borrows  shop  header", "20", "no thing");
  expect_row_refused("hStore  borrows  store  rumoured", "27", "no evidence");
  expect_row_refused("hStore  borrows  store  windows-tested", "27", "backs");
  expect_row_refused("hStore  borrows  store  header  when it rains", "35", "expected");
  expect_row_refused("hStore  borrows  store  header  if dwFlags has BIG", "50", "number");
  expect_row_refused("hStore  borrows  store  header  if dwFlags has BIG=0x1G", "56", "no number");
  expect_row_refused("hStore  borrows  store  header  if dwFlags has BIG=0x123456789", "56", "32 bits");
  expect_row_refused("hStore  holds  store  header", "18", "holder");
  expect_row_refused("hStore  releases  store, changed  header", "21", "changed");
  expect_row_refused("return  consumes  store  header", "1", "result");
  expect_row_refused("hStore  borrows", "1", "expected");
  expect_row_refused("(more)", "3", "second list");
  expect_row_refused("hStore  borrows  store  header\x01", "1", "control");
}

TEST(Ownership, RefusesAFunctionThatIsMalformed) {
  expect_refusal([] { parsed("MakeToy  crypt32  handle\n"); }, "toy.table:1:1:", "expected");
  expect_refusal([] { parsed("Make Toy  crypt32  handle  header\n"); }, "toy.table:1:1:", "no name");
  expect_refusal([] { parsed("MakeToy  toys32  handle  header\n"); }, "toy.table:1:10:", "no module");
  expect_refusal([] { parsed("MakeToy  crypt32  toy  header\n"); }, "toy.table:1:19:", "form of a result");
  expect_refusal([] { parsed("MakeToy  crypt32  handle  rumour\n"); }, "toy.table:1:27:", "no source");
  expect_refusal([] { parsed("  hStore  borrows  store  header\n"); }, "toy.table:1:1:", "before the first");
  expect_refusal([] { parsed(heading); }, "toy.table:1:", "no list");
  expect_refusal([] { parsed(heading + "  (hStore,\n"); }, "toy.table:1:", "no end");
  expect_refusal([] { parsed(heading + "  (hStore\n"); }, "toy.table:2:4:", "no end");
  expect_refusal([] { parsed(heading + "  (hStore, hStore)\n"); }, "toy.table:2:12:", "already");
  expect_refusal([] { parsed(heading + "  (maybe hStore)\n"); }, "toy.table:2:4:", "no way");
  expect_refusal([] { parsed(heading + "  (h-Store)\n"); }, "toy.table:2:4:", "no name");
}

TEST(Ownership, RefusesWhatIsThereTwice) {
  const std::string row = "  hStore  borrows  store  header\n";
  expect_refusal([&] { parsed(toy + row + row); }, "toy.table:5:1:", "twice");
  EXPECT_EQ(parsed(toy + row + "  hStore  borrows  store  header  if dwFlags has BIG=0x1\n").at(0).rows.size(), 2u);

  const auto both = parsed(toy + "\nMakeToyW  crypt32  handle  header\n  ()\n");
  expect_refusal([&] { check_no_function_is_there_twice(both); }, "toy.table:5:", "already");
}

TEST(Ownership, FindsAFunctionByItsNameWithAAndWToo) {
  const auto functions = parsed(toy + "\nBreakToy  crypt32  void  header\n  ()\n");

  EXPECT_EQ(find_function(functions, "MakeToy"), &functions[0]);
  EXPECT_EQ(find_function(functions, "MakeToyW"), &functions[0]);
  EXPECT_EQ(find_function(functions, "MakeToyX"), nullptr);
  EXPECT_EQ(find_function(functions, "BreakToy"), &functions[1]);
  EXPECT_EQ(find_function(functions, "BreakToyA"), nullptr);
  EXPECT_EQ(find_function(functions, "MakeTo"), nullptr);
}

// --- The table of the build ------------------------------------------------------------------------------------------

const std::vector<OwnedFunction>& table() { return Ledger::load().ownership(); }

TEST(OwnershipTable, ReadsTheSameFromWhatItPrints) {
  const std::string text = list_ownership(table());

  EXPECT_EQ(list_ownership(parsed(text)), text);
  EXPECT_EQ(ownership_json(parsed(text)), ownership_json(table()));
}

TEST(OwnershipTable, IsRefusedOrReadWhateverIsDoneToIt) {
  std::mt19937 random(7);
  const std::string text = list_ownership(table());
  std::size_t refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string changed = text.substr(random() % text.size(), 2000);
    changed.insert(0, heading + "  (");
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    try {
      parsed(changed);
    } catch (const LedgerError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 200u);
}

nlohmann::json schema() {
  std::ifstream file(CERTLIFE_OWNERSHIP_SCHEMA);
  return nlohmann::json::parse(file);
}

TEST(OwnershipTable, IsJsonByItsSchema) {
  const auto json = nlohmann::json::parse(ownership_json(table()));

  EXPECT_TRUE(trace::violations(schema(), json).empty());
  EXPECT_EQ(json["functions"].size(), table().size());
}

TEST(OwnershipTable, WouldNotBeJsonByItsSchemaWithAnotherEffect) {
  auto json = nlohmann::json::parse(ownership_json(table()));
  json["functions"][0]["ownership"][0]["effect"] = "eats";

  EXPECT_FALSE(trace::violations(schema(), json).empty());
}

// Each call that a trace may hold, with the parameters that the vocabulary knows.
TEST(OwnershipTable, HasEveryCallOfTheVocabulary) {
  for (const trace::CallDescription& call : trace::calls()) {
    const OwnedFunction* function = find_function(table(), call.name);
    ASSERT_NE(function, nullptr) << call.name;
    EXPECT_EQ(function->has_a_and_w, call.has_a_and_w) << call.name;
    ASSERT_EQ(function->parameters.size(), call.parameters.size()) << call.name;
    for (std::size_t i = 0; i < call.parameters.size(); ++i) EXPECT_EQ(function->parameters[i].name, call.parameters[i].name);
  }
}

// What the vocabulary says is given a store, a context or a CSP handle has a row, and so has what it says comes back.
TEST(OwnershipTable, SaysOfEveryHandleOfTheVocabularyWhatIsDoneWithIt) {
  for (const trace::CallDescription& call : trace::calls()) {
    const OwnedFunction& function = *find_function(table(), call.name);
    const auto has_row = [&](std::string_view path) {
      return std::any_of(function.rows.begin(), function.rows.end(), [&](const OwnershipRow& row) { return row.path == path; });
    };
    for (const trace::Parameter& parameter : call.parameters) {
      const bool is_handle = parameter.role == trace::Role::store || parameter.role == trace::Role::context || parameter.role == trace::Role::csp;
      EXPECT_TRUE(!is_handle || has_row(parameter.name)) << call.name << " " << parameter.name;
    }
    const bool gives = call.returns == trace::Returns::store || call.returns == trace::Returns::context;
    EXPECT_TRUE(!gives || has_row(result_path)) << call.name;
  }
}

// Whatever is acquired can be given back: some function releases or consumes it.
TEST(OwnershipTable, SaysHowEveryThingThatIsAcquiredIsGivenBack) {
  const auto is_given_back = [](std::string_view thing) {
    constexpr std::array<std::string_view, 3> of_ncrypt{"provider", "ncrypt key", "secret"};
    const bool by_ncrypt = std::find(of_ncrypt.begin(), of_ncrypt.end(), thing) != of_ncrypt.end();
    const std::string_view by = thing == "context" ? "certificate" : by_ncrypt ? "ncrypt object" : thing;
    return std::any_of(table().begin(), table().end(), [&](const OwnedFunction& function) {
      return std::any_of(function.rows.begin(), function.rows.end(), [&](const OwnershipRow& row) {
        return row.thing == by && (row.effect == OwnershipEffect::releases || row.effect == OwnershipEffect::consumes);
      });
    });
  };
  for (const OwnedFunction& function : table()) {
    for (const OwnershipRow& row : function.rows) {
      EXPECT_TRUE(row.effect != OwnershipEffect::acquires || is_given_back(row.thing)) << function.name << ": " << row.thing;
    }
  }
  EXPECT_FALSE(is_given_back("entry"));
}

}  // namespace
}  // namespace certlife::model
