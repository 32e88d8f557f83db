// What became of the handles and contexts of a program, call by call: what a page or a report shows. It says nothing of how that
// was found out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::lifetimes {

// Something that bore a name, from the call that gave it until it died. The same name may be borne by one after the other.
struct Object {
  std::string name;
  std::string_view thing;  // "store", "certificate", "crl", "ctl", "csp"
};

struct Event {
  enum class Kind : std::uint8_t { used, given, taken, died };

  std::uint32_t object = 0;  // Its place in the program's list.
  Kind kind = Kind::used;
  std::int64_t owned = 0;    // What the caller owns after the call,
  std::int64_t counted = 0;  // and what the implementation counts.
};

enum class Verdict : std::uint8_t { accepted, rejected, not_evaluated, undefined };

// Why somebody should look at a call.
struct Note {
  enum class Kind : std::uint8_t { fault, rejected, usage, owed, forced, held, remark };

  std::size_t row = 0;
  Kind kind = Kind::remark;
  std::string text;  // May have several lines.
};

struct Row {
  std::size_t line = 0;
  std::string text;             // The call and what came of it.
  Verdict verdict = Verdict::accepted;
  std::uint32_t clauses = 0;    // The place of its list of clauses among the program's.
  std::vector<Event> events;
};

struct Program {
  std::string title;            // The trace, and which program of it.
  std::string verdict;          // "accepted", "rejected", "undecided", "undefined"
  std::string summary;          // One line.
  std::vector<Object> objects;
  std::vector<std::vector<std::string>> clauses{{}};  // The lists that rows have; the first is empty.
  std::vector<Row> rows;
  std::vector<Note> notes;      // In the order of their rows.
};

std::string_view name_of(Verdict verdict);
std::string_view name_of(Note::Kind kind);

}  // namespace certlife::lifetimes
