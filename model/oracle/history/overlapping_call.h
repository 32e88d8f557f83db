// A call of a history: it began and has not returned, or others have not returned since it did.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/oracle/binding.h"
#include "model/oracle/candidate.h"
#include "model/oracle/history/footprint.h"
#include "model/oracle/last_errors.h"
#include "model/oracle/translate.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Component;

struct OverlappingCall {
  trace::Line line;
  bool is_late = false;          // Others returned after it began that were judged before it was read.

  // From when it begins:
  Translation translation;
  Footprint footprint;
  FreshIndices fresh;            // Kept for what it makes, so that all orders make the same.
  Component* component = nullptr;  // Of what it touches; none where no rule speaks of it.
  std::uint64_t bit = 0;         // By which states say whether it has been taken.
  std::uint64_t began = 0;       // When, as a count of events,
  std::uint64_t returned = 0;    // and 0 while it has not returned.
  KnownLastError last_error_before;
  std::string passed_over;       // Why it is not judged, if it is not.
  std::shared_ptr<const CallersFault> fault;  // For which it is undefined whatever the order.

  // What the orders tried so far have shown:
  bool is_told = false;          // What is said of it.
  bool is_noted = false;         // What the caller gained and gave up by it.
  bool was_defined = false;      // In some of them,
  std::shared_ptr<const Candidate> undefined_in;  // and undefined in this state, which another has led to.

  std::uint32_t number() const { return static_cast<std::uint32_t>(line.number); }
};

}  // namespace certlife::oracle
