// What a trace tells, call by call: the oracle's verdict, what was allowed, and the state in the model.
// Every export is made from this.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::conformance {

// A store, context or CSP handle that has a name, after a call. A context's or store's name outlives its object.
struct ObjectState {
  enum class Thing : std::uint8_t { store, context, csp };

  std::string name;
  Thing thing = Thing::store;
  bool exists = true;           // Its memory has not been freed; a CSP handle: something still refers to it.
  bool was_created_alone = false;  // A context: it belongs to no opened store.
  std::int64_t references = 0;  // Handles of a store, references to a context or CSP handle.
  std::int64_t owned = 0;       // Those the caller was given and has not given back.
  std::size_t lists = 0;        // A store: how many elements enumerations show.
  bool listed = false;          // A context: its store shows it.

  bool operator==(const ObjectState&) const = default;
};

struct AnnotatedCall {
  trace::Line line;
  oracle::Verdict::Kind kind = oracle::Verdict::Kind::accepted;
  std::string reason;                    // Why it is not evaluated.
  std::vector<trace::Line> allowed;      // Answers that the reading allows here; none if there is no verdict.
  std::vector<std::string> clauses;      // Behind what is allowed; for a caller's fault, that of the fault.
  std::vector<oracle::Difference> differing;  // Of a rejected line.
  std::string broken;                    // Of a rejected line: the clause that reports name for it.
  bool is_followed = true;               // The objects are those after this call; else the model could not follow it.
  std::vector<ObjectState> objects;

  bool is_rejected() const { return kind == oracle::Verdict::Kind::rejected; }
  bool differs_in(model::Aspect aspect) const {
    return std::any_of(differing.begin(), differing.end(), [&](const auto& each) { return each.is(aspect); });
  }
};

// After a rejected call the story goes on from what was allowed. `name` is what complaints call the trace. Throws
// trace::BadInput for a line that makes no sense, and std::invalid_argument for a reading that nobody knows.
std::vector<AnnotatedCall> story_of(const std::vector<trace::Line>& lines, const std::string& reading, const std::string& name = "trace");

// "s1 = CertOpenStore(…)" on one line, whatever characters its names are made of.
std::string shown_call(const trace::Line& line);
// What came of it, or what of it is allowed: "FALSE, last error CRYPT_E_PENDING_CLOSE".
std::string shown_answer(const trace::Line& line);
// The answers that are allowed, joined by " or "; at most three.
std::string shown_allowed(const AnnotatedCall& annotated);
// The state after the call, one line for each thing: "s1  2 handles, lists 1".
std::string shown_object(const ObjectState& object);

}  // namespace certlife::conformance
