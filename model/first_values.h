// What a reading of the documents makes of the choices, with the first value of each choice that it leaves free.
// model/clauses/readings.table says so; its text is compiled in, for the explorer reads no files.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "model/domain/native.h"
#include "model/readings_text.h"

namespace certlife::model {

// Takes a line off the text, or the last word off a line.
inline std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}
inline std::string_view take_last_word(std::string_view& line) {
  line = line.substr(0, line.find_last_not_of(' ') + 1);
  const std::string_view word = line.substr(line.find_last_of(' ') + 1);
  line.remove_suffix(word.size());
  return word;
}

// How many columns the reading stands before the last one, in the line that names the columns.
inline int columns_from_the_end(std::string_view header, std::string_view reading) {
  for (int column = 0; !header.empty(); ++column) {
    if (take_last_word(header) == reading) return column;
  }
  throw std::invalid_argument("there is no such reading");
}

// What stands in the row of the choice; the columns are counted from the end, since values are several words.
inline std::string_view fixed_value(const ChoiceFacts& choice, std::string_view reading) {
  int column = 0;
  for (std::string_view text = readings_text; !text.empty();) {
    std::string_view line = take_line(text);
    if (line.starts_with("choice ")) column = columns_from_the_end(line, reading);
    if (!line.starts_with(choice.name) || line[choice.name.size()] != ' ') continue;
    for (int i = 0; i < column; ++i) take_last_word(line);
    return take_last_word(line);
  }
  throw std::logic_error("readings.table lacks a choice");
}

inline Assignment first_values(std::string_view reading) {
  Assignment settled;
  for (std::size_t i = 0; i < choice_count; ++i) {
    const std::string_view wanted = fixed_value(choice_facts[i], reading);
    settled.value[i] = 0;
    for (std::uint8_t value = 0; value < choice_facts[i].value_count(); ++value) {
      if (choice_facts[i].values[value] == wanted) settled.value[i] = value;
    }
  }
  return settled;
}

}  // namespace certlife::model
