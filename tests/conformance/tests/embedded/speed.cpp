// certlife-embedded-speed [LEVEL]: how many calls a second the suite makes and judges on the bundled library, in this process and in children.
#include <ctime>
#include <iostream>
#include <string_view>

#include "tests/conformance/tests/embedded/bundled_port.h"

namespace {

using namespace certlife::conform;

Level level_named(std::string_view name) {
  for (const Level level : every_level())
    if (name_of(level) == name) return level;
  return Level::exhaustive;
}

void measure(const char* where, Level level, Isolation isolation) {
  const std::clock_t began = std::clock();
  const Report report = run(certlife::embedded_tests::bundled_port(), {.levels = {level}, .budget = std::chrono::seconds(0), .isolation = isolation});
  const double processor = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  std::cout << where << ", level " << name_of(level) << ": " << report.calls << " calls in " << report.programs << " programs, " << report.judged
            << " judged, in " << report.seconds << " s: " << static_cast<double>(report.calls) / report.seconds << " calls/s; "
            << static_cast<double>(report.calls) / processor << " a second of this process's processor time\n";
}

}  // namespace

int main(int count, char** arguments) {
  const Level level = level_named(count > 1 ? arguments[1] : "exhaustive");
  measure("in this process", level, Isolation::none);
  measure("in children", level, Isolation::fork);
}
