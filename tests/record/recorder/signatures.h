// The functions that are recorded, one row each. Those of the model stand in model_signatures.h; all others come from the table of
// ownership, of which the build makes rows.
#pragma once

#include <cstddef>
#include <cstdint>

namespace certlife::record {

// What handles and pointers stand for.
enum class Thing : std::uint8_t { none, store, certificate, crl, ctl, csp, chain, message, key, hash, ncrypt, other };

enum class Role : std::uint8_t {
  ignored,        // Says nothing of lifetimes.
  number,         // A DWORD.
  thing,          // A handle or pointer.
  things,         // So many of them as the parameter before says.
  by_effects,     // What the effects of the row say.
  bytes,          // So many as the next parameter says.
  size_of_bytes,  // That one.
  provider,       // Of a store: a number or text.
  open_parameter, find_parameter, save_parameter, new_property,  // What these are depends on a parameter before.
  text_a, text_w,
  subsystem_a, subsystem_w,  // The name of a system store.
  any_pointer,    // Whether it is NULL.
  out_thing,      // Where one is put.
  out_by_effects,
  out_bytes,      // A buffer; the next parameter points at its size.
  out_size,       // That one.
};

struct Parameter {
  const char* name = nullptr;
  Role role = Role::ignored;
  Thing thing = Thing::none;
  bool is_out = false;  // Of what the build makes: something comes back through it.
};

enum class Test : std::uint8_t { has_flag, is_value, is_true, is_null };

// What another parameter has to be; of an out parameter, what came back through it.
struct Condition {
  std::uint8_t parameter = 0;
  Test test = Test::is_true;
  std::uint32_t value = 0;
};

enum class Does : std::uint8_t { acquires, releases, consumes, borrows, holds };
constexpr std::uint8_t the_result = 0xFF, nobody = 0xFE;
constexpr std::size_t most_conditions = 3, most_effects = 12, most_parameters = 14;

// What a call outside the model does with what it is given or gives, where all of these conditions hold, unless all of those do.
struct Effect {
  std::uint8_t parameter = the_result;
  Does does = Does::borrows;
  Thing thing = Thing::none;
  const char* word = "";         // What the thing is called.
  std::uint8_t holder = nobody;  // A parameter or the result.
  std::uint8_t conditions = 0, exceptions = 0;
  Condition all_of[most_conditions] = {}, unless[most_conditions] = {};
};

enum class Returns : std::uint8_t { boolean, handle, status, number, nothing };

struct Signature {
  const char* module;  // Without .dll.
  const char* name;
  const char* called;  // In a trace: without A or W.
  Returns returns;
  Thing result;        // Of the model's own functions; for others the effects say it.
  bool is_of_the_model;
  std::uint8_t arity, effects;
  Parameter parameters[most_parameters];
  Effect effect[most_effects];
};

struct Signatures {
  const Signature* rows;
  std::size_t count;
  const Signature* begin() const { return rows; }
  const Signature* end() const { return rows + count; }
};
Signatures signatures();

}  // namespace certlife::record
