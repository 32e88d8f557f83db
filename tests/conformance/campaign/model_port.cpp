#include "tests/conformance/campaign/model_port.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "model/first_values.h"
#include "model/mutants/all.h"
#include "model/oracle/readings.h"
#include "model/programs/model_answers.h"
#include "model/rules/step.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Value;

// Faults of the process, which the model knows nothing of.
constexpr std::string_view closing_null_crashes = "closing_null_crashes", freeing_a_ctl_hangs = "freeing_a_ctl_hangs";

// As if every store and every context took as much.
std::int64_t bytes_held(const ModelWorld& world) {
  constexpr std::int64_t at_the_start = 1 << 20, of_an_object = 200;
  std::int64_t objects = 0;
  for (std::uint32_t i = 1; i < world.store_exists.size(); ++i) objects += world.store_allocated.at({i});
  for (std::uint32_t i = 1; i < world.context_exists.size(); ++i) objects += world.context_allocated.at({i});
  return at_the_start + objects * of_an_object;
}

std::vector<std::string> faults_in(std::string_view names) {
  std::vector<std::string> faults;
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t end = std::min(names.find('+', begin), names.size());
    faults.emplace_back(names.substr(begin, end - begin));
    begin = end + 1;
  }
  return faults;
}

bool is_one_fault(std::string_view name) {
  return name == closing_null_crashes || name == freeing_a_ctl_hangs || model::mutants::named(name);
}

std::optional<Ending> ending_by(std::string_view fault, const Line& line) {
  if (fault == closing_null_crashes && line.which == trace::Call::CertCloseStore && line.arg("hCertStore").is_nothing())
    return Ending{Ending::Kind::signalled, 11, ""};
  if (fault == freeing_a_ctl_hangs && line.which == trace::Call::CertFreeCTLContext) return Ending{Ending::Kind::timed_out, 0, ""};
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names{closing_null_crashes, freeing_a_ctl_hangs};
  for (const auto& mutant : model::mutants::about) names.push_back(mutant.name);
  return names;
}

bool is_fault(std::string_view name) {
  const auto faults = faults_in(name);
  return !faults.empty() && std::all_of(faults.begin(), faults.end(), is_one_fault);
}

ModelPort::ModelPort(std::string_view fault, const model::Assignment& choices)
    : faults_(faults_in(fault)), reading_(oracle::reading_called("windows")), choices_(model::first_values("windows")) {
  if (!fault.empty() && !is_fault(fault)) throw std::invalid_argument("the model has no fault \"" + std::string(fault) + "\"");
  for (const std::string& each : faults_)
    if (const auto mutant = model::mutants::named(each)) mutants_.push_back(*mutant);
  for (std::size_t i = 0; i < model::choice_count; ++i) {
    if (choices.value[i] == model::Assignment::free) continue;
    choices_.value[i] = choices.value[i];
    reading_.admitted[i] = static_cast<std::uint8_t>(1u << choices.value[i]);
  }
  description_.name = "model";
  description_.version = "0";
  for (const auto& call : trace::calls()) description_.calls.emplace(call.name);
  description_.kinds = {"cert", "crl", "ctl"};
  description_.probes = {"alive", "csp", "hCertStore", "content", "encodingType", "properties", "persisted", "privateBytes"};
}

std::vector<ProgramRun> ModelPort::run(std::span<const Program> programs) {
  std::vector<ProgramRun> runs;
  for (const Program& program : programs) runs.push_back(run_one(program));
  return runs;
}

namespace {

Line declined(Line line) {
  line.ret.clear();
  line.out.clear();
  line.observed.clear();
  line.not_supported = true;
  return line;
}

// What SetLastError set GetLastError returns, if nothing was called in between. Says whether the line is about that.
bool answers_last_error(Line& line, std::optional<std::int64_t>& known) {
  if (line.which == trace::Call::SetLastError) {
    known = line.number_of("dwErrCode");
    return true;
  }
  const auto before = std::exchange(known, std::nullopt);
  if (line.which != trace::Call::GetLastError || !before) return false;
  line.ret = Value::of(*before);
  return true;
}

}  // namespace

// What the documents do not define no mutant changes.
void ModelPort::spoil(const ModelWorld& before, const ModelCall& call, ModelOutcome& outcome) const {
  if (!outcome.given.holds()) return;
  for (const std::size_t mutant : mutants_) {
    const Concrete::Choices way(reading_, choices_);
    model::mutants::in_domain<Concrete>[mutant].spoil(before, call, outcome, way);
  }
}

ProgramRun ModelPort::run_one(const Program& program) {
  ProgramRun run;
  Vocabulary words;
  ModelState state;
  std::optional<std::int64_t> last_error;
  for (Line line : program) {
    if (line.kind == Line::Kind::file) {
      set_up_file(line.file, state, words);
      run.results.push_back({std::move(line)});
      continue;
    }
    for (const std::string& fault : faults_)
      if (!run.ending) run.ending = ending_by(fault, line);
    if (run.ending) break;
    if (answers_last_error(line, last_error)) {
      run.results.push_back({std::move(line)});
      continue;
    }
    auto call = model_call(line, state, words);
    if (!call) {
      run.results.push_back({declined(std::move(line))});
      continue;
    }
    Concrete::Choices way(reading_, choices_);
    ModelOutcome outcome = model::step(state.world, *call, way);
    spoil(state.world, *call, outcome);
    const auto answer = outcome.answer;
    take(state, line, outcome);
    show_results(line, answer, state, words);
    show_probes(line, state, words);
    run.results.push_back({std::move(line)});
  }
  if (program.asks_for_private_bytes && !run.results.empty()) run.results.back().private_bytes = bytes_held(state.world);
  return run;
}

}  // namespace certlife::conformance
