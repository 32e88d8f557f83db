// Many cheap random programs, in the small domain and in the growing one.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/properties/effort.h"
#include "tests/properties/programs.h"
#include "tests/properties/watchdog.h"

namespace certlife::properties {
namespace {

constexpr std::size_t calls_in_a_program = 60;

template <class D>
void run_many(const char* domain, unsigned programs) {
  const Library& library = *certlife_library_under_test();
  Stage stage(library, true);
  std::size_t calls = 0;
  Program<D> program;
  const Watchdog watchdog(300, [&] { return in_words<D>(program); });
  const auto start = std::chrono::steady_clock::now();
  for (unsigned i = 0; i < programs; ++i) {
    program.clear();
    auto player = stage.new_player<D>();
    const Ending ending = draw_program<D>(player, seed() + i, calls_in_a_program, program);
    calls += program.size();
    if (!ending.verdict.differs()) continue;
    const auto fails = [&](const Program<D>& shorter) {
      auto again = stage.new_player<D>();
      return play_program<D>(again, shorter).verdict.differs();
    };
    const auto shortest = minimized<D>(program, fails);
    auto again = stage.new_player<D>();
    const Ending last = play_program<D>(again, shortest);
    FAIL() << "seed " << seed() + i << ": " << in_words(ending.verdict) << "\nshortest program (" << shortest.size()
           << " calls):\n" << in_words<D>(shortest) << "at " << last.at << ": " << in_words(last.verdict);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cout << domain << ": " << programs << " programs, " << calls << " calls, " << static_cast<long>(calls / seconds)
            << " calls/s, first seed " << seed() << "\n";
}

TEST(RandomPrograms, AgreeWithTheModelInTheSmallDomain) { run_many<Small>("small domain", effort(20000)); }
TEST(RandomPrograms, AgreeWithTheModelWithFilesAndAllProperties) { run_many<Growing>("growing domain", effort(1500)); }

}  // namespace
}  // namespace certlife::properties
