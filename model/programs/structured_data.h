// Contents and property values drawn by RapidCheck: what a walk through a scope is made concrete with.
#pragma once

#include <array>
#include <string>

#include "model/programs/graph_lines.h"

namespace certlife::conformance {

// The same seed draws the same data. Contents with the same key match each other, whatever else is drawn for them.
class DrawnData : public Concretion {
 public:
  explicit DrawnData(std::uint64_t seed);
  std::string content(model::Kind kind, int key, int time) const override;
  std::string property_value() const override { return value_; }
  std::int64_t property() const override { return property_; }

 private:
  std::array<std::array<std::string, 2>, 3> names_;  // By kind and key, without edition.
  std::array<std::array<std::string, 2>, 3> later_;  // The same with a later edition.
  std::string value_;
  std::int64_t property_ = 11;
};

}  // namespace certlife::conformance
