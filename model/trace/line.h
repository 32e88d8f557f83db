// One line of a trace: a completed call with what came of it, or a file that exists before the first call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/trace/value.h"
#include "model/trace/vocabulary.h"

namespace certlife::trace {

// Probes made right after the call. Each is keyed by the name, or file, it asks about; a null value is a probe that
// is wanted (in a request to a harness) and was not made.
struct Observed {
  Fields alive;       // true or false
  Fields csp;         // "held" or "released"
  Fields home;        // "hCertStore": the name of the store, or null
  Fields content;     // contents, as in "cert:A"
  Fields encoding;    // "encodingType": the encoding type that the context says it has, a number
  Fields properties;  // fields: property id -> contents
  Fields persisted;   // a list of contents; null: there is no such file
  Value callbacks;    // a list

  bool empty() const;
  void clear();
  bool operator==(const Observed&) const = default;
};

// What a call outside the model did to ownership, as a recorder saw it.
struct Ownership {
  Fields acquires;           // name -> what it is
  Value releases, consumes;  // lists of names
  Fields holds;              // name -> the names of what it may keep references to

  bool empty() const { return acquires.empty() && releases.is_absent() && consumes.is_absent() && holds.empty(); }
  void clear();
  bool operator==(const Ownership&) const = default;
};

// A file that exists before the first call: elements of a serialized store, or raw bytes ("bytes":"hex:…").
struct FileSetup {
  std::string name;
  Value contents;  // a list of contents
  Value bytes;     // contents that are bytes; absent if `contents` stands

  void clear();
  bool operator==(const FileSetup&) const = default;
};

struct Line {
  enum class Kind : std::uint8_t { call, file };

  Kind kind = Kind::call;
  Call which = Call::unknown;  // what `call` names, if this world knows it
  std::string call;            // the documented name, without A or W
  Fields args;                 // by parameter name
  Value ret;                   // absent for void, and where nothing was observed
  Fields out;                  // by parameter name
  Value last_error;            // absent: not observed; the text "unchanged"; else a code, resolved
  Value last_error_after;      // a code, resolved
  Value last_error_before;     // the same
  Observed observed;
  Ownership ownership;
  bool not_supported = false;  // a harness's answer: it cannot do this call and did nothing
  bool unfinished = false;     // the call never returned: the program ended in it
  std::string at;              // "module.dll+0x1234": where it returns to
  std::optional<std::int64_t> thread, start, end;
  FileSetup file;          // for Kind::file
  std::size_t number = 0;  // where it was read, from 1; not compared

  bool last_error_is_unchanged() const { return last_error.is_text() && last_error.text == "unchanged"; }
  // The argument as a number; an omitted or null one is the fallback. REQUIRES: resolved, as every line read is.
  std::int64_t number_of(std::string_view parameter, std::int64_t fallback = 0) const;
  // The argument as a name; empty if it is omitted or null.
  std::string_view name_of(std::string_view parameter) const;
  // The argument or output, or an absent value.
  const Value& arg(std::string_view parameter) const;
  const Value& output(std::string_view parameter) const;

  void clear();
  bool operator==(const Line& other) const;
};

// A call line under construction, for tests and generators: call_line(Call::CertCloseStore, {{"hCertStore", …}}).
// Names in the arguments are resolved. Throws BadInput if they cannot be.
Line call_line(Call call, Fields args);
Line call_line(std::string_view call, Fields args);

}  // namespace certlife::trace
