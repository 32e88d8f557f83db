#include "tests/record/recorder/wrappers.h"

#include <utility>

#include "tests/record/recorder/all_signatures.h"

namespace certlife::record {
namespace {

using U = std::uint64_t;
Function behind[number_of_rows][copies];

template <std::size_t>
using Argument = U;

template <std::size_t Row, std::size_t Copy, class Arity>
struct Wrapper;

template <std::size_t Row, std::size_t Copy, std::size_t... Nth>
struct Wrapper<Row, Copy, std::index_sequence<Nth...>> {
  static U call(Argument<Nth>... given) {
    const U arguments[most_parameters] = {given...};
    return recorder()->perform(signatures().rows[Row], behind[Row][Copy], arguments, __builtin_return_address(0),
                               static_cast<const char*>(__builtin_frame_address(0)));
  }
};

template <std::size_t Row, std::size_t Copy>
Function wrapper() {
  return reinterpret_cast<Function>(&Wrapper<Row, Copy, std::make_index_sequence<all_rows.rows[Row].arity>>::call);
}

template <std::size_t... Rows>
Function wrapper_numbered(std::size_t row, std::size_t copy, std::index_sequence<Rows...>) {
  Function found = nullptr;
  ((Rows == row ? found = copy == 0 ? wrapper<Rows, 0>() : wrapper<Rows, 1>() : nullptr), ...);
  return found;
}

}  // namespace

Function wrapper_of(std::size_t row, std::size_t copy) { return wrapper_numbered(row, copy, std::make_index_sequence<number_of_rows>()); }

Function& function_behind(std::size_t row, std::size_t copy) { return behind[row][copy]; }

}  // namespace certlife::record
