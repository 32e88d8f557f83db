// Each allocation of each call fails once, and once with all that come after it: the call then reports E_OUTOFMEMORY and has changed
// nothing, or it succeeds all the same; nothing leaks; and when memory is there again the call does what it always does.
#include <certlife/certlife.h>
#include <gtest/gtest.h>

#include <optional>

#include "tests/memory/heap.h"
#include "tests/memory/scenarios.h"

namespace certlife::memory {
namespace {

struct Outcome {
  bool result = false;
  DWORD error = 0;
  std::string after;
  bool operator==(const Outcome&) const = default;
};

struct Trial {
  Outcome outcome;
  std::optional<Outcome> again;  // with memory, after a failure that took nothing
  std::size_t allocations = 0;
  std::ptrdiff_t leaked = 0;
  unsigned long objects_left = 0;
};

constexpr DWORD untouched = 0xDEADBEEF;
constexpr DWORD out_of_memory = static_cast<DWORD>(E_OUTOFMEMORY);

Outcome outcome_of(const Scenario& scenario, World& world, std::size_t refused, heap::Refusal refusal, std::size_t& allocations) {
  library().set_last_error(untouched);
  heap::refuse(refused, refusal);
  const bool result = scenario.call(world);
  allocations = heap::stop_refusing();
  const DWORD error = result ? untouched : library().get_last_error();  // after a success it is not promised
  return {result, error, world.description()};
}

void fill(Trial& trial, const Scenario& scenario, std::size_t refused, heap::Refusal refusal) {
  World world(scenario.has_many_elements);
  scenario.prepare(world);
  trial.outcome = outcome_of(scenario, world, refused, refusal, trial.allocations);
  std::size_t ignored = 0;
  const bool can_repeat = !trial.outcome.result && trial.outcome.error == out_of_memory && !scenario.gives_up;
  if (can_repeat) trial.again = outcome_of(scenario, world, 0, refusal, ignored);
}

std::ptrdiff_t blocks_of(const Trial& trial) {
  const auto own_block = [](const std::string& text) { return text.capacity() > std::string().capacity() ? 1 : 0; };
  return own_block(trial.outcome.after) + (trial.again ? own_block(trial.again->after) : 0);
}

// In a world of its own. What the library keeps for good it has from a first run.
Trial run(const Scenario& scenario, bool is_checked, std::size_t refused = 0, heap::Refusal refusal = heap::Refusal::once) {
  Trial trial;
  library().keep_register(true);
  certlife_set_checked(is_checked);
  const std::ptrdiff_t before = heap::live_blocks();
  fill(trial, scenario, refused, refusal);
  trial.objects_left = library().registered_objects();
  certlife_set_checked(FALSE);
  library().keep_register(false);
  trial.leaked = heap::live_blocks() - before - blocks_of(trial);
  return trial;
}

// What the world is after a failure: as before, but for what the call takes anyway.
std::string after_failure(const Scenario& scenario, bool is_checked) {
  Scenario failing = scenario;
  failing.call = [&](World& world) {
    if (scenario.gives_up) scenario.gives_up(world);
    return false;
  };
  return run(failing, is_checked).outcome.after;
}

std::string complaint(const Trial& trial, const Trial& normal, const std::string& untouched_world) {
  const bool failed = !trial.outcome.result && trial.outcome.error == out_of_memory;
  if (!failed && trial.outcome != normal.outcome) {
    return trial.outcome.result == normal.outcome.result ? "what it does is not what it always does" : "the error is not E_OUTOFMEMORY";
  }
  if (failed && trial.outcome.after != untouched_world) return "it failed, but the world is not as it was";
  if (trial.again && *trial.again != normal.outcome) return "with memory again it does not do what it always does";
  if (trial.leaked != 0) return std::to_string(trial.leaked) + " blocks are leaked";
  return trial.objects_left != 0 ? "objects are left" : "";
}

// With memory a call succeeds, but for an add that is refused and an open of what is not there.
bool does_what_it_is_for(const Outcome& normal) {
  return normal.result || normal.error == static_cast<DWORD>(CRYPT_E_EXISTS) || normal.error == ERROR_FILE_NOT_FOUND;
}

std::size_t trials = 0, failures = 0;

void refuse_each(const Scenario& scenario, bool is_checked, heap::Refusal refusal) {
  run(scenario, is_checked);
  const Trial normal = run(scenario, is_checked);
  EXPECT_EQ(complaint(normal, normal, normal.outcome.after), "") << scenario.name;
  EXPECT_TRUE(does_what_it_is_for(normal.outcome)) << scenario.name << ": " << std::hex << normal.outcome.error;
  const std::string untouched_world = after_failure(scenario, is_checked);
  for (std::size_t refused = 1;; ++refused) {
    const Trial trial = run(scenario, is_checked, refused, refusal);
    if (trial.allocations < refused) break;
    ++trials;
    failures += !trial.outcome.result;
    const std::string what = complaint(trial, normal, untouched_world);
    EXPECT_EQ(what, "") << scenario.name << ": allocation " << refused << (refusal == heap::Refusal::once ? "" : " and all later ones")
                        << (is_checked ? ", checked" : "") << "; error " << std::hex << trial.outcome.error << "\nbefore:\n"
                        << untouched_world << "after:\n" << trial.outcome.after;
  }
}

void refuse_each(const std::vector<Scenario>& scenarios) {
  trials = failures = 0;
  for (const Scenario& scenario : scenarios) {
    for (const bool is_checked : {false, true}) {
      for (const heap::Refusal refusal : {heap::Refusal::once, heap::Refusal::from_then_on}) {
        refuse_each(scenario, is_checked, refusal);
        if (::testing::Test::HasFailure()) return;
      }
    }
  }
  std::printf("%zu allocations of %zu calls failed, and %zu times the call\n", trials, scenarios.size(), failures);
  EXPECT_GT(failures, 0u);
}

class MemoryThatEnds : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(EachKind, MemoryThatEnds, ::testing::Values(0, 1, 2));

TEST_P(MemoryThatEnds, LeavesAddsUndone) { refuse_each(scenarios_of_adds(GetParam())); }

TEST_P(MemoryThatEnds, LeavesFindsUndone) { refuse_each(scenarios_of_finds(GetParam())); }

TEST_P(MemoryThatEnds, LeavesPropertiesAsTheyWere) { refuse_each(scenarios_of_properties(GetParam())); }

// Not one of these calls needs memory, but for what a first enumeration in a thread does.
TEST_P(MemoryThatEnds, HindersNoDuplicateFreeOrDelete) {
  for (const Scenario& scenario : scenarios_of_contexts(GetParam())) {
    for (const bool is_checked : {false, true}) {
      const Trial normal = run(scenario, is_checked);
      const Trial trial = run(scenario, is_checked, 1, heap::Refusal::from_then_on);
      EXPECT_TRUE(trial.outcome == normal.outcome) << scenario.name;
      EXPECT_EQ(trial.leaked, 0) << scenario.name;
    }
  }
}

TEST(MemoryThatEndsForStores, LeavesThemAsTheyWere) { refuse_each(scenarios_of_stores()); }

TEST(MemoryThatEndsForStores, LeavesFilesAsTheyWere) { refuse_each(scenarios_of_files()); }

TEST(MemoryThatEndsForStores, LeavesCspHandlesAsTheyWere) { refuse_each(scenarios_of_csps()); }

// It can't say so, but it closes the store, and the file has its old content or its new one.
TEST(MemoryThatEndsForStores, LetsAFileStoreBeClosed) {
  const std::vector<Scenario> files = scenarios_of_files();
  Scenario closing = files.back();
  closing.call = [](World& world) {
    const HCERTSTORE last = world.handles.back();
    world.handles.pop_back();
    library().close_store(last, 0);
    return true;
  };
  const std::string written = run(closing, false).outcome.after, old = after_failure(closing, false);
  for (std::size_t refused = 1;; ++refused) {
    const Trial trial = run(closing, false, refused, heap::Refusal::from_then_on);
    if (trial.allocations < refused) break;
    EXPECT_EQ(trial.leaked, 0) << refused;
    EXPECT_EQ(trial.objects_left, 0u) << refused;
    const std::string file = trial.outcome.after.substr(trial.outcome.after.find("file "));
    EXPECT_TRUE(old.find(file) != std::string::npos || written.find(file) != std::string::npos) << refused << file;
  }
}

}  // namespace
}  // namespace certlife::memory
