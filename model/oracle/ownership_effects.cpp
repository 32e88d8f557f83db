#include "model/oracle/ownership_effects.h"

#include <algorithm>

#include "model/ledger/ledger.h"

namespace certlife::oracle {

using model::OwnedFunction;
using model::OwnershipEffect;
using model::OwnershipRow;
using model::OwnershipTerm;
using trace::Line;
using trace::Value;

namespace {

// Yes, no, or not to be seen from the line.
using Seen = std::optional<bool>;

// What stands behind a parameter or the result, and behind a member of it.
const Value& value_at(const Line& line, const OwnedFunction& function, std::string_view path) {
  static const Value absent;
  if (path == model::result_path) return line.ret;
  const auto arrow = path.find("->");
  const std::string_view parameter = path.substr(0, arrow);
  const auto* described = function.find(parameter);
  const bool may_come_back = described && described->passing != model::Passing::in;
  const Value* value = may_come_back && !line.output(parameter).is_absent() ? &line.output(parameter) : &line.arg(parameter);
  while (path.find("->") != std::string_view::npos) {
    path.remove_prefix(path.find("->") + 2);
    value = value->fields.find(path.substr(0, path.find("->")));
    if (!value) return absent;
  }
  return *value;
}

void visit_names(const Value& value, const auto& visit) {
  if (value.is_text()) visit(value.text);
  for (const Value& item : value.items) visit_names(item, visit);
}

std::optional<std::int64_t> number_in(const Value& value) {
  if (value.is_nothing()) return 0;
  if (value.is_number() || value.resolved) return value.number;
  return value.is_text() ? trace::hexadecimal(value.text) : std::nullopt;
}

// Is the flag among those that the value holds, by its name or its bits?
Seen has_flag(const Value& value, const OwnershipTerm& term) {
  if (value.is_text() && value.text == term.name) return true;
  if (const auto number = number_in(value)) return (*number & term.value) == term.value;
  if (!value.is_list()) return std::nullopt;
  bool all_known = true;
  for (const Value& item : value.items) {
    const Seen seen = has_flag(item, term);
    if (seen && *seen) return true;
    all_known = all_known && (seen || item.is_text());
  }
  return all_known ? Seen(false) : std::nullopt;
}

Seen is_value(const Value& value, const OwnershipTerm& term) {
  if (value.is_text() && value.text == term.name) return true;
  if (const auto number = number_in(value)) return static_cast<std::uint32_t>(*number) == term.value;
  return value.is_text() ? Seen(false) : std::nullopt;
}

Seen holds_for(const Line& line, const OwnedFunction& function, const OwnershipTerm& term) {
  using Test = OwnershipTerm::Test;
  const Value& value = value_at(line, function, term.path);
  const auto* described = function.find(term.path.substr(0, term.path.find("->")));
  const bool is_hidden = value.is_absent() && (!described || described->passing == model::Passing::out || term.path.find("->") != std::string::npos);
  if (is_hidden) return std::nullopt;
  switch (term.test) {
    case Test::has_flag: return has_flag(value, term);
    case Test::is_value: return is_value(value, term);
    case Test::is_true: return value.is_boolean() ? value.truth : value.is_number() && value.number != 0;
    case Test::is_null: return value.is_nothing();
  }
  return std::nullopt;
}

Seen all_hold(const Line& line, const OwnedFunction& function, const std::vector<OwnershipTerm>& terms) {
  bool all_seen = true;
  for (const OwnershipTerm& term : terms) {
    const Seen seen = holds_for(line, function, term);
    if (seen && !*seen) return false;
    all_seen = all_seen && seen;
  }
  return all_seen ? Seen(true) : std::nullopt;
}

Seen is_there(const Line& line, const OwnedFunction& function, const OwnershipRow& row) {
  const Seen given = all_hold(line, function, row.all_of);
  const Seen except = row.unless.empty() ? Seen(false) : all_hold(line, function, row.unless);
  if ((given && !*given) || (except && *except)) return false;
  return given && except ? Seen(true) : std::nullopt;
}

bool has_failed(const Line& line, const OwnedFunction& function) {
  const Value& ret = line.ret;
  switch (function.result) {
    case model::ResultForm::boolean: return (ret.is_boolean() && !ret.truth) || (ret.is_number() && ret.number == 0);
    case model::ResultForm::handle:  return ret.is_null();
    case model::ResultForm::status:  return ret.is_number() && static_cast<std::int32_t>(ret.number) < 0;
    case model::ResultForm::number:
    case model::ResultForm::nothing: break;
  }
  return false;
}

bool comes_back(const OwnedFunction& function, const OwnershipRow& row) {
  const auto* parameter = function.find(std::string_view(row.path).substr(0, row.path.find("->")));
  return row.is_result() || (parameter && parameter->passing != model::Passing::in);
}

std::vector<OwnershipChange> by_the_table(const Line& line, const OwnedFunction& function) {
  std::vector<OwnershipChange> changes;
  for (const OwnershipRow& row : function.rows) {
    const Seen seen = is_there(line, function, row);
    const bool needs_success = row.effect == OwnershipEffect::releases || row.effect == OwnershipEffect::holds ||
                               (row.effect == OwnershipEffect::acquires && !comes_back(function, row));
    if ((seen && !*seen) || (needs_success && has_failed(line, function))) continue;
    OwnershipChange change{row.effect, {}, row.thing, {}, comes_back(function, row) && row.effect != OwnershipEffect::consumes, row.changes, seen.has_value()};
    if (row.effect == OwnershipEffect::holds) visit_names(value_at(line, function, row.other), [&](std::string_view holder) { change.holder = holder; });
    visit_names(value_at(line, function, row.path), [&](std::string_view name) {
      change.name = name;
      changes.push_back(change);
    });
  }
  return changes;
}

std::vector<OwnershipChange> by_the_line(const trace::Ownership& said) {
  std::vector<OwnershipChange> changes;
  const auto change = [&](OwnershipEffect effect, std::string_view name, std::string_view thing, std::string_view holder) {
    if (!name.empty()) changes.push_back({effect, std::string(name), std::string(thing), std::string(holder), effect == OwnershipEffect::acquires, false, true});
  };
  for (const auto& [name, thing] : said.acquires)
    change(OwnershipEffect::acquires, name, model::is_thing(thing.text) ? thing.text : "handle", "");
  for (const Value& name : said.releases.items) change(OwnershipEffect::releases, name.text, "", "");
  for (const Value& name : said.consumes.items) change(OwnershipEffect::consumes, name.text, "", "");
  for (const auto& [holder, held] : said.holds)
    for (const Value& name : held.items) change(OwnershipEffect::holds, name.text, "", holder);
  return changes;
}

}  // namespace

std::optional<std::vector<OwnershipChange>> ownership_changes(const Line& line) {
  if (!line.ownership.empty()) return by_the_line(line.ownership);
  const OwnedFunction* function = model::find_function(model::Ledger::load().ownership(), line.call);
  if (!function) return std::nullopt;
  return by_the_table(line, *function);
}

}  // namespace certlife::oracle
