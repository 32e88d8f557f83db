#include "proofs/agreement/drift.h"

#include <memory>
#include <random>

#include "model/rules/step.h"
#include "proofs/agreement/concrete_values.h"
#include "proofs/agreement/symbolic_answer.h"
#include "proofs/refute/trace_lines.h"
#include "proofs/refute/weakening.h"

namespace certlife::proofs {

namespace {

// Calls of the small scope with arguments changed at random, so that flags, failures and odd ids come up too.
class RandomCalls {
 public:
  explicit RandomCalls(std::uint32_t seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t count) { return random_() % count; }
  bool rarely() { return below(6) == 0; }
  bool sometimes() { return below(2) == 0; }

  ConcreteCall next(const ConcreteWorld& world) {
    std::vector<ConcreteCall> calls;
    for_each_small_call(world, scope, [&](const ConcreteCall& call) { calls.push_back(call); });
    calls.push_back(model::SaveStore<Concrete>{.store = {2 + below(scope.stores)}, .file = {below(3)}});
    ConcreteCall call = calls[below(static_cast<std::uint32_t>(calls.size()))];
    std::visit([&](auto& it) { model::for_each_argument([&](auto argument, auto& value) { vary(argument, value); }, it); }, call);
    return call;
  }
  model::Assignment choices() {
    model::Assignment all;
    for (std::size_t i = 0; i < model::choice_count; ++i) {
      const bool place = i == static_cast<std::size_t>(model::Choice::replaced_element_goes);
      all.value[i] = static_cast<std::uint8_t>(below(place ? 2 : static_cast<std::uint32_t>(model::choice_facts[i].value_count())));
    }
    return all;
  }

  static constexpr Scope scope{.stores = 3, .contexts = 7, .csps = 2, .files = 1};

 private:
  // Another value for the argument, or now and then one. A name for what is made stays.
  template <model::Role role, class V>
  void vary(model::Argument<role>, V& value) {
    using model::Role;
    if constexpr (role == Role::flag) value = rarely() ? !value : value;
    else if constexpr (role == Role::kind) set(value, model::kind_count, rarely());
    else if constexpr (role == Role::provider) set(value, model::provider_count, rarely());
    else if constexpr (role == Role::encoding) set(value, model::encoding_count, rarely());
    else if constexpr (role == Role::disposition) set(value, model::disposition_count, sometimes());
    else if constexpr (role == Role::store) value = rarely() ? V{below(4)} : value;
    else if constexpr (role == Role::content) value = sometimes() ? content_of(1 + below(2)) : value;
    else if constexpr (role == Role::filter) value = sometimes() ? filter() : value;
    else if constexpr (role == Role::property) value = property_ = property();
    else if constexpr (role == Role::value) value = value_of(property_);
  }
  template <class E>
  void set(E& value, int count, bool when) {
    if (when) value = static_cast<E>(below(static_cast<std::uint32_t>(count)));
  }
  Concrete::Filter filter() {
    const int bytes = static_cast<int>(1 + below(2));
    if (rarely()) return {Concrete::Filter::By::existing, 1, bytes};
    return {Concrete::Filter::By::bytes, bytes};
  }
  std::uint32_t property() {
    constexpr std::uint32_t ids[] = {0, 1, 3, 5, 6, 11, 15, 19, 20, 100, 0x10000};
    return ids[below(std::size(ids))];
  }
  // The hash of some bytes may be its own or another's.
  Concrete::Value value_of(std::uint32_t property) {
    if (property == Concrete::sha1_hash && sometimes()) return Concrete::sha1_of_bytes(static_cast<int>(1 + below(2)));
    if (property == Concrete::key_context && !rarely()) return Concrete::key_of(below(3), below(3));
    return property == Concrete::key_context ? 0 : below(3);
  }

  std::uint32_t property_ = 0;  // The one drawn last.
  std::mt19937 random_;
};

std::vector<std::unique_ptr<SymbolicAnswer>> all_answers() {
  std::vector<std::unique_ptr<SymbolicAnswer>> all;
  for (std::size_t rule = 0; rule < rule_count; ++rule) all.push_back(std::make_unique<SymbolicAnswer>(rule));
  return all;
}

// The concrete instance gives a context that is gone its name again; the model's names are for ever.
bool takes_a_name_again(const ConcreteWorld& before, const ConcreteOutcome& outcome) {
  for (const auto& write : outcome.after.home.writes()) {
    if (before.context_exists.at({write.index})) return true;
  }
  return false;
}

std::uint32_t property_of(const ConcreteCall& call, RandomCalls& random) {
  constexpr std::uint32_t ids[] = {11, 19, 3, 1, 5};
  std::uint32_t property = ids[random.below(std::size(ids))];
  std::visit([&](const auto& it) { if constexpr (requires { it.property; }) if (random.sometimes()) property = model::place_of<Concrete>(it.property); }, call);
  return property;
}

}  // namespace

Drift compare_instances(const DriftTest& test) {
  static const auto answers = all_answers();
  RandomCalls random(test.seed);
  Drift drift;
  while (drift.calls < test.calls) {
    const auto choices = random.choices();
    const auto reading = reading_of(choices);
    ConcreteWorld world;
    for (std::size_t length = 0; length < 40 && drift.calls < test.calls; ++length) {
      const ConcreteCall call = random.next(world);
      const model::Choosing way(reading, choices);
      ConcreteOutcome outcome = model::step<Concrete>(world, call, way);
      if (takes_a_name_again(world, outcome)) break;
      if (test.one_sided_mutant && outcome.given.holds()) {
        const model::Choosing other(reading, choices);
        weaken_concrete(*test.one_sided_mutant, world, call, outcome, other);
      }
      const Made made = made_in(world);
      const ConcreteStep step{&world, &call, &outcome, &choices, {random.below(made.stores + 3)}, {random.below(made.contexts + 2)},
                              {random.below(made.csps + 2)}, {random.below(2)}, property_of(call, random)};
      const std::string difference = answers[call.index()]->difference(step);
      ++drift.calls;
      drift.defined += outcome.given.holds() ? 1 : 0;
      if (!difference.empty()) {
        if (drift.differences++ == 0) drift.first = difference + " after " + trace_line(world, call, outcome.answer);
        if (test.stop_at_first) return drift;
        break;
      }
      if (outcome.given.holds()) Concrete::commit(world, outcome.after);
    }
  }
  return drift;
}

}  // namespace certlife::proofs
