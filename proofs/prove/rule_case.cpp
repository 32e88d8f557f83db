#include "proofs/prove/rule_case.h"

#include <array>
#include <utility>

namespace certlife::proofs {

namespace {

template <std::size_t... slices>
std::unique_ptr<RuleCase> rule_case_of(std::size_t number, const Weakening& weakening, std::index_sequence<slices...>) {
  constexpr std::array all{&rule_case_of_slice<slices>...};
  return all.at(number / slice_size)(number, weakening);
}

}  // namespace

std::unique_ptr<RuleCase> rule_case(std::size_t number, const Weakening& weakening) {
  return rule_case_of(number, weakening, std::make_index_sequence<slice_count>{});
}

}  // namespace certlife::proofs
