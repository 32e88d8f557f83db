// The properties of one context: values by id, in ascending order of ids; each knows when it came, so that a save can write
// them in the order of the file they were read from. Not locked; the element's lock guards it.
#pragma once

#include <certlife/wincrypt.h>

#include <span>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl {

class PropertySet {
 public:
  PropertySet() = default;
  PropertySet(const PropertySet&) = delete;
  PropertySet& operator=(const PropertySet&) = delete;
  // Key handles that the set owns are released with it.
  ~PropertySet() { clear(); }

  // Only what is shown: what is merely kept for the next save is not.
  bool has(DWORD id) const { return find(id) != nullptr; }
  // REQUIRES: has(id). Valid until the property is changed.
  encoding::Bytes value(DWORD id) const;
  // The least id greater than the given one, 0 if there is none.
  DWORD id_after(DWORD id) const;
  bool is_empty() const { return table_ == nullptr || table_->count == 0; }

  struct Options {
    bool releases_key = false;  // the value is a CERT_KEY_CONTEXT whose handle the set releases in the end
    bool is_persisted = true;   // it is saved with its element
    bool is_shown = true;       // callers see it
  };
  // Replaces what was there, in its place. After std::bad_alloc all is as it was. The cost grows with the logarithm of the number
  // of properties, but for the pointers that have to move.
  void set(DWORD id, encoding::Bytes value) { set(id, value, Options{}); }
  void set(DWORD id, encoding::Bytes value, Options options);
  // REQUIRES: has(id).
  Options options(DWORD id) const { return find(id)->options; }
  // Writes another value of the same size in its place, which cannot fail; a key handle that was there is not released.
  // REQUIRES: has(id), and a value of that size there.
  void overwrite(DWORD id, encoding::Bytes value, Options options) noexcept;
  void remove(DWORD id);
  void clear();

  // All of a file at once, in the order of the file; of several with one id the last counts. REQUIRES: the set is empty.
  struct Record {
    DWORD id;
    encoding::Bytes value;
    Options options;
  };
  void set_all(const std::vector<Record>& records);

  // What an add copies: everything but the key handles (header), and from or onto another element no hashes either, which are of
  // that one's bytes. Those that are there already stay as they are, or are replaced. All of it or, after std::bad_alloc, nothing.
  enum class Merge { into_fresh, keep_own, take_theirs };
  void take_copies_from(const PropertySet& other, Merge merge);

  // Those that are persisted, in the order in which they came. Views, valid until a property is changed.
  std::vector<Record> saved() const;

 private:
  struct Property {
    DWORD id;
    DWORD size;
    DWORD place;  // grows with each that comes
    Options options;
    BYTE* bytes() { return reinterpret_cast<BYTE*>(this + 1); }
  };
  // One block: this, then room for so many pointers, the first `count` of them in use, in ascending order of ids.
  struct alignas(void*) Table {
    DWORD count;
    DWORD room;
    DWORD next_place;
    Property** properties() { return reinterpret_cast<Property**>(this + 1); }
  };
  class Copies;

  static Property* make(DWORD id, encoding::Bytes value, Options options, DWORD place);
  static void destroy(Property* property);
  static std::size_t size_of_table(DWORD room) { return sizeof(Table) + room * sizeof(Property*); }
  std::span<Property*> all() const {
    return table_ == nullptr ? std::span<Property*>() : std::span(table_->properties(), table_->count);
  }
  Property** end() const { return all().data() + all().size(); }
  // The first whose id is not less.
  Property** place_of(DWORD id) const;
  bool stands_at(Property** place, DWORD id) const { return place != end() && (*place)->id == id; }
  // Shown or not.
  Property* find_any(DWORD id) const;
  Property* find(DWORD id) const;
  // Makes room for so many more.
  void reserve(std::size_t more);
  bool is_copied(const Property& theirs, Merge merge) const;
  // Takes it over, at its place or that of the one it replaces. REQUIRES: there is room.
  void put(Property* fresh);

  Table* table_ = nullptr;
};

// Is this one of the properties that hold a key handle?
constexpr bool is_key_handle_property(DWORD id) {
  return id == CERT_KEY_CONTEXT_PROP_ID || id == CERT_KEY_PROV_HANDLE_PROP_ID || id == CERT_KEY_SPEC_PROP_ID;
}

}  // namespace certlife::impl
