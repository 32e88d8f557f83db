#include "impl/src/element_factory.h"

#include <cstring>
#include <limits>
#include <new>

#include "impl/src/keys.h"
#include "impl/src/live_mark.h"
#include "impl/src/memory.h"
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

DecodeError identify(Bytes, Certificate::Identity&) { return DecodeError::none; }  // see note_pieces
using encoding::identify;

Piece piece_of(const Element& element, Bytes bytes) {
  if (bytes.empty()) return {};
  const auto offset = bytes.data() - reinterpret_cast<const std::uint8_t*>(&element);
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size())};
}

void note_pieces(ElementOf<Certificate>& whole) {
  whole.identity = {piece_of(whole.element, bytes_of_blob(whole.info.Issuer)),
                    piece_of(whole.element, shortest_serial_number(whole.info.SerialNumber)),
                    piece_of(whole.element, bytes_of_blob(whole.info.Subject))};
}
void note_pieces(ElementOf<Crl>&) {}
void note_pieces(ElementOf<Ctl>&) {}

void show(ElementOf<Certificate>& whole, DWORD type, Bytes encoded, Bytes, HCERTSTORE home) {
  whole.context = {type, unconst(encoded), static_cast<DWORD>(encoded.size()), &whole.info, home};
}
void show(ElementOf<Crl>& whole, DWORD type, Bytes encoded, Bytes, HCERTSTORE home) {
  whole.context = {type, unconst(encoded), static_cast<DWORD>(encoded.size()), &whole.info, home};
}
void show(ElementOf<Ctl>& whole, DWORD type, Bytes encoded, Bytes content, HCERTSTORE home) {
  const DWORD both = type | X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;  // whatever was asked for (windows test testCreateCTL)
  whole.context = {both, unconst(encoded),  static_cast<DWORD>(encoded.size()), &whole.info, home,
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
  note_pieces(whole);
  whole.element.home = &home;
  whole.element.encoding_type = type;
  show(whole, type, kept, content, &home);
}

// What follows the outermost element is not part of it: it would change the hash, and in a PKCS #7 be an element of its own (choice).
Bytes element_alone(Bytes encoded) {
  const Bytes extent = encoding::der_extent(encoded);
  return extent.empty() ? encoded : extent;
}

template <class K>
ElementOf<K>& make_room(std::size_t arrays, Bytes encoded) {
  const std::size_t size = sizeof(ElementOf<K>) + arrays + encoded.size();
  if (size > std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();  // a Piece has 32 bits
  auto* whole = new (allocate_block(size)) ElementOf<K>;
  whole->element.retirable.block_size = size;
  whole->element.encoded_size = static_cast<std::uint32_t>(encoded.size());
  std::memcpy(const_cast<std::uint8_t*>(whole->element.encoded().data()), encoded.data(), encoded.size());
  return *whole;
}

template <class K>
Result<Element> make(DWORD type, Bytes given, Store& home) {
  const Bytes encoded = element_alone(given);
  std::size_t arrays = 0;
  if (const DecodeError error = measure<K>(encoded, arrays); error != DecodeError::none) return status_of(error);
  ElementOf<K>& whole = make_room<K>(arrays, encoded);
  FreshElement fresh(whole.element);
  fill(whole, arrays, type, whole.element.encoded(), home);
  if (objects_are_registered()) register_object(whole.element);
  whole.element.mark = live_mark(&whole.context);
  return &fresh.give_away();
}

template <class K>
const void* address_of_context(const Element& element) {
  return &whole_of<K>(element).context;
}

}  // namespace

const void* visible_address(const Element& element) {
  switch (element.kind) {
    case Kind::certificate: return address_of_context<Certificate>(element);
    case Kind::crl: return address_of_context<Crl>(element);
    case Kind::ctl: return address_of_context<Ctl>(element);
  }
  return nullptr;
}

Bytes visible_bytes(const Element& element) {
  const auto* first = static_cast<const std::uint8_t*>(visible_address(element));
  const auto* end = reinterpret_cast<const std::uint8_t*>(&element) + element.retirable.block_size;
  return {first, end};
}

FILETIME Element::issued_at() const {
  switch (kind) {
    case Kind::certificate: return whole_of<Certificate>(*this).info.NotBefore;
    case Kind::crl: return whole_of<Crl>(*this).identity.this_update;
    case Kind::ctl: return whole_of<Ctl>(*this).identity.this_update;
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

Status check_encoded(Kind kind, Bytes encoded) {
  std::size_t size = 0;
  DecodeError error = DecodeError::none;
  switch (kind) {
    case Kind::certificate: error = measure<Certificate>(encoded, size); break;
    case Kind::crl: error = measure<Crl>(encoded, size); break;
    case Kind::ctl: error = measure<Ctl>(encoded, size); break;
  }
  return error == DecodeError::none ? Status::ok() : status_of(error);
}

Result<Element> make_copy(const Element& source, Store& home) {
  return make_element(source.kind, source.encoding_type, source.encoded(), home);
}

Retirable* end_element(Element& element, Death death) noexcept {
  if (objects_are_registered()) unregister_object(visible_address(element), death);
  element.mark = 0;
  element.properties.clear();
  element.retirable.next_retired = nullptr;
  return &element.retirable;
}

void destroy_element(Element& element) noexcept { retire(end_element(element, Death::last_reference)); }

}  // namespace certlife::impl
