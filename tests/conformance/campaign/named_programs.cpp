#include "tests/conformance/campaign/named_programs.h"

#include <algorithm>
#include <stdexcept>

#include "model/ledger/ledger.h"
#include "model/programs/program_file.h"
#include "tests/conformance/campaign/embedded.h"

namespace certlife::conformance {
const std::vector<TestProgram>& clause_programs() {
  static const std::vector<TestProgram> all = [] {
    std::vector<TestProgram> programs;
    for (const EmbeddedFile& file : embedded_program_files())
      for (auto& program : parse_programs(std::string(file.name), file.text)) programs.push_back(std::move(program));
    return programs;
  }();
  return all;
}

std::vector<TestProgram> named_programs(const std::string& file) {
  for (const EmbeddedFile& each : embedded_named_programs())
    if (each.name == file) return parse_programs(file, each.text);
  throw std::logic_error("no programs are called " + file);
}

std::vector<TestProgram> open_questions() {
  std::vector<TestProgram> all;
  const auto is_open = [](const std::string& id) { return model::Ledger::load().is_open(id); };
  for (const TestProgram& program : clause_programs())
    if (std::any_of(program.clauses.begin(), program.clauses.end(), is_open)) all.push_back(program);
  for (TestProgram& program : named_programs("open_questions.programs")) all.push_back(std::move(program));
  return all;
}

}  // namespace certlife::conformance
