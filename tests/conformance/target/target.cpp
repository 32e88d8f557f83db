#include "tests/conformance/target/target.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>

#include "model/trace/plain_text.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/replies.h"
#include "tests/conformance/target/reply_types.h"
#include "tests/conformance/target/requests.h"

namespace certlife::conformance {
namespace {

constexpr int protocol_version = 1;
constexpr int most_tries_to_start_again = 3;
constexpr std::chrono::milliseconds pause_before_a_new_try{500};
constexpr std::size_t replies_per_program = 2;  // to reset and to run
constexpr std::string_view reset_request = "{\"do\":\"reset\"}\n";
// Asks for nothing. If the reply is not the one to this, an earlier request was answered more than once.
constexpr std::string_view empty_request = "{\"do\":\"run\",\"calls\":[]}\n";

std::string request_to_run(const Program& program) { return "{\"do\":\"run\",\"calls\":" + text_of_calls(program) + "}\n"; }

std::string requests_for(std::span<const Program> programs) {
  std::string text;
  for (const Program& program : programs) text.append(reset_request).append(request_to_run(program));
  return text;
}

std::set<std::string> strings_of(const Json& list) { return list.get<std::set<std::string>>(); }

Description description_from(const Json& reply) {
  Description description;
  description.protocol = protocol_version;
  // They stand in every report, often.
  description.name = trace::excerpt(reply.at("name").get_ref<const std::string&>());
  description.version = trace::excerpt(reply.at("version").get_ref<const std::string&>());
  description.calls = strings_of(reply.at("calls"));
  description.kinds = strings_of(reply.at("kinds"));
  description.probes = strings_of(reply.at("probes"));
  description.detects_misuse = reply.at("detectsMisuse").get<bool>();
  return description;
}

}  // namespace

Description description_from_reply(const std::string& line) {
  const Json reply = json_in(line).value_or(Json());
  const std::string quoted = trace::excerpt(line);
  if (!reply.is_object()) throw TargetUnusable("the reply to \"describe\" is no JSON object: " + quoted);
  if (!reply.contains("protocol")) throw TargetUnusable("the reply to \"describe\" has no \"protocol\": " + quoted);
  const Json protocol = reply.at("protocol");
  if (protocol != protocol_version)
    throw TargetUnusable("the harness speaks protocol " + trace::excerpt(protocol.dump()) + ", this runner speaks protocol " + std::to_string(protocol_version));
  if (const std::string fault = fault_in_description(reply); !fault.empty()) throw TargetUnusable("the reply to \"describe\": " + fault);
  return description_from(reply);
}

Target::Target(Command command) : Target(std::move(command), Options{}) {}

Target::Target(Command command, Options options) : command_(std::move(command)), options_(options) {}

Target::~Target() = default;

const Description& Target::description() {
  if (!description_) child();
  return *description_;
}

std::vector<ProgramRun> Target::run(std::span<const Program> programs) {
  std::vector<ProgramRun> runs;
  while (runs.size() < programs.size()) {
    const auto left = programs.subspan(runs.size());
    const auto batch = left.first(std::min(left.size(), options_.programs_in_a_batch));
    // One program is sent so that the one to blame is known at once: each ending costs a new process.
    if (batch.size() == 1) {
      runs.push_back(run_alone(batch.front()));
      continue;
    }
    const std::size_t before = runs.size();
    const std::size_t answered = run_batch(batch, runs);
    if (answered == batch.size()) continue;
    // One of the rest ended the process. They are run one by one until it is found.
    bool found = false;
    while (!found && runs.size() < before + batch.size()) {
      runs.push_back(run_alone(programs[runs.size()]));
      found = runs.back().ending.has_value();
    }
    if (!found) note_ending_not_reproduced();
  }
  ask_refused_ones_again(programs, runs);
  return runs;
}

// What is refused once may be answered the next time; what is refused twice is.
void Target::ask_refused_ones_again(std::span<const Program> programs, std::span<ProgramRun> runs) {
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].ending && runs[i].ending->kind == Ending::Kind::refused) runs[i] = run_alone(programs[i]);
}

void Target::note_ending_not_reproduced() {
  ++endings_not_reproduced_;
  if (ending_of_batch_) last_ending_not_reproduced_ = ending_of_batch_->text();
}

ProgramRun Target::run(const Program& program) { return run(std::span(&program, 1)).front(); }

void Target::restart() { child_.reset(); }

// A process that runs and has said who it is. One that has started before may fail to start now and then, as when the machine is
// short of something for a moment; then it is tried again.
ChildProcess& Target::child() {
  if (child_ && child_->is_running()) return *child_;
  for (int tries = processes_started_ > 0 ? most_tries_to_start_again : 1;; --tries) {
    try {
      start();
      return *child_;
    } catch (const TargetUnusable&) {
      child_.reset();
      if (tries <= 1) throw;
      std::this_thread::sleep_for(pause_before_a_new_try);
    }
  }
}

void Target::start() {
  try {
    child_ = std::make_unique<ChildProcess>(command_);
  } catch (const CannotStart& reason) {
    throw TargetUnusable(reason.what());
  }
  describe();
  ++processes_started_;
}

void Target::describe() {
  const Exchange said = child_->exchange("{\"do\":\"describe\"}\n", 1, options_.patience_to_start);
  if (said.ending) throw TargetUnusable(command_.arguments.front() + " did not answer \"describe\": " + said.ending->text() +
                                       (said.ending->kind == Ending::Kind::timed_out ? "; does it flush its output after each reply?" : ""));
  try {
    description_ = description_from_reply(said.lines.front());
  } catch (const TargetUnusable& reason) {
    throw TargetUnusable(command_.arguments.front() + ": " + reason.what());
  }
}

// Appends the runs of the programs that were answered in full, and says how many they are.
std::size_t Target::run_batch(std::span<const Program> programs, std::vector<ProgramRun>& runs) {
  const Exchange said =
      child().exchange(requests_for(programs), programs.size() * replies_per_program, options_.patience_for_a_batch);
  ending_of_batch_ = said.ending;
  std::size_t answered = 0;
  for (; (answered + 1) * replies_per_program <= said.lines.size(); ++answered) {
    auto run = run_from_replies(programs[answered], said.lines[answered * 2], said.lines[answered * 2 + 1]);
    if (run.ending && run.ending->kind == Ending::Kind::malformed) {
      ending_of_batch_ = run.ending;
      break;
    }
    runs.push_back(std::move(run));
  }
  // A reply too many shows only where the next one should be: the last program that seemed well answered is doubtful.
  const bool all_lines_came = said.lines.size() == programs.size() * replies_per_program;
  const bool all_is_well = answered == programs.size() && !said.ending;
  if (all_lines_came && !all_is_well && answered > 0) {
    runs.pop_back();
    --answered;
  }
  if (answered != programs.size()) restart();
  return answered;
}

ProgramRun Target::run_alone(const Program& program) {
  const Exchange said =
      child().exchange(requests_for(std::span(&program, 1)).append(empty_request), 3, options_.patience_for_a_batch);
  if (!said.ending && answers_nothing(said.lines[2])) {
    ProgramRun run = run_from_replies(program, said.lines[0], said.lines[1]);
    if (!run.ending || run.ending->kind == Ending::Kind::refused) return run;
  }
  ending_of_batch_ = said.ending;
  ProgramRun run = run_call_by_call(program);
  if (!run.ending) note_ending_not_reproduced();
  return run;
}

ProgramRun Target::run_in_parts(const Program& program, Parts parts, const GoesOn& goes_on) {
  ProgramRun run;
  bool is_well = !reset();
  while (is_well && run.results.size() < program.size() && (run.results.empty() || goes_on(run))) {
    const std::size_t begin = run.results.size();
    const std::size_t length = parts.growth == Parts::doubling ? std::max(begin, parts.first) : parts.first;
    const std::size_t end = std::min(program.size(), begin + length);
    const Program part(program.begin() + static_cast<std::ptrdiff_t>(begin), program.begin() + static_cast<std::ptrdiff_t>(end));
    const Exchange said = child().exchange(request_to_run(part).append(empty_request), 2, options_.patience_for_a_batch);
    ProgramRun more = said.lines.empty() ? ProgramRun{} : run_from_reply(part, said.lines.front());
    is_well = !said.ending && !more.ending && more.results.size() == part.size() && answers_nothing(said.lines.back());
    if (is_well) std::move(more.results.begin(), more.results.end(), std::back_inserter(run.results));
    else return run_call_by_call({program.begin(), program.begin() + static_cast<std::ptrdiff_t>(end)});
  }
  return is_well ? run : run_call_by_call(program);
}

Exchange Target::ask(std::string_view request) { return child().exchange(request, 1, options_.patience_for_a_batch); }

std::optional<Ending> Target::reset() {
  const Exchange said = ask(reset_request);
  if (said.ending) return said.ending;
  return answers_reset(said.lines.front()) ? std::nullopt : std::optional(malformed_reply(said.lines.front()));
}

// Each call is sent once the call before has been answered, so that the one without an answer is the one to blame.
ProgramRun Target::run_call_by_call(const Program& program) {
  restart();
  ProgramRun run;
  run.ending = reset();
  for (std::size_t i = 0; i < program.size() && !run.ending; ++i) {
    ProgramRun step = run_single(program[i]);
    run.ending = step.ending;
    if (!step.ending) run.results.push_back(std::move(step.results.front()));
  }
  if (run.ending && run.ending->kind != Ending::Kind::refused) restart();
  return run;
}

ProgramRun Target::run_single(const trace::Line& line) {
  const Program single{line};
  const Exchange said = child().exchange(request_to_run(single).append(empty_request), 2, options_.patience_for_a_call);
  ProgramRun run = said.lines.empty() ? ProgramRun{} : run_from_reply(single, said.lines.front());
  // A call that was answered before the process ended may have ended it all the same; a malformed reply says more than the end.
  if (said.ending) return {{}, run.ending && run.ending->kind == Ending::Kind::malformed ? run.ending : said.ending};
  if (!run.ending && !answers_nothing(said.lines.back())) run = {{}, malformed_reply(said.lines.back())};
  return run;
}

}  // namespace certlife::conformance
