// Ends the process when the library under test loops for ever, and says in which program.
#pragma once

#include <functional>
#include <string>

namespace certlife::properties {

// While it lives, the process has that many seconds until `describe` is printed and it ends.
class Watchdog {
 public:
  Watchdog(unsigned seconds, std::function<std::string()> describe);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
};

}  // namespace certlife::properties
