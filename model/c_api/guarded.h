// Nothing thrown leaves a function of C.
#pragma once

#include <utility>

namespace certlife::c_api {

// What the action returns; `otherwise` if it threw, which here is want of memory.
template <class Result, class Action>
Result guarded(Result otherwise, Action action) noexcept {
  try {
    return action();
  } catch (...) {
    return otherwise;
  }
}

}  // namespace certlife::c_api
