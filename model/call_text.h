// A call over plain values in one line, as in `c1 = add_context(s1, certificate, content 0, add_new, wants_result)`. s1 is the
// first store, c2 the second context. Of the arguments that need not be given those that were not are left out.
#pragma once

#include <string>

#include "model/calls.h"

namespace certlife::model {

inline const char* word_of(Kind kind) {
  constexpr const char* words[kind_count] = {"certificate", "CRL", "CTL"};
  return words[static_cast<std::size_t>(kind)];
}
inline const char* word_of(Provider provider) {
  constexpr const char* words[provider_count] = {"memory", "file", "unknown provider", "file handle"};
  return words[static_cast<std::size_t>(provider)];
}
inline const char* word_of(Encoding encoding) {
  constexpr const char* words[encoding_count] = {"sound", "bad type", "no bytes", "undecodable bytes", "bytes that are no message"};
  return words[static_cast<std::size_t>(encoding)];
}
inline const char* word_of(Disposition disposition) {
  constexpr const char* words[disposition_count] = {
      "disposition 0", "add_new", "use_existing", "replace_existing", "always", "replace_existing_inherit_properties",
      "newer", "newer_inherit_properties", "unknown disposition"};
  return words[static_cast<std::size_t>(disposition)];
}

// `Words` says contents and filters: `content(kind, …)` and `filter(kind, …)`.
template <class D, class Words>
class CallText {
 public:
  template <template <class> class Of>
  std::string operator()(const Of<D>& call) {
    const Of<D> usual{};
    for_each_argument([&](auto argument, const auto& value, const auto& as_usual) { note(argument, value, as_usual); },
                      call, usual);
    return made_ + Of<D>::name + "(" + given_ + ")";
  }

 private:
  template <Role role, class V>
  void note(Argument<role> argument, const V& value, const V& usual) {
    if constexpr (names_something_new(role)) {
      if (value.index != 0) made_ = name(argument, value) + " = ";
    } else if constexpr (role == Role::flag) {
      if (value != usual) add((value ? "" : "not ") + std::string(argument.name));
    } else {
      if constexpr (role == Role::kind) kind_ = value;
      if constexpr (role == Role::encoding) has_content_ = value == Encoding::sound || value == Encoding::bad_type;
      if (given_.empty() || is_given(argument, value)) add(text(argument, value));
    }
  }
  void add(const std::string& text) { given_ += (given_.empty() ? "" : ", ") + text; }

  template <Role role, class V>
  bool is_given(Argument<role>, const V& value) const {
    if constexpr (role == Role::context || role == Role::csp || role == Role::file) return value.index != 0;
    else if constexpr (role == Role::filter) return !D::passes_all(value);
    else if constexpr (role == Role::encoding) return value != Encoding::sound;
    else if constexpr (role == Role::content) return has_content_;
    else return true;
  }

  template <Role role, class V>
  std::string text(Argument<role> argument, const V& value) const {
    if constexpr (role == Role::property) return "property " + std::to_string(value);
    else if constexpr (role == Role::value) return value == D::no_value() ? "no value" : "value " + std::to_string(value);
    else if constexpr (role == Role::content) return Words::content(kind_, value);
    else if constexpr (role == Role::filter) return Words::filter(kind_, value);
    else if constexpr (requires { value.index; }) return name(argument, value);
    else return word_of(value);
  }

  template <Role role, class V>
  static std::string name(Argument<role>, const V& value) {
    const unsigned index = value.index;
    if (index == 0) return "NULL";
    if constexpr (role == Role::store || role == Role::fresh_store) return index == 1 ? "null store" : "s" + std::to_string(index - 1);
    else if constexpr (role == Role::context || role == Role::fresh_context) return "c" + std::to_string(index);
    else if constexpr (role == Role::csp || role == Role::fresh_csp) return "p" + std::to_string(index);
    else return "file" + std::to_string(index);
  }

  std::string made_, given_;
  Kind kind_{};
  bool has_content_ = true;
};

template <class D, class Words>
std::string text_of(const Call<D>& call) {
  return std::visit(CallText<D, Words>{}, call);
}

}  // namespace certlife::model
