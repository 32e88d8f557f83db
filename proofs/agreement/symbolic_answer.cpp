#include "proofs/agreement/symbolic_answer.h"

#include <algorithm>

#include "proofs/agreement/concrete_values.h"
#include "proofs/prove/rule_case.h"

namespace certlife::proofs {

namespace {

std::uint32_t place(double value) { return static_cast<std::uint32_t>(value); }

bool starts_with(const std::string& text, std::string_view with) { return text.rfind(with, 0) == 0; }

// Contexts in the order in which the concrete instance looks at them.
std::vector<std::uint32_t> contexts_in_order(const ConcreteStep& step) {
  std::vector<std::uint32_t> all;
  const Made made = made_in(*step.before);
  for (std::uint32_t store = 0; store < made.stores + 2; ++store) {
    const auto& of = step.before->index.of(store);
    all.insert(all.end(), of.begin(), of.end());
  }
  for (const auto& write : step.outcome->after.home.writes()) all.push_back(write.index);
  return all;
}

template <class Key>
const char* subject_name();
template <> const char* subject_name<Store>() { return "store"; }
template <> const char* subject_name<Context>() { return "context"; }
template <> const char* subject_name<Csp>() { return "csp"; }
template <> const char* subject_name<File>() { return "file"; }

}  // namespace

SymbolicAnswer::SymbolicAnswer(std::size_t rule) : evaluator_([this](const std::string& name) { return resolve(name); }) {
  const auto it = rule_case(rule, {});
  const UnknownState& s = it->state;
  given_ = evaluator_.add(it->given.term());
  const auto answer = [&](const char* name, const z3::expr& term, auto read) {
    compared_.push_back({std::string("answer.") + name, evaluator_.add(term), [read](const ConcreteStep& step) { return number(read(step.outcome->answer)); }});
  };
  using Answer = model::Answer<Concrete>;
  answer("succeeds", it->answer.succeeds.term(), [](const Answer& a) { return a.succeeds; });
  answer("store", it->answer.store.term(), [](const Answer& a) { return a.store; });
  answer("context", it->answer.context.term(), [](const Answer& a) { return a.context; });
  answer("csp", it->answer.csp.term(), [](const Answer& a) { return a.csp; });
  answer("value", it->answer.value.term(), [](const Answer& a) { return a.value; });
  answer("last_error", it->answer.last_error.term(), [](const Answer& a) { return a.last_error; });

  const auto field = [&](const std::string& name, const char* subject, const z3::expr& term) {
    const auto reader = reader_of(name);
    const std::string of = subject;
    compared_.push_back({name, evaluator_.add(term), [reader, of](const ConcreteStep& step) {
      const std::uint32_t at = of == "store" ? step.store.index : of == "context" ? step.context.index : of == "csp" ? step.csp.index : step.file.index;
      return reader(step.outcome->after, at, step.property);
    }});
  };
  World::for_each_field([&](const char* name, const auto& map) {
    const auto at = [&](const auto& key) {
      if constexpr (requires { map.at(key); }) {
        const auto value = map.at(key);
        const char* subject = subject_name<std::decay_t<decltype(key)>>();
        if constexpr (requires { value.archived; }) {
          field(std::string(name) + ".value", subject, value.value.term());
          field(std::string(name) + ".archived", subject, value.archived.term());
          field(std::string(name) + ".sha1", subject, value.sha1.term());
        } else {
          field(name, subject, value.term());
        }
      }
    };
    at(s.any_store);
    at(s.any_context);
    at(s.any_csp);
    at(s.any_file);
  }, it->after);

  const Context probe = fresh_term<ContextTag>("probe");
  probe_ = evaluator_.add(probe.term());
  for (const Question& question : theory().questions()) {
    const bool is_next = stem_of(question.found.term().decl().name().str()) == "found";
    asked_.push_back({evaluator_.add(question.found.term()), evaluator_.add(question.context.term()),
                      evaluator_.add(question.asked(probe).term()), is_next});
  }
  for (const z3::expr& fact : theory().plain_facts()) facts_.emplace_back(fact.to_string(), evaluator_.add(fact));
  for (const z3::expr& fact : theory().facts_about(s.any_context)) facts_.emplace_back(fact.to_string(), evaluator_.add(fact));
  for (const auto& [name, node] : evaluator_.names()) {
    const std::string stem = stem_of(name);
    if (stem == "place") place_ = node;
    const bool answered = stem == "some" || stem == "found" || stem == "witness" || stem == "next" || stem == "place" || stem == "probe";
    if (!answered) names_.emplace_back(stem, node);
  }
  evaluator_.finish();
}

Evaluator::Function SymbolicAnswer::resolve(const std::string& full_name) {
  const std::string name = stem_of(full_name);
  if (starts_with(name, "before.")) {
    return [this, reader = reader_of(name.substr(7))](double at, double) { return reader(*step_->before, place(at), step_->property); };
  }
  if (starts_with(name, "file.")) {
    return [this, reader = reader_of(name.substr(5))](double at, double) { return reader(step_->outcome->after, place(at), step_->property); };
  }
  if (starts_with(name, "snapshot.") || starts_with(name, "message.")) {
    return [this, as_pkcs7 = starts_with(name, "message.")](double at, double) {
      auto image = Concrete::snapshot(*step_->before, {place(at)}, as_pkcs7);
      image.settle();
      return number(image);
    };
  }
  if (name == "loaded") {
    return [this](double at, double) {
      const Concrete::Context c{place(at)};
      return number(!step_->before->context_exists.at(c) && step_->outcome->after.context_exists.at(c));
    };
  }
  if (name == "matches") return [](double filter, double content) { return number(Concrete::matches(filter_of(filter), content_of(content))); };
  if (name == "key") return [](double content, double) { return number(content_of(content).key); };
  if (name == "date") return [](double content, double) { return number(content_of(content).time); };
  if (name == "hash_sought") return [](double filter, double) { return number(Concrete::hash_sought(filter_of(filter))); };
  if (name == "asks_for_existing") return [](double filter, double) { return number(Concrete::asks_for_existing(filter_of(filter))); };
  if (name == "is_signed") return [](double content, double) { return number(Concrete::is_signed(content_of(content))); };
  if (name == "has_known_hash") return [](double content, double) { return number(Concrete::has_known_hash(content_of(content))); };
  if (name == "identifies_key") return [](double content, double) { return number(Concrete::identifies_key(content_of(content))); };
  if (name == "handle_in") return [](double key, double) { return number(Concrete::handle_in(static_cast<Concrete::Value>(key))); };
  if (name == "spec_in") return [](double key, double) { return number(Concrete::spec_in(static_cast<Concrete::Value>(key))); };
  if (name == "key_of") {
    return [](double handle, double spec) { return number(Concrete::key_of(static_cast<Concrete::Value>(handle), static_cast<Concrete::Value>(spec))); };
  }
  if (name == "hash") return [](double content, double id) { return number(Concrete::hash_of(content_of(content), place(id))); };
  throw std::logic_error("the drift test knows no function " + full_name);
}

double SymbolicAnswer::named(const std::string& stem, const ConcreteStep& step) const {
  if (starts_with(stem, "no_") && stem != "no_crypt_release") return 0;
  if (stem == "null_store") return number(Concrete::null_store());
  if (stem == "before.next_position") return step.before->next_position;
  if (stem == "file.next_position") return 0;
  if (stem == "any_store") return number(step.store);
  if (stem == "any_context") return number(step.context);
  if (stem == "any_csp") return number(step.csp);
  if (stem == "any_file") return number(step.file);
  if (stem == "arbitrary_property") return number(step.property);
  if (stem == "value_of_another_property") {
    return std::visit([&](const auto& call) {
      if constexpr (requires { call.property; }) {
        const auto place = model::place_of<Concrete>(call.property);
        return number(Concrete::property(step.before->properties.at(call.context), place));
      }
      return 0.0;
    }, *step.call);
  }
  if (starts_with(stem, "choice.")) {
    for (std::size_t i = 0; i < model::choice_count; ++i) {
      if (stem.substr(7) == model::choice_facts[i].name) return step.choices->value[i];
    }
  }
  return argument(*step.call, stem);
}

// A place that the step does not tell: any behind the previous one and before those that are known to follow.
double SymbolicAnswer::some_place(const ConcreteStep& step, const std::vector<std::uint32_t>& followers, std::uint32_t next) {
  const auto& before = *step.before;
  const auto previous = std::get<model::NextContext<Concrete>>(*step.call).previous;
  const double above = before.placed.at(previous) ? before.position.at(previous) : before.next_position;
  double below = above - 1;
  for (const std::uint32_t each : followers) {
    if (each != next && before.placed.at({each}) && before.position.at({each}) < above) below = std::max(below, before.position.at({each}));
  }
  return (above + below) / 2;
}

// Which one comes next is settled by the concrete instance, as far as the rule leaves it open; the facts say if it may.
void SymbolicAnswer::take_next(const ConcreteStep& step, const Asked& asked, const std::vector<std::uint32_t>& yes) {
  const auto& before = *step.before;
  std::uint32_t next = step.outcome->answer.context.index;
  double at = -1e6;
  if (next != 0) {
    at = step.outcome->after.placed.at({next}) ? step.outcome->after.position.at({next}) : some_place(step, yes, next);
    if (before.placed.at({next})) at = before.position.at({next});
  } else {
    for (const std::uint32_t each : yes) {
      const bool better = before.placed.at({each}) && (next == 0 || before.position.at({each}) > before.position.at({next}));
      if (better) next = each;
    }
    if (next != 0) at = before.position.at({next});
    else if (!yes.empty()) next = yes.front();
  }
  evaluator_.bind(asked.context, next);
  if (place_) evaluator_.bind(*place_, at);
}

// The concrete instance takes what was added last, where a rule leaves open which of several is meant.
std::uint32_t SymbolicAnswer::added_last(const ConcreteWorld& world, const std::vector<std::uint32_t>& all) {
  return *std::max_element(all.begin(), all.end(), [&](std::uint32_t a, std::uint32_t b) { return world.position.at({a}) < world.position.at({b}); });
}

// Behind an element whose place is not known the concrete instance says whether anything follows.
bool SymbolicAnswer::something_follows(const ConcreteStep& step, bool something_might) {
  const auto previous = std::get<model::NextContext<Concrete>>(*step.call).previous;
  return step.outcome->answer.context.index != 0 || (something_might && model::goes_on_from_a_known_place(*step.before, previous));
}

void SymbolicAnswer::answer_questions(const ConcreteStep& step) {
  const auto contexts = contexts_in_order(step);
  for (const Asked& asked : asked_) {
    std::vector<std::uint32_t> yes;
    for (const std::uint32_t each : contexts) {
      evaluator_.forget();
      evaluator_.bind(probe_, each);
      if (evaluator_.value(asked.holds) != 0) yes.push_back(each);
    }
    evaluator_.bind(asked.found, asked.is_next ? something_follows(step, !yes.empty()) : !yes.empty());
    if (asked.is_next) take_next(step, asked, yes);
    else evaluator_.bind(asked.context, yes.empty() ? 0 : added_last(*step.before, yes));
  }
}

std::string SymbolicAnswer::difference(const ConcreteStep& step) {
  step_ = &step;
  for (const auto& [stem, node] : names_) evaluator_.bind(node, named(stem, step));
  answer_questions(step);
  evaluator_.forget();
  const bool given = step.outcome->given.holds();
  if ((evaluator_.value(given_) != 0) != given) return "given";
  if (!given) return {};
  for (const auto& [text, node] : facts_) {
    if (evaluator_.value(node) == 0) return "assumption " + text;
  }
  for (const Compared& each : compared_) {
    if (evaluator_.value(each.node) != each.concrete(step)) return each.name;
  }
  return {};
}

}  // namespace certlife::proofs
