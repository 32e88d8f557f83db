#include "proofs/refute/weakening.h"

#include <array>
#include <utility>

#include "proofs/faults/all.h"

namespace certlife::proofs {

namespace {

template <class Fault, class D>
void weaken(const model::World<D>& before, const model::Call<D>& call, model::Outcome<D>& outcome, const typename D::Choices& choice) {
  std::visit([&](const auto& each) {
    if constexpr (Spoils<Fault, D, std::decay_t<decltype(each)>>) Fault::template weaken<D>(before, each, outcome, choice);
  }, call);
}

struct Entry {
  const FaultAbout* about;
  std::array<bool, rule_count> rules;
  void (*symbolic)(const World&, const model::Call<Symbolic>&, model::Outcome<Symbolic>&, const Symbolic::Choices&);
  void (*concrete)(const ConcreteWorld&, const ConcreteCall&, ConcreteOutcome&, const model::Choosing&);
};

template <class Fault, std::size_t... Rules>
constexpr Entry entry_of(std::index_sequence<Rules...>) {
  return {&Fault::about,
          {Spoils<Fault, Symbolic, std::variant_alternative_t<Rules, model::Call<Symbolic>>>...},
          &weaken<Fault, Symbolic>,
          &weaken<Fault, Concrete>};
}

template <std::size_t... Faults>
std::array<Entry, fault_count> make_entries(std::index_sequence<Faults...>) {
  return {entry_of<FaultNumber<Faults>>(std::make_index_sequence<rule_count>{})...};
}

const Entry& entry(std::size_t fault) {
  static const auto all = make_entries(std::make_index_sequence<fault_count>{});
  return all.at(fault);
}

}  // namespace

std::size_t number_of_faults() { return fault_count; }
const FaultAbout& about_fault(std::size_t fault) { return *entry(fault).about; }
bool spoils(std::size_t fault, std::size_t rule) { return entry(fault).rules.at(rule); }
Weakening symbolic_weakening(std::size_t fault) { return entry(fault).symbolic; }

void weaken_concrete(std::size_t fault, const ConcreteWorld& before, const ConcreteCall& call, ConcreteOutcome& outcome,
                     const model::Choosing& choice) {
  entry(fault).concrete(before, call, outcome, choice);
}

}  // namespace certlife::proofs
