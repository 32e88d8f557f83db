// Roles of parameters that mean something together, or by numbers of their own: encoded elements, finds, properties, files, provider types.
#pragma once

#include <optional>

#include "model/oracle/binding_roles.h"

namespace certlife::oracle::roles {

// --- Encoded elements ----------------------------------------------------------------------------------------------------

template <class Call>
struct ElementRole : Role {
  constexpr ElementRole(Parameter type, Parameter bytes_, Parameter size_, model::Encoding Call::*how, Concrete::Content Call::*what)
      : encoding_type(type), bytes(bytes_), size(size_), encoding(how), content(what) {}
  void read(LineReading& from, Call& call) const { call.*encoding = from.element(of(from.kind), call.*content); }
  void write(LineWriting& to, const Call& call) const { to.element(of(to.kind), call.*encoding, call.*content); }
  constexpr ElementParameters of(Kind kind) const { return {encoding_type[kind], bytes[kind], size[kind]}; }
  Parameter encoding_type, bytes, size;
  model::Encoding Call::*encoding;
  Concrete::Content Call::*content;
};
template <class Call>
constexpr ElementRole<Call> element(model::Encoding Call::*encoding, Concrete::Content Call::*content) {
  return {{"dwCertEncodingType", "dwCertEncodingType", "dwMsgAndCertEncodingType"},
          {"pbCertEncoded", "pbCrlEncoded", "pbCtlEncoded"},
          {"cbCertEncoded", "cbCrlEncoded", "cbCtlEncoded"},
          encoding,
          content};
}

// The numbers of the API are those of the model, from none on.
template <class Call>
struct DispositionRole : Role {
  constexpr DispositionRole(Parameter name, model::Disposition Call::*where) : parameter(name), member(where) {}
  void read(LineReading& from, Call& call) const {
    const std::uint32_t given = from.dword(parameter[from.kind]);
    const bool is_known = given < static_cast<std::uint32_t>(model::Disposition::unknown);
    call.*member = is_known ? static_cast<model::Disposition>(given) : model::Disposition::unknown;
  }
  void write(LineWriting& to, const Call& call) const {
    constexpr std::int64_t none_has_this_number = 99;
    const bool is_known = call.*member != model::Disposition::unknown;
    to.argument(parameter[to.kind], Value::of(is_known ? static_cast<std::int64_t>(call.*member) : none_has_this_number));
  }
  Parameter parameter;
  model::Disposition Call::*member;
};
template <class Call>
constexpr DispositionRole<Call> disposition(Parameter parameter, model::Disposition Call::*member) {
  return {parameter, member};
}

// --- Finds ---------------------------------------------------------------------------------------------------------------

using By = Concrete::Filter::By;

// What a find type goes by, and the part of the given element that it takes.
struct FindType {
  std::string_view name;
  By by;
  By part;
  bool may_lack_parameter = false;  // It finds everything then.
  std::uint32_t number = 0;
};
constexpr FindType finds(std::string_view name, By by) { return {name, by, by}; }

// The find types of a kind that the model has. Others that have a name are outside it, and so is one that Windows has behind them.
struct FindTypes {
  template <std::size_t count>
  constexpr FindTypes(std::span<const Named> group, const FindType (&named)[count], std::uint32_t also = 0)
      : names(group), size(count), without_name(also) {
    static_assert(count <= most);
    for (std::size_t i = 0; i < count; ++i) types[i] = named[i], types[i].number = numbered(group, named[i].name);
  }
  constexpr const FindType* find(std::uint32_t number) const {
    for (std::size_t i = 0; i < size; ++i) {
      if (types[i].number == number) return &types[i];
    }
    return nullptr;
  }
  // The last one, which wants the element itself, stands for every filter that no other has.
  constexpr const FindType& that_goes_by(By by) const {
    for (std::size_t i = 0; i < size; ++i) {
      if (types[i].by == by) return types[i];
    }
    return types[size - 1];
  }
  constexpr bool are_outside(std::uint32_t number) const {
    return number == without_name || std::ranges::any_of(names, [&](const Named& each) { return each.number == number; });
  }
  static constexpr std::size_t most = 6;
  std::span<const Named> names;
  std::array<FindType, most> types{};
  std::size_t size;
  std::uint32_t without_name;
};

template <class Call>
struct FindRole : Role {
  constexpr FindRole(Concrete::Filter Call::*what, bool Call::*known, const std::array<FindTypes, 3>& types)
      : filter(what), is_known(known), of_kind(types) {}
  void read(LineReading& from, Call& call) const {
    const FindTypes& types = of_kind[static_cast<std::size_t>(from.kind)];
    const std::uint32_t number = from.dword("dwFindType");
    if (const FindType* type = types.find(number)) return by(*type, from, call);
    if (types.are_outside(number)) from.leave(outside("this find type is outside the model"));
    else call.*is_known = false;
  }
  void by(const FindType& type, LineReading& from, Call& call) const {
    if (type.by == By::everything || (type.may_lack_parameter && from.argument("pvFindPara").is_nothing())) return;
    call.*filter = from.filter("pvFindPara", type.part);
    if (type.by != type.part) (call.*filter).by = type.by;
  }
  void write(LineWriting& to, const Call& call) const {
    constexpr std::int64_t none_has_this_number = 0x7fff0000;
    const FindType& type = of_kind[static_cast<std::size_t>(to.kind)].that_goes_by((call.*filter).by);
    to.argument("dwFindType", Value::of(call.*is_known ? std::int64_t{type.number} : none_has_this_number));
    if ((call.*filter).by != By::everything) to.argument("pvFindPara", to.filter(call.*filter));
  }
  Concrete::Filter Call::*filter;
  bool Call::*is_known;
  std::array<FindTypes, 3> of_kind;
};
template <class Call>
constexpr FindRole<Call> find(Concrete::Filter Call::*filter, bool Call::*is_known, const std::array<FindTypes, 3>& types) {
  return {filter, is_known, types};
}

// --- Properties ----------------------------------------------------------------------------------------------------------

template <class Call>
struct PropertyRole : Role {
  constexpr PropertyRole(Concrete::PropertyId Call::*where, std::span<const std::uint32_t> others, std::uint32_t last_, Outside reason)
      : member(where), not_in_model(others), last(last_), why(reason) {}
  void read(LineReading& from, Call& call) const {
    call.*member = from.dword("dwPropId");
    const bool is_asked_otherwise = from.to.fate == Fate::asks_of_properties;
    if (!is_asked_otherwise && (call.*member > last || std::ranges::find(not_in_model, call.*member) != not_in_model.end())) {
      from.leave_property(why);
    }
  }
  void write(LineWriting& to, const Call& call) const { to.argument("dwPropId", Value::of(std::int64_t{call.*member})); }
  Concrete::PropertyId Call::*member;
  std::span<const std::uint32_t> not_in_model;
  std::uint32_t last;
  Outside why;
};
inline constexpr std::uint32_t any_number = 0xffffffff;
template <class Call>
constexpr PropertyRole<Call> property(Concrete::PropertyId Call::*member) {
  return {member, {}, any_number, {}};
}
template <class Call>
constexpr PropertyRole<Call> property(Concrete::PropertyId Call::*member, std::span<const std::uint32_t> not_in_model, Outside why,
                                      std::uint32_t last = any_number) {
  return {member, not_in_model, last, why};
}

// One bit means something, to properties that the call has named before.
template <class Call>
struct PropertyFlagsRole : Role {
  constexpr PropertyFlagsRole(std::uint32_t bit, bool (*for_which)(const Call&), Outside reason) : known(bit), is_for(for_which), why(reason) {}
  void read(LineReading& from, const Call& call) const {
    if (from.dword("dwFlags") & ~(is_for(call) ? known : 0)) from.leave_property(why);
  }
  std::uint32_t known;
  bool (*is_for)(const Call&);
  Outside why;
};
template <class Call>
constexpr PropertyFlagsRole<Call> property_flag(std::string_view name, bool (*is_for)(const Call&), Outside others) {
  return {numbered(trace::property_flags, name), is_for, others};
}

// NULL takes the property away.
template <class Call>
struct NewValueRole : Role {
  constexpr NewValueRole(Concrete::PropertyId Call::*id, Concrete::Value Call::*what, bool Call::*size)
      : property(id), value(what), wrong_size(size) {}
  void read(LineReading& from, Call& call) const {
    if (from.has_property_outside()) return;
    call.*value = from.property_value("pvData", call.*property);
    call.*wrong_size = from.gives_a_size_of_its_own("pvData");
  }
  void write(LineWriting& to, const Call& call) const {
    if (call.*value != Concrete::no_value()) to.argument("pvData", to.property_value(call.*value, call.*wrong_size));
  }
  Concrete::PropertyId Call::*property;
  Concrete::Value Call::*value;
  bool Call::*wrong_size;
};
template <class Call>
constexpr NewValueRole<Call> new_value(Concrete::PropertyId Call::*property, Concrete::Value Call::*value, bool Call::*wrong_size) {
  return {property, value, wrong_size};
}

// A buffer of a size of its own is too small if the size passed out is more.
template <class Call>
struct BufferRole : Role {
  constexpr BufferRole(bool Call::*no_buffer, bool Call::*small, Outside reason) : size_only(no_buffer), too_small(small), without_need(reason) {}
  void read(LineReading& from, Call& call) const {
    const Value &room = from.argument("pcbData"), &needed = from.output("pcbData");
    from.to.value = from.given_output("pvData");
    call.*size_only = from.to.value == nullptr;
    call.*too_small = from.to.value && room.is_number() && needed.is_number() && room.number < needed.number;
    if (room.is_number() && !needed.is_number()) from.leave(without_need);
  }
  void write(LineWriting& to, const Call& call) const {
    if (call.*too_small) to.argument("pcbData", Value::of(std::int64_t{0}));
    if (!(call.*size_only)) to.out["pvData"] = Value::null();
  }
  bool Call::*size_only;
  bool Call::*too_small;
  Outside without_need;
};
template <class Call>
constexpr BufferRole<Call> buffer(bool Call::*size_only, bool Call::*too_small, Outside without_need) {
  return {size_only, too_small, without_need};
}

// This one no rule speaks of, unless a buffer of a size of its own is given: see property_questions.h.
struct AskedOtherwiseRole : Role {
  constexpr explicit AskedOtherwiseRole(std::uint32_t which) : id(which) {}
  template <class Call>
  void read(LineReading& from, const Call&) const {
    const bool is_it = from.dword("dwPropId") == id && from.argument("pcbData").is_nothing();
    if (is_it && !from.is_left()) from.to.fate = Fate::asks_of_properties;
  }
  std::uint32_t id;
};
constexpr AskedOtherwiseRole asked_otherwise(std::uint32_t property) { return AskedOtherwiseRole(property); }

// --- Files ---------------------------------------------------------------------------------------------------------------

// What a store is opened on.
struct OpenedFileRole : Role {
  using Call = model::OpenStore<Concrete>;
  void read(LineReading& from, Call& call) const {
    if (call.provider == model::Provider::file) from.file_of_store("pvPara", call);
  }
  void write(LineWriting& to, const Call& call) const {
    if (call.file.index) to.argument("pvPara", to.file(call.file, call.named_as_pkcs7));
  }
};
inline constexpr OpenedFileRole opened_file;

// Where a store is saved to: a file, or memory.
template <class Call>
struct SavedToRole : Role {
  constexpr SavedToRole(Concrete::File Call::*where, Outside place, Outside size) : file(where), other_places(place), own_size(size) {}
  static constexpr std::uint32_t to_memory = numbered(trace::save_to, "CERT_STORE_SAVE_TO_MEMORY"),
                                 to_file_a = numbered(trace::save_to, "CERT_STORE_SAVE_TO_FILENAME_A"),
                                 to_file_w = numbered(trace::save_to, "CERT_STORE_SAVE_TO_FILENAME_W");
  void read(LineReading& from, Call& call) const {
    const std::uint32_t where = from.dword("dwSaveTo");
    if (where == to_file_a || where == to_file_w) call.*file = from.file("pvSaveToPara");
    else if (where != to_memory) from.leave(other_places);
    else memory(from);
  }
  void memory(LineReading& from) const {
    if (!from.argument("pvSaveToPara").is_nothing()) from.leave(own_size);
    const Value* blob = from.given_output("pvSaveToPara");
    if (blob && blob->is_fields()) from.to.saved = blob->fields.find("pbData");
  }
  void write(LineWriting& to, const Call& call) const {
    const bool is_file = (call.*file).index != 0;
    to.argument("dwSaveTo", is_file ? "CERT_STORE_SAVE_TO_FILENAME_W" : "CERT_STORE_SAVE_TO_MEMORY");
    if (is_file) to.argument("pvSaveToPara", to.file(call.*file));
  }
  Concrete::File Call::*file;
  Outside other_places, own_size;
};
template <class Call>
constexpr SavedToRole<Call> saved_to(Concrete::File Call::*file, Outside other_places, Outside own_size) {
  return {file, other_places, own_size};
}

// --- CSP handles ---------------------------------------------------------------------------------------------------------

// There are types from 1 to 999, and none is installed at the end of the row. [CSP-13, CSP-14]
template <class Call>
struct ProviderTypeRole : Role {
  constexpr ProviderTypeRole(bool Call::*is_bad, bool Call::*is_unknown, Outside others) : bad(is_bad), unknown(is_unknown), other_types(others) {}
  static constexpr std::uint32_t usual = numbered(trace::provider_types, "PROV_RSA_FULL"), none = 0, not_installed = 999;
  void read(LineReading& from, Call& call) const {
    const auto type = static_cast<std::uint32_t>(from.number("dwProvType", usual));
    call.*bad = type == none || type > not_installed;
    call.*unknown = type == not_installed;
    if (!(call.*bad) && !(call.*unknown) && type != usual) from.leave(other_types);
  }
  void write(LineWriting& to, const Call& call) const {
    if (call.*bad) to.argument("dwProvType", Value::of(std::int64_t{none}));
    else if (call.*unknown) to.argument("dwProvType", Value::of(std::int64_t{not_installed}));
  }
  bool Call::*bad;
  bool Call::*unknown;
  Outside other_types;
};
template <class Call>
constexpr ProviderTypeRole<Call> provider_type(bool Call::*bad, bool Call::*unknown, Outside others) {
  return {bad, unknown, others};
}

}  // namespace certlife::oracle::roles
