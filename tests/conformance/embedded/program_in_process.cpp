#include "tests/conformance/embedded/program_in_process.h"

#include <csignal>

#include "tests/conformance/embedded/calls.h"
#include "tests/conformance/embedded/files.h"
#include "tests/conformance/embedded/probes.h"

namespace certlife::embedded {
namespace {

using conformance::Ending;
using trace::Line;

Result declined(const Line& line, const std::string& reason) {
  Result result{line, reason};
  result.line.ret.clear();
  result.line.out.clear();
  result.line.observed.clear();
  result.line.not_supported = true;
  return result;
}

Result made(Session& session, const Line& line) {
  Result result{line};
  if (line.kind == Line::Kind::file) set_up_file(session, line.file);
  else make_call(session, result.line);
  answer_probes(session, result.line);
  return result;
}

Result result_of(Session& session, const Line& line) {
  try {
    return made(session, line);
  } catch (const conform::NotSupported& reason) {
    return declined(line, reason.what());
  } catch (const conformance::BadContent& bad) {
    return declined(line, bad.what());
  }
}

// As a process ends that catches nothing.
Ending thrown(const char* what) { return {Ending::Kind::signalled, SIGABRT, std::string("an exception was thrown: ") + what}; }

}  // namespace

std::optional<Ending> run_program(Session& session, const Program& program, const OnResult& on_result) {
  try {
    session.start_afresh();
    for (const Line& line : program) {
      Result result = result_of(session, line);
      if (&line == &program.back() && program.asks_for_private_bytes && session.port.private_bytes) result.private_bytes = session.port.private_bytes();
      on_result(std::move(result));
    }
    return std::nullopt;
  } catch (const std::exception& error) {
    return thrown(error.what());
  } catch (...) {
    return thrown("of no known type");
  }
}

ProgramRun run_program(Session& session, const Program& program) {
  ProgramRun run;
  run.ending = run_program(session, program, [&](Result&& result) { run.results.push_back(std::move(result)); });
  return run;
}

}  // namespace certlife::embedded
