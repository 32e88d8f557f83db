// One request in, one reply out: the harness protocol, version 1 (tests/conformance/PROTOCOL.md).
#pragma once

#include <string>
#include <string_view>

#include "tests/conformance/harness/session.h"

namespace certlife::conformance {

// What the target is called from now on instead of what the platform thinks; false for no name at all.
bool call_target(std::string_view name);

class Harness {
 public:
  // The reply to one request line, without its newline. Whatever is wrong with the line becomes {"error":…}.
  std::string answer(std::string_view line);

 private:
  Json reply_to(const Json& request);
  Json run(const Json& calls);
  Json run_line(const Json& line);

  Session session_;
};

}  // namespace certlife::conformance
