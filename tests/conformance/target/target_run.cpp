// certlife-target-run TARGET < trace.jsonl: runs the calls of a trace against a target and prints the trace that came
// of it. A look through the keyhole for people; the conformance runner uses the same Target. With a number after TARGET
// it runs the trace that often and prints how fast that went.
#include <chrono>
#include <iostream>
#include <string>

#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/target/known_targets.h"

namespace {

using namespace certlife::conformance;

constexpr int accepted = 0;
constexpr int target_died = 1;
constexpr int bad_input = 2;

class BadTrace : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Several traces are one program.
Program read_program() {
  certlife::trace::Reader reader = certlife::trace::Reader::open("-");
  reader.expect_several();
  Program program;
  do {
    for (certlife::trace::Line line; reader.next(line);) program.push_back(line);
  } while (reader.begin_next());
  return program;
}

std::string text_of(const Result& result) {
  std::string text = certlife::trace::to_text(result.line);
  const auto add = [&](const char* key, const std::string& remark) {
    text.back() = ',';
    text += std::string("\"") + key + "\":";
    certlife::trace::append_quoted(text, remark);
    text += '}';
  };
  if (!result.reason.empty()) add("reason", result.reason);
  if (result.misuse) add("misuse", *result.misuse);
  return text;
}

int print(const Program& program, const ProgramRun& run) {
  std::cout << "{\"certlife-trace\":1}\n";
  for (const Result& result : run.results) std::cout << text_of(result) << "\n";
  if (!run.ending) return accepted;
  const std::size_t fatal = run.results.size();
  std::cerr << "certlife-target-run: " << run.ending->text();
  if (fatal < program.size()) std::cerr << " in " << certlife::trace::to_text(program[fatal]);
  std::cerr << "\n";
  return target_died;
}

int print_speed(Target& target, const Program& program, std::size_t times) {
  target.description();
  const std::vector<Program> programs(times, program);
  const auto begin = std::chrono::steady_clock::now();
  std::size_t calls = 0, endings = 0;
  for (const ProgramRun& run : target.run(programs)) {
    calls += run.results.size();
    endings += run.ending ? 1 : 0;
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::cout << target.description().name << ": " << calls << " calls in " << taken.count() << " s, "
            << static_cast<double>(calls) / taken.count() << " calls/s, " << endings << " endings, "
            << target.processes_started() << " processes\n";
  return endings == 0 ? accepted : target_died;
}

std::size_t times_from(const char* text) {
  const std::string digits = text;
  if (digits.empty() || digits.size() > 8 || digits.find_first_not_of("0123456789") != std::string::npos)
    throw BadTrace("not a number of times: " + digits);
  return std::stoul(digits);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 && count != 3) {
    std::cerr << "usage: certlife-target-run certlife|wine|COMMAND [TIMES] < trace.jsonl\n";
    return bad_input;
  }
  try {
    const Program program = read_program();
    const OwnedTarget owned = open_target(arguments[1]);
    if (count == 3) return print_speed(*owned.target, program, times_from(arguments[2]));
    return print(program, owned.target->run(program));
  } catch (const std::exception& error) {
    std::cerr << "certlife-target-run: " << error.what() << "\n";
    return bad_input;
  }
}
