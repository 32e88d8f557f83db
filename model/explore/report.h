// One exploration for a report: the domain that is large enough and the key that is wide enough are chosen here.
#pragma once

#include <string>
#include <vector>

#include "model/choices.h"
#include "model/domain/native.h"
#include "model/explore/options.h"
#include "model/explore/scope.h"

namespace certlife::model::explore {

struct Report {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::uint64_t depth = 0;
  double seconds = 0;
  bool complete = true;
  int bits = 0;                      // Of a state.
  std::string broken_claim;          // Empty: all held.
  std::string broken_sentence;
  std::vector<std::string> program;  // The shortest that breaks it.
};

inline constexpr int most_stores = 3;
inline constexpr int most_contexts = 4;

// REQUIRES: the scope has at most `most_stores` and `most_contexts`. Throws std::invalid_argument if a state takes too many bits.
Report explored(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims);
Report explored_small(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims);
Report explored_large(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims);

}  // namespace certlife::model::explore
