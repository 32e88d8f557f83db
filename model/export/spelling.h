// Words of a trace as words of C: identifiers, string literals, comments, constants, bytes.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "model/trace/bytes/der.h"
#include "model/trace/vocabulary.h"

namespace certlife::conformance {

// A literal with its quotation marks, in ASCII and without trigraphs, whatever the bytes.
std::string c_string(std::string_view text);
// The same as the format of a printf: a per cent sign stands for itself.
std::string c_format(std::string_view text);
// What may stand inside /* and */, or behind //, on one line.
std::string comment_text(std::string_view text);
// Letters, digits and single underscores of a text, never empty and never first a digit: "cert:A@2" is cert_A_2.
std::string identifier_from(std::string_view text);

// Gives every key an identifier of its own that is no word of C, C++ or their headers.
class Identifiers {
 public:
  // The same key gives the same identifier. Names like s1 and c12 stay; others get the prefix.
  std::string of(const std::string& key, std::string_view text, std::string_view prefix);

 private:
  std::map<std::string, std::string> by_key_;
  std::set<std::string> taken_;
};

// The flags by their names, or 0: "CERT_STORE_CREATE_NEW_FLAG | CERT_STORE_READONLY_FLAG".
std::string flags_expression(std::span<const trace::Named> names, std::uint32_t flags);
// The constant's name, or the number where it has none.
std::string code_expression(std::span<const trace::Named> names, std::uint32_t code);
std::string number_expression(std::uint32_t number);

// "0x30, 0x82, …" on as many lines as it takes, each indented by so many blanks.
std::string bytes_initializer(const Bytes& bytes, std::size_t indent);

}  // namespace certlife::conformance
