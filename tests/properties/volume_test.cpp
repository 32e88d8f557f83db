// Many cheap random programs, in the small domain and in the growing one.
#include <gtest/gtest.h>

#include <algorithm>
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
  std::size_t calls = 0, most_accounts = 1;
  Program<D> program;
  const Watchdog watchdog(300, [&] { return in_words<D>(program); });
  const auto start = std::chrono::steady_clock::now();
  for (unsigned i = 0; i < programs; ++i) {
    program.clear();
    auto player = stage.new_player<D>();
    const Ending ending = draw_program<D>(player, seed() + i, calls_in_a_program, program);
    most_accounts = std::max(most_accounts, player.most_followed());
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
            << " calls/s, at most " << most_accounts << " accounts followed at once, first seed " << seed() << "\n";
}

TEST(RandomPrograms, AgreeWithTheModelInTheSmallDomain) { run_many<Small>("small domain", effort(20000)); }
TEST(RandomPrograms, AgreeWithTheModelWithFilesAndAllProperties) { run_many<Growing>("growing domain", effort(1500)); }

// Of two equal elements of a file that nothing has told apart one is replaced; which one, only a later enumeration shows. With one
// account alone the first of them would be taken, and half of these programs would seem to differ.
TEST(RandomPrograms, AreFollowedInEveryAccountThatFits) {
  Stage stage(*certlife_library_under_test(), true);
  std::size_t followed = 0;
  for (std::uint64_t seed = 1; seed <= 400 && followed < 4; ++seed) {
    auto player = stage.new_player<Growing>();
    Program<Growing> program;
    const Ending ending = draw_program<Growing>(player, seed, calls_in_a_program, program);
    EXPECT_FALSE(ending.verdict.differs()) << "seed " << seed << ": " << in_words(ending.verdict);
    followed += player.most_followed() > 1 ? 1 : 0;
  }
  EXPECT_EQ(followed, 4u) << "hardly a program needs several accounts";
}

}  // namespace
}  // namespace certlife::properties
