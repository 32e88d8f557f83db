#include "proofs/rule_case.h"

#include <array>
#include <utility>

namespace certlife::proofs {

template <class Call>
std::unique_ptr<RuleCase> any_rule_case(const Weakening& weakening);  // Instantiated in proofs/rules/.

namespace {

using Maker = std::unique_ptr<RuleCase> (*)(const Weakening&);

template <std::size_t... Numbers>
constexpr std::array<Maker, rule_count> makers(std::index_sequence<Numbers...>) {
  return {&any_rule_case<std::variant_alternative_t<Numbers, model::Call<Symbolic>>>...};
}

}  // namespace

std::unique_ptr<RuleCase> rule_case(std::size_t number, const Weakening& weakening) {
  static constexpr auto all = makers(std::make_index_sequence<rule_count>{});
  return all.at(number)(weakening);
}

}  // namespace certlife::proofs
