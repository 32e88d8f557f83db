// The verb `replay`: runs the calls of a trace on a target and says whether the same comes of them.
#pragma once

#include <string>

namespace certlife::conformance {

// 0 the same, 1 different, 3 the target did none of it, so that nothing was judged. What the trace does not say of a call, as its last
// error, is not compared. Throws trace::BadInput or what opening the target throws.
int replay(const std::string& path, const std::string& target, const std::string& reading);

}  // namespace certlife::conformance
