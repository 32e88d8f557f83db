// Looks for the fault in one library with every driver there is, the cheapest first.
#pragma once

#include <cstddef>
#include <string>

namespace certlife::faults {

struct Finding {
  bool caught = false;
  const char* by = "";     // which driver
  std::string what;        // what it saw
  std::size_t calls = 0;   // of the shortest program; 0 for threads
  std::string program;     // as calls
};

Finding hunt(const std::string& library_path);

}  // namespace certlife::faults
