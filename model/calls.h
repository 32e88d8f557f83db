// The calls of the API, each with its arguments as the model sees them. Certificates, CRLs and CTLs share one call with a
// `kind`. An argument that names something not yet made (`fresh_…`) is the name that the thing will bear if it comes about.
//
// Every call bears the name of its rule and has one list of its arguments: `for_each_argument` applies `visit` to what an
// argument is and to its values in several instances of the call at once, also of different domains. Printers, unknown
// calls, conversions and generators come from it. The one list of the calls is `Call`.
#pragma once

#include <tuple>
#include <utility>
#include <variant>

#include "model/call_values.h"
#include "model/world.h"

namespace certlife::model {

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

// With the member of the call that it is.
template <Role role, auto its_member>
struct ArgumentOf : Argument<role> {
  static constexpr auto member = its_member;
  constexpr explicit ArgumentOf(const char* its_name) : Argument<role>{its_name} {}
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

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::provider, &OpenStore::provider>{"provider"},
                      ArgumentOf<Role::csp, &OpenStore::csp>{"csp"},
                      ArgumentOf<Role::flag, &OpenStore::no_crypt_release>{"no_crypt_release"},
                      ArgumentOf<Role::flag, &OpenStore::delete_flag>{"delete_flag"},
                      ArgumentOf<Role::flag, &OpenStore::read_only>{"read_only"},
                      ArgumentOf<Role::flag, &OpenStore::create_new>{"create_new"},
                      ArgumentOf<Role::flag, &OpenStore::open_existing>{"open_existing"},
                      ArgumentOf<Role::flag, &OpenStore::commit_enable>{"commit_enable"},
                      ArgumentOf<Role::flag, &OpenStore::enum_archived>{"enum_archived"},
                      ArgumentOf<Role::file, &OpenStore::file>{"file"},
                      ArgumentOf<Role::flag, &OpenStore::file_is_readable>{"file_is_readable"},
                      ArgumentOf<Role::flag, &OpenStore::file_is_loose>{"file_is_loose"},
                      ArgumentOf<Role::flag, &OpenStore::named_as_pkcs7>{"named_as_pkcs7"},
                      ArgumentOf<Role::fresh_store, &OpenStore::fresh_store>{"fresh_store"}};
  }
};

template <class D>
struct DuplicateStore {
  static constexpr const char* name = "duplicate_store";
  Store<D> store;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &DuplicateStore::store>{"store"}};
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

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &CloseStore::store>{"store"},
                      ArgumentOf<Role::flag, &CloseStore::check>{"check"},
                      ArgumentOf<Role::flag, &CloseStore::force>{"force"},
                      ArgumentOf<Role::flag, &CloseStore::unknown_flags>{"unknown_flags"},
                      ArgumentOf<Role::flag, &CloseStore::commit_fails>{"commit_fails"}};
  }
};

template <class D>
struct CreateContext {
  static constexpr const char* name = "create_context";
  KindOf<D> kind;
  EncodingTerm<D> encoding;
  Content<D> content;
  Context<D> fresh_context = D::no_context();

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::kind, &CreateContext::kind>{"kind"},
                      ArgumentOf<Role::encoding, &CreateContext::encoding>{"encoding"},
                      ArgumentOf<Role::content, &CreateContext::content>{"content"},
                      ArgumentOf<Role::fresh_context, &CreateContext::fresh_context>{"fresh_context"}};
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

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &AddContext::store>{"store"},
                      ArgumentOf<Role::kind, &AddContext::kind>{"kind"},
                      ArgumentOf<Role::encoding, &AddContext::encoding>{"encoding"},
                      ArgumentOf<Role::content, &AddContext::content>{"content"},
                      ArgumentOf<Role::flag, &AddContext::from_context>{"from_context"},
                      ArgumentOf<Role::context, &AddContext::source>{"source"},
                      ArgumentOf<Role::disposition, &AddContext::disposition>{"disposition"},
                      ArgumentOf<Role::flag, &AddContext::wants_result>{"wants_result"},
                      ArgumentOf<Role::fresh_context, &AddContext::fresh_context>{"fresh_context"}};
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

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &NextContext::store>{"store"},
                      ArgumentOf<Role::kind, &NextContext::kind>{"kind"},
                      ArgumentOf<Role::context, &NextContext::previous>{"previous"},
                      ArgumentOf<Role::flag, &NextContext::is_find>{"is_find"},
                      ArgumentOf<Role::filter, &NextContext::filter>{"filter"},
                      ArgumentOf<Role::flag, &NextContext::known_find_type>{"known_find_type"}};
  }
};

template <class D>
struct DuplicateContext {
  static constexpr const char* name = "duplicate_context";
  Context<D> context;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::context, &DuplicateContext::context>{"context"}};
  }
};

template <class D>
struct FreeContext {
  static constexpr const char* name = "free_context";
  Context<D> context;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::context, &FreeContext::context>{"context"}};
  }
};

template <class D>
struct DeleteContext {
  static constexpr const char* name = "delete_context";
  Context<D> context;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::context, &DeleteContext::context>{"context"}};
  }
};

template <class D>
struct SetProperty {
  static constexpr const char* name = "set_property";
  Context<D> context;
  PropertyId<D> property;
  Value<D> value;  // `no_value` deletes.
  Bool<D> wrong_size = false;  // A key context that gives a wrong size of its own.

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::context, &SetProperty::context>{"context"},
                      ArgumentOf<Role::property, &SetProperty::property>{"property"},
                      ArgumentOf<Role::value, &SetProperty::value>{"value"},
                      ArgumentOf<Role::flag, &SetProperty::wrong_size>{"wrong_size"}};
  }
};

template <class D>
struct GetProperty {
  static constexpr const char* name = "get_property";
  Context<D> context;
  PropertyId<D> property;
  Bool<D> size_only = false;  // No buffer is given.
  Bool<D> too_small = false;  // A buffer is given, and the value does not fit.

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::context, &GetProperty::context>{"context"},
                      ArgumentOf<Role::property, &GetProperty::property>{"property"},
                      ArgumentOf<Role::flag, &GetProperty::size_only>{"size_only"},
                      ArgumentOf<Role::flag, &GetProperty::too_small>{"too_small"}};
  }
};

template <class D>
struct ControlStore {
  static constexpr const char* name = "control_store";
  Store<D> store;
  Bool<D> force = false;
  Bool<D> clear = false;
  Bool<D> commit_fails = false;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &ControlStore::store>{"store"},
                      ArgumentOf<Role::flag, &ControlStore::force>{"force"},
                      ArgumentOf<Role::flag, &ControlStore::clear>{"clear"},
                      ArgumentOf<Role::flag, &ControlStore::commit_fails>{"commit_fails"}};
  }
};

template <class D>
struct SaveStore {
  static constexpr const char* name = "save_store";
  Store<D> store;
  File<D> file = D::no_file();  // No file: to memory.
  Bool<D> as_pkcs7 = false;     // Else as a serialized store.
  Bool<D> save_fails = false;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::store, &SaveStore::store>{"store"},
                      ArgumentOf<Role::file, &SaveStore::file>{"file"},
                      ArgumentOf<Role::flag, &SaveStore::as_pkcs7>{"as_pkcs7"},
                      ArgumentOf<Role::flag, &SaveStore::save_fails>{"save_fails"}};
  }
};

template <class D>
struct AcquireCsp {
  static constexpr const char* name = "acquire_csp";
  Csp<D> fresh_csp;
  Bool<D> bad_type = false;      // The provider type is 0 or beyond all types.
  Bool<D> unknown_type = false;  // There is no provider of this type.

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::fresh_csp, &AcquireCsp::fresh_csp>{"fresh_csp"},
                      ArgumentOf<Role::flag, &AcquireCsp::bad_type>{"bad_type"},
                      ArgumentOf<Role::flag, &AcquireCsp::unknown_type>{"unknown_type"}};
  }
};

template <class D>
struct AddCspReference {
  static constexpr const char* name = "add_csp_reference";
  Csp<D> csp;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::csp, &AddCspReference::csp>{"csp"}};
  }
};

template <class D>
struct ReleaseCsp {
  static constexpr const char* name = "release_csp";
  Csp<D> csp;
  Bool<D> flags = false;  // dwFlags is not zero.

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::csp, &ReleaseCsp::csp>{"csp"},
                      ArgumentOf<Role::flag, &ReleaseCsp::flags>{"flags"}};
  }
};

template <class D>
struct AskCsp {
  static constexpr const char* name = "ask_csp";
  Csp<D> csp;

  static constexpr auto arguments() {
    return std::tuple{ArgumentOf<Role::csp, &AskCsp::csp>{"csp"}};
  }
};

template <class D>
using Call = std::variant<OpenStore<D>, DuplicateStore<D>, CloseStore<D>, CreateContext<D>, AddContext<D>, NextContext<D>,
                          DuplicateContext<D>, FreeContext<D>, DeleteContext<D>, SetProperty<D>, GetProperty<D>,
                          ControlStore<D>, SaveStore<D>, AcquireCsp<D>, AddCspReference<D>, ReleaseCsp<D>, AskCsp<D>>;

template <class Call>
using Arguments = decltype(std::remove_const_t<Call>::arguments());

// REQUIRES: all are instances of one call.
template <class Visit, class First, class... Others>
constexpr void for_each_argument(Visit&& visit, First& call, Others&... others) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    const auto visit_one = [&]<std::size_t at>(std::integral_constant<std::size_t, at>) {
      visit(std::get<at>(First::arguments()), call.*std::tuple_element_t<at, Arguments<First>>::member,
            others.*std::tuple_element_t<at, Arguments<Others>>::member...);
    };
    (visit_one(std::integral_constant<std::size_t, i>{}), ...);
  }(std::make_index_sequence<std::tuple_size_v<Arguments<First>>>{});
}

// The same call in another domain; `convert` says, argument by argument, what its value is there.
template <class To, template <class> class Of, class From, class Convert>
Of<To> in_domain(const Of<From>& call, Convert convert) {
  Of<To> result{};
  for_each_argument(convert, result, call);
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
