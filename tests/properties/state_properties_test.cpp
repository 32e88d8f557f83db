// RapidCheck: random programs over several stores, all kinds, dispositions, CSP handles and files, shrunk when one fails.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/properties/effort.h"
#include "tests/properties/programs.h"
#include "tests/properties/watchdog.h"

namespace certlife::properties {

// A program with a type of its own, so that RapidCheck prints it as calls.
struct Written {
  Program<Growing> calls;
};
void showValue(const Written& written, std::ostream& out) { out << "\n" << in_words<Growing>(written.calls); }

namespace {

// Without an arena, so that sanitizers see every access to freed memory.
Stage& stage() {
  static Stage instance(*certlife_library_under_test(), false);
  return instance;
}

Program<Growing> running;
Ending play_from_nothing(const Program<Growing>& program) {
  running = program;
  auto player = stage().new_player<Growing>();
  return play_program<Growing>(player, program);
}

rc::Seq<Written> shorter(const Written& written) {
  return rc::seq::map(rc::shrink::removeChunks(written.calls), [](Program<Growing> calls) { return Written{std::move(calls)}; });
}

// Draws against the library itself, since what is defined next depends on what was found. The library must be left clean.
Written draw(std::uint64_t seed, std::size_t length) {
  Program<Growing> calls;
  auto player = stage().new_player<Growing>();
  draw_program<Growing>(player, seed, length, calls);
  return {std::move(calls)};
}

rc::Gen<Written> programs() {
  return [](const rc::Random& random, int size) {
    auto source = random;
    const auto length = static_cast<std::size_t>(5 + size);
    return rc::shrinkable::shrinkRecur(draw(source.next(), length), [](const Written& written) { return shorter(written); });
  };
}

const char* function_of(const model::Call<Growing>& call) {
  static const char* const names[] = {"open", "duplicate store", "close", "create", "add", "enumerate or find",
                                      "duplicate context", "free", "delete", "set property", "get property", "control",
                                      "save", "acquire CSP", "add CSP reference", "release CSP", "ask CSP"};
  return names[call.index()];
}

std::map<std::string, unsigned> calls_by_function;

void count(const Program<Growing>& program) {
  for (const auto& call : program) ++calls_by_function[function_of(call)];
}

// What kind of world the program has been through; RapidCheck shows how often each came about.
void classify(const Program<Growing>& program) {
  bool forces = false, checks = false, uses_files = false, uses_csps = false, several = false, replaces = false;
  unsigned opens = 0;
  for (const auto& call : program) {
    if (const auto* close = std::get_if<model::CloseStore<Growing>>(&call)) {
      forces |= close->force;
      checks |= close->check;
    }
    if (const auto* open = std::get_if<model::OpenStore<Growing>>(&call)) {
      uses_files |= open->provider == model::Provider::file;
      uses_csps |= !(open->csp == Growing::no_csp());
      several |= ++opens > 1;
    }
    if (const auto* add = std::get_if<model::AddContext<Growing>>(&call)) {
      replaces |= add->disposition != model::Disposition::always && add->disposition != model::Disposition::add_new;
    }
  }
  RC_CLASSIFY(forces, "forced close");
  RC_CLASSIFY(checks, "checked close");
  RC_CLASSIFY(uses_files, "file store");
  RC_CLASSIFY(uses_csps, "store with a CSP handle");
  RC_CLASSIFY(several, "several stores");
  RC_CLASSIFY(replaces, "disposition that looks for a match");
}

// RapidCheck takes its parameters from here, unless somebody gives it others, such as the ones to reproduce a failure.
void choose_parameters() {
  const std::string parameters = "seed=" + std::to_string(seed()) + " max_size=80 max_success=" + std::to_string(effort(300));
  setenv("RC_PARAMS", parameters.c_str(), 0);
}

TEST(StateProperties, EveryRandomProgramAgreesWithTheModelAfterEachCall) {
  const Watchdog watchdog(300, [] { return in_words<Growing>(running); });
  choose_parameters();
  const auto property = [] {
    const Written written = *programs();
    classify(written.calls);
    count(written.calls);
    const Ending ending = play_from_nothing(written.calls);
    if (ending.verdict.differs()) RC_FAIL("at " + ending.at + ": " + in_words(ending.verdict));
  };
  const rc::detail::TestMetadata metadata{"StateProperties", "random programs agree with the model"};
  const auto result = rc::detail::checkTestable(property, metadata);
  std::ostringstream report;
  rc::detail::printResultMessage(result, report);
  std::cout << report.str() << "\nseed " << seed() << "; calls by function:";
  for (const auto& [name, number] : calls_by_function) std::cout << " " << name << " " << number << ",";
  std::cout << "\n";
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>());
}

}  // namespace
}  // namespace certlife::properties
