// The maps of the `Concrete` domain: a world owns its values, a view refers to them and keeps what is different.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace certlife::model {

// The changes of a view: hardly ever more than two to a field, so that those need no memory of their own.
template <class V>
class Writes {
 public:
  struct Write {
    std::uint32_t index;
    V value;
  };

  Writes() {}
  Writes(const Writes& other) : count_(other.count_) {
    if (other.more_) more_ = std::make_unique<std::vector<Write>>(*other.more_);
    else for (std::uint32_t i = 0; i < count_; ++i) few_[i] = other.few_[i];
  }
  Writes(Writes&& other) noexcept : count_(std::exchange(other.count_, 0)), more_(std::move(other.more_)) {
    if (!more_) for (std::uint32_t i = 0; i < count_; ++i) few_[i] = std::move(other.few_[i]);
  }
  Writes& operator=(Writes other) noexcept {
    count_ = std::exchange(other.count_, 0);
    more_ = std::move(other.more_);
    if (!more_) for (std::uint32_t i = 0; i < count_; ++i) few_[i] = std::move(other.few_[i]);
    return *this;
  }
  ~Writes() = default;

  void add(std::uint32_t index, V value) {
    if (!more_ && count_ < few_.size()) {
      few_[count_++] = {index, std::move(value)};
      return;
    }
    if (!more_) more_ = std::make_unique<std::vector<Write>>(few_.begin(), few_.end());
    more_->push_back({index, std::move(value)});
    ++count_;
  }
  std::span<const Write> all() const { return {more_ ? more_->data() : few_.data(), count_}; }
  bool empty() const { return count_ == 0; }

 private:
  std::uint32_t count_ = 0;
  std::array<Write, 2> few_;
  std::unique_ptr<std::vector<Write>> more_;
};

template <class Key, class V>
class ConcreteMap {
 public:
  using Write = typename Writes<V>::Write;

  ConcreteMap() : own_(std::make_unique<std::vector<V>>()), base_(own_.get()) {}
  ConcreteMap(const ConcreteMap& other) : base_(other.base_), writes_(other.writes_) {}
  ConcreteMap(ConcreteMap&&) noexcept = default;
  ConcreteMap& operator=(const ConcreteMap& other) {
    own_.reset();
    base_ = other.base_;
    writes_ = other.writes_;
    return *this;
  }
  ConcreteMap& operator=(ConcreteMap&&) noexcept = default;
  ~ConcreteMap() = default;

  V at(Key key) const {
    if (!writes_.empty()) {
      const auto writes = writes_.all();
      for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
        if (write->index == key.index) return write->value;
      }
    }
    return key.index < base_->size() ? static_cast<V>((*base_)[key.index]) : V{};
  }
  void set(Key key, V value, bool when) {
    if (!when) return;
    if constexpr (requires { value.settle(); }) value.settle();
    writes_.add(key.index, std::move(value));
  }

  std::span<const Write> writes() const { return writes_.all(); }
  std::size_t size() const { return base_->size(); }

  // Writes into the world itself. REQUIRES: this is no view, and there is none.
  void put(Key key, V value) { write(key.index, std::move(value)); }

  // Takes over what the view of this map changed.
  void commit(const ConcreteMap& view) {
    if (view.writes_.empty()) return;
    for (const Write& change : view.writes_.all()) write(change.index, change.value);
  }
  // An independent map with the same values.
  ConcreteMap copy() const {
    ConcreteMap result;
    *result.own_ = *base_;
    result.commit(*this);
    return result;
  }
  // The same value everywhere. REQUIRES: neither has changes that are not committed.
  bool agrees_with(const ConcreteMap& other) const {
    const auto& shorter = base_->size() < other.base_->size() ? *base_ : *other.base_;
    const auto& longer = base_->size() < other.base_->size() ? *other.base_ : *base_;
    for (std::size_t i = 0; i < longer.size(); ++i) {
      if (!(static_cast<V>(longer[i]) == (i < shorter.size() ? static_cast<V>(shorter[i]) : V{}))) return false;
    }
    return true;
  }

 private:
  void write(std::uint32_t index, V value) {
    if (index >= own_->size()) own_->resize(index + 1);
    (*own_)[index] = std::move(value);
  }

  std::unique_ptr<std::vector<V>> own_;
  const std::vector<V>* base_;
  Writes<V> writes_;
};

}  // namespace certlife::model
