// Choices as people write them.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/choices.h"

namespace certlife::model {

// A choice with its value from "check_counts_other_handles=no"; nothing if there is none such.
constexpr std::optional<ChoiceValue> choice_value_named(std::string_view text) {
  const auto equals = std::min(text.find('='), text.size());
  const std::string_view name = text.substr(0, equals), value = text.substr(std::min(equals + 1, text.size()));
  for (std::size_t i = 0; i < choice_count; ++i)
    for (std::uint8_t v = 0; v < choice_facts[i].value_count(); ++v)
      if (choice_facts[i].name == name && choice_facts[i].values[v] == value) return ChoiceValue{static_cast<Choice>(i), v};
  return std::nullopt;
}

}  // namespace certlife::model
