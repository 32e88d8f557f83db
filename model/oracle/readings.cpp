#include "model/oracle/readings.h"

#include <algorithm>
#include <stdexcept>

#include "model/ledger/ledger.h"

namespace certlife::oracle {
namespace {

using model::choice_count;
using model::choice_facts;
using model::ChoiceFacts;
using model::ChoiceRow;
using model::Ledger;
using model::reading_names;

std::uint8_t value_named(const ChoiceFacts& facts, std::string_view value) {
  for (std::uint8_t i = 0; i < facts.value_count(); ++i) {
    if (facts.values[i] == value) return i;
  }
  throw std::logic_error("choice " + std::string(facts.name) + " has no value " + std::string(value));
}

const ChoiceRow& row_of(const ChoiceFacts& facts) {
  const ChoiceRow* row = Ledger::load().find_choice(facts.name);
  if (!row) throw std::logic_error("the ledger has no choice " + std::string(facts.name));
  return *row;
}

model::Reading reading_at(std::size_t place) {
  model::Reading reading = model::Reading::everything_free();
  for (std::size_t i = 0; i < choice_count; ++i) {
    const auto& fixed = row_of(choice_facts[i]).value_per_reading[place];
    if (fixed) reading.admitted[i] = static_cast<std::uint8_t>(1u << value_named(choice_facts[i], *fixed));
  }
  return reading;
}

}  // namespace

std::optional<unsigned> reading_named(std::string_view name) {
  const auto found = std::find(reading_names.begin(), reading_names.end(), name);
  if (found == reading_names.end()) return std::nullopt;
  return static_cast<unsigned>(found - reading_names.begin());
}

std::vector<std::string_view> names_of(ReadingSet readings) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < reading_names.size(); ++i) {
    if ((readings >> i) & 1u) names.push_back(reading_names[i]);
  }
  return names;
}

ReadingSet every_reading() { return static_cast<ReadingSet>((1u << reading_names.size()) - 1u); }

const char* clause_of(model::Choice choice) { return row_of(facts_of(choice)).clause.c_str(); }

const model::Readings& readings() {
  static const model::Readings all = [] {
    model::Readings result;
    for (unsigned i = 0; i < reading_names.size(); ++i) result.add(reading_at(i), i);
    return result;
  }();
  return all;
}

model::Reading reading_called(std::string_view name) {
  const auto place = reading_named(name);
  if (!place) throw std::invalid_argument("there is no reading \"" + std::string(name) + "\"; there are page, header and windows");
  model::Reading reading;
  for (std::size_t choice = 0; choice < model::choice_count; ++choice)
    for (std::uint8_t value = 0; value < 3; ++value)
      if ((readings().admit(static_cast<model::Choice>(choice), value) >> *place) & 1u)
        reading.admitted[choice] = static_cast<std::uint8_t>(reading.admitted[choice] | (1u << value));
  return reading;
}

}  // namespace certlife::oracle
