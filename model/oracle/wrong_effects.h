// What a call may have done otherwise without showing it at once: of the references and lists that it changes one too many, or one too few.
#pragma once

#include <string>
#include <vector>

#include "model/oracle/judge.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct WrongEffect {
  enum class On { references, handles, csp_references, listing };
  // By what the call has the thing.
  enum class Role { given, previous, result, added, elements, of_the_store };

  On on = On::references;
  Role role = Role::given;
  int by = 0;          // So many more than there should be: 1 or -1. Of a listing: it stays listed, or ceases to be.
  std::string name;    // By which the trace calls the thing; empty: it has none.
  std::string clause;  // That speaks of it.

  // The same, whatever the names are.
  bool is_like(const WrongEffect& other) const { return on == other.on && role == other.role && by == other.by && clause == other.clause; }
  // "c1 is left a reference too many".
  std::string text() const;
};

// All that the call of the line may have done otherwise in this way.
std::vector<WrongEffect> wrong_effects_of(const trace::Line& line);

// As if the last call had had this effect, or the next one will have found it: changes the world of every state that is followed.
void suppose(Judge& judge, const WrongEffect& effect);

// Judges the lines as if the calls at these places had the effects; says whether all are allowed then.
struct Supposed {
  std::size_t at;
  WrongEffect effect;
};
bool are_allowed(const std::vector<trace::Line>& lines, const std::vector<Supposed>& supposed, const std::string& reading);

}  // namespace certlife::oracle
