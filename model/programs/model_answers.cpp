#include "model/programs/model_answers.h"

namespace certlife::conformance {
namespace {

using model::Error;
using trace::Line;
using trace::Value;

// The error that stands for what the rule promises.
Error shown(Error promised) {
  switch (promised) {
    case Error::unspecified: return Error::unchanged;
    case Error::any_asn1: return Error::bad_tag;
    case Error::any_decoding: return Error::invalid_data;
    case Error::some_failure: return Error::invalid_parameter;
    default: return promised;
  }
}

// Answers one line from the state after its call.
class Answering {
 public:
  Answering(Line& line, const ModelState& state, Vocabulary& words) : line_(line), state_(state), words_(words) {}

  void results(const model::Answer<Concrete>& answer) {
    const auto& description = trace::describe(line_.which);
    const auto context = name(Thing::context, answer.context.index);
    switch (description.returns) {
      case trace::Returns::boolean: line_.ret = Value::of(answer.succeeds); break;
      case trace::Returns::store: line_.ret = name(Thing::store, answer.store.index); break;
      case trace::Returns::context: line_.ret = context; break;
      default: line_.ret = Value();
    }
    for (auto& out : line_.out) {
      if (out.name == "phProv") out.value = name(Thing::csp, answer.csp.index);
      else if (out.name.starts_with("pp")) out.value = context;
      else if (out.name == "pvData" && answer.succeeds && answer.value != Concrete::no_value()) out.value = Value::of(words_.contents.answer_of(answer.value));
      else if (out.name == "pcbData" && answer.last_error == Error::more_data) out.value = size_or_null();
      else out.value = Value::null();
    }
    const Error error = shown(answer.last_error);
    line_.last_error = Value::of(error == Error::unchanged ? "unchanged" : trace::error_name(static_cast<std::uint32_t>(error)));
    if (error != Error::unchanged) trace::resolve_error_code(line_.last_error);
  }

  void probes() {
    trace::Observed& seen = line_.observed;
    answer_all(seen.alive, [&](const Binding& b) { return Value::of(is_alive(b)); });
    answer_all(seen.csp, [&](const Binding& b) {
      return Value::of(state_.world.csp_references.at({b.index}) > 0 ? "held" : "released");
    });
    answer_all(seen.home, [&](const Binding& b) { return is_alive(b) ? home(b) : Value(); });
    answer_all(seen.content, [&](const Binding& b) {
      return is_alive(b) ? Value::of(words_.contents.text_of(state_.world.content.at({b.index}))) : Value();
    });
    answer_all(seen.encoding, [&](const Binding& b) { return is_alive(b) ? Value::of(std::int64_t{trace::default_encoding_type}) : Value(); });
    answer_all(seen.properties, [&](const Binding& b) { return is_alive(b) ? properties(state_.world.properties.at({b.index})) : Value(); });
    for (auto& file : seen.persisted) file.value = persisted(words_.file_called(file.name));
  }

 private:
  Value size_or_null() const {
    const auto size = size_needed(line_, state_, words_);
    return size ? Value::of(*size) : Value::null();
  }
  Value name(Thing thing, std::uint32_t index) const {
    const Binding* first = index == 0 ? nullptr : state_.names.first_of(thing, index);
    return first ? Value::of(first->name) : Value::null();
  }
  bool is_alive(const Binding& b) const {
    if (b.dead) return false;
    if (b.thing == Thing::store) return state_.world.store_allocated.at({b.index});
    if (b.thing == Thing::context) return state_.world.context_allocated.at({b.index});
    return state_.world.csp_references.at({b.index}) > 0;
  }
  Value home(const Binding& b) const {
    const auto store = state_.world.home.at({b.index});
    return store == Concrete::null_store() ? Value::of(null_store_name) : name(Thing::store, store.index);
  }
  Value properties(const Concrete::Properties& properties) const {
    Value value;
    value.kind = Value::Kind::fields;
    for (const auto& [id, entry] : properties.entries()) value.fields[std::to_string(id)] = Value::of(words_.contents.answer_of(entry));
    return value;
  }
  Value persisted(Concrete::File file) const {
    if (!state_.world.file_exists.at(file)) return Value::null();
    Value list;
    list.kind = Value::Kind::list;
    const auto image = state_.world.image.at(file);
    for (const auto& record : image.listed()) {
      Value& item = list.items.add() = Value::of(words_.contents.text_of(record.content));
      if (record.properties.entries().empty()) continue;
      Value with;
      with.kind = Value::Kind::fields;
      with.fields["content"] = item;
      with.fields["properties"] = properties(record.properties);
      item = with;
    }
    return list;
  }

  template <class AnswerTo>
  void answer_all(trace::Fields& probe, AnswerTo answer_to) {
    trace::Fields answers;
    for (const auto& asked : probe) {
      const Binding* binding = state_.names.find(asked.name);
      if (!binding) continue;
      if (Value answer = answer_to(*binding); !answer.is_absent()) answers[asked.name] = answer;
      // What was seen of something that is gone is answered with nothing; who only asks hears nothing of it.
      else if (!asked.value.is_nothing()) answers[asked.name] = Value::null();
    }
    probe = answers;
  }

  Line& line_;
  const ModelState& state_;
  Vocabulary& words_;
};

}  // namespace

void show_results(Line& line, const model::Answer<Concrete>& answer, const ModelState& state, Vocabulary& words) {
  Answering(line, state, words).results(answer);
}

void show_probes(Line& line, const ModelState& state, Vocabulary& words) { Answering(line, state, words).probes(); }

}  // namespace certlife::conformance
