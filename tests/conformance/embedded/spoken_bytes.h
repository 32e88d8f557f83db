// Bytes by the text that a program has for them, and back: an answer names bytes by the first text that was used for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/trace/bytes/contents.h"

namespace certlife::embedded {

using conformance::Bytes;

class SpokenBytes {
 public:
  // Of `cert:A`, `hex:…` and their kin.
  const Bytes& bytes_of(std::string_view text);
  // Of a property: `text:` is UTF-16 where the property is a string.
  Bytes bytes_of_property(std::uint32_t property, std::string_view text);
  std::string text_of(const Bytes& bytes) const;
  std::string text_of_property(std::uint32_t property, const Bytes& bytes) const;
  // The next program has said nothing yet.
  void forget_what_was_said() { said_.clear(); }

 private:
  struct Made {
    Bytes bytes;
    std::string hash;  // Of an element its SHA-1, which reading a property gives.
  };
  const Made& made_of(std::string_view text);
  void note(const Bytes& bytes, std::string_view text);

  std::unordered_map<std::string, Made> made_;
  std::unordered_map<std::string, std::string> said_;
};

}  // namespace certlife::embedded
