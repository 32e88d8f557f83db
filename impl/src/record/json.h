// Pieces of JSON, put behind a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::record {

void append_number(std::string& to, std::uint64_t number, int base = 10);
// As traces spell flags and codes: small numbers plain, others as "0x…".
void append_code(std::string& to, std::uint32_t number);
void append_hexadecimal(std::string& to, encoding::Bytes bytes);
// In quotation marks. What is no UTF-8 becomes U+FFFD.
void append_quoted(std::string& to, std::string_view prefix, std::string_view text);

// The members of an object, or the items of a list; nothing at all if there are none.
class Group {
 public:
  Group(std::string& to, std::string_view opening, char closing) : to_(to), opening_(opening), closing_(closing) {}
  ~Group() {
    if (any_) to_.push_back(closing_);
  }
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  std::string& member(std::string_view name) {
    if (any_) to_.push_back(',');
    else to_.append(opening_);
    any_ = true;
    return to_.append("\"").append(name).append("\":");
  }

 private:
  std::string& to_;
  std::string_view opening_;
  char closing_;
  bool any_ = false;
};

}  // namespace certlife::impl::record
