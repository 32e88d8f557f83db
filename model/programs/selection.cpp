#include "model/programs/selection.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "model/ledger/ledger.h"

namespace certlife::conformance {

bool Selection::means(const TestProgram& program) const {
  return clauses.empty() ||
         std::any_of(program.clauses.begin(), program.clauses.end(), [&](const std::string& clause) { return clauses.contains(clause); });
}

std::string clause_spelled(const std::string& text) {
  std::string upper = text;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return model::Ledger::load().find(upper) ? upper : text;
}

void check_selection(const Selection& selection) {
  for (const std::string& clause : selection.clauses)
    if (!model::Ledger::load().find(clause)) throw std::runtime_error("--only: there is no clause " + clause + "; `certlife list clauses` lists them");
  for (const std::string& kind : selection.kinds)
    if (kind != "cert" && kind != "crl" && kind != "ctl") throw std::runtime_error("--kind: there is no kind " + kind + "; there are cert, crl and ctl");
}

}  // namespace certlife::conformance
