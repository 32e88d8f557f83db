// Every program up to a depth: two stores, three contexts, three kinds.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/properties/effort.h"
#include "tests/properties/walk.h"
#include "tests/properties/watchdog.h"

namespace certlife::properties {
namespace {

void play_every_program(const Alphabet& alphabet, std::size_t depth) {
  const Library& library = *certlife_library_under_test();
  Arena arena(library, std::size_t{1} << 20);
  Path path;
  const Watchdog watchdog(300, [&] { return in_words<Small>(path.program()); });
  const auto start = std::chrono::steady_clock::now();
  Walk walk(library, arena, alphabet, path);
  const Verdict verdict = walk.all_up_to(depth);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cout << path.programs << " programs of up to " << depth << " calls over {" << alphabet.name << "} in " << seconds
            << " s, " << static_cast<long>(static_cast<double>(path.programs) / seconds) << " calls/s\n";
  EXPECT_FALSE(verdict.differs()) << in_words(verdict) << "\n" << in_words<Small>(path.program());
}

std::size_t depth_from_environment(const char* name, std::size_t otherwise) {
  return std::min<std::size_t>(number_from_environment(name, otherwise), deepest);
}

TEST(EveryProgram, AgreesWithTheModelOverTheCoreCalls) {
  play_every_program(core_alphabet, depth_from_environment("CERTLIFE_DEPTH", is_sanitized ? 4 : 6));
}

TEST(EveryProgram, AgreesWithTheModelOverAllCalls) {
  play_every_program(wide_alphabet, depth_from_environment("CERTLIFE_WIDE_DEPTH", is_sanitized ? 3 : 5));
}

}  // namespace
}  // namespace certlife::properties
