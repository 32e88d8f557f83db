// Bookkeeping of the `Concrete` domain: which contexts each store has in memory, and in which order it shows them. It says
// nothing that the maps do not say; it only finds it faster. A view shares the index of its world.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace certlife::model {

class ConcreteIndex {
 public:
  using Position = double;
  static constexpr Position anywhere = std::numeric_limits<Position>::infinity();

  ConcreteIndex() : own_(std::make_unique<Tables>()), base_(own_.get()) {}
  ConcreteIndex(const ConcreteIndex& other) : base_(other.base_) {}
  ConcreteIndex(ConcreteIndex&&) noexcept = default;
  ConcreteIndex& operator=(const ConcreteIndex& other) { own_.reset(); base_ = other.base_; return *this; }
  ConcreteIndex& operator=(ConcreteIndex&&) noexcept = default;
  ~ConcreteIndex() = default;

  // All contexts of the store that are allocated, in no particular order.
  const std::vector<std::uint32_t>& of(std::uint32_t store) const { return at(store).all; }
  // Those among them whose place is not known.
  const std::vector<std::uint32_t>& unplaced(std::uint32_t store) const { return at(store).unplaced; }
  // Those whose place is known are a chain, the first shown first; 0 ends it.
  std::uint32_t first(std::uint32_t store) const { return at(store).first; }
  std::uint32_t after(std::uint32_t context) const {
    return context < base_->entries.size() ? base_->entries[context].after : 0;
  }
  // An unplaced context lies below this position.
  Position bound(std::uint32_t context) const {
    return context < base_->entries.size() ? base_->entries[context].bound : anywhere;
  }
  void set_bound(std::uint32_t context, Position position) { entry(context).bound = position; }

  void add(std::uint32_t store, std::uint32_t context) {
    Entry& it = entry(context);
    const bool is_last_free = it.among_free && own_->free.back() == context;
    if (is_last_free) own_->free.pop_back();
    it = Entry{.among_free = it.among_free && !is_last_free};
    it.present = true;
    Stored& stored = store_at(store);
    it.slot = static_cast<std::uint32_t>(stored.all.size());
    stored.all.push_back(context);
    it.unplaced_slot = static_cast<std::uint32_t>(stored.unplaced.size());
    stored.unplaced.push_back(context);
  }
  // REQUIRES: added and not placed.
  template <class PositionOf>
  void place(std::uint32_t store, std::uint32_t context, PositionOf position_of) {
    Stored& stored = store_at(store);
    leave_unplaced(stored, context);
    entry(context).placed = true;
    // Most come to the head or to the tail: look from both ends.
    std::uint32_t below = stored.first, above = stored.last;
    const Position position = position_of(context);
    while (below && position_of(below) > position && above && position_of(above) < position) {
      below = entry(below).after;
      above = entry(above).before;
    }
    if (!below || position_of(below) <= position) link(stored, below ? entry(below).before : stored.last, context, below);
    else link(stored, above, context, above ? entry(above).after : stored.first);
  }
  bool is_placed(std::uint32_t context) const { return context < base_->entries.size() && base_->entries[context].placed; }
  void remove(std::uint32_t store, std::uint32_t context) {
    Stored& stored = store_at(store);
    Entry& it = entry(context);
    if (!it.present) return;
    if (it.placed) unlink(stored, it); else leave_unplaced(stored, context);
    stored.all[it.slot] = stored.all.back();
    entry(stored.all[it.slot]).slot = it.slot;
    stored.all.pop_back();
    if (!it.among_free) own_->free.push_back(context);
    it = Entry{.among_free = true};
  }

  // Contexts that are gone, so that their indices may be used again: the `nth` from the last, 0 if there is none.
  std::uint32_t free_index(std::size_t nth) const {
    const auto& free = base_->free;
    for (std::size_t i = free.size(); i-- > 0;) {
      if (!base_->entries[free[i]].present && nth-- == 0) return free[i];
    }
    return 0;
  }
  bool has(std::uint32_t context) const { return context < base_->entries.size() && base_->entries[context].present; }

  ConcreteIndex copy() const { ConcreteIndex result; *result.own_ = *base_; return result; }

 private:
  struct Entry {
    std::uint32_t slot = 0, unplaced_slot = 0;
    std::uint32_t before = 0, after = 0;
    Position bound = anywhere;
    bool placed = false;
    bool present = false;
    bool among_free = false;  // It stands in `free`, once.
  };
  struct Stored {
    std::vector<std::uint32_t> all, unplaced;
    std::uint32_t first = 0, last = 0;
  };
  struct Tables {
    std::vector<Stored> stores;
    std::vector<Entry> entries;
    std::vector<std::uint32_t> free;  // Some may have been taken again.
  };

  const Stored& at(std::uint32_t store) const {
    static const Stored none;
    return store < base_->stores.size() ? base_->stores[store] : none;
  }
  Stored& store_at(std::uint32_t store) {
    if (store >= own_->stores.size()) own_->stores.resize(store + 1);
    return own_->stores[store];
  }
  Entry& entry(std::uint32_t context) {
    if (context >= own_->entries.size()) own_->entries.resize(context + 1);
    return own_->entries[context];
  }
  void leave_unplaced(Stored& stored, std::uint32_t context) {
    const std::uint32_t slot = entry(context).unplaced_slot;
    stored.unplaced[slot] = stored.unplaced.back();
    entry(stored.unplaced[slot]).unplaced_slot = slot;
    stored.unplaced.pop_back();
  }
  void link(Stored& stored, std::uint32_t before, std::uint32_t context, std::uint32_t after) {
    entry(context).before = before;
    entry(context).after = after;
    (before ? entry(before).after : stored.first) = context;
    (after ? entry(after).before : stored.last) = context;
  }
  void unlink(Stored& stored, const Entry& it) {
    (it.before ? entry(it.before).after : stored.first) = it.after;
    (it.after ? entry(it.after).before : stored.last) = it.before;
  }

  std::unique_ptr<Tables> own_;
  const Tables* base_;
};

}  // namespace certlife::model
