// How the oracle follows a rule through its choices: every way of choosing is tried in turn, and only what a rule really
// asks about is ever settled.
#pragma once

#include <cstdint>
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

// One way through the decisions of one call. `next` moves on to another until all were tried:
//
//   for (Choosing way(reading, settled); ; ) { use(step(world, call, way)); if (!way.next()) break; }
class Choosing {
 public:
  Choosing(const Reading& reading, const Assignment& settled) : reading_(&reading), settled_(settled), now_(settled) {}

  // Is the choice's value this one? Asked only where it matters (`when`); otherwise the answer is no.
  bool takes(ChoiceValue value, bool when) const {
    if (!when) return false;
    std::uint8_t& chosen = now_[value.choice];
    if (chosen == Assignment::free) {
      const auto options = static_cast<std::uint8_t>(facts_of(value.choice).value_count());
      chosen = decide(options, [&](std::uint8_t each) { return reading_->admits(value.choice, each); });
    }
    return chosen == value.value;
  }

  // One of `count` alternatives that no choice names.
  std::size_t pick(std::size_t count) const {
    if (count <= 1) return 0;
    return decide(static_cast<std::uint8_t>(count > 250 ? 250 : count), [](std::uint8_t) { return true; });
  }

  // The next way through the same call; false if there is none.
  bool next() {
    while (!path_.empty() && !advance(path_.back())) path_.pop_back();
    if (path_.empty()) return false;
    step_ = 0;
    now_ = settled_;
    return true;
  }

  // What is settled once this way has been taken: choices that may differ from call to call are free again.
  Assignment settled_after() const {
    Assignment result = now_;
    for (int i = 0; i < choice_count; ++i) {
      if (choice_facts[static_cast<std::size_t>(i)].may_differ_from_call_to_call) result.value[static_cast<std::size_t>(i)] = Assignment::free;
    }
    return result;
  }

 private:
  struct Decision {
    std::uint8_t taken;
    std::vector<std::uint8_t> left;
  };

  template <class Admits>
  std::uint8_t decide(std::uint8_t options, Admits admits) const {
    if (step_ == path_.size()) {
      Decision decision{0, {}};
      for (std::uint8_t each = options; each-- > 0;) {
        if (admits(each)) decision.left.push_back(each);
      }
      advance(decision);
      path_.push_back(decision);
    }
    return path_[step_++].taken;
  }

  static bool advance(Decision& decision) {
    if (decision.left.empty()) return false;
    decision.taken = decision.left.back();
    decision.left.pop_back();
    return true;
  }

  const Reading* reading_;
  Assignment settled_;
  mutable Assignment now_;
  mutable std::vector<Decision> path_;
  mutable std::size_t step_ = 0;
};

}  // namespace certlife::model
