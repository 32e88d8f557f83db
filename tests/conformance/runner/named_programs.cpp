#include "tests/conformance/runner/named_programs.h"

#include <algorithm>
#include <stdexcept>

#include "model/clauses/ledger.h"
#include "tests/conformance/runner/embedded.h"
#include "tests/conformance/runner/program_file.h"

namespace certlife::conformance {
namespace {

bool is_open(const std::string& id) {
  const auto* clause = model::Ledger::load().find(id);
  return clause != nullptr && clause->choice.has_value();
}

}  // namespace

std::vector<TestProgram> named_programs(const std::string& file) {
  for (const EmbeddedFile& each : embedded_named_programs())
    if (each.name == file) return parse_programs(file, each.text);
  throw std::logic_error("no programs are called " + file);
}

std::vector<TestProgram> open_questions() {
  std::vector<TestProgram> all;
  for (const TestProgram& program : clause_programs())
    if (std::any_of(program.clauses.begin(), program.clauses.end(), is_open)) all.push_back(program);
  for (TestProgram& program : named_programs("open_questions.programs")) all.push_back(std::move(program));
  return all;
}

}  // namespace certlife::conformance
