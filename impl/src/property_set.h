#pragma once
// The properties of one context: values by id, in ascending order of ids. Not locked; the element's lock guards it.

#include <certlife/wincrypt.h>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl {

class PropertySet {
 public:
  PropertySet() = default;
  PropertySet(const PropertySet&) = delete;
  PropertySet& operator=(const PropertySet&) = delete;
  // Key handles that the set owns are released with it.
  ~PropertySet() { clear(); }

  bool has(DWORD id) const { return find(id) != nullptr; }
  // REQUIRES: has(id). Valid until the property is changed.
  encoding::Bytes value(DWORD id) const;
  // The least id greater than the given one, 0 if there is none.
  DWORD id_after(DWORD id) const;
  bool is_empty() const { return first_ == nullptr; }

  struct Options {
    bool releases_key = false;  // the value is a CERT_KEY_CONTEXT whose handle the set releases in the end
    bool is_persisted = true;   // it is saved with its element
  };
  // Replaces what was there.
  void set(DWORD id, encoding::Bytes value) { set(id, value, Options{}); }
  void set(DWORD id, encoding::Bytes value, Options options);
  // REQUIRES: has(id).
  Options options(DWORD id) const { return find(id)->options; }
  // The replaced value's key handle lives on in what replaces it. REQUIRES: has(id).
  void keep_key(DWORD id) { find(id)->options.releases_key = false; }
  void remove(DWORD id);
  void clear();

  // What an add copies: everything but the key handles (header), and from or onto another element no hashes either, which are of
  // that one's bytes. Those that are there already stay as they are, or are replaced.
  enum class Merge { into_fresh, keep_own, take_theirs };
  void take_copies_from(const PropertySet& other, Merge merge);

 private:
  struct Property {
    Property* next;
    DWORD id;
    DWORD size;
    Options options;
    BYTE* bytes() { return reinterpret_cast<BYTE*>(this + 1); }
  };
  static Property* make(DWORD id, encoding::Bytes value, Options options);
  static void destroy(Property* property);
  Property* find(DWORD id) const;
  // The link behind which a property with this id stands, or would have to stand.
  Property** place_of(DWORD id);

  Property* first_ = nullptr;
};

// Is this one of the properties that hold a key handle?
constexpr bool is_key_handle_property(DWORD id) {
  return id == CERT_KEY_CONTEXT_PROP_ID || id == CERT_KEY_PROV_HANDLE_PROP_ID || id == CERT_KEY_SPEC_PROP_ID;
}

}  // namespace certlife::impl
