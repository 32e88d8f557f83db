// A story as a program in C, before it is decided what frame it stands in: plain C, GoogleTest or Wine's tests. Expressions
// and statements are C that is C++ as well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/export/story.h"
#include "model/trace/bytes/der.h"

namespace certlife::conformance {

// Bytes that the program carries.
struct Array {
  std::string name;
  std::string of;  // The contents as the trace names them.
  Bytes bytes;
};

struct Variable {
  std::string type, name, initial;
};

// `file:F`: where it lies, and what it holds before the first call.
struct ProgramFile {
  std::string path;       // An array of char; path + "_w" the same in WCHAR.
  std::string file_name;  // On disk.
  std::string of;         // As the trace calls it.
  std::string contents;   // An array, or empty if there is no such file.
  bool is_empty = false;  // There is one, without bytes.
};

// What an expression needs to be there.
enum class ProgramHelper : std::uint8_t { is_allocated, file_holds, file_exists };

struct Check {
  std::string condition;
  std::string expectation;     // In words: "the result is FALSE".
  bool failed_in_run = false;  // The trace shows it to fail.
  bool needs_heap = false;     // Only where the heap can be asked, on Windows and Wine.
};

struct Step {
  std::size_t number = 0;                // Of the call, from 1; 0 for none.
  std::string call;                      // As people read it.
  std::string clauses;
  std::vector<std::string> notes;
  std::vector<Variable> locals;          // Parameters that need a place: blobs, sizes, buffers.
  std::vector<std::string> preparation;  // Statements before the call.
  std::string statement;                 // The call, with its result assigned; empty for a remark alone.
  std::vector<Check> checks;
  std::vector<std::string> afterwards;
  std::string goes_on_if;                // Several answers are allowed and the rest is about this one; empty: always.
  bool ends_process = false;             // In the run the call did not come back.
};

struct ProgramOptions {
  std::string title;               // A sentence about what the program shows; empty: made from the story.
  std::string slug = "exported";   // An identifier: the name of the test, and part of those of its files.
  std::string target;              // Where the trace was seen, if that is known.
  std::string name = "trace";      // What complaints call the trace.
  bool last_call_ends_process = false;
};

struct CProgram {
  std::string title, slug;
  std::vector<std::string> about;  // Sentences for the comment at the top.
  std::vector<Array> arrays;
  std::vector<ProgramFile> files;
  std::vector<Variable> variables;
  std::vector<Step> steps;
  std::vector<ProgramHelper> helpers;
  bool shows_only_in_memory = false;  // The deviation is one that no call tells.

  bool uses(ProgramHelper helper) const;
};

// Throws trace::BadInput for a call that no program can make, with its place.
CProgram program_of(const std::vector<AnnotatedCall>& story, const ProgramOptions& options);

}  // namespace certlife::conformance
