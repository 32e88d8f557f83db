// Everything a program of calls has set up in this process: names, contents mentioned, files.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "model/trace/bytes/contents.h"
#include "tests/conformance/harness/json.h"
#include "tests/conformance/harness/names.h"

namespace certlife::conformance {

// Bytes by the text that names them, and back: a reply names bytes by the first text the program used for them.
class KnownContents {
 public:
  const Bytes& bytes_of(const std::string& text);
  // The text that named these bytes, or their hex digits.
  std::string text_of(const Bytes& bytes) const;
  // From here on these bytes are called this, if they had no name yet.
  void note(const Bytes& bytes, const std::string& text);
  void forget_mentions() { mentioned_.clear(); }

 private:
  struct Entry {
    Bytes bytes;
    std::string hash_key;  // the SHA-1 of an element, which reading a hash property gives
  };
  const Entry& entry_of(const std::string& text);

  std::unordered_map<std::string, Entry> made_;
  std::unordered_map<std::string, std::string> mentioned_;
};

class Session {
 public:
  Names names;
  KnownContents contents;

  // Where `file:F` lies. Two names give two files, whatever characters they are made of.
  std::string path_of(std::string_view file_text);

  // Puts everything back as in a fresh process, but for what the target leaked.
  void reset();

 private:
  std::unordered_map<std::string, std::string> paths_;
  std::size_t resets_ = 0;
};

}  // namespace certlife::conformance
