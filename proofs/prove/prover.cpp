#include "proofs/prove/prover.h"

#include <chrono>
#include <sstream>

#include "proofs/prove/state_claims.h"

namespace certlife::proofs {

namespace {

double milliseconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

Status status_of(z3::check_result answer) {
  return answer == z3::unsat ? Status::proved : answer == z3::sat ? Status::refuted : Status::unknown;
}

// One rule with its facts in a solver. Each promise is stated, asked and taken back in turn.
class Examination {
 public:
  Examination(Report& report, RuleCase& it, const Wanted& wanted, const Observer& observer)
      : report_(report), case_(it), wanted_(wanted), observer_(observer), solver_(it.theory.z3(), z3::solver::simple()) {
    z3::params parameters(it.theory.z3());
    parameters.set("timeout", wanted.milliseconds);
    solver_.set(parameters);
    assume_invariants(it.state);
    solver_.add(it.given.term());
    add_facts_since({});
    start_ = theory().now();
  }

  void cover_branches() {
    cover("given", Bool(true));
    for (const auto& [happens, clause] : case_.citations) cover(clause, happens);
  }

  void examine(const Promise& promise) {
    theory().take_premises();
    const Bool statement = promise.statement();
    const auto premises = theory().take_premises();
    assume_invariants_of_contexts_since(case_.state, start_);
    solver_.push();
    add_facts_since(start_);
    cover_premises(*promise.about, premises);
    ask(*promise.about, statement);
    solver_.pop();
    theory().forget_since(start_);
  }

 private:
  void add_facts_since(const Theory::Mark& mark) {
    for (const z3::expr& fact : theory().facts_since(mark)) solver_.add(fact);
  }

  bool possible(const Bool& condition) {
    solver_.push();
    solver_.add(condition.term());
    const bool is = solver_.check() == z3::sat;
    solver_.pop();
    return is;
  }

  void cover(const std::string& what, const Bool& condition) {
    report_.covers.push_back({case_.rule + ": " + what, possible(condition)});
  }

  // A premise needs to be possible in some rule only.
  void cover_premises(const model::About& about, const std::vector<Bool>& premises) {
    if (!wanted_.covers) return;
    for (std::size_t i = 0; i < premises.size(); ++i) {
      const std::string what = std::string(about.name) + ": premise " + std::to_string(i + 1);
      Cover* known = nullptr;
      for (Cover& cover : report_.covers) {
        if (cover.what == what) known = &cover;
      }
      if (known == nullptr) known = &report_.covers.emplace_back(Cover{what, false});
      if (!known->reached) known->reached = possible(premises[i]);
    }
  }

  void ask(const model::About& about, const Bool& statement) {
    solver_.add(!statement.term());
    if (observer_) observer_(case_.rule, about, solver_);
    Obligation obligation{&about, case_.rule, Status::unknown, 0, {}};
    obligation.milliseconds = milliseconds_of([&] { obligation.status = status_of(solver_.check()); });
    if (obligation.status == Status::refuted && wanted_.counterexamples) {
      std::ostringstream text;
      text << solver_.get_model();
      obligation.counterexample = text.str();
    }
    report_.obligations.push_back(std::move(obligation));
  }

  Report& report_;
  RuleCase& case_;
  const Wanted& wanted_;
  const Observer& observer_;
  z3::solver solver_;
  Theory::Mark start_;
};

// That a state claim holds in a world, for the arbitrary store, context and CSP handle of the case.
Promise promise_of(const StateClaim& claim, const RuleCase& it, const World& world) {
  return {claim.about, [&claim, &it, &world] {
    const UnknownState& s = it.state;
    return claim.statement(world, {s.any_store, s.any_context, s.any_csp}, s.choice);
  }};
}

// Initiation: every state claim holds in the empty world. Nothing may be assumed of it, so this is no case of a rule.
void prove_initiation(Report& report, const Wanted& wanted, const Observer& observer) {
  for (const StateClaim& claim : state_claims()) {
    if (!wanted.only.empty() && claim.about->name != wanted.only) continue;
    RuleCase it("empty_world");
    const World first = empty_world();
    const Bool statement = promise_of(claim, it, first).statement();
    z3::solver solver(theory().z3());
    for (const z3::expr& fact : theory().facts_since({})) solver.add(fact);
    solver.add(!statement.term());
    if (observer) observer(it.rule, *claim.about, solver);
    Obligation obligation{claim.about, it.rule, Status::unknown, 0, {}};
    obligation.milliseconds = milliseconds_of([&] { obligation.status = status_of(solver.check()); });
    report.obligations.push_back(std::move(obligation));
  }
}

}  // namespace

void prove_rule(Report& report, std::size_t rule, const Weakening& weakening, const Wanted& wanted, const Observer& observer) {
  const auto it = rule_case(rule, weakening);
  Examination examination(report, *it, wanted, observer);
  if (wanted.covers) examination.cover_branches();
  std::vector<Promise> promises = it->promises;
  for (const StateClaim& claim : state_claims()) promises.push_back(promise_of(claim, *it, it->after));
  for (const Promise& promise : promises) {
    if (!wanted.only.empty() && promise.about->name != wanted.only) continue;
    examination.examine(promise);
    if (wanted.stop_at_first_refuted && report.obligations.back().status == Status::refuted) return;
  }
}

Report prove(const Wanted& wanted, const Observer& observer) {
  Report report;
  report.seconds = milliseconds_of([&] {
    prove_initiation(report, wanted, observer);
    for (std::size_t rule = 0; rule < rule_count; ++rule) prove_rule(report, rule, {}, wanted, observer);
  }) / 1000;
  return report;
}

}  // namespace certlife::proofs
