#include "model/oracle/content_table.h"

namespace certlife::oracle {
namespace {

using model::Concrete;
using trace::Contents;
using ContentsForm = Contents::Form;

constexpr model::Concrete::PropertyId sha1_hash = 3;

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
  trace::Element first = element;
  first.version = 1;
  Concrete::Content content;
  content.bytes = number_of(to_text(element));
  content.key = number_of(to_text(first));
  content.time = static_cast<int>(element.version);
  content.subject = name_called(element.subject.value_or(own_name(element, "subject")));
  content.issuer = name_called(element.issuer.value_or(own_name(element, "issuer")));
  return content;
}

ContentTable::Entry ContentTable::entry_of(const Contents& contents) {
  Entry entry{contents, {}, 0, {}};
  const int number = number_of(to_text(contents));
  entry.value = number;
  switch (contents.form) {
    case ContentsForm::element: entry.content = content_of(contents.element); break;
    case ContentsForm::bytes: entry.content = {number, number, 0, 0, 0}; break;
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

std::string ContentTable::text_of(Concrete::Value value) const {
  if (value > 0) return texts_[static_cast<std::size_t>(value) - 1];
  const int bytes = (-value - 1) / 8, id = (-value - 1) % 8;
  return (id == sha1_hash ? "sha1:" : "hash " + std::to_string(id) + " of ") + texts_[static_cast<std::size_t>(bytes) - 1];
}

}  // namespace certlife::oracle
