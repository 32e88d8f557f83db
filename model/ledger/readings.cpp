#include "model/ledger/readings.h"

#include <algorithm>

#include "model/ledger/clause.h"

namespace certlife::model {
namespace {

constexpr std::string_view free_value = "free";
constexpr std::string_view scope_call = "call";
constexpr std::string_view scope_implementation = "implementation";
constexpr std::size_t columns_before_readings = 4;

std::optional<std::string> read_value(std::string_view text, const ChoiceRow& row) {
  if (text == free_value) return std::nullopt;
  const bool known = std::find(row.values.begin(), row.values.end(), text) != row.values.end();
  if (!known) fail(row.place, quoted(text) + " is no value of " + row.name);
  return std::string(text);
}

bool read_scope(std::string_view text, const Place& place) {
  if (text != scope_call && text != scope_implementation) fail(place, quoted(text) + " is no scope");
  return text == scope_call;
}

ChoiceRow read_row(std::string_view line, const Place& place) {
  const auto columns = columns_of(line);
  if (columns.size() != columns_before_readings + reading_names.size())
    fail(place, "expected seven columns, two blanks apart");
  ChoiceRow row{std::string(columns[0]), std::string(columns[1]), read_scope(columns[2], place), {}, {}, place};
  if (!is_clause_id(row.clause)) fail(place, quoted(row.clause) + " is no clause id");
  for (const std::string_view value : split(columns[3], ",")) row.values.emplace_back(value);
  for (std::size_t i = 0; i < reading_names.size(); ++i) {
    row.value_per_reading[i] = read_value(columns[columns_before_readings + i], row);
  }
  return row;
}

void check_header(std::string_view line, const Place& place) {
  const std::vector<std::string_view> expected{"choice", "clause", "scope", "values", "page", "header", "windows"};
  if (columns_of(line) != expected)
    fail(place, "expected the head of the table: choice clause scope values page header windows");
}

}  // namespace

const std::optional<std::string>& value_under(const ChoiceRow& choice, std::string_view reading) {
  const auto found = std::find(reading_names.begin(), reading_names.end(), reading);
  return choice.value_per_reading.at(static_cast<std::size_t>(found - reading_names.begin()));
}

std::string_view scope_of(const ChoiceRow& choice) {
  return choice.anew_at_each_call ? scope_call : scope_implementation;
}

std::vector<ChoiceRow> parse_readings(std::string_view file, std::string_view text) {
  std::vector<ChoiceRow> rows;
  Place place{std::string(file), 0};
  bool head_seen = false;
  for (const std::string_view line : lines_of(text)) {
    ++place.line;
    if (is_comment_or_blank(line)) continue;
    if (!head_seen) {
      check_header(line, place);
      head_seen = true;
      continue;
    }
    ChoiceRow row = read_row(line, place);
    const bool twice =
        std::any_of(rows.begin(), rows.end(), [&](const ChoiceRow& other) { return other.name == row.name; });
    if (twice) fail(place, "the choice " + row.name + " is there already");
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace certlife::model
