// What the recorder has to know of a public function: its parameters by their documented names, and what each of them is.
#pragma once

#include <array>
#include <cstdint>

namespace certlife::impl::record {

enum class Thing : std::uint8_t { none, store, certificate, crl, ctl, csp };

enum class Role : std::uint8_t {
  none,
  number,          // flags, codes, ids
  pointer,         // something of which only the address is said
  thing,           // a handle or a context
  out_thing,       // where one is put
  bytes,           // an encoded element; its size is the next parameter
  size_of_bytes,
  out_bytes,       // a buffer; where its size is read and put is the next parameter
  out_size,
  provider,        // of CertOpenStore, and what is opened
  open_parameter,
  find_parameter,  // goes by the find type before it
  save_parameter,  // goes by the number before it
  new_property,    // goes by the property before it
  text_a,
  text_w
};

enum class Returns : std::uint8_t { boolean, thing, number };

struct Parameter {
  const char* name = "";
  Role role = Role::none;
  Thing thing = Thing::none;
};

constexpr std::size_t most_parameters = 6;

struct Signature {
  const char* function = "";
  Returns returns = Returns::boolean;
  Thing result = Thing::none;
  std::array<Parameter, most_parameters> parameters{};
  std::uint8_t arity = 0;
};

}  // namespace certlife::impl::record
