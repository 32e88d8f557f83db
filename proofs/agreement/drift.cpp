#include "proofs/agreement/drift.h"

#include <memory>
#include <random>

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
    ConcreteCall call = calls[below(static_cast<std::uint32_t>(calls.size()))];
    std::visit([&](auto& each) { vary(each); }, call);
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
  template <class Call>
  void vary(Call&) {}
  void vary(model::OpenStore<Concrete>& it) {
    if (rarely()) it.provider = model::Provider::unknown;
    it.read_only = rarely(); it.create_new = rarely(); it.open_existing = rarely(); it.enum_archived = rarely();
    it.file_is_readable = !rarely(); it.file_is_loose = rarely(); it.named_as_pkcs7 = rarely();
  }
  void vary(model::CloseStore<Concrete>& it) { it.unknown_flags = rarely(); it.commit_fails = rarely(); }
  void vary(model::AddContext<Concrete>& it) {
    if (rarely()) it.encoding = static_cast<model::Encoding>(below(5));
    if (rarely()) it.store = {below(2)};
    if (sometimes()) it.disposition = static_cast<model::Disposition>(below(9));
    if (!it.from_context && sometimes()) it.content = content_of(1 + below(2));
  }
  void vary(model::NextContext<Concrete>& it) {
    it.is_find = sometimes();
    const int bytes = static_cast<int>(1 + below(2));
    if (it.is_find && sometimes()) it.filter = {Concrete::Filter::By::bytes, bytes};
    if (it.is_find && it.kind == model::Kind::certificate && rarely()) it.filter = {Concrete::Filter::By::existing, 1, bytes};
    if (it.is_find) it.known_find_type = !rarely();
    if (rarely()) it.store = {below(4)};
  }
  std::uint32_t property() {
    constexpr std::uint32_t ids[] = {0, 1, 3, 5, 6, 11, 15, 19, 20, 100, 0x10000};
    return ids[below(std::size(ids))];
  }
  void vary(model::SetProperty<Concrete>& it) {
    it.property = property();
    it.value = below(3);
    // The hash of some bytes, its own or others.
    if (it.property == Concrete::sha1_hash && sometimes()) it.value = Concrete::sha1_of_bytes(static_cast<int>(1 + below(2)));
    if (it.property == Concrete::key_context && it.value != 0) it.value = Concrete::key_of(below(3), below(3));
    it.wrong_size = rarely();
  }
  void vary(model::GetProperty<Concrete>& it) {
    it.property = property();
    it.size_only = rarely();
    it.too_small = !it.size_only && rarely();
  }
  void vary(model::CreateContext<Concrete>& it) {
    if (rarely()) it.encoding = static_cast<model::Encoding>(below(5));
    if (rarely()) it.kind = static_cast<model::Kind>(below(3));
  }
  void vary(model::AcquireCsp<Concrete>& it) { it.bad_type = rarely(); it.unknown_type = rarely(); }
  void vary(model::ControlStore<Concrete>& it) { it.force = rarely(); it.clear = rarely(); it.commit_fails = rarely(); }

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
