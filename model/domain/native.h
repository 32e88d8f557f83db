// What the two domains of plain values have in common: `Concrete`, which grows, and `Packed`, which is small and fixed.
#pragma once

#include <array>
#include <cstdint>

#include "model/call_values.h"
#include "model/choices.h"
#include "model/domain/terms.h"
#include "model/errors.h"

namespace certlife::model {

// A name of something: an index, with 0 for "none".
template <class Tag, class Index>
struct Name {
  Index index = 0;
  friend constexpr bool operator==(Name, Name) = default;
};

struct StoreTag;
struct ContextTag;
struct CspTag;
struct FileTag;

// The value of every choice; `free` where it is not settled.
struct Assignment {
  static constexpr std::uint8_t free = 0xff;
  std::array<std::uint8_t, choice_count> value = all_free();

  static constexpr std::array<std::uint8_t, choice_count> all_free() {
    std::array<std::uint8_t, choice_count> all{};
    for (auto& each : all) each = free;
    return all;
  }
  std::uint8_t& operator[](Choice choice) { return value[static_cast<std::size_t>(choice)]; }
  std::uint8_t operator[](Choice choice) const { return value[static_cast<std::size_t>(choice)]; }
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// The vocabulary that rules use on values, where values are plain.
template <class NameIndex>
struct Native {
  using Bool = bool;
  using Count = int;
  using Store = Name<StoreTag, NameIndex>;
  using Context = Name<ContextTag, NameIndex>;
  using Csp = Name<CspTag, NameIndex>;
  using File = Name<FileTag, NameIndex>;
  using Kind = model::Kind;
  using Code = Error;
  using Value = int;
  using PropertyId = std::uint32_t;
  using ProviderTerm = Provider;
  using DispositionTerm = Disposition;
  using EncodingTerm = Encoding;
  using FormTerm = FileForm;

  static constexpr Store no_store() { return {0}; }
  static constexpr Store null_store() { return {1}; }
  static constexpr Context no_context() { return {0}; }
  static constexpr Csp no_csp() { return {0}; }
  static constexpr File no_file() { return {0}; }
  static constexpr Value no_value() { return 0; }
  static constexpr Code code(Error error) { return error; }
  static constexpr Kind kind(model::Kind kind) { return kind; }
  static constexpr Provider provider(Provider provider) { return provider; }
  static constexpr Disposition disposition(Disposition disposition) { return disposition; }
  static constexpr Encoding encoding(Encoding encoding) { return encoding; }
  static constexpr FileForm form(FileForm form) { return form; }
  static constexpr PropertyId property_id(std::uint32_t id) { return id; }

  template <class T>
  static constexpr T choose(bool condition, const T& then, const T& otherwise) {
    return condition ? then : otherwise;
  }

  static constexpr bool is_hash(PropertyId id) { return id == 3 || id == 4; }          // SHA-1, MD5
  static constexpr bool is_key_handle(PropertyId id) { return id == 1 || id == 5 || id == 6; }
  static constexpr PropertyId sha1_hash = 3;
  static constexpr PropertyId key_handle = 1, key_context = 5, key_spec = 6, key_transfer = 100;
  static constexpr PropertyId archived = 19;
};

template <class D>
struct Match {
  bool found = false;
  Context<D> context = D::no_context();
};

template <class D>
struct Next {
  bool found = false;
  Context<D> context = D::no_context();
  Position<D> position{};
};

}  // namespace certlife::model
