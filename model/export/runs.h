// Every run of the model over the calls of a trace, whatever was observed.
#pragma once

#include <string>
#include <vector>

#include "model/export/story.h"
#include "model/programs/model_calls.h"

namespace certlife::conformance {

// One way that a call may go from one state to another.
struct RunWay {
  std::size_t from = 0, to = 0;  // Places among the states before and after.
  trace::Line shown;             // What a harness would have seen, in the names of the trace.
  model::Error last_error = model::Error::unchanged;
  bool is_another_object = false;  // It gives an object, and the trace shows NULL or the name of another one.
  std::vector<std::string> other_files;  // They cannot hold here what they were seen to hold.
};

// What the model holds for a name: nothing is known before the name came up.
struct Holding {
  std::int64_t references = 0;
  bool listed = false, allocated = false;
};

Holding holding_of(const ModelState& state, const std::string& name);

struct RunStep {
  const AnnotatedCall* annotated = nullptr;
  std::vector<RunWay> ways;
  std::vector<ModelState> after;
  std::string undefined_by;  // In every state before, the documents leave the call undefined, by this clause.
};

// One step for each line. Throws trace::BadInput with the line's number.
std::vector<RunStep> runs_of(const std::vector<AnnotatedCall>& story, const std::string& reading, const std::string& name);

}  // namespace certlife::conformance
