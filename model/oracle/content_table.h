// Contents and property values of traces as the numbers that the model compares.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/concrete.h"
#include "model/oracle/text_map.h"
#include "model/trace/contents.h"

namespace certlife::oracle {

class ContentTable {
 public:
  struct Entry {
    trace::Contents contents;
    model::Concrete::Content content;  // For elements and bytes.
    model::Concrete::Value value = 0;  // As the value of a property; never 0.
    std::optional<bool> decodes;       // For bytes: what was seen when they were first decoded.
    bool is_read = false;              // For bytes: `content` says all that they tell, and not only that they are themselves.
  };

  // Throws trace::BadInput for a text that is no contents.
  Entry& of(std::string_view text);
  model::Concrete::Content content_of(const trace::Element& element);
  // What real bytes of that kind say of key, names and date; what does not decode matches itself only.
  void read(Entry& bytes, trace::ContextKind kind);
  // A name as in "/subject=X".
  int name_called(std::string_view name);
  // A value that is not contents, as the name of a key handle.
  model::Concrete::Value value_called(std::string_view text);

  const std::string& text_of(const model::Concrete::Content& content) const;
  std::string text_of(model::Concrete::Value value) const;
  // As an implementation may answer: digits in place of what is only known to be computed.
  std::string answer_of(model::Concrete::Value value) const;

  // How many bytes the value has, where that is known.
  std::optional<std::size_t> size_of(model::Concrete::Value value) const;

  // Could the digits be those of a value that is computed? What real bytes give is known; of labels only the size of a hash is.
  bool could_be(const std::vector<std::uint8_t>& digits, model::Concrete::Value value) const;

 private:
  int number_of(const std::string& text);
  model::Concrete::Content content_of_bytes(const std::vector<std::uint8_t>& bytes, int number);
  model::Concrete::Value key_of(const trace::Contents& key);
  std::optional<std::vector<std::uint8_t>> computed(model::Concrete::Value value) const;
  Entry entry_of(const trace::Contents& contents);

  TextMap<Entry> entries_;
  TextMap<int> numbers_;
  std::deque<std::string> texts_;  // By number, from 1.
};

}  // namespace certlife::oracle
