#include "model/programs/guided_walks.h"

#include <algorithm>
#include <map>

#include "model/explore/every_call.h"
#include "model/programs/random_numbers.h"
#include "model/programs/walk.h"
#include "model/programs/structured_data.h"
#include "model/programs/tour.h"
#include "model/rules/step.h"

namespace certlife::conformance {
namespace {

namespace explore = model::explore;
using explore::Action;
using StateId = std::pair<std::uint64_t, std::uint64_t>;

// Everything that the small domain knows, but files and finds.
explore::Scope scope_to_walk() {
  explore::Scope scope{.stores = 2, .contexts = 3, .most_handles = 3, .most_references = 3, .kinds = 3, .contents = 4};
  for (const Action each : {Action::add_from_context, Action::set_property, Action::get_property, Action::acquire_csp,
                            Action::add_csp_reference, Action::release_csp, Action::ask_csp})
    scope.calls.insert(each);
  for (int i = 1; i < 8; ++i) scope.dispositions.insert(static_cast<model::Disposition>(i));
  return scope;
}

struct Step {
  SmallCall call;
  model::Outcome<SmallDomain> outcome;
  Settled after;
};

class Walker {
 public:
  Walker(std::uint64_t seed, const model::Reading& reading) : rules_(scope_to_walk()), reading_(reading), dice_(seed) {}

  TestProgram walk(int length) {
    TestProgram program{{}, "walks", {}};
    const DrawnData data(dice_.next());
    WalkNames names(data);
    Vocabulary words;
    Walk model(reading_, words);
    SmallWorld world = rules_.settled(SmallWorld{}).world;
    for (int i = 0; i < length; ++i) {
      const Step step = choose(world);
      trace::Line line = names.line_of(step.call, world);
      // What is defined under every choice, not only under the scope's.
      auto after = model.after(line);
      if (!after) break;
      model = std::move(*after);
      names.move(line, world, step.outcome, step.after.before);
      program.lines.push_back(std::move(line));
      world = step.after.world;
    }
    return program;
  }

  std::size_t states() const { return visits_.size(); }

 private:
  // A few calls are drawn; the one that leads to the state seen least is taken.
  Step choose(const SmallWorld& world) {
    std::vector<SmallCall> calls;
    explore::every_candidate(world, rules_.scope(), [&](const auto& call) { calls.emplace_back(call); });
    constexpr int wanted = 6;
    std::optional<Step> best;
    std::size_t least = 0;
    for (int found = 0; !calls.empty() && found < wanted;) {
      const SmallCall call = draw(calls);
      if (duplicates_a_waiting_store<SmallDomain>(world, call)) continue;
      const auto outcome = model::step<SmallDomain>(world, call, rules_.choices());
      if (!outcome.given.holds() || !explore::is_within(rules_.scope(), outcome.after)) continue;
      ++found;
      const Settled after = rules_.settled(outcome.after);
      const auto seen = visits_.find({after.high, after.low});
      const std::size_t count = seen == visits_.end() ? 0 : seen->second;
      if (!best || count < least) best = Step{call, outcome, after}, least = count;
    }
    if (!best) throw std::logic_error("a walk stands where no call is defined");
    ++visits_[{best->after.high, best->after.low}];
    return *best;
  }

  SmallCall draw(std::vector<SmallCall>& calls) {
    std::swap(calls[dice_.below(calls.size())], calls.back());
    const SmallCall drawn = calls.back();
    calls.pop_back();
    return drawn;
  }

  ScopeRules rules_;
  const model::Reading& reading_;
  RandomNumbers dice_;
  std::map<StateId, std::size_t> visits_;
};

}  // namespace

std::string walked_scope_text() {
  const explore::Scope scope = scope_to_walk();
  return std::to_string(scope.stores) + " stores, " + std::to_string(scope.contexts) + " contexts of " + std::to_string(scope.kinds) +
         " kinds, drawn contents, properties and CSP handle, every disposition";
}

WalkedScope for_each_guided_walk(const GuidedWalks& walks, const model::Reading& reading, const std::function<bool(TestProgram&&)>& visit) {
  Walker walker(walks.seed, reading);
  WalkedScope walked;
  for (std::size_t i = 0; i < walks.programs; ++i) {
    TestProgram program = walker.walk(walks.length);
    walked.extent.programs += 1;
    walked.extent.calls += program.lines.size();
    if (!visit(std::move(program))) break;
  }
  walked.states = walker.states();
  return walked;
}

}  // namespace certlife::conformance
