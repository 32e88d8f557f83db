// The frame of a call: what it must leave as it was and what it must end, and which clause says so.
#pragma once

#include <initializer_list>
#include <type_traits>
#include <vector>

#include "model/aspect.h"
#include "model/domain/terms.h"

namespace certlife::model {

// That a call returns, whatever else goes on: of a call that no rule decides, this is broken where it does not.
inline constexpr const char* every_call_returns = "HANDLE-9";

// What a row speaks of: of anything, or only of what has to be so after the call.
enum class Of : std::uint8_t {
  anything,
  what_lives,
  what_ended,
  ended_store,
  live_context,
  ended_context,
  released_handle,
  what_was_there,  // A context that the call did not give.
};

// Where the condition holds, this clause states what the aspect must be. Of several rows the first that applies names the clause. A row
// of the result says on what the readings differ: it is for what another reading allows, else what decided the result names it.
template <class D>
struct FrameRow {
  Aspect aspect;
  Of of;
  Bool<D> when;
  const char* clause;
};

// Of the domains that explain nothing.
template <class D>
struct NoFrame {
  NoFrame() = default;
  NoFrame(std::initializer_list<FrameRow<D>>) {}
};

template <class D>
using Frame = std::conditional_t<D::explains, std::vector<FrameRow<D>>, NoFrame<D>>;

}  // namespace certlife::model
