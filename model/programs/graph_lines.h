// A walk through a scope's states as lines of a trace: names for its slots, and contents for the few that the scope knows.
#pragma once

#include <optional>
#include <string>

#include "model/outcome.h"
#include "model/programs/scope_graph.h"
#include "model/trace/line.h"

namespace certlife::conformance {

// What stands for the contents, property and find parameters of a scope. The default is the plainest.
struct Concretion {
  virtual ~Concretion() = default;
  // Elements with the same key match; those with a later time are newer.
  virtual std::string content(model::Kind kind, int key, int time) const;
  virtual std::string property_value() const { return "text:x"; }
  virtual std::int64_t property() const { return 11; }  // CERT_FRIENDLY_NAME_PROP_ID
};

// Where a walk is: the names that the things of a settled world bear.
class WalkNames {
 public:
  explicit WalkNames(const Concretion& concretion) : concretion_(&concretion) {}

  // The call as a line. Every result gets a name of its own. REQUIRES: the world is the one before the call.
  trace::Line line_of(const SmallCall& call, const SmallWorld& world);

  // After the call: slots move as `before` says; what was made bears the name that the line asked for.
  void move(const trace::Line& line, const SmallWorld& world, const model::Outcome<SmallDomain>& outcome, const Slots& before);

 private:
  friend class GraphLine;
  std::string next(char letter);

  const Concretion* concretion_;
  std::array<std::string, SmallDomain::store_count> stores_;
  std::array<std::string, SmallDomain::context_count> contexts_;
  std::string csp_;
  int made_stores_ = 0, made_contexts_ = 0, made_csps_ = 0;
};

}  // namespace certlife::conformance
