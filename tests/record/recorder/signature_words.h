// The words that rows of signatures are written in.
#pragma once

#include <initializer_list>

#include "tests/record/recorder/signatures.h"

namespace certlife::record::words {

constexpr Parameter number(const char* name) { return {name, Role::number}; }
constexpr Parameter pointer(const char* name) { return {name, Role::any_pointer}; }
constexpr Parameter special(const char* name, Role role, Thing thing = Thing::none) { return {name, role, thing}; }
constexpr Parameter given(const char* name, Thing thing) { return {name, Role::thing, thing}; }
constexpr Parameter acquired(const char* name, Thing thing) { return {name, Role::out_thing, thing}; }
constexpr Parameter bytes(const char* name) { return {name, Role::bytes}; }
constexpr Parameter size(const char* name) { return {name, Role::size_of_bytes}; }
constexpr Parameter out_bytes(const char* name) { return {name, Role::out_bytes}; }
constexpr Parameter out_size(const char* name) { return {name, Role::out_size}; }

constexpr Parameter store = given("hCertStore", Thing::store);
constexpr Parameter certificate = given("pCertContext", Thing::certificate), crl = given("pCrlContext", Thing::crl),
                    ctl = given("pCtlContext", Thing::ctl), csp = given("hProv", Thing::csp), crypt_csp = given("hCryptProv", Thing::csp);
constexpr Parameter encoding = number("dwCertEncodingType"), message_encoding = number("dwMsgAndCertEncodingType"), flags = number("dwFlags");
constexpr Parameter disposition = number("dwAddDisposition"), property = number("dwPropId");

// What stands before the parameters of a row.
struct Head {
  const char *module, *name, *called;
  Returns returns;
  Thing result;
};

constexpr Head boolean(const char* name, const char* called = nullptr) {
  return {"crypt32", name, called ? called : name, Returns::boolean, Thing::none};
}
constexpr Head gives(Thing thing, const char* name) { return {"crypt32", name, name, Returns::handle, thing}; }
constexpr Head gives_number(const char* name) { return {"crypt32", name, name, Returns::number, Thing::none}; }
constexpr Head of_advapi32(Head head) { return head.module = "advapi32", head; }

constexpr Signature row(const Head& head, std::initializer_list<Parameter> parameters) {
  Signature signature{head.module, head.name, head.called, head.returns, head.result, true, 0, 0, {}, {}};
  for (const Parameter& parameter : parameters) signature.parameters[signature.arity++] = parameter;
  return signature;
}

// A row that the build makes of the table of ownership.
constexpr Signature table_row(const Head& head, std::initializer_list<Parameter> parameters, std::initializer_list<Effect> effects) {
  Signature signature = row(head, parameters);
  signature.is_of_the_model = false;
  for (const Effect& effect : effects) signature.effect[signature.effects++] = effect;
  return signature;
}

}  // namespace certlife::record::words
