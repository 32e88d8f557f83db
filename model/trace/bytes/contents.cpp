#include "model/trace/bytes/contents.h"

#include <charconv>

namespace certlife::conformance {
namespace {

constexpr int first_year = 2020;   // edition 1 begins here, each later one a month later
constexpr int last_edition = 348;  // dates stay in the range of UTCTime

std::string_view prefix_of(ContentKind kind) {
  switch (kind) {
    case ContentKind::certificate:
      return "cert:";
    case ContentKind::crl:
      return "crl:";
    case ContentKind::ctl:
      return "ctl:";
  }
  return {};
}

std::optional<ContentKind> kind_of(std::string_view text) {
  for (const auto kind : {ContentKind::certificate, ContentKind::crl, ContentKind::ctl})
    if (text.starts_with(prefix_of(kind))) return kind;
  return std::nullopt;
}

[[noreturn]] void refuse(std::string_view content, const std::string& why) {
  throw BadContent("bad content \"" + std::string(content) + "\": " + why);
}

// Takes `@N` off the end of a part, if it is there.
void take_edition(std::string_view& part, Label& label, std::string_view whole) {
  const auto at = part.rfind('@');
  if (at == std::string_view::npos) return;
  const auto digits = part.substr(at + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), label.edition);
  if (error != std::errc() || end != digits.data() + digits.size() || label.edition < 1 || label.edition > last_edition)
    refuse(whole, "an edition is a number from 1 to " + std::to_string(last_edition));
  part = part.substr(0, at);
}

void take_option(std::string_view option, Label& label, std::string_view whole) {
  take_edition(option, label, whole);
  const auto equals = option.find('=');
  const auto key = option.substr(0, equals);
  if (equals == std::string_view::npos) refuse(whole, "expected /subject=NAME or /issuer=NAME");
  const std::string value(option.substr(equals + 1));
  if (key == "issuer" && label.kind != ContentKind::ctl)
    label.issuer = value;
  else if (key == "subject" && label.kind == ContentKind::certificate)
    label.subject = value;
  else
    refuse(whole, "this kind has no " + std::string(key));
}

Bytes hash_of(std::string_view text) {
  const Sha1 digest = sha1(Bytes(text.begin(), text.end()));
  return {digest.begin(), digest.end()};
}

std::string own_name(const Label& label, std::string_view role) {
  return std::string(role) + " of " + std::string(prefix_of(label.kind)) + label.name;
}

Bytes sha1_with_rsa() { return der::sequence({der::object_identifier({1, 2, 840, 113549, 1, 1, 5}), der::null()}); }
Bytes sha1_algorithm() { return der::sequence({der::object_identifier({1, 3, 14, 3, 2, 26}), der::null()}); }

// 64 bytes that look like an RSA number: the top bit is clear and the first byte is not zero.
Bytes number_from(const Bytes& seed) {
  Bytes number{0x5A};
  for (Bytes round = seed; number.size() < 64;) {
    const Sha1 next = sha1(round);
    round.assign(next.begin(), next.end());
    number.insert(number.end(), round.begin(), round.end());
  }
  number.resize(64);
  number.back() |= 1;
  return number;
}

Bytes with_signature(const Bytes& to_be_signed) {
  return der::sequence({to_be_signed, sha1_with_rsa(), der::bit_string(number_from(to_be_signed))});
}

Bytes public_key(const Label& label) {
  const Bytes key = der::sequence(
      {der::integer(number_from(Bytes(label.name.begin(), label.name.end()))), der::integer({0x01, 0x00, 0x01})});
  return der::sequence(
      {der::sequence({der::object_identifier({1, 2, 840, 113549, 1, 1, 1}), der::null()}), der::bit_string(key)});
}

Bytes begin_of(const Label& label) {
  const int months = label.edition - 1;
  return der::utc_time(first_year + months / 12, 1 + months % 12, 1);
}
Bytes end_of() { return der::utc_time(2049, 12, 31); }

Bytes certificate(const Label& label) {
  return with_signature(der::sequence(
      {der::context_tag(0, der::small_integer(2)), der::integer(serial_number_of(label)), sha1_with_rsa(),
       issuer_of(label), der::sequence({begin_of(label), end_of()}), subject_of(label), public_key(label)}));
}

Bytes revocation_list(const Label& label) {
  const Bytes revoked = der::sequence({der::integer(serial_number_of(label)), begin_of(label)});
  return with_signature(der::sequence(
      {der::small_integer(1), sha1_with_rsa(), issuer_of(label), begin_of(label), end_of(), der::sequence({revoked})}));
}

// A CTL proper: usage, list identifier, sequence number, dates, subject algorithm, one trusted subject.
Bytes trust_list(const Label& label) {
  const Bytes usage = der::sequence({der::object_identifier({1, 3, 6, 1, 4, 1, 311, 10, 3, 9})});
  const Bytes subject = der::sequence({der::octet_string(hash_of(own_name(label, "subject"))), der::set({})});
  const Bytes sequence_number{static_cast<std::uint8_t>(label.edition >> 8 | 0x40),
                              static_cast<std::uint8_t>(label.edition)};
  return der::sequence({usage, der::octet_string(hash_of(own_name(label, "list"))), der::integer(sequence_number),
                        begin_of(label), end_of(), sha1_algorithm(), der::sequence({subject})});
}

// PKCS #7 v1.5 SignedData without signers; the CTL stands directly under [0].
Bytes signed_trust_list(const Label& label) {
  const Bytes content =
      der::sequence({der::object_identifier({1, 3, 6, 1, 4, 1, 311, 10, 1}), der::context_tag(0, trust_list(label))});
  const Bytes data = der::sequence({der::small_integer(1), der::set({sha1_algorithm()}), content, der::set({})});
  return der::sequence({der::object_identifier({1, 2, 840, 113549, 1, 7, 2}), der::context_tag(0, data)});
}

Bytes hash_content(std::string_view of_what, std::string_view whole) {
  const auto label = parse_label(of_what);
  auto digits = of_what.starts_with("hex:") ? of_what.substr(4) : of_what;
  const auto bytes = label ? std::optional(encoded(*label)) : parse_hex(digits);
  if (!bytes) refuse(whole, "sha1: wants a label or hex digits");
  const Sha1 digest = sha1(*bytes);
  return {digest.begin(), digest.end()};
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Label> parse_label(std::string_view text) {
  const auto kind = kind_of(text);
  if (!kind) return std::nullopt;
  Label label;
  label.kind = *kind;
  auto rest = text.substr(prefix_of(*kind).size());
  auto name = rest.substr(0, rest.find('/'));
  rest.remove_prefix(name.size());
  take_edition(name, label, text);
  if (name.empty()) refuse(text, "the label is empty");
  label.name = name;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto option = rest.substr(0, rest.find('/'));
    take_option(option, label, text);
    rest.remove_prefix(option.size());
  }
  return label;
}

Bytes encoded(const Label& label) {
  switch (label.kind) {
    case ContentKind::certificate:
      return certificate(label);
    case ContentKind::crl:
      return revocation_list(label);
    case ContentKind::ctl:
      return signed_trust_list(label);
  }
  return {};
}

Bytes content_bytes(std::string_view text) {
  if (const auto label = parse_label(text)) return encoded(*label);
  if (text.starts_with("text:")) return Bytes(text.begin() + 5, text.end());
  if (text.starts_with("name:")) return name_called(text.substr(5));
  if (text.starts_with("sha1:")) return hash_content(text.substr(5), text);
  if (!text.starts_with("hex:")) refuse(text, "expected cert:, crl:, ctl:, hex:, name:, sha1: or text:");
  const auto bytes = parse_hex(text.substr(4));
  if (!bytes) refuse(text, "not an even number of hex digits");
  return *bytes;
}

Bytes name_called(std::string_view common_name) {
  const Bytes attribute = der::sequence({der::object_identifier({2, 5, 4, 3}), der::utf8_string(common_name)});
  return der::sequence({der::set({attribute})});
}

Bytes subject_of(const Label& label) { return name_called(label.subject.value_or(own_name(label, "subject"))); }
Bytes issuer_of(const Label& label) { return name_called(label.issuer.value_or(own_name(label, "issuer"))); }

Bytes serial_number_of(const Label& label) {
  Bytes serial = hash_of(own_name(label, "serial"));
  serial.resize(15);
  serial.insert(serial.begin(), 0x41);  // positive, and no leading zero
  return serial;
}

std::string hex_text(const Bytes& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text = "hex:";
  for (const auto byte : bytes) {
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 15]);
  }
  return text;
}

std::optional<Bytes> parse_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = digit_value(digits[i]);
    const int low = digit_value(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

}  // namespace certlife::conformance
