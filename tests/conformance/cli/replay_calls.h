// The verb `replay --calls`: runs a program given as text and says what of it the documents do not allow.
#pragma once

#include <cstddef>
#include <string>

namespace certlife::conformance {

// 0 all is allowed, each time; 1 something is not; 3 the target did none of it, so that nothing was judged. Throws trace::BadInput or what opening the target throws.
int replay_calls(const std::string& calls, const std::string& target, const std::string& reading, std::size_t times);

}  // namespace certlife::conformance
