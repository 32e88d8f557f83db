// The figures of the tools: each measures itself, and this says which program does so.
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "tests/bench/figures.h"

namespace certlife::bench {
namespace {

struct Tool {
  const char* subject;
  const char* heading;
  const char* command;  // A program beside this one, with its arguments.
};

constexpr std::array<Tool, 5> tools{{
    {"explore", "Distinct states a second of the explorer, with and without symmetry and claims, one thread and two",
     "certlife-explore --scope 2x3 --symmetry on --claims both --threads 1 && \"$1\"/certlife-explore --scope 2x3 --symmetry on --claims both "
     "--threads 2 && \"$1\"/certlife-explore --scope 2x2 --symmetry off --claims off"},
    {"oracle", "Calls a second of the oracle, all readings at once", "certlife_oracle_bench"},
    {"random", "Programs and calls a second against the bundled library, everything compared after each call",
     "property_tests --gtest_filter='RandomPrograms.*:EveryProgram.*' --gtest_brief=1 | grep calls/s"},
    {"record", "What a call of the library costs with CERTLIFE_RECORD and without", "certlife_recording_cost"},
    {"proofs", "Time for all proofs", "certlife-prove prove | tail -n 2"},
}};

int run(const Tool& tool) {
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  fmt::print("\n{}\n\n", tool.heading);
  std::fflush(stdout);
  const std::string script = "\"$1\"/" + std::string(tool.command);
  setenv("CERTLIFE_BENCH_SCRIPT", script.c_str(), 1);
  setenv("CERTLIFE_BENCH_FOLDER", folder.c_str(), 1);
  return std::system("sh -c \"$CERTLIFE_BENCH_SCRIPT\" sh \"$CERTLIFE_BENCH_FOLDER\"") == 0 ? 0 : 2;
}

}  // namespace

std::vector<std::string> subjects() {
  std::vector<std::string> all{"operations"};
  for (const Tool& tool : tools) all.emplace_back(tool.subject);
  return all;
}

int run(const std::string& subject) {
  for (const Tool& tool : tools)
    if (subject == tool.subject) return run(tool);
  fmt::print(stderr, "certlife bench: nothing measures {}\n", subject);
  return 2;
}

}  // namespace certlife::bench
