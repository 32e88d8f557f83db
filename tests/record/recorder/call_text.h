// A call as a line of a trace: what stands before the call and what came of it.
#pragma once

#include "tests/record/recorder/log.h"
#include "tests/record/recorder/signatures.h"
#include "tests/record/recorder/text.h"

namespace certlife::record {

struct MadeCall {
  const Signature& of;
  const std::uint64_t* arguments;
  std::uint64_t result = 0;

  std::uint32_t number(std::size_t parameter) const { return static_cast<std::uint32_t>(arguments[parameter]); }
  template <class T>
  const T* pointer(std::size_t parameter) const {
    return reinterpret_cast<const T*>(arguments[parameter]);
  }
  bool succeeded() const;
};

// Contexts and handles that come out of the call, for the model's own functions.
struct Given {
  Thing thing = Thing::none;
  std::uint64_t address = 0;
};

// {"call":"…","args":{…} without the end.
void write_call(Text& text, const MadeCall& call, Log& log);
// ,"ret":…,"out":{…} and what else there is to say, without the end.
void write_results(Text& text, const MadeCall& call, Log& log);
// A file store that is opened: what the file holds before the program's first call that has it, as a line of its own.
void note_file(const MadeCall& call, Log& log);

}  // namespace certlife::record
