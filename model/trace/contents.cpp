#include "model/trace/contents.h"

#include <charconv>
#include <utility>

#include "model/trace/bad_input.h"

namespace certlife::trace {
namespace {

using Form = Contents::Form;

constexpr std::string_view kind_names[] = {"cert", "crl", "ctl"};

// Takes the text apart from the left and knows how far it got.
class Parts {
 public:
  explicit Parts(std::string_view text) : rest_(text), whole_(text.size()) {}

  bool take(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }
  // Up to the next of the characters, or the end. Complains if that is nothing.
  std::string_view until(std::string_view stops, const char* what) {
    const std::string_view part = rest_.substr(0, rest_.find_first_of(stops));
    if (part.empty()) fail(std::string("expected ") + what);
    rest_.remove_prefix(part.size());
    return part;
  }
  std::string_view all() { return std::exchange(rest_, {}); }
  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }
  [[noreturn]] void fail(const std::string& message) const { throw BadInput(whole_ - rest_.size() + 1, message); }

 private:
  std::string_view rest_;
  std::size_t whole_;
};

std::vector<std::uint8_t> bytes(Parts& parts) {
  std::vector<std::uint8_t> result;
  while (!parts.at_end()) {
    const std::string_view digits = parts.rest().substr(0, 2);
    std::uint8_t byte = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc{} || stop != digits.data() + 2) parts.fail("expected two hexadecimal digits a byte");
    result.push_back(byte);
    parts.take(digits);
  }
  return result;
}

unsigned version(Parts& parts) {
  const std::string_view digits = parts.rest().substr(0, parts.rest().find('/'));
  unsigned number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || stop != digits.data() + digits.size() || number == 0)
    parts.fail("expected a version, from 1");
  parts.take(digits);
  return number;
}

void set_once(Parts& parts, std::optional<std::string>& name, bool allowed) {
  if (!allowed) parts.fail("this kind of element has no such name");
  if (name) parts.fail("the name is given twice");
  name = parts.until("/@", "a name");
}

void option(Parts& parts, Element& element) {
  const bool is_certificate = element.kind == ContextKind::certificate;
  if (parts.take("subject=")) return set_once(parts, element.subject, is_certificate);
  if (parts.take("issuer=")) return set_once(parts, element.issuer, element.kind != ContextKind::ctl);
  parts.fail("expected subject= or issuer=");
}

Element element(Parts& parts, ContextKind kind) {
  Element result;
  result.kind = kind;
  result.label = parts.until("@/", "a label");
  if (parts.take("@")) result.version = version(parts);
  while (parts.take("/")) option(parts, result);
  if (!parts.at_end()) parts.fail("expected '/' or the end");
  return result;
}

std::optional<ContextKind> kind(Parts& parts) {
  if (parts.take("cert:")) return ContextKind::certificate;
  if (parts.take("crl:")) return ContextKind::crl;
  if (parts.take("ctl:")) return ContextKind::ctl;
  return std::nullopt;
}

Contents hash(Parts& parts) {
  if (const auto of = kind(parts)) return {Form::hash_of_element, element(parts, *of), {}, {}};
  if (parts.take("hex:")) return {Form::hash_of_bytes, {}, bytes(parts), {}};
  if (parts.rest().size() != 40) parts.fail("expected a SHA-1 hash of 40 hexadecimal digits");
  return {Form::hash, {}, bytes(parts), {}};
}

std::uint32_t decimal(Parts& parts) {
  const std::string_view digits = parts.rest().substr(0, parts.rest().find('/'));
  std::uint32_t result = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
  if (error != std::errc{} || stop != digits.data() + digits.size()) parts.fail("expected a number");
  parts.take(digits);
  return result;
}

Contents key(Parts& parts) {
  Contents result{Form::key, {}, {}, {}};
  if (!parts.rest().starts_with("/")) result.text = parts.until("/", "the name of a CSP handle");
  if (!parts.take("/")) parts.fail("expected '/' and the key spec");
  result.number = decimal(parts);
  if (parts.take("/size=")) result.size = decimal(parts);
  if (!parts.at_end()) parts.fail("expected /size= or the end");
  return result;
}

std::string key_text(const Contents& contents) {
  const std::string text = "key:" + contents.text + "/" + std::to_string(contents.number);
  return contents.size ? text + "/size=" + std::to_string(*contents.size) : text;
}

std::string digits(const std::vector<std::uint8_t>& bytes) {
  static constexpr char hexadecimal[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text.push_back(hexadecimal[byte >> 4]);
    text.push_back(hexadecimal[byte & 15]);
  }
  return text;
}

}  // namespace

bool Element::matches(const Element& other) const {
  if (kind != other.kind) return false;
  const bool by_name = kind == ContextKind::crl && (issuer || other.issuer);  // The issuer's, whichever label has it.
  return issuer == other.issuer && (by_name || label == other.label);
}

Contents parse_contents(std::string_view text) {
  Parts parts(text);
  if (const auto of = kind(parts)) return {Form::element, element(parts, *of), {}, {}};
  if (parts.take("hex:")) return {Form::bytes, {}, bytes(parts), {}};
  if (parts.take("sha1:")) return hash(parts);
  if (parts.take("text:")) return {Form::text, {}, {}, std::string(parts.all())};
  if (parts.take("file:")) return {Form::file, {}, {}, std::string(parts.until("", "a file's name"))};
  if (parts.take("name:")) return {Form::name, {}, {}, std::string(parts.until("", "a name"))};
  if (parts.take("key:")) return key(parts);
  parts.fail("expected contents: cert:, crl:, ctl:, hex:, sha1:, text:, file:, name: or key:");
}

std::string to_text(const Contents& contents) {
  switch (contents.form) {
    case Form::element:
      return to_text(contents.element);
    case Form::bytes:
      return "hex:" + digits(contents.bytes);
    case Form::text:
      return "text:" + contents.text;
    case Form::file:
      return "file:" + contents.text;
    case Form::name:
      return "name:" + contents.text;
    case Form::hash:
      return "sha1:" + digits(contents.bytes);
    case Form::hash_of_element:
      return "sha1:" + to_text(contents.element);
    case Form::hash_of_bytes:
      return "sha1:hex:" + digits(contents.bytes);
    case Form::key:
      return key_text(contents);
  }
  return {};
}

std::string to_text(const Element& element) {
  std::string text = std::string(kind_name(element.kind)) + ":" + element.label;
  if (element.version != 1) text += "@" + std::to_string(element.version);
  if (element.subject) text += "/subject=" + *element.subject;
  if (element.issuer) text += "/issuer=" + *element.issuer;
  return text;
}

std::string_view kind_name(ContextKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

}  // namespace certlife::trace
