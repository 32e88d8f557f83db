#include "impl/src/element_factory.h"

#include <cstring>
#include <new>

#include "impl/src/live_mark.h"
#include "impl/src/memory.h"
#include "impl/src/object_registry.h"
#include "impl/src/store.h"

namespace certlife::impl {

using encoding::Arena;
using encoding::Bytes;
using encoding::DecodeError;

namespace {

BYTE* unconst(Bytes bytes) { return const_cast<BYTE*>(bytes.data()); }

DecodeError decode(Bytes encoded, Arena& arena, CERT_INFO& info, Bytes&) {
  return encoding::decode_certificate(encoded, arena, info);
}
DecodeError decode(Bytes encoded, Arena& arena, CRL_INFO& info, Bytes&) {
  return encoding::decode_crl(encoded, arena, info);
}
DecodeError decode(Bytes encoded, Arena& arena, CTL_INFO& info, Bytes& content) {
  return encoding::decode_ctl(encoded, arena, info, content);
}

DecodeError identify(Bytes, Certificate::Identity&) { return DecodeError::none; }
DecodeError identify(Bytes encoded, Crl::Identity& identity) { return encoding::identify_crl(encoded, identity); }
DecodeError identify(Bytes encoded, Ctl::Identity& identity) { return encoding::identify_ctl(encoded, identity); }

void show(ElementOf<Certificate>& whole, DWORD type, Bytes encoded, Bytes, HCERTSTORE home) {
  whole.context = {type, unconst(encoded), static_cast<DWORD>(encoded.size()), &whole.info, home};
}
void show(ElementOf<Crl>& whole, DWORD type, Bytes encoded, Bytes, HCERTSTORE home) {
  whole.context = {type, unconst(encoded), static_cast<DWORD>(encoded.size()), &whole.info, home};
}
void show(ElementOf<Ctl>& whole, DWORD type, Bytes encoded, Bytes content, HCERTSTORE home) {
  whole.context = {type, unconst(encoded),  static_cast<DWORD>(encoded.size()), &whole.info, home,
                   nullptr, unconst(content), static_cast<DWORD>(content.size())};
}

Status status_of(DecodeError error) { return Status::failure(DWORD{encoding::last_error_of(error)}); }

// The first of the two passes: how much memory the decoded arrays need.
template <class K>
DecodeError measure(Bytes encoded, std::size_t& size) {
  Arena arena;
  typename K::Info info{};
  typename K::Identity identity{};
  Bytes content;
  DecodeError error = decode(encoded, arena, info, content);
  if (error == DecodeError::none) error = identify(encoded, identity);
  size = arena.used();
  return error;
}

// The second: over the copy that the element keeps. It cannot fail.
template <class K>
void fill(ElementOf<K>& whole, std::size_t arrays, DWORD type, Bytes kept, Store& home) {
  Arena arena(&whole + 1, arrays);
  Bytes content;
  static_cast<void>(decode(kept, arena, whole.info, content));
  static_cast<void>(identify(kept, whole.identity));
  whole.element.home = &home;
  show(whole, type, kept, content, &home);
}

template <class K>
Result<Element> make(DWORD type, Bytes encoded, Store& home) {
  std::size_t arrays = 0;
  if (const DecodeError error = measure<K>(encoded, arrays); error != DecodeError::none) return status_of(error);
  const std::size_t size = sizeof(ElementOf<K>) + arrays + encoded.size();
  char* block = static_cast<char*>(allocate_block(size));
  auto* whole = new (block) ElementOf<K>;
  auto* kept = reinterpret_cast<BYTE*>(block + sizeof(ElementOf<K>) + arrays);
  std::memcpy(kept, encoded.data(), encoded.size());
  fill(*whole, arrays, type, Bytes{kept, encoded.size()}, home);
  whole->element.retirable.block_size = size;
  whole->element.mark = live_mark(&whole->context);
  if (objects_are_registered()) register_object(&whole->context, K::kind);
  return &whole->element;
}

template <class K>
const void* address_of_context(const Element& element) {
  return &whole_of<K>(element).context;
}

template <class K>
Bytes bytes_of_context(const Element& element);
template <>
Bytes bytes_of_context<Certificate>(const Element& element) {
  const CERT_CONTEXT& context = whole_of<Certificate>(element).context;
  return {context.pbCertEncoded, context.cbCertEncoded};
}
template <>
Bytes bytes_of_context<Crl>(const Element& element) {
  const CRL_CONTEXT& context = whole_of<Crl>(element).context;
  return {context.pbCrlEncoded, context.cbCrlEncoded};
}
template <>
Bytes bytes_of_context<Ctl>(const Element& element) {
  const CTL_CONTEXT& context = whole_of<Ctl>(element).context;
  return {context.pbCtlEncoded, context.cbCtlEncoded};
}

// The encoding type stands first in all three.
DWORD encoding_type_of(const Element& element) { return *static_cast<const DWORD*>(visible_address(element)); }

}  // namespace

const void* visible_address(const Element& element) {
  switch (element.kind) {
    case Kind::certificate: return address_of_context<Certificate>(element);
    case Kind::crl: return address_of_context<Crl>(element);
    case Kind::ctl: return address_of_context<Ctl>(element);
  }
  return nullptr;
}

Bytes Element::encoded() const {
  switch (kind) {
    case Kind::certificate: return bytes_of_context<Certificate>(*this);
    case Kind::crl: return bytes_of_context<Crl>(*this);
    case Kind::ctl: return bytes_of_context<Ctl>(*this);
  }
  return {};
}

FILETIME Element::issued_at() const {
  switch (kind) {
    case Kind::certificate: return whole_of<Certificate>(*this).info.NotBefore;
    case Kind::crl: return whole_of<Crl>(*this).info.ThisUpdate;
    case Kind::ctl: return whole_of<Ctl>(*this).info.ThisUpdate;
  }
  return {};
}

Result<Element> make_element(Kind kind, DWORD encoding_type, Bytes encoded, Store& home) {
  switch (kind) {
    case Kind::certificate: return make<Certificate>(encoding_type, encoded, home);
    case Kind::crl: return make<Crl>(encoding_type, encoded, home);
    case Kind::ctl: return make<Ctl>(encoding_type, encoded, home);
  }
  return Status::failure(E_UNEXPECTED);
}

Result<Element> make_copy(const Element& source, Store& home) {
  return make_element(source.kind, encoding_type_of(source), source.encoded(), home);
}

Retirable* end_element(Element& element) noexcept {
  if (objects_are_registered()) unregister_object(visible_address(element));
  element.mark = 0;
  element.properties.clear();
  element.retirable.next_retired = nullptr;
  return &element.retirable;
}

void destroy_element(Element& element) noexcept { retire(end_element(element)); }

}  // namespace certlife::impl
