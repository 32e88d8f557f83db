// certlife_write_record_rows OUT TABLE…: makes rows for the recorder of the tables of ownership. What they say of members of structures, and
// of memory, is not followed.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "model/ledger/ownership.h"

namespace certlife::record {
namespace {

using model::OwnedFunction;
using model::OwnershipEffect;
using model::OwnershipParameter;
using model::OwnershipRow;
using model::OwnershipTerm;
using model::Passing;
using model::ResultForm;

bool is_followed(const OwnershipRow& row) { return row.path.find("->") == std::string::npos && row.thing != "memory"; }

std::vector<OwnershipRow> rows_of(const OwnedFunction& function) {
  std::vector<OwnershipRow> rows;
  std::ranges::copy_if(function.rows, std::back_inserter(rows), is_followed);
  return rows;
}

// "the_result", "nobody" or the number of a parameter.
std::string place_of(const OwnedFunction& function, const std::string& path) {
  if (path.empty()) return "nobody";
  if (path == model::result_path) return "the_result";
  for (std::size_t i = 0; i < function.parameters.size(); ++i)
    if (function.parameters[i].name == path) return std::to_string(i);
  return "nobody";
}

std::string thing_named(const std::string& word) {
  for (const char* own : {"store", "certificate", "crl", "ctl", "csp", "chain", "message", "key", "hash"})
    if (word == own) return word;
  if (word.starts_with("csp or ")) return "csp";
  return word.starts_with("ncrypt ") ? "ncrypt" : "other";
}

std::string in_words(OwnershipTerm::Test test) {
  switch (test) {
    case OwnershipTerm::Test::has_flag: return "has_flag";
    case OwnershipTerm::Test::is_value: return "is_value";
    case OwnershipTerm::Test::is_true: return "is_true";
    case OwnershipTerm::Test::is_null: return "is_null";
  }
  return {};
}

std::string in_words(ResultForm result) {
  switch (result) {
    case ResultForm::boolean: return "boolean";
    case ResultForm::handle: return "handle";
    case ResultForm::status: return "status";
    case ResultForm::number: return "number";
    case ResultForm::nothing: return "nothing";
  }
  return {};
}

std::string conditions(const OwnedFunction& function, const std::vector<OwnershipTerm>& terms) {
  std::ostringstream text;
  text << "{";
  for (const OwnershipTerm& term : terms) {
    const std::string place = place_of(function, term.path);
    if (place == "nobody" || place == "the_result") throw std::runtime_error(function.name + ": a condition on " + term.path);
    text << "{" << place << ", Test::" << in_words(term.test) << ", " << term.value << "u}, ";
  }
  text << "}";
  return text.str();
}

std::string effect(const OwnedFunction& function, const OwnershipRow& row) {
  std::ostringstream text;
  const std::string holder = row.effect == OwnershipEffect::holds ? place_of(function, row.other) : "nobody";
  text << "{" << place_of(function, row.path) << ", Does::" << to_string(row.effect) << ", Thing::" << thing_named(row.thing) << ", \"" << row.thing << "\", "
       << holder << ", " << row.all_of.size() << ", " << row.unless.size() << ", " << conditions(function, row.all_of) << ", "
       << conditions(function, row.unless) << "}";
  return text.str();
}

bool has_condition_on(const OwnedFunction& function, const std::string& parameter) {
  const auto speaks = [&](const OwnershipTerm& term) { return term.path == parameter; };
  return std::ranges::any_of(function.rows, [&](const OwnershipRow& row) {
    return std::ranges::any_of(row.all_of, speaks) || std::ranges::any_of(row.unless, speaks);
  });
}

// Types stand in the names: dwFlags, cCerts, rghCerts.
std::string role_of(const OwnedFunction& function, const OwnershipParameter& parameter, const std::vector<OwnershipRow>& rows) {
  const bool has_effect = std::ranges::any_of(rows, [&](const OwnershipRow& row) { return row.path == parameter.name; });
  const bool is_in = parameter.passing == Passing::in;
  if (has_effect && is_in && parameter.name.starts_with("rg")) return "things";
  if (has_effect) return is_in ? "by_effects" : "out_by_effects";
  if (parameter.name == "szSubsystemProtocol") return "subsystem";
  const bool is_number = is_in && !parameter.is_struct && (parameter.name.starts_with("dw") || has_condition_on(function, parameter.name));
  return is_number ? "number" : "ignored";
}

void write_parameter(std::ostream& to, const OwnedFunction& function, const OwnershipParameter& parameter, const std::string& suffix) {
  const std::vector<OwnershipRow> rows = rows_of(function);
  std::string role = role_of(function, parameter, rows), thing = "none";
  if (role == "subsystem") role = suffix == "W" ? "subsystem_w" : "subsystem_a";
  for (const OwnershipRow& row : rows)
    if (role == "things" && row.path == parameter.name) thing = thing_named(row.thing);
  to << "{\"" << parameter.name << "\", Role::" << role << ", Thing::" << thing << ", " << (parameter.passing == Passing::in ? "false" : "true") << "}, ";
}

void write_row(std::ostream& to, const OwnedFunction& function, const std::string& suffix) {
  to << "    table_row({\"" << function.module << "\", \"" << function.name << suffix << "\", \"" << function.name << "\", Returns::" << in_words(function.result)
     << ", Thing::none}, {";
  for (const OwnershipParameter& parameter : function.parameters) write_parameter(to, function, parameter, suffix);
  to << "}, {";
  for (const OwnershipRow& row : rows_of(function)) to << effect(function, row) << ", ";
  to << "}),\n";
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, int count, char** tables) {
  std::ofstream to(path);
  to << "#pragma once\n#include \"tests/record/recorder/signature_words.h\"\nnamespace certlife::record::words {\n"
     << "inline constexpr Signature ownership_rows[] = {\n";
  for (int i = 0; i < count; ++i) {
    for (const OwnedFunction& function : model::parse_ownership(tables[i], text_of(tables[i]))) {
      if (rows_of(function).empty()) continue;
      for (const char* suffix : {"A", "W"})
        if (function.has_a_and_w) write_row(to, function, suffix);
      if (!function.has_a_and_w) write_row(to, function, "");
    }
  }
  to << "};\n}  // namespace certlife::record::words\n";
  if (!to.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace
}  // namespace certlife::record

int main(int count, char** words) try {
  if (count < 3) throw std::runtime_error("usage: certlife_write_record_rows OUT TABLE…");
  certlife::record::write(words[1], count - 2, words + 2);
} catch (const std::exception& error) {
  std::cerr << "certlife_write_record_rows: " << error.what() << "\n";
  return 2;
}
