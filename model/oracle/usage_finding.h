// What a program does that is defined, and that the documents warn of all the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::oracle {

struct UsageRule {
  std::string_view name;    // For programs: "forced-after-passing-on".
  const char* clause;
  std::string_view right;   // What would have been right.
};

struct UsageFinding {
  std::size_t line = 0;     // The first, where the same is done again and again.
  std::string call;
  std::string name;
  const UsageRule* rule = nullptr;
  std::string text;
  std::vector<std::size_t> related;  // Lines that show it as well, a few of them.
  std::size_t again = 0;             // How often it was done again.
  std::string at;                    // Where the program made the call, "module.dll+0x12", or empty;
  std::vector<std::string> related_at;  // the same for each related line, or none.
};

// Two lines, each with its newline.
std::string to_text(const UsageFinding& finding);
// "[…]", one object a finding.
std::string to_json(const std::vector<UsageFinding>& findings);

}  // namespace certlife::oracle
