#include "tests/conformance/embedded/embedded_port.h"

#include <algorithm>

#include "tests/conformance/embedded/calls.h"
#include "tests/conformance/embedded/forked.h"
#include "tests/conformance/embedded/probes.h"

namespace certlife::embedded {
namespace {

const char* word_for(conform::Kind kind) {
  switch (kind) {
    case conform::Kind::certificate: return "cert";
    case conform::Kind::crl: return "crl";
    case conform::Kind::ctl: return "ctl";
  }
  return "";
}

conformance::Description description_of(const conform::Port& port) {
  conformance::Description description;
  description.name = port.name;
  description.version = port.version;
  description.calls = calls_of(port);
  for (const conform::Kind kind : port.kinds) description.kinds.insert(word_for(kind));
  description.probes = probes_of(port);
  return description;
}

}  // namespace

EmbeddedPort::EmbeddedPort(const conform::Port& port, conform::Isolation isolation, std::chrono::milliseconds patience)
    : session_(port), isolation_(isolation), patience_(patience), description_(description_of(port)) {
  if (isolation == conform::Isolation::fork) log_.emplace();
}

std::vector<ProgramRun> EmbeddedPort::run(std::span<const Program> programs) {
  // Whether memory grows from round to round shows only in a process that lives through them.
  const bool is_watched = std::ranges::any_of(programs, [](const Program& each) { return each.asks_for_private_bytes; });
  if (isolation_ == conform::Isolation::fork && !is_watched) return run_in_children(session_, *log_, programs, patience_);
  std::vector<ProgramRun> runs;
  for (const Program& program : programs) runs.push_back(run_program(session_, program));
  return runs;
}

// Run whole, and told up to where it should have stopped: what a child does behind that is lost with it, and nothing that is destroyed is used.
ProgramRun EmbeddedPort::run_in_parts(const Program& program, conformance::Parts parts, const conformance::GoesOn& goes_on) {
  ProgramRun whole = std::move(run(std::span(&program, 1)).front());
  ProgramRun so_far;
  for (std::size_t part = parts.first; so_far.results.size() < whole.results.size(); part = parts.growth == conformance::Parts::doubling ? so_far.results.size() : part) {
    const std::size_t end = std::min(so_far.results.size() + part, whole.results.size());
    for (std::size_t i = so_far.results.size(); i < end; ++i) so_far.results.push_back(whole.results[i]);
    if (end < whole.results.size() && !goes_on(so_far)) return so_far;
  }
  so_far.ending = whole.ending;
  return so_far;
}

}  // namespace certlife::embedded
