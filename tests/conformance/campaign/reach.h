// How far a run got: each level and each of its parts. What was not reached must never look like what passed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/programs/alphabet.h"
#include "tests/conformance/campaign/level.h"

namespace certlife::conformance {

// What was run of one level, or of a part of it.
struct Level {
  std::string text;
  Extent extent;
  double seconds = 0;
  std::string cut_by = {};  // Why it ended early: what is counted here is how far it got. Empty: it did not.
  LevelKind kind = LevelKind::clauses;
  std::string alphabet = {};  // Of a part in which every program over one was run, its name.
  bool is_cut() const { return !cut_by.empty(); }
  bool was_reached() const { return !is_cut() || extent.programs > 0; }
};

// How far one of the wanted levels got, all its parts together.
struct Reach {
  enum class How { whole, cut, not_reached, nothing_to_run };
  LevelKind level = LevelKind::clauses;
  How how = How::whole;
  std::string why;  // Of one that was cut or not reached.
  std::size_t programs = 0;
};

// Leaves out the parts over this alphabet, but for the last part of all.
void forget_earlier_parts(std::vector<Level>& parts, std::string_view alphabet);

Reach reach_of(LevelKind level, std::span<const Level> parts);

// "whole", "cut", "not-reached", "nothing-to-run".
std::string_view name_of(Reach::How how);

// "levels not reached: walks, soak (its share of the time was over)"; empty where all were.
std::string unreached_text(const std::vector<Reach>& reached);

}  // namespace certlife::conformance
