// The calls of the API, each with its arguments as the model sees them. Certificates, CRLs and CTLs share one call with a
// `kind`. An argument that names something not yet made (`fresh_…`) is the name that the thing will bear if it comes about.
//
// Every call bears the name of its rule and has one list of its arguments: `for_each_argument` applies `visit` to what an
// argument is and to its values in several instances of the call at once, also of different domains. Printers, unknown
// calls, conversions and generators come from it. The one list of the calls is `Call`.
#pragma once

#include <variant>

#include "model/world.h"

namespace certlife::model {

enum class Kind : unsigned char { certificate, crl, ctl };
enum class Provider : unsigned char { memory, file, unknown, file_handle };
enum class Disposition : unsigned char {
  none = 0,
  add_new = 1,
  use_existing = 2,
  replace_existing = 3,
  always = 4,
  replace_existing_inherit_properties = 5,
  newer = 6,
  newer_inherit_properties = 7,
  unknown = 8,
};
// What is wrong with the bytes or the encoding type given to a create or add, if anything. Bytes for a CTL may already fail to be
// the message around it.
enum class Encoding : unsigned char { sound, bad_type, no_bytes, undecodable, no_message };

// How many values each of these has.
inline constexpr int kind_count = 3, provider_count = 4, disposition_count = 9, encoding_count = 5;

// What an argument says. A flag is whatever is true or false of the call.
enum class Role {
  store, context, csp, fresh_store, fresh_context, fresh_csp, file, kind, provider, encoding, disposition, content, filter,
  property, value, flag
};

constexpr bool names_something_new(Role role) {
  return role == Role::fresh_store || role == Role::fresh_context || role == Role::fresh_csp;
}

template <Role its_role>
struct Argument {
  static constexpr Role role = its_role;
  const char* name;
};

template <class D>
struct OpenStore {
  static constexpr const char* name = "open_store";
  ProviderTerm<D> provider;
  Csp<D> csp = D::no_csp();
  Bool<D> no_crypt_release = false;
  Bool<D> delete_flag = false;
  Bool<D> read_only = false;
  Bool<D> create_new = false;
  Bool<D> open_existing = false;
  Bool<D> commit_enable = false;
  Bool<D> enum_archived = false;
  File<D> file = D::no_file();
  Bool<D> file_is_readable = true;  // Its bytes are one of the formats that a file store reads.
  Bool<D> file_is_loose = false;    // They are, but only for a liberal reader: lines of PEM, or other bytes behind them.
  Bool<D> named_as_pkcs7 = false;   // The file's extension is p7c or spc.
  Store<D> fresh_store = D::no_store();

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::provider>{"provider"}, it.provider...);
    visit(Argument<Role::csp>{"csp"}, it.csp...);
    visit(Argument<Role::flag>{"no_crypt_release"}, it.no_crypt_release...);
    visit(Argument<Role::flag>{"delete_flag"}, it.delete_flag...);
    visit(Argument<Role::flag>{"read_only"}, it.read_only...);
    visit(Argument<Role::flag>{"create_new"}, it.create_new...);
    visit(Argument<Role::flag>{"open_existing"}, it.open_existing...);
    visit(Argument<Role::flag>{"commit_enable"}, it.commit_enable...);
    visit(Argument<Role::flag>{"enum_archived"}, it.enum_archived...);
    visit(Argument<Role::file>{"file"}, it.file...);
    visit(Argument<Role::flag>{"file_is_readable"}, it.file_is_readable...);
    visit(Argument<Role::flag>{"file_is_loose"}, it.file_is_loose...);
    visit(Argument<Role::flag>{"named_as_pkcs7"}, it.named_as_pkcs7...);
    visit(Argument<Role::fresh_store>{"fresh_store"}, it.fresh_store...);
  }
};

template <class D>
struct DuplicateStore {
  static constexpr const char* name = "duplicate_store";
  Store<D> store;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
  }
};

template <class D>
struct CloseStore {
  static constexpr const char* name = "close_store";
  Store<D> store;
  Bool<D> check = false;
  Bool<D> force = false;
  Bool<D> unknown_flags = false;
  Bool<D> commit_fails = false;  // The file could not be written.

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
    visit(Argument<Role::flag>{"check"}, it.check...);
    visit(Argument<Role::flag>{"force"}, it.force...);
    visit(Argument<Role::flag>{"unknown_flags"}, it.unknown_flags...);
    visit(Argument<Role::flag>{"commit_fails"}, it.commit_fails...);
  }
};

template <class D>
struct CreateContext {
  static constexpr const char* name = "create_context";
  KindOf<D> kind;
  EncodingTerm<D> encoding;
  Content<D> content;
  Context<D> fresh_context = D::no_context();

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::kind>{"kind"}, it.kind...);
    visit(Argument<Role::encoding>{"encoding"}, it.encoding...);
    visit(Argument<Role::content>{"content"}, it.content...);
    visit(Argument<Role::fresh_context>{"fresh_context"}, it.fresh_context...);
  }
};

// CertAddEncoded…ToStore, and with a source context CertAdd…ContextToStore.
template <class D>
struct AddContext {
  static constexpr const char* name = "add_context";
  Store<D> store;
  KindOf<D> kind;
  EncodingTerm<D> encoding;
  Content<D> content;  // Of the bytes given, or of the source.
  Bool<D> from_context = false;  // The context form; else the encoded form. A context's encoding is sound.
  Context<D> source = D::no_context();
  DispositionTerm<D> disposition;
  Bool<D> wants_result = false;  // An out pointer was given.
  Context<D> fresh_context = D::no_context();

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
    visit(Argument<Role::kind>{"kind"}, it.kind...);
    visit(Argument<Role::encoding>{"encoding"}, it.encoding...);
    visit(Argument<Role::content>{"content"}, it.content...);
    visit(Argument<Role::flag>{"from_context"}, it.from_context...);
    visit(Argument<Role::context>{"source"}, it.source...);
    visit(Argument<Role::disposition>{"disposition"}, it.disposition...);
    visit(Argument<Role::flag>{"wants_result"}, it.wants_result...);
    visit(Argument<Role::fresh_context>{"fresh_context"}, it.fresh_context...);
  }
};

// CertEnum…InStore and, with a filter, CertFind…InStore.
template <class D>
struct NextContext {
  static constexpr const char* name = "next_context";
  Store<D> store;
  KindOf<D> kind;
  Context<D> previous = D::no_context();
  Bool<D> is_find = false;
  Filter<D> filter = D::any_content();
  Bool<D> known_find_type = true;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
    visit(Argument<Role::kind>{"kind"}, it.kind...);
    visit(Argument<Role::context>{"previous"}, it.previous...);
    visit(Argument<Role::flag>{"is_find"}, it.is_find...);
    visit(Argument<Role::filter>{"filter"}, it.filter...);
    visit(Argument<Role::flag>{"known_find_type"}, it.known_find_type...);
  }
};

template <class D>
struct DuplicateContext {
  static constexpr const char* name = "duplicate_context";
  Context<D> context;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::context>{"context"}, it.context...);
  }
};

template <class D>
struct FreeContext {
  static constexpr const char* name = "free_context";
  Context<D> context;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::context>{"context"}, it.context...);
  }
};

template <class D>
struct DeleteContext {
  static constexpr const char* name = "delete_context";
  Context<D> context;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::context>{"context"}, it.context...);
  }
};

template <class D>
struct SetProperty {
  static constexpr const char* name = "set_property";
  Context<D> context;
  PropertyId<D> property;
  Value<D> value;  // `no_value` deletes.
  Bool<D> wrong_size = false;  // A key context that gives a wrong size of its own.

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::context>{"context"}, it.context...);
    visit(Argument<Role::property>{"property"}, it.property...);
    visit(Argument<Role::value>{"value"}, it.value...);
    visit(Argument<Role::flag>{"wrong_size"}, it.wrong_size...);
  }
};

template <class D>
struct GetProperty {
  static constexpr const char* name = "get_property";
  Context<D> context;
  PropertyId<D> property;
  Bool<D> size_only = false;  // No buffer is given.
  Bool<D> too_small = false;  // A buffer is given, and the value does not fit.

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::context>{"context"}, it.context...);
    visit(Argument<Role::property>{"property"}, it.property...);
    visit(Argument<Role::flag>{"size_only"}, it.size_only...);
    visit(Argument<Role::flag>{"too_small"}, it.too_small...);
  }
};

template <class D>
struct ControlStore {
  static constexpr const char* name = "control_store";
  Store<D> store;
  Bool<D> force = false;
  Bool<D> clear = false;
  Bool<D> commit_fails = false;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
    visit(Argument<Role::flag>{"force"}, it.force...);
    visit(Argument<Role::flag>{"clear"}, it.clear...);
    visit(Argument<Role::flag>{"commit_fails"}, it.commit_fails...);
  }
};

template <class D>
struct SaveStore {
  static constexpr const char* name = "save_store";
  Store<D> store;
  File<D> file = D::no_file();  // No file: to memory.
  Bool<D> as_pkcs7 = false;     // Else as a serialized store.
  Bool<D> save_fails = false;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::store>{"store"}, it.store...);
    visit(Argument<Role::file>{"file"}, it.file...);
    visit(Argument<Role::flag>{"as_pkcs7"}, it.as_pkcs7...);
    visit(Argument<Role::flag>{"save_fails"}, it.save_fails...);
  }
};

template <class D>
struct AcquireCsp {
  static constexpr const char* name = "acquire_csp";
  Csp<D> fresh_csp;
  Bool<D> bad_type = false;      // The provider type is 0 or beyond all types.
  Bool<D> unknown_type = false;  // There is no provider of this type.

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::fresh_csp>{"fresh_csp"}, it.fresh_csp...);
    visit(Argument<Role::flag>{"bad_type"}, it.bad_type...);
    visit(Argument<Role::flag>{"unknown_type"}, it.unknown_type...);
  }
};

template <class D>
struct AddCspReference {
  static constexpr const char* name = "add_csp_reference";
  Csp<D> csp;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::csp>{"csp"}, it.csp...);
  }
};

template <class D>
struct ReleaseCsp {
  static constexpr const char* name = "release_csp";
  Csp<D> csp;
  Bool<D> flags = false;  // dwFlags is not zero.

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::csp>{"csp"}, it.csp...);
    visit(Argument<Role::flag>{"flags"}, it.flags...);
  }
};

template <class D>
struct AskCsp {
  static constexpr const char* name = "ask_csp";
  Csp<D> csp;

  template <class Visit, class... Calls>
  static constexpr void for_each_argument(Visit&& visit, Calls&... it) {
    visit(Argument<Role::csp>{"csp"}, it.csp...);
  }
};

template <class D>
using Call = std::variant<OpenStore<D>, DuplicateStore<D>, CloseStore<D>, CreateContext<D>, AddContext<D>, NextContext<D>,
                          DuplicateContext<D>, FreeContext<D>, DeleteContext<D>, SetProperty<D>, GetProperty<D>,
                          ControlStore<D>, SaveStore<D>, AcquireCsp<D>, AddCspReference<D>, ReleaseCsp<D>, AskCsp<D>>;

// The same call in another domain; `convert` says, argument by argument, what its value is there.
template <class To, template <class> class Of, class From, class Convert>
Of<To> in_domain(const Of<From>& call, Convert convert) {
  Of<To> result{};
  Of<To>::for_each_argument(convert, result, call);
  return result;
}

// The kind of context that the call is for; certificates if it is for none.
template <class D>
KindOf<D> kind_of(const Call<D>& call, const World<D>& world) {
  return std::visit([&](const auto& it) {
    if constexpr (requires { it.kind; }) return it.kind;
    else if constexpr (requires { it.context; }) return world.kind.at(it.context);
    else return D::kind(Kind::certificate);
  }, call);
}

}  // namespace certlife::model
