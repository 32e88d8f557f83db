#include "model/oracle/content_table.h"

#include "model/oracle/der_view.h"
#include "model/oracle/element_bytes.h"

namespace certlife::oracle {
namespace {

using model::Concrete;
using trace::Contents;
using ContentsForm = Contents::Form;

constexpr model::Concrete::PropertyId sha1_hash = 3, md5_hash = 4, signature_hash = 15, key_identifier = 20;

// A key spec as the bytes that it has as a property of its own.
std::string spec_text(std::uint32_t spec) {
  std::vector<std::uint8_t> bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(spec >> shift));
  return to_text(Contents{ContentsForm::bytes, {}, bytes, {}});
}
std::uint32_t spec_in(const std::string& text) {
  std::uint32_t spec = 0, shift = 0;
  for (const std::uint8_t byte : trace::parse_contents(text).bytes) spec |= std::uint32_t{byte} << shift, shift += 8;
  return spec;
}

// What elements of a kind match by: issuer and serial number, which is the label's own; the issuer; or the label.
std::string match_key(const trace::Element& element, int issuer) {
  const std::string kind(trace::kind_name(element.kind));
  switch (element.kind) {
    case trace::ContextKind::certificate: return "key:" + kind + ":" + element.label + "/" + std::to_string(issuer);
    case trace::ContextKind::crl:         return "key:" + kind + "/" + std::to_string(issuer);
    case trace::ContextKind::ctl:         break;
  }
  return "key:" + kind + ":" + element.label;
}

// A certificate that is given no name has one of its label's own, as subject and as issuer different ones.
std::string own_name(const trace::Element& element, const char* role) {
  return std::string(role) + " of " + std::string(trace::kind_name(element.kind)) + ":" + element.label;
}

}  // namespace

int ContentTable::number_of(const std::string& text) {
  const auto [found, is_new] = numbers_.try_emplace(text, static_cast<int>(texts_.size()) + 1);
  if (is_new) texts_.push_back(text);
  return found->second;
}

int ContentTable::name_called(std::string_view name) { return number_of("name:" + std::string(name)); }

Concrete::Value ContentTable::value_called(std::string_view text) { return number_of(std::string(text)); }

Concrete::Content ContentTable::content_of(const trace::Element& element) {
  Concrete::Content content;
  content.bytes = number_of(to_text(element));
  content.time = static_cast<int>(element.version);
  content.subject = name_called(element.subject.value_or(own_name(element, "subject")));
  content.issuer = name_called(element.issuer.value_or(own_name(element, "issuer")));
  content.key = number_of(match_key(element, content.issuer));
  return content;
}

void ContentTable::read(Entry& entry, trace::ContextKind kind) {
  if (entry.is_read || entry.contents.form != ContentsForm::bytes) return;
  entry.is_read = true;
  const auto view = der_view(kind, entry.contents.bytes);
  if (!view) return;
  entry.content.key = number_of("key:" + std::string(trace::kind_name(kind)) + "/" + view->key);
  entry.content.time = view->date;
  if (!view->subject.empty()) entry.content.subject = number_of("der:" + view->subject);
  if (!view->issuer.empty()) entry.content.issuer = number_of("der:" + view->issuer);
}

ContentTable::Entry ContentTable::entry_of(const Contents& contents) {
  Entry entry{contents, {}, 0, {}};
  const int number = number_of(to_text(contents));
  entry.value = number;
  switch (contents.form) {
    case ContentsForm::element: entry.content = content_of(contents.element); break;
    case ContentsForm::bytes: entry.content = content_of_bytes(contents.bytes, number); break;
    case ContentsForm::key: entry.value = key_of(contents); break;
    case ContentsForm::hash_of_element: entry.value = Concrete::hash_of(content_of(contents.element), sha1_hash); break;
    case ContentsForm::hash_of_bytes: {
      const int bytes = number_of(to_text(Contents{ContentsForm::bytes, {}, contents.bytes, {}}));
      entry.value = Concrete::hash_of({bytes, bytes, 0, 0, 0}, sha1_hash);
      break;
    }
    case ContentsForm::text:
    case ContentsForm::file:
    case ContentsForm::name:
    case ContentsForm::hash: break;
  }
  return entry;
}

ContentTable::Entry& ContentTable::of(std::string_view text) {
  const auto found = entries_.find(text);
  if (found != entries_.end()) return found->second;
  return entries_.emplace(std::string(text), entry_of(trace::parse_contents(text))).first->second;
}

const std::string& ContentTable::text_of(const Concrete::Content& content) const {
  return texts_[static_cast<std::size_t>(content.bytes) - 1];
}

Concrete::Content ContentTable::content_of_bytes(const std::vector<std::uint8_t>& bytes, int number) {
  Concrete::Content content{number, number, 0, 0, 0};
  const CertificateBytes seen = look_into_certificate(bytes);
  if (seen.readable && !seen.is_signed) content.is_signed = Concrete::Signed::not_at_all;
  else if (!seen.signature_hash) content.is_signed = Concrete::Signed::otherwise;
  content.identifies_key = seen.readable && seen.key_identifier;
  return content;
}

Concrete::Value ContentTable::key_of(const Contents& key) {
  const Concrete::Value handle = key.text.empty() ? Concrete::no_value() : value_called(key.text);
  return Concrete::key_of(handle, key.number == 0 ? Concrete::no_value() : value_called(spec_text(key.number)));
}

std::string ContentTable::text_of(Concrete::Value value) const {
  const auto text = [&](Concrete::Value number) { return texts_[static_cast<std::size_t>(number) - 1]; };
  if (Concrete::is_key(value)) {
    const Concrete::Value handle = Concrete::handle_in(value), spec = Concrete::spec_in(value);
    return "key:" + (handle ? text(handle) : "") + "/" + (spec ? std::to_string(spec_in(text(spec))) : "0");
  }
  if (!Concrete::is_computed(value)) return value ? text(value) : "";
  const Concrete::PropertyId id = Concrete::computed_id(value);
  return (id == sha1_hash ? "sha1:" : "hash " + std::to_string(id) + " of ") + text(Concrete::computed_from(value));
}

std::string ContentTable::answer_of(Concrete::Value value) const {
  if (!Concrete::is_computed(value) || Concrete::computed_id(value) == sha1_hash) return text_of(value);
  const auto known = computed(value);
  const std::string name = text_of(value);
  Octets digits = known ? *known : sha1_of({name.begin(), name.end()});
  if (!known && Concrete::computed_id(value) == md5_hash) digits.resize(16);
  return to_text(Contents{ContentsForm::bytes, {}, digits, {}});
}

std::optional<std::vector<std::uint8_t>> ContentTable::computed(Concrete::Value value) const {
  const int number = Concrete::computed_from(value);
  if (number == 0) return std::nullopt;
  const std::string& text = texts_[static_cast<std::size_t>(number) - 1];
  if (!text.starts_with("hex:")) return std::nullopt;
  const Octets bytes = trace::parse_contents(text).bytes;
  switch (Concrete::computed_id(value)) {
    case sha1_hash: return sha1_of(bytes);
    case md5_hash: return md5_of(bytes);
    case signature_hash: return look_into_certificate(bytes).signature_hash;
    case key_identifier: return look_into_certificate(bytes).key_identifier;
    default: return std::nullopt;
  }
}

std::optional<std::size_t> ContentTable::size_of(Concrete::Value value) const {
  if (Concrete::is_computed(value)) {
    const auto known = computed(value);
    const Concrete::PropertyId id = Concrete::computed_id(value);
    if (known) return known->size();
    return id == sha1_hash ? std::optional<std::size_t>(20) : id == md5_hash ? std::optional<std::size_t>(16) : std::nullopt;
  }
  const bool is_text = value > 0 && !Concrete::is_key(value);
  const std::string text = is_text ? text_of(value) : "";
  return text.starts_with("hex:") ? std::optional((text.size() - 4) / 2) : std::nullopt;
}

bool ContentTable::could_be(const std::vector<std::uint8_t>& digits, Concrete::Value value) const {
  if (!Concrete::is_computed(value)) return false;
  if (const auto known = computed(value)) return digits == *known;
  switch (Concrete::computed_id(value)) {
    case sha1_hash: return digits.size() == 20;
    case md5_hash: return digits.size() == 16;
    default: return !digits.empty();
  }
}

}  // namespace certlife::oracle
