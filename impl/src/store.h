// Stores: what they hold, how they open and close.
#pragma once

#include <certlife/wincrypt.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

#include "impl/src/element.h"
#include "impl/src/element_list.h"
#include "impl/src/file_binding.h"
#include "impl/src/status.h"

namespace certlife::impl {

// Writers hold `lock`. Readers are in a read section and follow atomics only. A store is never linked to from anywhere but its handles and
// its elements, so its memory goes at once when the last of both has gone.
struct Store {
  Retirable retirable;
  std::uint64_t mark = 0;  // see live_mark
  std::atomic<std::uint64_t> handles{1};  // goes to 0 under the lock only
  std::mutex lock;
  std::array<ElementList, number_of_kinds> lists;
  std::uint64_t linked_elements = 0;  // in all lists, deleted ones that are still held included
  HCRYPTPROV owned_csp = 0;           // released when the store ends
  FileBinding* file = nullptr;        // null: the store is in memory only
  DWORD flags = 0;
  bool is_null_store = false;

  ElementList& list_of(Kind kind) { return lists[static_cast<std::size_t>(kind)]; }
  bool shows_archived() const { return (flags & CERT_STORE_ENUM_ARCHIVED_FLAG) != 0; }
};

// The home of created contexts: never closed, lists nothing.
Store& null_store();

// A new empty store with one handle. Throws std::bad_alloc; the CSP handle is then still the caller's.
Store& make_store(DWORD flags, HCRYPTPROV owned_csp);

void duplicate_store(Store& store);

// CRYPT_E_PENDING_CLOSE and E_UNEXPECTED are what it can report; the former after the close has happened.
Status close_store(Store& store, DWORD flags);

// Takes one reference from an element; buries it, and its store, if that was the last that kept them.
void free_element(Element& element) noexcept;

// Takes the element off its store's list and frees the reference.
void delete_element(Element& element) noexcept;

// For those who hold the store's lock: no enumeration, find or add meets the element any more.
Transition unlist_element(Store& store, Element& element) noexcept;

// For those who hold the store's lock: takes a dead element out of the lists; it is then theirs to end and retire.
void unlink_element(Store& store, Element& element) noexcept;

}  // namespace certlife::impl
