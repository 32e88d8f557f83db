// The words of traces: the calls of this world with their parameters, and the numbers behind the names of flags,
// codes, providers, dispositions, find types, encodings and properties. A table of facts (page of each function,
// header); nothing here is shared with an implementation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/trace/value.h"

namespace certlife::trace {

// The calls of this world, each by its documented name; the order is that of calls() below.
enum class Call : std::uint8_t {
  unknown,
  CertOpenStore,
  CertDuplicateStore,
  CertCloseStore,
  CertControlStore,
  CertSaveStore,
  CertCreateCertificateContext,
  CertCreateCRLContext,
  CertCreateCTLContext,
  CertAddEncodedCertificateToStore,
  CertAddEncodedCRLToStore,
  CertAddEncodedCTLToStore,
  CertAddCertificateContextToStore,
  CertAddCRLContextToStore,
  CertAddCTLContextToStore,
  CertEnumCertificatesInStore,
  CertEnumCRLsInStore,
  CertEnumCTLsInStore,
  CertFindCertificateInStore,
  CertFindCRLInStore,
  CertFindCTLInStore,
  CertDuplicateCertificateContext,
  CertDuplicateCRLContext,
  CertDuplicateCTLContext,
  CertFreeCertificateContext,
  CertFreeCRLContext,
  CertFreeCTLContext,
  CertDeleteCertificateFromStore,
  CertDeleteCRLFromStore,
  CertDeleteCTLFromStore,
  CertSetCertificateContextProperty,
  CertSetCRLContextProperty,
  CertSetCTLContextProperty,
  CertGetCertificateContextProperty,
  CertGetCRLContextProperty,
  CertGetCTLContextProperty,
  CertEnumCertificateContextProperties,
  CertEnumCRLContextProperties,
  CertEnumCTLContextProperties,
  CryptAcquireContext,
  CryptContextAddRef,
  CryptReleaseContext,
  CryptGetProvParam,
  GetLastError,
  SetLastError,
};

// What a parameter is given. Those from `flags` on are numbers, however a trace spells them.
enum class Role : std::uint8_t {
  store,     // a name
  context,   // a name
  csp,       // a name
  contents,  // contents, see contents.h
  text,      // a container's or provider's name
  anything,  // depends on another argument
  out,       // a pointer that receives something: it is spoken of in "out"
  flags,     // several of `names`
  code,      // one of `names`
  number,    // no names
};

struct Named {
  std::string_view name;
  std::uint32_t number;
};

struct Parameter {
  std::string_view name;
  Role role = Role::anything;
  std::span<const Named> names = {};

  bool is_numeric() const { return role >= Role::flags; }
};

enum class Returns : std::uint8_t { nothing, boolean, store, context, number };

struct CallDescription {
  Call call;
  std::string_view name;
  Returns returns;
  std::span<const Parameter> parameters;  // in the order of the documentation
  bool has_a_and_w = false;               // the documentation has it with the suffixes A and W

  const Parameter* find(std::string_view parameter) const;
};

// Every call but Call::unknown, in the enumeration's order.
std::span<const CallDescription> calls();
// REQUIRES: not Call::unknown.
const CallDescription& describe(Call call);
// By its documented name, with A or W or without; Call::unknown for one that is not of this world.
Call call_named(std::string_view name);

// The groups of names. Where two names have one number the first is the canonical one.
std::span<const Named> error_codes();
std::span<const Named> providers();
std::span<const Named> property_ids();
std::optional<std::uint32_t> number_named(std::span<const Named> names, std::string_view name);
std::optional<std::string_view> name_numbered(std::span<const Named> names, std::uint32_t number);

inline constexpr std::uint32_t default_encoding_type = 0x10001;
// The number of a provider that is given by a string form nobody knows; no constant has it.
inline constexpr std::uint32_t unknown_provider = 0xFFFFFFFF;

// A number written as "0x…"; empty if it is none or has more than 64 bits.
std::optional<std::int64_t> hexadecimal(std::string_view text);
std::string hexadecimal(std::uint32_t number);

// Error codes: by name or "0x…", and back (a code without a name becomes "0x…").
std::optional<std::uint32_t> error_code(std::string_view text);
std::string error_name(std::uint32_t code);
// A property id: by name, "11" or "0x…".
std::optional<std::uint32_t> property_id(std::string_view text);
// Flags as the names that make them up, then the rest as one "0x…"; {} for 0.
Value flag_names(std::span<const Named> names, std::uint32_t flags);
// The code's name, or the number where it has none.
Value code_name(std::span<const Named> names, std::uint32_t code);

// Works out `number` of every numeric argument from the names in it, and sets `resolved`. A word without a meaning
// there is a BadInput. Arguments of unknown calls, and those no parameter bears, stay as they are.
void resolve(Call call, Fields& args);
// The same for one value, as this parameter or as an error code.
void resolve(const Parameter& parameter, Value& value);
void resolve_error_code(Value& value);

}  // namespace certlife::trace
