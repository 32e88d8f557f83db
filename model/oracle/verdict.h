// What the oracle says about a line and about a whole trace, and how that is written.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "model/oracle/readings.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// One thing that a call may do: results and probes as a line would have them. A new object is {"new":"store"} and so on; an
// absent last error is one that nobody promises.
struct Allowed {
  trace::Line answer;
  ReadingSet readings = 0;
  std::vector<const char*> clauses;
};

struct Verdict {
  enum class Kind : std::uint8_t { accepted, rejected, not_evaluated, undefined };

  Kind kind = Kind::accepted;
  std::string reason;                  // Why it is not evaluated, or what is undefined.
  std::string remark;                  // Beside an accepted line.
  ReadingSet readings = 0;             // That accept the line.
  std::vector<Allowed> allowed;        // For a rejected line.
  std::vector<std::string> differing;  // What of the observation is allowed in none of them: "ret", "alive of c1", …
  std::vector<const char*> clauses;    // Behind the rejection or the caller's fault.
};

enum class Overall : std::uint8_t { accepted = 0, rejected = 1, undecided = 3, undefined = 4 };

struct Summary {
  Overall overall = Overall::accepted;
  ReadingSet readings = 0;  // That accept the whole trace.
  std::size_t lines = 0;
  std::size_t not_evaluated = 0;
  std::string undecided_because;
};

std::string_view name_of(Verdict::Kind kind);
std::string_view name_of(Overall overall);

// One line of JSON each, without its newline.
std::string to_json(const trace::Line& line, const Verdict& verdict);
std::string to_json(const Summary& summary);
std::string to_json(const Allowed& allowed);

// For people: several lines, each with its newline; nothing for an accepted line without a remark.
std::string to_text(const trace::Line& line, const Verdict& verdict);
std::string to_text(const Summary& summary, std::string_view reading);
std::string to_text(const Allowed& allowed);
// A clause with its text, source and evidence, indented.
std::string clause_text(std::string_view id);

}  // namespace certlife::oracle
