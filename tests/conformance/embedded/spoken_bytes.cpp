#include "tests/conformance/embedded/spoken_bytes.h"

#include "model/trace/bytes/utf16.h"

namespace certlife::embedded {
namespace {

std::string key_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

bool is_string_property(std::uint32_t property) {
  constexpr std::uint32_t friendly_name = 11, description = 13;
  return property == friendly_name || property == description;
}

}  // namespace

const SpokenBytes::Made& SpokenBytes::made_of(std::string_view text) {
  const std::string key(text);
  if (const auto found = made_.find(key); found != made_.end()) return found->second;
  Made made{conformance::content_bytes(text), {}};
  if (conformance::parse_label(text)) {
    const auto hash = conformance::sha1(made.bytes);
    made.hash.assign(hash.begin(), hash.end());
  }
  return made_.emplace(key, std::move(made)).first->second;
}

void SpokenBytes::note(const Bytes& bytes, std::string_view text) { said_.try_emplace(key_of(bytes), text); }

const Bytes& SpokenBytes::bytes_of(std::string_view text) {
  const Made& made = made_of(text);
  note(made.bytes, text);
  if (!made.hash.empty()) said_.try_emplace(made.hash, "sha1:" + std::string(text));
  return made.bytes;
}

Bytes SpokenBytes::bytes_of_property(std::uint32_t property, std::string_view text) {
  if (!is_string_property(property) || !text.starts_with("text:")) return bytes_of(text);
  const auto units = conformance::utf16_of(text.substr(5));
  if (!units) throw conformance::BadContent("not UTF-8: " + std::string(text));
  const Bytes bytes = conformance::terminated_utf16_bytes(*units);
  note(bytes, text);
  return bytes;
}

std::string SpokenBytes::text_of(const Bytes& bytes) const {
  const auto found = said_.find(key_of(bytes));
  return found == said_.end() ? conformance::hex_text(bytes) : found->second;
}

std::string SpokenBytes::text_of_property(std::uint32_t property, const Bytes& bytes) const {
  std::string text = text_of(bytes);
  if (!is_string_property(property) || !text.starts_with("hex:")) return text;
  const auto units = conformance::from_terminated_utf16_bytes(bytes);
  const auto utf8 = units ? conformance::utf8_of(*units) : std::nullopt;
  return utf8 ? "text:" + *utf8 : text;
}

}  // namespace certlife::embedded
