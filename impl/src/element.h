// What a certificate, a CRL and a CTL have in common: the hidden part in front of the context that the caller sees.
#pragma once

#include <certlife/wincrypt.h>

#include <array>
#include <atomic>
#include <cstdint>

#include "impl/src/encoding/sha1.h"
#include "impl/src/lifetime_kernel.h"
#include "impl/src/property_set.h"
#include "impl/src/readers.h"
#include "impl/src/spin_lock.h"

namespace certlife::impl {

struct Store;

enum class Kind : std::uint8_t { certificate, crl, ctl };
constexpr std::size_t number_of_kinds = 3;

// By what an index finds elements. `match` is what makes two elements "the same" for a disposition; for a certificate whose hash
// property is not the hash of its bytes it is that property instead, `false_sha1`.
enum class Lookup : std::uint8_t { match, sha1, subject, issuer, issuer_and_serial_number, false_sha1 };
constexpr std::size_t number_of_lookups = 6;

using Counts = lifetime::ContextCounts<std::uint64_t, bool>;

// What one step did to an element's counts.
struct Transition {
  Counts before;
  Counts after;
  // Exactly one step kills an element; whoever makes it takes the element out of its store.
  bool kills() const { return !lifetime::context_is_dead(before) && lifetime::context_is_dead(after); }
};

// The counts of an element in one atomic word, so that a reader takes a reference only of what is still listed and alive.
class CountWord {
 public:
  static constexpr std::uint64_t kept_bit = 1, listed_bit = 2, one_reference = 4;

  explicit CountWord(std::uint64_t word) : word_(word) {}

  static Counts unpack(std::uint64_t word) {
    return {word / one_reference, (word & kept_bit) != 0, (word & listed_bit) != 0};
  }
  static std::uint64_t pack(const Counts& counts) {
    return counts.references * one_reference + (counts.listed ? listed_bit : 0) + (counts.kept ? kept_bit : 0);
  }

  Counts load() const { return unpack(word_.load(std::memory_order_acquire)); }

  // REQUIRES: the caller holds a reference, or the element is not yet published.
  void take_reference() { word_.fetch_add(one_reference, std::memory_order_relaxed); }

  // For an element found in a list: fails if it has been deleted, or is dying with its store.
  bool take_reference_if_listed() {
    std::uint64_t word = word_.load(std::memory_order_acquire);
    do {
      const Counts counts = unpack(word);
      if (!counts.listed || lifetime::context_is_dead(counts)) return false;
    } while (!word_.compare_exchange_weak(word, word + one_reference, std::memory_order_acq_rel,
                                          std::memory_order_acquire));
    return true;
  }

  // A free too many takes nothing: the count stays at 0.
  Transition free_reference() {
    const std::uint64_t word = word_.fetch_sub(one_reference, std::memory_order_acq_rel);
    if (word < one_reference) return take_back_a_free_too_many(word);
    return {unpack(word), lifetime::with_reference_freed(unpack(word))};
  }
  Transition end_listing() {
    const std::uint64_t word = word_.fetch_and(~(kept_bit | listed_bit), std::memory_order_acq_rel);
    return {unpack(word), lifetime::with_listing_ended(unpack(word))};
  }
  Transition end_store() {
    const std::uint64_t word = word_.fetch_and(~kept_bit, std::memory_order_acq_rel);
    return {unpack(word), lifetime::with_store_ended(unpack(word))};
  }

  // REQUIRES: not yet published.
  void set(const Counts& counts) { word_.store(pack(counts), std::memory_order_relaxed); }

 private:
  Transition take_back_a_free_too_many(std::uint64_t before) {
    word_.fetch_add(one_reference, std::memory_order_acq_rel);
    return {unpack(before), unpack(before)};
  }

  std::atomic<std::uint64_t> word_;
};

struct Element;

// Neighbours among the elements of one store with the same key, newest first.
struct SameKeyLinks {
  std::atomic<Element*> older{nullptr};
  Element* newer = nullptr;  // for writers only
};

// One allocation holds the element, the visible context, the decoded structures and, at its end, the encoded bytes. What is visible is
// shown, and never read again: callers hand &pbCertEncoded to parsers that move it.
struct Element {
  Retirable retirable;
  std::uint64_t mark = 0;  // see live_mark
  CountWord counts{CountWord::one_reference};
  Store* home = nullptr;
  std::atomic<Element*> older{nullptr};  // in the store's list; readers may follow it even when this one is deleted
  Element* newer = nullptr;              // for writers only
  std::atomic<Element*> run_end{nullptr};  // see ElementList
  std::uint64_t sequence = 0;            // grows with every add to the store; 0: never listed
  Kind kind;
  std::atomic<bool> archived{false};
  SpinLock properties_lock;
  bool sha1_is_known = false;  // guarded by the store's lock until an index holds the element
  encoding::Sha1 sha1{};
  bool has_false_sha1 = false;  // of a certificate; with what follows guarded by the store's lock once it is listed
  encoding::Sha1 false_sha1{};
  DWORD encoding_type = 0;
  std::uint32_t encoded_size = 0;
  PropertySet properties;  // guarded by properties_lock
  std::array<SameKeyLinks, number_of_lookups> same_key{};

  explicit Element(Kind of_kind) : kind(of_kind) {}

  bool is_listed() const { return counts.load().listed; }
  encoding::Bytes encoded() const {
    return {reinterpret_cast<const std::uint8_t*>(this) + retirable.block_size - encoded_size, encoded_size};
  }
  FILETIME issued_at() const;  // NotBefore of a certificate, ThisUpdate of a CRL or CTL: what NEWER compares
};

}  // namespace certlife::impl
