// Contents and property values of traces as the numbers that the model compares.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/domain/concrete.h"
#include "model/trace/contents.h"

namespace certlife::oracle {

// Lets maps of strings be searched without making one.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

class ContentTable {
 public:
  struct Entry {
    trace::Contents contents;
    model::Concrete::Content content;  // For elements and bytes.
    model::Concrete::Value value = 0;  // As the value of a property; never 0.
    std::optional<bool> decodes;       // For bytes: what was seen when they were first decoded.
  };

  // Throws trace::BadInput for a text that is no contents.
  Entry& of(std::string_view text);
  model::Concrete::Content content_of(const trace::Element& element);
  // A name as in "/subject=X".
  int name_called(std::string_view name);
  // A value that is not contents, as the name of a key handle.
  model::Concrete::Value value_called(std::string_view text);

  const std::string& text_of(const model::Concrete::Content& content) const;
  std::string text_of(model::Concrete::Value value) const;

 private:
  int number_of(const std::string& text);
  Entry entry_of(const trace::Contents& contents);

  TextMap<Entry> entries_;
  TextMap<int> numbers_;
  std::deque<std::string> texts_;  // By number, from 1.
};

}  // namespace certlife::oracle
