// What the oracle says about a line and about a whole trace, and how that is written.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/oracle/difference.h"
#include "model/oracle/readings.h"
#include "model/oracle/usage_finding.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// One thing that a call may do: results and probes as a line would have them. A new object is {"new":"store"} and so on; an
// absent last error is one that nobody promises.
struct Allowed {
  // A choice of the documents that decides for this answer, with the values that lead to it, as a bit set.
  struct Deciding {
    model::Choice choice;
    std::uint8_t values = 0;
  };

  trace::Line answer;
  ReadingSet readings = 0;
  std::vector<const char*> clauses;
  std::vector<Deciding> deciding;
};

// Where the caller gave up what it then used.
struct GivenUp {
  std::size_t line = 0;
  std::string call;
  std::vector<const char*> clauses;
  std::string at;  // Where the program made the call: "module.dll+0x12"; empty where nobody knows.
};

// What the caller did that the documents leave undefined: with what, since when it had no right to it, and what would have been
// right instead.
struct CallersFault {
  std::size_t line = 0;
  std::string call;
  std::string name;  // Empty where NULL was passed.
  bool is_of_a_store = false;
  std::vector<const char*> clauses;
  std::optional<GivenUp> given_up;
  std::string_view right;
  std::string at;    // As of GivenUp.
};

// What CERT_CLOSE_STORE_CHECK_FLAG has to report, and since which line.
struct Holder {
  std::string name;
  std::size_t since = 0;  // 0: not known.
  std::string place;      // "CertOpenStore at module.dll+0x12", or empty.
};

// What the caller has to give back.
struct Owed {
  std::string name;
  std::string thing;       // "certificate", "crl", "ctl", "store", "csp", or a thing of the ownership table.
  std::size_t count = 0;
  std::vector<std::size_t> since;
  std::string call;        // That gave it first.
  std::vector<std::string> places;  // For each line in `since`, as of Holder; none where not all are known.
  std::size_t perhaps = 0;          // Another line that gave a reference to the same, which may be the one that is owed; 0: none.
  std::string perhaps_place;
};

struct Verdict {
  enum class Kind : std::uint8_t { accepted, rejected, not_evaluated, undefined };

  Kind kind = Kind::accepted;
  std::string reason;                  // Why it is not evaluated, or what is undefined.
  std::string remark;                  // Beside an accepted line.
  ReadingSet readings = 0;             // That accept the line.
  std::vector<Allowed> allowed;        // For a rejected line.
  std::vector<Difference> differing;   // What of the observation is allowed in none of them; the first is what the line is blamed for.
  std::vector<const char*> clauses;    // Behind the rejection or the caller's fault.
  std::shared_ptr<const CallersFault> fault;       // For an undefined line.
  std::optional<std::vector<Holder>> held_by;      // For a rejected result of a close with CHECK, and for one that reports.
  std::vector<Owed> ended;                         // What a close with FORCE ended while the caller held it.

  // The clause that reports name for a rejected line.
  const char* broken() const { return differing.empty() ? "" : differing.front().clause; }
};

enum class Overall : std::uint8_t { accepted = 0, rejected = 1, undecided = 3, undefined = 4 };

struct Summary {
  Overall overall = Overall::accepted;
  ReadingSet readings = 0;  // That accept the whole trace.
  std::size_t lines = 0;
  std::size_t not_evaluated = 0;
  std::string undecided_because;
  std::shared_ptr<const CallersFault> fault;
  std::optional<std::vector<UsageFinding>> usage;  // None where nobody asked.
  std::optional<std::vector<Owed>> owed;  // None after the caller's fault, where nobody can tell.
};

std::string_view name_of(Verdict::Kind kind);
std::string_view name_of(Overall overall);

// One line of JSON each, without its newline.
std::string to_json(const trace::Line& line, const Verdict& verdict);
std::string to_json(const Summary& summary);
std::string to_json(const Allowed& allowed);

// Accepted, with nothing beside it.
bool has_nothing_to_tell(const Verdict& verdict);
// For people: several lines, each with its newline; nothing for an accepted line of which there is nothing to tell.
std::string to_text(const trace::Line& line, const Verdict& verdict);
std::string to_text(const Summary& summary, std::string_view reading);
std::string to_text(const Allowed& allowed);
// All that the call of the line may return, as Judge::allowed() says it, with the clauses. REQUIRES: an accepted verdict.
std::string allowed_text(const trace::Line& line, const Verdict& verdict);
// What the caller still owes, a line each, with its newline.
std::string to_text(const Owed& owed);
// A clause with its text, source and evidence, indented.
std::string clause_text(std::string_view id);

}  // namespace certlife::oracle
