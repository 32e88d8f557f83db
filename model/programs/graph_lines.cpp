#include "model/programs/graph_lines.h"

#include <stdexcept>

#include "model/explore/slots.h"
#include "model/oracle/line_names.h"
#include "model/programs/model_calls.h"
#include "model/trace/vocabulary.h"

namespace certlife::conformance {

using model::explore::first_real_store;

std::string Concretion::content(model::Kind kind, int key, int time) const {
  constexpr std::string_view prefixes[] = {"cert:", "crl:", "ctl:"};
  return std::string(prefixes[static_cast<std::size_t>(kind)]) + static_cast<char>('A' + key) + (time > 0 ? "@2" : "");
}

// One call on its way from the small scope to a line. Slots are the indices of the model's call.
class GraphLine : public oracle::LineNames {
 public:
  GraphLine(WalkNames& names, model::Kind kind) : names_(names), kind_(kind) {}

  trace::Line of(const SmallCall& call) {
    const ModelCall wide = std::visit([](const auto& it) { return widened(it); }, call);
    trace::Line line = oracle::to_line(wide, *this, kind_);
    if (std::holds_alternative<model::SetProperty<SmallDomain>>(call) || std::holds_alternative<model::GetProperty<SmallDomain>>(call))
      line.args["dwPropId"] = trace::Value::of(names_.concretion_->property());
    // The model has one type of provider; an implementation refuses a type that is left out.
    if (line.which == trace::Call::CryptAcquireContext) line.args["dwProvType"] = trace::Value::of("PROV_RSA_FULL");
    name_constants(line);
    trace::resolve(line.which, line.args);
    name_results(line);
    return line;
  }

  std::string store(Concrete::Store it) const override {
    return it == Concrete::null_store() ? null_store_name() : names_.stores_[it.index - first_real_store];
  }
  std::string context(Concrete::Context it) const override { return names_.contexts_[it.index - 1]; }
  std::string csp(Concrete::Csp) const override { return names_.csp_; }
  std::string file(Concrete::File) const override { return {}; }
  std::string content(const Concrete::Content& it) const override { return names_.concretion_->content(kind_, it.key, it.bytes); }
  std::string value(Concrete::Value) const override { return names_.concretion_->property_value(); }
  std::string filter(const Concrete::Filter& it) const override { return "sha1:" + names_.concretion_->content(kind_, it.wanted / 2, it.wanted % 2); }

 private:
  static std::string null_store_name() { throw std::logic_error("no walk of a scope uses the null store"); }

  // As people write them, so that a program of a walk and one of an alphabet are the same.
  static void name_constants(trace::Line& line) {
    for (auto& [name, value] : line.args) {
      const trace::Parameter* parameter = trace::describe(line.which).find(name);
      if (value.is_number() && parameter && !parameter->names.empty())
        value = trace::code_name(parameter->names, static_cast<std::uint32_t>(value.number));
    }
  }

  void name_results(trace::Line& line) {
    switch (trace::describe(line.which).returns) {
      case trace::Returns::store: line.ret = named('s'); break;
      case trace::Returns::context: line.ret = named('c'); break;
      default: break;
    }
    for (auto& out : line.out)
      if (out.name == "phProv" || out.name.starts_with("pp")) out.value = named(out.name == "phProv" ? 'p' : 'c');
  }
  trace::Value named(char letter) { return trace::Value::of(std::string_view(names_.next(letter))); }

  // The call that lines are made of. What it makes has no name yet: names come from name_results.
  template <template <class> class Of>
  static ModelCall widened(const Of<SmallDomain>& call) {
    return model::in_domain<Concrete>(call, [](auto argument, auto& to, const auto& from) {
      using model::Role;
      constexpr Role role = argument.role;
      if constexpr (role == Role::store || role == Role::context || role == Role::csp || role == Role::file) to = {from.index};
      else if constexpr (role == Role::content) to.key = from.key, to.bytes = from.time;
      else if constexpr (role == Role::filter) to = wide(from);
      else if constexpr (!model::names_something_new(role)) to = from;
    });
  }
  static Concrete::Filter wide(const SmallDomain::Filter& it) {
    if (it.any) return {};
    return {Concrete::Filter::By::bytes, it.wanted.key * 2 + it.wanted.time};
  }

  WalkNames& names_;
  model::Kind kind_;  // Of the context that the call is for.
};

std::string WalkNames::next(char letter) {
  int& made = letter == 's' ? made_stores_ : letter == 'p' ? made_csps_ : made_contexts_;
  return letter + std::to_string(++made);
}

trace::Line WalkNames::line_of(const SmallCall& call, const SmallWorld& world) {
  return GraphLine(*this, model::kind_of<SmallDomain>(call, world)).of(call);
}

void WalkNames::move(const trace::Line& line, const SmallWorld& world, const model::Outcome<SmallDomain>& outcome, const Slots& before) {
  const auto& answer = outcome.answer;
  const auto name_given = [&](std::string_view letter) -> std::string {
    if (line.ret.is_text() && line.ret.text.starts_with(letter)) return line.ret.text;
    for (const auto& out : line.out)
      if (out.value.is_text() && out.value.text.starts_with(letter)) return out.value.text;
    return {};
  };
  const auto bears_no_name = [](const std::string& name, bool existed) { return !existed || name.empty(); };
  if (answer.store.index >= first_real_store) {
    std::string& name = stores_[answer.store.index - first_real_store];
    if (bears_no_name(name, world.store_exists.at(answer.store))) name = name_given("s");
  }
  if (answer.context.index > 0) {
    std::string& name = contexts_[answer.context.index - 1u];
    if (bears_no_name(name, world.context_exists.at(answer.context))) name = name_given("c");
  }
  if (answer.csp.index > 0) csp_ = name_given("p");
  // What was made and given to nobody has no name yet.
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    const SmallDomain::Context context{static_cast<std::uint8_t>(i + 1)};
    if (!world.context_exists.at(context) && !(context == answer.context)) contexts_[i].clear();
  }
  const auto old_stores = stores_;
  const auto old_contexts = contexts_;
  for (std::size_t i = 0; i < stores_.size(); ++i) stores_[i] = old_stores[before.stores[i]];
  for (std::size_t i = 0; i < contexts_.size(); ++i) contexts_[i] = old_contexts[before.contexts[i]];
}

}  // namespace certlife::conformance
