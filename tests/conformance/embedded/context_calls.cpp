// Creating, adding, enumerating, finding, duplicating, freeing and deleting contexts.
#include "tests/conformance/embedded/call_makers.h"

namespace certlife::embedded {

using conform::Handle;
using conform::Kind;
using conform::NotSupported;

void create(MadeCall& call, Kind kind) {
  const std::uint32_t encoding = call.encoding_type(0);
  const auto bytes = call.bytes(1);
  call.returns(sort_of(kind), call.perform([&] { return call.port().create_context(kind, encoding, bytes); }));
}

void add_encoded(MadeCall& call, Kind kind) {
  const Handle store = call.store(0);
  const std::uint32_t encoding = call.encoding_type(1), disposition = call.number(4);
  const auto bytes = call.bytes(2);
  Handle added;
  Handle* const place = call.place_for(5, added);
  call.returns(call.perform([&] { return call.port().add_encoded(kind, store, encoding, bytes, disposition, place); }));
  call.gives(5, sort_of(kind), added);
}

void add(MadeCall& call, Kind kind) {
  const Handle store = call.store(0), source = call.handle(1, sort_of(kind));
  const std::uint32_t disposition = call.number(2);
  Handle added;
  Handle* const place = call.place_for(3, added);
  call.returns(call.perform([&] { return call.port().add_context(kind, store, source, disposition, place); }));
  call.gives(3, sort_of(kind), added);
}

void enumerate(MadeCall& call, Kind kind) {
  const Handle store = call.store(0), previous = call.handle(1, sort_of(kind));
  call.returns(sort_of(kind), call.perform([&] { return call.port().enumerate(kind, store, previous); }));
}

void duplicate(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  call.returns(sort_of(kind), call.perform([&] { return call.port().duplicate_context(kind, context); }));
}

void release(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  call.returns(call.perform([&] { return call.port().free_context(kind, context); }));
}

void remove(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  call.returns(call.perform([&] { return call.port().delete_context(kind, context); }));
}

namespace {

constexpr std::size_t find_parameter = 4;  // The place of pvFindPara.

// `text:X` is the name X; a certificate's label stands for its own subject or issuer; `hex:` is an encoded name.
Bytes encoded_name(MadeCall& call, Bytes (*name_of)(const conformance::Label&)) {
  const std::string& text = call.text(find_parameter);
  if (const auto label = conformance::parse_label(text)) return name_of(*label);
  if (text.starts_with("text:")) return conformance::name_called(std::string_view(text).substr(5));
  return conformance::content_bytes(text);
}

void find_subject(MadeCall& call, conform::FindContext& request) {
  const auto label = conformance::parse_label(call.text(find_parameter));
  if (!label) return void(request.context = call.handle(find_parameter, Sort::certificate));
  const Bytes serial = conformance::serial_number_of(*label);
  request.issuer = conformance::issuer_of(*label);
  request.serial_number = Bytes(serial.rbegin(), serial.rend());
}

void take_certificate_parameter(MadeCall& call, conform::FindContext& request) {
  constexpr std::uint32_t by_sha1 = 0x10000, by_issuer = 0x20004, by_subject = 0x20007, by_certificate = 0xB0000, existing = 0xD0000;
  switch (request.type) {
    case by_sha1: request.bytes = conformance::content_bytes(call.text(find_parameter)); return;
    case by_issuer: request.bytes = encoded_name(call, conformance::issuer_of); return;
    case by_subject: request.bytes = encoded_name(call, conformance::subject_of); return;
    case by_certificate: return find_subject(call, request);
    case existing: request.context = call.handle(find_parameter, Sort::certificate); return;
    default: throw NotSupported("the parameter of this find type");
  }
}

void take_parameter(MadeCall& call, Kind kind, conform::FindContext& request) {
  constexpr std::uint32_t crl_issued_by = 1, crl_existing = 2, ctl_existing = 5;
  if (kind == Kind::certificate) return take_certificate_parameter(call, request);
  if (kind == Kind::crl && request.type == crl_issued_by) request.context = call.handle(find_parameter, Sort::certificate);
  else if (request.type == (kind == Kind::crl ? crl_existing : ctl_existing)) request.context = call.handle(find_parameter, sort_of(kind));
  else throw NotSupported("the parameter of this find type");
}

}  // namespace

void find(MadeCall& call, Kind kind) {
  const Handle store = call.store(0), previous = call.handle(5, sort_of(kind));
  conform::FindContext request;
  request.encoding_type = call.encoding_type(1);
  request.flags = call.number(2);
  request.type = call.number(3);
  if (!call.is_null(find_parameter)) take_parameter(call, kind, request);
  call.returns(sort_of(kind), call.perform([&] { return call.port().find(kind, store, request, previous); }));
}

}  // namespace certlife::embedded
