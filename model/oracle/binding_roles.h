// The roles that a parameter may have in the calls of the model, for the rows of binding_table.h. Each says two things: `read` takes
// what a line gives to the parameter into the model's call, or says why the line is not evaluated, and `write` gives the parameter
// what the call has. `says` tells apart the functions of the API that are one call of the model.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

#include "model/oracle/line_reading.h"
#include "model/oracle/line_writing.h"
#include "model/trace/constants.h"

namespace certlife::oracle::roles {

using trace::Named;
using trace::numbered;
using trace::Value;
using Fate = Translation::Fate;
using Result = Translation::Result;

// The name of a parameter, for each kind of context.
struct Parameter {
  std::string_view of_kind[3];
  constexpr Parameter(const char* name) : of_kind{name, name, name} {}
  constexpr Parameter(const char* certificate, const char* crl, const char* ctl) : of_kind{certificate, crl, ctl} {}
  constexpr std::string_view operator[](Kind kind) const { return of_kind[static_cast<std::size_t>(kind)]; }
};

template <class Call>
constexpr bool never(const Call&) {
  return false;
}
template <class Call>
using If = bool (*)(const Call&);

struct Role {
  template <class Call>
  static constexpr bool says(const Call&) {
    return true;
  }
  template <class Call>
  static void read(LineReading&, Call&) {}
  template <class Call>
  static void write(LineWriting&, const Call&) {}
};

// --- Things --------------------------------------------------------------------------------------------------------------

template <class Call>
struct StoreRole : Role {
  constexpr StoreRole(Parameter name, Concrete::Store Call::*where) : parameter(name), member(where) {}
  void read(LineReading& from, Call& call) const { call.*member = from.store(parameter[from.kind]); }
  void write(LineWriting& to, const Call& call) const { to.argument(parameter[to.kind], to.store(call.*member)); }
  Parameter parameter;
  Concrete::Store Call::*member;
};
template <class Call>
constexpr StoreRole<Call> store(Parameter parameter, Concrete::Store Call::*member) {
  return {parameter, member};
}

template <class Call>
struct ContextRole : Role {
  constexpr ContextRole(Parameter name, Concrete::Context Call::*where, bool has_content)
      : parameter(name), member(where), gives_content(has_content) {}
  void read(LineReading& from, Call& call) const {
    call.*member = from.context(parameter[from.kind]);
    if (gives_content) from.to.content_from = (call.*member).index;
  }
  void write(LineWriting& to, const Call& call) const { to.argument(parameter[to.kind], to.context(call.*member)); }
  Parameter parameter;
  Concrete::Context Call::*member;
  bool gives_content;  // The content that the call is about is that of this context.
};
template <class Call>
constexpr ContextRole<Call> context(Parameter parameter, Concrete::Context Call::*member) {
  return {parameter, member, false};
}
template <class Call>
constexpr ContextRole<Call> source_context(Parameter parameter, Concrete::Context Call::*member) {
  return {parameter, member, true};
}

template <class Call>
struct CspRole : Role {
  constexpr CspRole(Parameter name, Concrete::Csp Call::*where, bool null) : parameter(name), member(where), may_be_null(null) {}
  void read(LineReading& from, Call& call) const {
    const std::string_view name = parameter[from.kind];
    call.*member = may_be_null ? from.csp(name) : from.csp_or_dead(name);
  }
  void write(LineWriting& to, const Call& call) const {
    if (!may_be_null || (call.*member).index) to.argument(parameter[to.kind], to.csp(call.*member));
  }
  Parameter parameter;
  Concrete::Csp Call::*member;
  bool may_be_null;
};
template <class Call>
constexpr CspRole<Call> csp(Parameter parameter, Concrete::Csp Call::*member) {
  return {parameter, member, false};
}
template <class Call>
constexpr CspRole<Call> csp_or_none(Parameter parameter, Concrete::Csp Call::*member) {
  return {parameter, member, true};
}

// --- Flags ---------------------------------------------------------------------------------------------------------------

template <class Call>
struct Bit {
  std::string_view name;
  bool Call::*member;
  std::uint32_t number = 0;
};
template <class Call, std::size_t count>
constexpr std::array<Bit<Call>, count> bits(std::span<const Named> group, const Bit<Call> (&named)[count]) {
  std::array<Bit<Call>, count> all{};
  for (std::size_t i = 0; i < count; ++i) all[i] = {named[i].name, named[i].member, numbered(group, named[i].name)};
  return all;
}

// Each named bit goes to its member; what is left goes where `Rest` says.
template <class Call, std::size_t count, class Rest>
struct FlagsRole : Role {
  constexpr FlagsRole(Parameter name, const std::array<Bit<Call>, count>& each, Rest others) : parameter(name), bits(each), rest(others) {}
  void read(LineReading& from, Call& call) const {
    std::uint32_t left = from.dword(parameter[from.kind]);
    for (const Bit<Call>& bit : bits) {
      call.*bit.member = (left & bit.number) != 0;
      left &= ~bit.number;
    }
    rest.read(from, call, left);
  }
  void write(LineWriting& to, const Call& call) const {
    Value list;
    list.kind = Value::Kind::list;
    for (const Bit<Call>& bit : bits) {
      if (call.*bit.member) list.items.add() = Value::of(bit.name);
    }
    if (rest.has_some(call)) list.items.add() = Value::of(std::string_view(trace::hexadecimal(unnamed_bit())));
    to.argument(parameter[to.kind], std::move(list));
  }
  constexpr std::uint32_t unnamed_bit() const {
    std::uint32_t bit = 1;
    while (std::ranges::any_of(bits, [&](const Bit<Call>& each) { return each.number == bit; })) bit <<= 1;
    return bit;
  }
  Parameter parameter;
  std::array<Bit<Call>, count> bits;
  Rest rest;
};

template <class Call>
struct RestInto {
  void read(LineReading&, Call& call, std::uint32_t rest) const { call.*member = rest != 0; }
  bool has_some(const Call& call) const { return call.*member; }
  bool Call::*member;
};
template <class Call>
struct RestOutside {
  void read(LineReading& from, const Call& call, std::uint32_t rest) const {
    if (rest != 0 && !unless(call)) from.leave(why);
  }
  static bool has_some(const Call&) { return false; }
  Outside why;
  If<Call> unless;
};

template <class Call, std::size_t count>
constexpr auto flags(Parameter parameter, const std::array<Bit<Call>, count>& bits, bool Call::*unknown_flags) {
  return FlagsRole<Call, count, RestInto<Call>>(parameter, bits, {unknown_flags});
}
template <class Call, std::size_t count>
constexpr auto flags(Parameter parameter, const std::array<Bit<Call>, count>& bits, Outside rest, If<Call> unless = never<Call>) {
  return FlagsRole<Call, count, RestOutside<Call>>(parameter, bits, {rest, unless});
}

// The call asks only whether there is any.
template <class Call>
struct AnyFlagRole : Role {
  constexpr AnyFlagRole(Parameter name, bool Call::*where) : parameter(name), member(where) {}
  void read(LineReading& from, Call& call) const { call.*member = from.number(parameter[from.kind]) != 0; }
  void write(LineWriting& to, const Call& call) const { to.argument(parameter[to.kind], Value::of(std::int64_t{call.*member})); }
  Parameter parameter;
  bool Call::*member;
};
template <class Call>
constexpr AnyFlagRole<Call> any_flag(Parameter parameter, bool Call::*member) {
  return {parameter, member};
}

// Flags that the model does not have; of each kind those bits that mean something.
struct NoFlagsRole : Role {
  constexpr NoFlagsRole(Parameter name, std::array<std::uint32_t, 3> bits, Outside reason) : parameter(name), meaningful(bits), why(reason) {}
  template <class Call>
  void read(LineReading& from, Call&) const {
    if (from.dword(parameter[from.kind]) & meaningful[static_cast<std::size_t>(from.kind)]) from.leave(why);
  }
  Parameter parameter;
  std::array<std::uint32_t, 3> meaningful;
  Outside why;
};
inline constexpr std::uint32_t every_bit = 0xffffffff;
constexpr NoFlagsRole no_flags(Parameter parameter, Outside why, std::array<std::uint32_t, 3> meaningful = {every_bit, every_bit, every_bit}) {
  return {parameter, meaningful, why};
}

// --- Codes ---------------------------------------------------------------------------------------------------------------

// The one value of the parameter that the model has. It is written as a list where the parameter takes flags.
template <class Call>
struct OnlyRole : Role {
  constexpr OnlyRole(Parameter parameter_, std::string_view name_, std::uint32_t number_, bool flag, Outside reason, If<Call> refused)
      : parameter(parameter_), name(name_), number(number_), is_flag(flag), why(reason), unless(refused) {}
  void read(LineReading& from, const Call& call) const {
    if (from.dword(parameter[from.kind]) != number && !unless(call)) from.leave(why);
  }
  void write(LineWriting& to, const Call&) const {
    Value value = Value::of(name);
    if (is_flag) {
      Value list;
      list.kind = Value::Kind::list;
      list.items.add() = std::move(value);
      value = std::move(list);
    }
    to.argument(parameter[to.kind], std::move(value));
  }
  Parameter parameter;
  std::string_view name;
  std::uint32_t number;
  bool is_flag;
  Outside why;
  If<Call> unless;
};
template <class Call>
constexpr OnlyRole<Call> only(Parameter parameter, std::span<const Named> group, std::string_view name, Outside others) {
  return {parameter, name, numbered(group, name), false, others, never<Call>};
}
template <class Call>
constexpr OnlyRole<Call> only_flag(Parameter parameter, std::span<const Named> group, std::string_view name, Outside others, If<Call> unless) {
  return {parameter, name, numbered(group, name), true, others, unless};
}

// A number of the API for each value of the model. Several may stand for one value: the first is the one to write.
template <class T>
struct Code {
  std::string_view name;
  T value;
  std::uint32_t number = 0;
};
template <class T, std::size_t count>
constexpr std::array<Code<T>, count> codes(std::span<const Named> group, const Code<T> (&named)[count]) {
  std::array<Code<T>, count> all{};
  for (std::size_t i = 0; i < count; ++i) all[i] = {named[i].name, named[i].value, numbered(group, named[i].name)};
  return all;
}

template <class Call, class T, std::size_t count, class Others>
struct CodeRole : Role {
  constexpr CodeRole(Parameter name, T Call::*where, const std::array<Code<T>, count>& each, Others rest)
      : parameter(name), member(where), codes(each), others(rest) {}
  void read(LineReading& from, Call& call) const {
    const std::uint32_t number = from.dword(parameter[from.kind]);
    for (const Code<T>& code : codes) {
      if (code.number == number) return void(call.*member = code.value);
    }
    others.read(from, call, member, number);
  }
  void write(LineWriting& to, const Call& call) const {
    for (const Code<T>& code : codes) {
      if (code.value == call.*member) return to.argument(parameter[to.kind], code.name);
    }
    others.write(to, parameter[to.kind]);
  }
  Parameter parameter;
  T Call::*member;
  std::array<Code<T>, count> codes;
  Others others;
};

// Other numbers that Windows knows are outside the model, all the rest is one unknown value.
template <class T>
struct UnknownCode {
  template <class Call>
  void read(LineReading& from, Call& call, T Call::*member, std::uint32_t number) const {
    if (number >= first_outside && number <= last_outside) from.leave(why);
    call.*member = unknown;
  }
  void write(LineWriting& to, std::string_view parameter) const { to.argument(parameter, trace::hexadecimal(written)); }
  T unknown;
  std::uint32_t written;  // That none of them has.
  std::uint32_t first_outside = 1, last_outside = 0;
  Outside why{};
};
struct OutsideCode {
  template <class Call, class T>
  void read(LineReading& from, Call&, T Call::*, std::uint32_t) const {
    from.leave(why);
  }
  static void write(LineWriting&, std::string_view) {}
  Outside why;
};

template <class Call, class T, std::size_t count>
constexpr auto code(Parameter parameter, T Call::*member, const std::array<Code<T>, count>& codes, UnknownCode<T> others) {
  return CodeRole<Call, T, count, UnknownCode<T>>(parameter, member, codes, others);
}
template <class Call, class T, std::size_t count>
constexpr auto code(Parameter parameter, T Call::*member, const std::array<Code<T>, count>& codes, Outside others) {
  return CodeRole<Call, T, count, OutsideCode>(parameter, member, codes, {others});
}

// --- What a call has whatever its parameters are, and what is outside the model ------------------------------------------

template <class Call>
struct AlwaysRole : Role {
  constexpr AlwaysRole(bool Call::*where, bool is) : member(where), value(is) {}
  bool says(const Call& call) const { return call.*member == value; }
  void read(LineReading&, Call& call) const { call.*member = value; }
  bool Call::*member;
  bool value;
};
template <class Call>
constexpr AlwaysRole<Call> always(bool Call::*member, bool value) {
  return {member, value};
}

// By the arguments read so far.
template <class Call>
struct OutsideIfRole : Role {
  constexpr OutsideIfRole(bool (*condition)(const LineReading&, const Call&), Outside reason) : holds(condition), why(reason) {}
  void read(LineReading& from, const Call& call) const {
    if (holds(from, call)) from.leave(why);
  }
  bool (*holds)(const LineReading&, const Call&);
  Outside why;
};
template <class Call>
constexpr OutsideIfRole<Call> outside_if(bool (*condition)(const LineReading&, const Call&), Outside why) {
  return {condition, why};
}

struct NullRole : Role {
  constexpr NullRole(Parameter name, Outside reason) : parameter(name), why(reason) {}
  template <class Call>
  void read(LineReading& from, const Call&) const {
    if (!from.argument(parameter[from.kind]).is_nothing()) from.leave(why);
  }
  Parameter parameter;
  Outside why;
};
constexpr NullRole null(Parameter parameter, Outside others) { return {parameter, others}; }

// Calls that the oracle judges by other means than a rule: no call of the model is written as one.
struct FateRole : Role {
  constexpr explicit FateRole(Fate its_fate) : fate(its_fate) {}
  template <class Call>
  static constexpr bool says(const Call&) {
    return false;
  }
  template <class Call>
  void read(LineReading& from, const Call&) const {
    if (!from.is_left()) from.to.fate = fate;
  }
  Fate fate;
};
constexpr FateRole judged_otherwise(Fate fate) { return FateRole(fate); }

// --- Results -------------------------------------------------------------------------------------------------------------

struct NoResultRole : Role {
  template <class Call>
  static void read(LineReading& from, const Call&) {
    from.to.result = Result::none;
  }
};
inline constexpr NoResultRole no_result;

template <class Call>
struct ReturnsStoreRole : Role {
  constexpr explicit ReturnsStoreRole(Concrete::Store Call::*where) : member(where) {}
  void read(LineReading& from, const Call&) const { from.returns(Result::store); }
  void write(LineWriting& to, const Call& call) const { to.ret = to.store(call.*member); }
  Concrete::Store Call::*member;
};
template <class Call>
constexpr ReturnsStoreRole<Call> returns(Concrete::Store Call::*member) {
  return ReturnsStoreRole<Call>(member);
}
template <class Call>
struct ReturnsContextRole : Role {
  constexpr explicit ReturnsContextRole(Concrete::Context Call::*where) : member(where) {}
  void read(LineReading& from, const Call&) const { from.returns(Result::context); }
  void write(LineWriting& to, const Call& call) const { to.ret = to.context(call.*member); }
  Concrete::Context Call::*member;
};
template <class Call>
constexpr ReturnsContextRole<Call> returns(Concrete::Context Call::*member) {
  return ReturnsContextRole<Call>(member);
}
// A context that is there already.
struct ReturnsSomeContextRole : Role {
  template <class Call>
  static void read(LineReading& from, const Call&) {
    from.returns(Result::context);
  }
};
inline constexpr ReturnsSomeContextRole returns_some_context;

// Through a pointer that may be NULL.
template <class Call>
struct PassesOutContextRole : Role {
  constexpr PassesOutContextRole(Parameter name, bool Call::*given, Concrete::Context Call::*where)
      : parameter(name), is_wanted(given), member(where) {}
  void read(LineReading& from, Call& call) const {
    from.to.object = from.given_output(parameter[from.kind]);
    from.to.result = Result::context;
    call.*is_wanted = from.to.object != nullptr;
  }
  void write(LineWriting& to, const Call& call) const {
    if (call.*is_wanted) to.out[parameter[to.kind]] = to.context(call.*member);
  }
  Parameter parameter;
  bool Call::*is_wanted;
  Concrete::Context Call::*member;
};
template <class Call>
constexpr PassesOutContextRole<Call> passes_out(Parameter parameter, bool Call::*is_wanted, Concrete::Context Call::*member) {
  return {parameter, is_wanted, member};
}
template <class Call>
struct PassesOutCspRole : Role {
  constexpr PassesOutCspRole(Parameter name, Concrete::Csp Call::*where) : parameter(name), member(where) {}
  void read(LineReading& from, const Call&) const {
    from.to.object = from.given_output(parameter[from.kind]);
    from.to.result = Result::csp;
  }
  void write(LineWriting& to, const Call& call) const { to.out[parameter[to.kind]] = to.csp(call.*member); }
  Parameter parameter;
  Concrete::Csp Call::*member;
};
template <class Call>
constexpr PassesOutCspRole<Call> passes_out(Parameter parameter, Concrete::Csp Call::*member) {
  return {parameter, member};
}

}  // namespace certlife::oracle::roles
