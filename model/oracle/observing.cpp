#include "model/oracle/observing.h"

#include <algorithm>

#include "model/oracle/property_questions.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Error;
using trace::Value;

namespace {

bool returns_object(const Translation& seen) { return seen.object == seen.ret && seen.object != nullptr; }

Value boolean(bool truth) { return Value::of(truth); }

Value new_object(const char* what) {
  Value value;
  value.kind = Value::Kind::fields;
  value.fields["new"] = Value::of(what);
  return value;
}

Value error_value(Error error) {
  switch (error) {
    case Error::unchanged:    return Value::of("unchanged");
    case Error::unspecified:  return {};
    case Error::any_asn1:     return Value::of("an ASN.1 error");
    case Error::any_decoding: return Value::of("a decoding error");
    case Error::some_failure: return Value::of("some failure code");
    default:                  return Value::of(trace::error_name(static_cast<std::uint32_t>(error)));
  }
}

}  // namespace

// --- Comparing -----------------------------------------------------------------------------------------------------------

model::Choosing::Expectation Observing::expectation(const Candidate& candidate) const {
  if (seen_.result != Translation::Result::context || !seen_.object) return {};
  if (seen_.object->is_null()) {
    if (!returns_object(seen_)) return {};
    return {0, nullptr};
  }
  if (!seen_.object->is_text()) return {};
  const NameId name = names_.find(seen_.object->text);
  const std::uint32_t context = name ? candidate.context_called(name) : 0;
  if (context >= first_free_context) return {context, nullptr};
  return {std::nullopt, &candidate.name_of};
}

std::optional<bool> Observing::seen_success() const {
  if (seen_.ret->is_absent() || seen_.result == Translation::Result::none) return std::nullopt;
  return returns_object(seen_) ? seen_.ret->is_text() : seen_.ret->truth;
}

// A name may be dead in one candidate while another still has what bore it.
bool Observing::lives(const Candidate& candidate, NameId name) const {
  const NameEntry& entry = names_[name];
  if (entry.dead) return false;
  switch (entry.thing) {
    case Thing::store:   return candidate.world.store_allocated.at({entry.index});
    case Thing::csp:     return candidate.world.csp_references.at({entry.index}) > 0;
    case Thing::context: return candidate.context_called(name) >= first_free_context;
    case Thing::unknown: break;
  }
  return false;
}

bool Observing::name_fits(const Candidate& candidate, const Outcome& outcome, NameId name) const {
  const NameEntry& entry = names_[name];
  const auto live_context = [&] {
    const std::uint32_t bound = candidate.context_called(name);
    return bound >= first_free_context && outcome.after.context_allocated.at({bound});
  };
  switch (seen_.result) {
    case Translation::Result::store:
      if (entry.thing == Thing::store && lives(candidate, name)) return entry.index == outcome.answer.store.index;
      return !live_context() && !(*store_names)[outcome.answer.store.index];
    case Translation::Result::csp:
      if (entry.thing == Thing::csp && lives(candidate, name)) return entry.index == outcome.answer.csp.index;
      return !(*csp_names)[outcome.answer.csp.index];
    case Translation::Result::context: {
      const std::uint32_t context = outcome.answer.context.index;
      if (const NameId own = candidate.name_of_context(context)) return own == name;
      const bool live_store = entry.is_live(Thing::store) && outcome.after.store_allocated.at({entry.index});
      return !live_store && !live_context();
    }
    case Translation::Result::boolean:
    case Translation::Result::none: break;
  }
  return true;
}

// A name never seen fits whatever has no name yet.
bool Observing::object_fits(const Candidate& candidate, const Outcome& outcome, const Value& object) const {
  if (object.is_absent()) return true;
  const bool given = outcome.answer.context.index || outcome.answer.store.index || outcome.answer.csp.index;
  if (!object.is_text()) return !given;
  if (!given) return false;
  if (const NameId name = names_.find(object.text)) return name_fits(candidate, outcome, name);
  switch (seen_.result) {
    case Translation::Result::store:   return !(*store_names)[outcome.answer.store.index];
    case Translation::Result::csp:     return !(*csp_names)[outcome.answer.csp.index];
    case Translation::Result::context: return !candidate.name_of_context(outcome.answer.context.index);
    case Translation::Result::boolean:
    case Translation::Result::none: break;
  }
  return true;
}

bool Observing::last_error_fits(const Outcome& outcome) const {
  const Value& seen = line_.last_error;
  if (seen.is_nothing()) return true;
  const Error error = line_.last_error_is_unchanged() ? Error::unchanged : static_cast<Error>(seen.number);
  return model::admits(outcome.answer.last_error, error);
}

bool Observing::last_error_after_fits(const Outcome& outcome) const {
  const Value& seen = line_.last_error_after;
  const Error promised = outcome.answer.last_error;
  if (seen.is_nothing() || promised == Error::some_failure) return true;
  if (promised == Error::unchanged) return !last_error_ || *last_error_ == seen.number;
  return model::admits(promised, static_cast<Error>(seen.number));
}

Observing::Object Observing::object_called(const Candidate& candidate, const Outcome& outcome, std::string_view name) const {
  const NameId known = names_.find(name);
  const bool is_given = seen_.object && seen_.object->is_text() && seen_.object->text == name;
  Object object;
  if (known && names_[known].thing != Thing::unknown) {
    const NameEntry& entry = names_[known];
    object = {entry.thing, entry.thing == Thing::context ? candidate.context_called(known) : entry.index, entry.tainted, false};
    if (entry.thing == Thing::context && !object.index) object.thing = Thing::unknown;
    object.was_taken_again = is_given && !lives(candidate, known);
    if (!object.was_taken_again) object.tainted = object.tainted || is_tainted(candidate, object);
  } else if (is_given) {
    object = object_given(outcome);
  }
  return object;
}

// What the call gave.
Observing::Object Observing::object_given(const Outcome& outcome) const {
  Object object;
  switch (seen_.result) {
    case Translation::Result::store:
      object = {Thing::store, outcome.answer.store.index, false, false};
      break;
    case Translation::Result::context:
      object = {Thing::context, outcome.answer.context.index, false, false};
      break;
    case Translation::Result::csp:
      object = {Thing::csp, outcome.answer.csp.index, false, false};
      break;
    case Translation::Result::boolean:
    case Translation::Result::none:
      break;
  }
  if (!object.index) object.thing = Thing::unknown;
  return object;
}

// Whether something still lives is asked of what bore the name before the call; what it holds, of what bears it now.
Observing::Object Observing::object_called_now(const Candidate& candidate, const Outcome& outcome,
                                               std::string_view name) const {
  const Object object = object_called(candidate, outcome, name);
  return object.was_taken_again ? object_given(outcome) : object;
}

bool Observing::is_tainted(const Candidate& candidate, const Object& object) const {
  if (object.thing != Thing::context) return false;
  const NameId home = (*store_names)[candidate.world.home.at({object.index}).index];
  return home && names_[home].tainted;
}

bool Observing::is_alive(const Outcome& outcome, const Object& object) const {
  return object.thing == Thing::store ? outcome.after.store_allocated.at({object.index})
                                      : outcome.after.context_allocated.at({object.index});
}

bool Observing::home_fits(const Candidate&, const Outcome& outcome, const Object& object, std::string_view name) const {
  const Concrete::Store home = outcome.after.home.at({object.index});
  const NameId own = (*store_names)[home.index];
  const NameId seen = names_.find(name);
  if (own) return own == seen;
  return !seen || !names_[seen].is_live();
}

bool Observing::content_fits(const Outcome& outcome, const Object& object, const Value& seen) const {
  return !seen.is_text() || translator_.content_matches(seen, outcome.after.content.at({object.index}));
}

// The size that a value needs, where it is known: of what real bytes give, and of hashes.
bool Observing::size_fits(const Candidate& candidate, const model::GetProperty<Concrete>& get) const {
  const Concrete::Context context{candidate.context_called(get.context.index)};
  const auto& world = candidate.world;
  const Concrete::Value stored = Concrete::property(world.properties.at(context), get.property);
  const Concrete::Value value = stored == Concrete::no_value() ? Concrete::hash_of(world.content.at(context), get.property) : stored;
  const auto size = contents_.size_of(value);
  return !size || line_.output("pcbData").number == static_cast<std::int64_t>(*size);
}

// The property of this context that the call has just read: that one is there, even one that otherwise may come and go. [PROP-8]
std::uint32_t Observing::was_read(const Candidate& candidate, const Object& object, const Outcome& outcome) const {
  const auto* get = std::get_if<model::GetProperty<Concrete>>(&seen_.call);
  const bool own = get && outcome.answer.succeeds && candidate.context_called(get->context.index) == object.index;
  return own ? get->property : 0;
}

// Created CTLs have both types; that is all that is known. [CREATE-17]
bool Observing::encoding_type_fits(const Outcome& outcome, const Object& object, std::int64_t seen) const {
  const Concrete::Context context{object.index};
  const bool is_created = outcome.after.home.at(context) == Concrete::null_store();
  return !is_created || outcome.after.kind.at(context) != Kind::ctl || seen == trace::default_encoding_type;
}

Concrete::Store Observing::store_saved(const Candidate& candidate) const {
  const auto called = [&](NameId name) { return candidate.context_called(name); };
  return seen_.store_from ? candidate.world.home.at(context_named(seen_.store_from, called))
                          : std::get<model::SaveStore<Concrete>>(seen_.call).store;
}

bool Observing::saved_fits(const Candidate& candidate) const {
  if (!seen_.saved || !seen_.saved->is_list()) return true;
  Concrete::Image image = Concrete::snapshot(candidate.world, store_saved(candidate), std::get<model::SaveStore<Concrete>>(seen_.call).as_pkcs7);
  image.settle();
  return fitting_.records_fit(image.listed(), *seen_.saved);
}

// Calls visit(probe, name, whether it fits) for each probe that says something.
template <class Visit>
void Observing::for_each_probe(const Candidate& candidate, const Outcome& outcome, Visit visit) const {
  const trace::Observed& observed = line_.observed;
  const auto each = [&](const char* probe, const trace::Fields& fields, Thing wanted, auto fits) {
    for (const auto& [name, value] : fields) {
      if (value.is_nothing()) continue;
      const Object object = wanted == Thing::context ? object_called_now(candidate, outcome, name)
                                                     : object_called(candidate, outcome, name);
      const bool right = wanted == Thing::unknown ? object.thing == Thing::store || object.thing == Thing::context
                                                  : object.thing == wanted;
      if (right && !object.was_taken_again) visit(probe, name, fits(object, value));
    }
  };
  // What is gone shows nothing any more. What nobody knows anything certain of may show anything.
  const auto of_living = [&](const Object& object, bool fits) {
    return object.tainted || (fits && is_alive(outcome, object));
  };
  each("alive", observed.alive, Thing::unknown, [&](const Object& object, const Value& value) {
    const bool alive = is_alive(outcome, object);
    return alive == value.truth || object.tainted;
  });
  each("csp", observed.csp, Thing::csp, [&](const Object& object, const Value& value) {
    const bool held = outcome.after.csp_references.at({object.index}) > 0;
    return held == (value.text == "held") || object.tainted;
  });
  each("hCertStore", observed.home, Thing::context, [&](const Object& object, const Value& value) {
    return of_living(object, value.is_text() && home_fits(candidate, outcome, object, value.text));
  });
  each("content", observed.content, Thing::context, [&](const Object& object, const Value& value) {
    return of_living(object, content_fits(outcome, object, value));
  });
  each("properties", observed.properties, Thing::context, [&](const Object& object, const Value& value) {
    const std::uint32_t required = was_read(candidate, object, outcome);
    return of_living(object, fitting_.properties_fit(outcome.after.properties.at({object.index}), value.fields, required));
  });
  each("encodingType", observed.encoding, Thing::context, [&](const Object& object, const Value& value) {
    return of_living(object, encoding_type_fits(outcome, object, value.number));
  });
  for (const auto& [name, value] : observed.persisted) {
    if (!value.is_absent()) visit("persisted", name, fitting_.persisted_fits(outcome.after, translator_.file_called(name), value));
  }
}

int Observing::compare(const Candidate& candidate, const Outcome& outcome, std::vector<std::string>* differing) const {
  int count = 0;
  const auto note = [&](bool fits, auto... words) {
    if (fits) return;
    ++count;
    if (differing) differing->push_back((std::string() + ... + words));
  };
  const auto success = seen_success();
  const bool same_success = !success || *success == outcome.answer.succeeds;
  note(same_success, "ret");
  if (seen_.object && same_success && outcome.answer.succeeds) {
    note(object_fits(candidate, outcome, *seen_.object), returns_object(seen_) ? "ret" : "out");
  }
  note(last_error_fits(outcome), "lastError");
  note(last_error_after_fits(outcome), "lastErrorAfter");
  if (seen_.value && same_success && outcome.answer.succeeds) note(fitting_.value_fits(*seen_.value, outcome.answer.value), "out");
  if (const auto* get = std::get_if<model::GetProperty<Concrete>>(&seen_.call); get && same_success && !outcome.answer.succeeds) {
    note(!seen_.value || !seen_.value->is_text(), "out");  // A value that was not there was not passed out.
    note(!get->too_small || size_fits(candidate, *get), "out");
  }
  if (seen_.saved && same_success) note(saved_fits(candidate), "out");
  if (!line_.observed.empty()) {
    for_each_probe(candidate, outcome, [&](const char* probe, const std::string& name, bool fits) {
      note(fits, probe, " of ", name);
    });
  }
  return count;
}

std::vector<std::string> Observing::differing(const Candidate& candidate, const Outcome& outcome) const {
  std::vector<std::string> result;
  compare(candidate, outcome, &result);
  return result;
}

// --- Showing -------------------------------------------------------------------------------------------------------------

Value Observing::name_value(Thing thing, std::uint32_t index, NameId name) const {
  if (!index) return Value::null();
  if (name) return Value::of(std::string_view(names_[name].text));
  if (thing == Thing::store && index == Concrete::null_store().index) return Value::of("the null store");
  return new_object(thing == Thing::store ? "store" : thing == Thing::csp ? "CSP handle" : "context");
}

Value Observing::properties_value(const Concrete::Properties& properties) const {
  Value value;
  value.kind = Value::Kind::fields;
  for (const auto& [id, each] : properties.entries()) value.fields[std::to_string(id)] = Value::of(std::string_view(contents_.text_of(each)));
  return value;
}

Value Observing::records_value(const Concrete::Records& records) const {
  Value list;
  list.kind = Value::Kind::list;
  for (const auto& record : records) {
    Value& item = list.items.add();
    item = Value::of(std::string_view(contents_.text_of(record.content)));
    if (record.properties.entries().empty()) continue;
    Value content = item;
    item = Value{};
    item.kind = Value::Kind::fields;
    item.fields["content"] = content;
    item.fields["properties"] = properties_value(record.properties);
  }
  return list;
}

trace::Line Observing::shown_by(const Candidate& candidate, const Outcome& outcome) const {
  trace::Line shown;
  const auto& answer = outcome.answer;
  using Result = Translation::Result;
  Value object;
  switch (seen_.result) {
    case Result::store:   object = name_value(Thing::store, answer.store.index, (*store_names)[answer.store.index]); break;
    case Result::context: object = name_value(Thing::context, answer.context.index, candidate.name_of_context(answer.context.index)); break;
    case Result::csp:     object = name_value(Thing::csp, answer.csp.index, (*csp_names)[answer.csp.index]); break;
    case Result::boolean:
    case Result::none:    break;
  }
  const bool in_ret = returns_object(seen_);
  shown.ret = in_ret ? object : boolean(answer.succeeds);
  if (seen_.object && !in_ret && answer.succeeds) {
    for (const auto& [parameter, value] : line_.out) {
      if (&value == seen_.object) shown.out[parameter] = object;
    }
  }
  if (seen_.value && answer.succeeds) shown.out["pvData"] = Value::of(std::string_view(contents_.text_of(answer.value)));
  shown.last_error = error_value(answer.last_error);
  const trace::Observed& observed = line_.observed;
  const World& after = outcome.after;
  const auto of = [&](std::string_view name) { return object_called(candidate, outcome, name); };
  const auto now = [&](std::string_view name) { return object_called_now(candidate, outcome, name); };
  for (const auto& [name, value] : observed.alive) {
    if (const Object it = of(name); it.thing == Thing::store || it.thing == Thing::context) shown.observed.alive[name] = boolean(is_alive(outcome, it));
  }
  for (const auto& [name, value] : observed.csp) {
    if (const Object it = of(name); it.thing == Thing::csp) shown.observed.csp[name] = Value::of(after.csp_references.at({it.index}) > 0 ? "held" : "released");
  }
  for (const auto& [name, value] : observed.home) {
    const Object it = now(name);
    if (it.thing != Thing::context) continue;
    const std::uint32_t home = is_alive(outcome, it) ? after.home.at({it.index}).index : 0;
    shown.observed.home[name] = name_value(Thing::store, home, (*store_names)[home]);
  }
  for (const auto& [name, value] : observed.content) {
    const Object it = now(name);
    if (it.thing != Thing::context) continue;
    shown.observed.content[name] = is_alive(outcome, it)
                                       ? Value::of(std::string_view(contents_.text_of(after.content.at({it.index}))))
                                       : Value::null();
  }
  for (const auto& [name, value] : observed.properties) {
    const Object it = now(name);
    if (it.thing != Thing::context) continue;
    shown.observed.properties[name] =
        is_alive(outcome, it) ? properties_value(after.properties.at({it.index})) : Value::null();
  }
  for (const auto& [name, value] : observed.persisted) {
    const Concrete::File file = translator_.file_called(name);
    shown.observed.persisted[name] = after.file_exists.at(file) ? records_value(after.image.at(file).listed()) : Value::null();
  }
  return shown;
}

}  // namespace certlife::oracle
