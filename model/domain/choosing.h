// How the oracle follows a rule through its choices: every way of choosing is tried in turn, and only what a rule really
// asks about is ever settled.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "model/domain/native.h"

namespace certlife::model {

// The values that a reading admits for each choice, as a bit set.
struct Reading {
  std::array<std::uint8_t, choice_count> admitted{};

  static Reading everything_free() {
    Reading reading;
    for (int i = 0; i < choice_count; ++i) {
      reading.admitted[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>((1u << choice_facts[static_cast<std::size_t>(i)].value_count()) - 1u);
    }
    return reading;
  }
  bool admits(Choice choice, std::uint8_t value) const {
    return ((admitted[static_cast<std::size_t>(choice)] >> value) & 1u) != 0;
  }
};

// A set of readings, by their places in a `Readings`.
using ReadingSet = std::uint8_t;

// Up to eight readings that are followed together.
struct Readings {
  std::array<std::array<ReadingSet, 3>, choice_count> admitting{};  // Which readings admit each value.

  Readings() = default;
  explicit Readings(const Reading& only) { add(only, 0); }
  void add(const Reading& reading, unsigned place) {
    for (std::size_t choice = 0; choice < choice_count; ++choice) {
      for (std::uint8_t value = 0; value < 3; ++value) {
        if ((reading.admitted[choice] >> value) & 1u) admitting[choice][value] |= static_cast<ReadingSet>(1u << place);
      }
    }
  }
  ReadingSet admit(Choice choice, std::uint8_t value) const { return admitting[static_cast<std::size_t>(choice)][value]; }
};

// What an implementation may be: choices that are settled, and the readings under which it may be so.
struct Variant {
  Assignment settled;
  ReadingSet readings = 1;
  friend bool operator==(const Variant&, const Variant&) = default;
};

// One way through the decisions of one call. `next` moves on to another until all were tried:
//
//   for (Choosing way(reading, settled); ; ) { use(step(world, call, way)); if (!way.next()) break; }
//
// Several variants that have come to the same world are followed at once; a way keeps those that could take it.
class Choosing {
 public:
  Choosing(const Reading& reading, const Assignment& settled) : own_(reading), readings_(&own_), now_{{settled, 1}} {}
  Choosing(const Readings& readings, const std::vector<Variant>& variants) : readings_(&readings), all_(&variants) {}
  Choosing(const Choosing&) = delete;
  Choosing& operator=(const Choosing&) = delete;

  // Is the choice's value this one? Asked only where it matters (`when`); otherwise the answer is no.
  bool takes(ChoiceValue value, bool when) const {
    if (!when) return false;
    const std::uint8_t possible = possible_values(value.choice);
    std::uint8_t taken = 0;
    while (taken < 3 && possible != (1u << taken)) ++taken;
    if (taken == 3) taken = static_cast<std::uint8_t>(decide(3, possible));
    settle(value.choice, taken);
    note_asked(value.choice, taken);
    return taken == value.value;
  }

  // One of `count` alternatives that no choice names.
  std::size_t pick(std::size_t count) const {
    return count <= 1 ? 0 : decide(static_cast<std::uint32_t>(count), 0xff);
  }

  // What the watcher knows of the context that the call was seen to return: ways to any other are left out.
  struct Expectation {
    std::optional<std::uint32_t> context;                     // It is this one; 0: none was returned.
    const std::vector<std::uint32_t>* taken_names = nullptr;  // It has no name yet: those with an entry here do.
    bool admits(std::uint32_t each) const {
      if (context) return *context == each;
      return !taken_names || each >= taken_names->size() || (*taken_names)[each] == 0;
    }
  };
  void expect(Expectation expectation) { expectation_ = expectation; }

  // Whether the rule is to say what the call keeps, and by which clause: asked for where an observation is not allowed.
  void explain(bool explains) { explains_ = explains; }
  bool explains() const { return explains_; }

  // Of several contexts a call may return, keeps those that it may have returned.
  template <class Candidates, class IndexOf>
  void keep_possible(Candidates& candidates, IndexOf index_of) const {
    std::erase_if(candidates, [&](const auto& each) { return !expectation_.admits(index_of(each)); });
  }

  // The next way through the same call; false if there is none.
  bool next() {
    while (!path_.empty() && !advance(path_.back())) path_.pop_back();
    if (path_.empty()) return false;
    step_ = 0;
    asked_.clear();
    if (all_) changed_ = false; else now_ = before_;
    return true;
  }

  // The variants that could take this way, with what it settled; choices that may differ from call to call included.
  const std::vector<Variant>& variants() const { return all_ && !changed_ ? *all_ : now_; }
  // The same once the call is over: what may differ from call to call is free again.
  std::vector<Variant> variants_after() const {
    std::vector<Variant> result = variants();
    for (auto& variant : result) release(variant.settled);
    return result;
  }
  // What is settled once this way has been taken, for a single variant.
  Assignment settled_after() const {
    Assignment result = variants().front().settled;
    release(result);
    return result;
  }
  bool settled_anything() const { return changed_; }

  // The choices that mattered on this way, each with the value taken.
  using Asked = std::vector<std::pair<Choice, std::uint8_t>>;
  const Asked& asked() const { return asked_; }

 private:
  struct Decision {
    std::uint32_t taken;
    std::uint32_t options;
    std::uint8_t admitted;  // Of a choice's values; meaningless beyond eight.
    bool admits(std::uint32_t each) const { return each >= 8 || ((admitted >> each) & 1u) != 0; }
  };

  static void release(Assignment& settled) {
    for (std::size_t i = 0; i < choice_count; ++i) {
      if (choice_facts[i].may_differ_from_call_to_call) settled.value[i] = Assignment::free;
    }
  }

  std::uint8_t possible_values(const Variant& variant, Choice choice) const {
    const std::uint8_t settled = variant.settled[choice];
    if (settled != Assignment::free) return static_cast<std::uint8_t>(1u << settled);
    std::uint8_t possible = 0;
    for (std::uint8_t each = 0; each < 3; ++each) {
      if (variant.readings & readings_->admit(choice, each)) possible |= static_cast<std::uint8_t>(1u << each);
    }
    return possible;
  }
  std::uint8_t possible_values(Choice choice) const {
    std::uint8_t possible = 0;
    for (const Variant& variant : variants()) possible |= possible_values(variant, choice);
    return possible;
  }

  void settle(Choice choice, std::uint8_t value) const {
    bool differs = false;
    for (const Variant& variant : variants()) differs = differs || variant.settled[choice] != value;
    if (!differs) return;
    if (!changed_) {
      if (all_) now_ = *all_; else before_ = now_;
      changed_ = true;
    }
    std::erase_if(now_, [&](Variant& variant) {
      const bool stays = (possible_values(variant, choice) >> value) & 1u;
      if (stays && variant.settled[choice] == Assignment::free) variant.readings &= readings_->admit(choice, value);
      if (stays) variant.settled[choice] = value;
      return !stays;
    });
  }

  void note_asked(Choice choice, std::uint8_t value) const {
    for (const auto& [known, same] : asked_) if (known == choice) return;
    asked_.emplace_back(choice, value);
  }

  std::uint32_t decide(std::uint32_t options, std::uint8_t admitted) const {
    if (!changed_ && !all_ && path_.empty()) before_ = now_;
    if (step_ == path_.size()) {
      Decision decision{0, options, admitted};
      if (!decision.admits(0)) advance(decision);
      path_.push_back(decision);
    }
    return path_[step_++].taken;
  }

  static bool advance(Decision& decision) {
    do { ++decision.taken; } while (decision.taken < decision.options && !decision.admits(decision.taken));
    return decision.taken < decision.options;
  }

  Readings own_;
  const Readings* readings_;
  const std::vector<Variant>* all_ = nullptr;  // Without it `now_` begins as the single variant.
  Expectation expectation_;
  bool explains_ = false;
  mutable std::vector<Variant> now_;
  mutable std::vector<Variant> before_;
  mutable bool changed_ = false;
  mutable std::vector<Decision> path_;
  mutable std::size_t step_ = 0;
  mutable Asked asked_;
};

}  // namespace certlife::model
