#include "impl/src/encoding/text_forms.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace certlife::impl::encoding {
namespace {

using Octets = std::vector<std::uint8_t>;

bool starts_with(Bytes bytes, std::initializer_list<std::uint8_t> mark) {
  return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
}

// UTF-16 whose characters are all ASCII, little endian.
bool is_wide(Bytes bytes) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return false;
  for (std::size_t i = 1; i < bytes.size(); i += 2) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

std::string without_nuls_at_the_end(std::string text) {
  text.resize(text.find_last_not_of('\0') + 1);
  return text;
}

// Nothing but ASCII is left.
std::string text_of(Bytes bytes) {
  if (starts_with(bytes, {0xFF, 0xFE})) bytes = bytes.subspan(2);
  if (starts_with(bytes, {0xEF, 0xBB, 0xBF})) bytes = bytes.subspan(3);
  std::string text;
  const std::size_t step = is_wide(bytes) ? 2 : 1;
  for (std::size_t i = 0; i < bytes.size(); i += step) text.push_back(static_cast<char>(bytes[i]));
  return without_nuls_at_the_end(std::move(text));
}

bool is_space(char character) { return character == ' ' || (character >= '\t' && character <= '\r'); }

int value_of_digit(char digit) {
  if (digit >= 'A' && digit <= 'Z') return digit - 'A';
  if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9') return digit - '0' + 52;
  return digit == '+' ? 62 : digit == '/' ? 63 : -1;
}

// Four digits are three bytes; at the end two are one, three are two, filled up with '='.
std::optional<Octets> bytes_of_base64(std::string_view text) {
  Octets bytes;
  std::uint32_t word = 0;
  std::size_t digits = 0, fillers = 0;
  for (const char character : text) {
    if (is_space(character)) continue;
    if (character == '=') {
      ++fillers;
      continue;
    }
    const int value = value_of_digit(character);
    if (value < 0 || fillers > 0) return std::nullopt;
    word = word << 6 | static_cast<std::uint32_t>(value);
    if (++digits % 4 == 0) {
      for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(word >> shift));
    }
  }
  if ((digits + fillers) % 4 != 0 || fillers > 2 || digits == 0) return std::nullopt;
  if (fillers == 2) bytes.push_back(static_cast<std::uint8_t>(word >> 4));
  if (fillers == 1) bytes.insert(bytes.end(), {static_cast<std::uint8_t>(word >> 10), static_cast<std::uint8_t>(word >> 2)});
  return bytes;
}

constexpr std::string_view begin_mark = "-----BEGIN ", end_mark = "-----END ", dashes = "-----";

// The text between the first line "-----BEGIN …-----" and the "-----END " that follows; `rest` becomes what comes after. Nothing if there
// is no such pair.
std::optional<std::string_view> next_block(std::string_view& rest) {
  const std::size_t begin = rest.find(begin_mark);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t label_end = rest.find(dashes, begin + begin_mark.size());
  if (label_end == std::string_view::npos) return std::nullopt;
  const std::size_t body = label_end + dashes.size();
  const std::size_t end = rest.find(end_mark, body);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view block = rest.substr(body, end - body);
  rest = rest.substr(end + end_mark.size());
  return block;
}

}  // namespace

std::vector<Octets> blocks_of_text(Bytes bytes) {
  const std::string text = text_of(bytes);
  std::string_view rest = text;
  std::vector<Octets> blocks;
  const bool has_lines = text.find(begin_mark) != std::string::npos;
  if (!has_lines) {
    if (auto whole = bytes_of_base64(rest)) blocks.push_back(std::move(*whole));
    return blocks;
  }
  while (const auto block = next_block(rest)) {
    if (auto decoded = bytes_of_base64(*block)) blocks.push_back(std::move(*decoded));
  }
  return blocks;
}

}  // namespace certlife::impl::encoding
