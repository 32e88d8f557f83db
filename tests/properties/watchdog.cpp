#include "tests/properties/watchdog.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace certlife::properties {
namespace {

std::function<std::string()> describe_now;

// Not safe in every handler, but the library under test is looping and nothing else is left to do.
void bark(int) {
  std::fprintf(stderr, "The library did not come back from a call. The program:\n%s\n", describe_now().c_str());
  std::_Exit(1);
}

}  // namespace

Watchdog::Watchdog(unsigned seconds, std::function<std::string()> describe) {
  describe_now = std::move(describe);
  std::signal(SIGALRM, bark);
  alarm(seconds);
}

Watchdog::~Watchdog() {
  alarm(0);
  std::signal(SIGALRM, SIG_DFL);
}

}  // namespace certlife::properties
