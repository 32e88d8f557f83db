#include "model/oracle/observing.h"

#include <algorithm>

#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Error;
using trace::Value;

namespace {

// Properties that an implementation may come to have by itself.
bool may_come_by_itself(std::uint32_t id) {
  return id == 3 || id == 4 || id == 14 || id == 15 || id == 20 || (id >= 24 && id <= 29) || id > 0xffff;
}

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

bool Observing::value_fits(const Value& seen, Concrete::Value value) const {
  if (!seen.is_text()) return value == Concrete::no_value();
  return translator_.value_matches(seen, value);
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
    switch (seen_.result) {
      case Translation::Result::store:   object = {Thing::store, outcome.answer.store.index, false, false}; break;
      case Translation::Result::context: object = {Thing::context, outcome.answer.context.index, false, false}; break;
      case Translation::Result::csp:     object = {Thing::csp, outcome.answer.csp.index, false, false}; break;
      case Translation::Result::boolean:
      case Translation::Result::none: break;
    }
    if (!object.index) object.thing = Thing::unknown;
  }
  return object;
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

bool Observing::properties_fit(const Concrete::Properties& properties, const trace::Fields& seen) const {
  for (const auto& [id, value] : seen) {
    const auto number = trace::property_id(id);
    if (!number) continue;
    const auto expected = Concrete::property(properties, *number);
    if (expected == Concrete::no_value() && may_come_by_itself(*number)) continue;
    if (!value_fits(value, expected)) return false;
  }
  for (const auto& [id, value] : properties.entries()) {
    if (may_come_by_itself(id)) continue;
    const auto has = [wanted = id](const trace::Field& field) { return trace::property_id(field.name) == wanted; };
    if (std::none_of(seen.begin(), seen.end(), has)) return false;
  }
  return true;
}

// The same elements, in whatever order.
bool Observing::records_fit(const Concrete::Records& records, const Value& seen) const {
  if (!seen.is_list()) return false;
  if (records.size() != seen.items.size()) return false;
  std::vector<bool> taken(records.size());
  for (const Value& item : seen.items) {
    bool found = false;
    for (std::size_t i = 0; i < records.size() && !found; ++i) {
      if (taken[i] || !translator_.content_matches(item.is_fields() && item.fields.find("content") ? *item.fields.find("content") : item, records[i].content)) continue;
      const Value* properties = item.is_fields() ? item.fields.find("properties") : nullptr;
      static const trace::Fields none;
      if (!properties_fit(records[i].properties, properties ? properties->fields : none)) continue;
      taken[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool Observing::persisted_fits(const World& world, Concrete::File file, const Value& seen) const {
  const bool exists = world.file_exists.at(file);
  if (seen.is_null()) return !exists;
  if (translator_.opaque_files.contains(file.index) || translator_.unreadable_files.contains(file.index)) return exists;
  return exists && records_fit(world.image.at(file).listed(), seen);
}

bool Observing::saved_fits(const Candidate& candidate) const {
  if (!seen_.saved || !seen_.saved->is_list()) return true;
  Concrete::Image image = Concrete::snapshot(candidate.world, std::get<model::SaveStore<Concrete>>(seen_.call).store);
  image.settle();
  return records_fit(image.listed(), *seen_.saved);
}

// Calls visit(probe, name, whether it fits) for each probe that says something.
template <class Visit>
void Observing::for_each_probe(const Candidate& candidate, const Outcome& outcome, Visit visit) const {
  const trace::Observed& observed = line_.observed;
  const auto each = [&](const char* probe, const trace::Fields& fields, Thing wanted, auto fits) {
    for (const auto& [name, value] : fields) {
      if (value.is_nothing()) continue;
      const Object object = object_called(candidate, outcome, name);
      const bool right = wanted == Thing::unknown ? object.thing == Thing::store || object.thing == Thing::context
                                                  : object.thing == wanted;
      if (right && !object.was_taken_again) visit(probe, name, fits(object, value));
    }
  };
  const auto of_living = [&](const Object& object, bool fits) { return fits || !is_alive(outcome, object); };
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
    return of_living(object, properties_fit(outcome.after.properties.at({object.index}), value.fields));
  });
  for (const auto& [name, value] : observed.persisted) {
    if (!value.is_absent()) visit("persisted", name, persisted_fits(outcome.after, translator_.file_called(name), value));
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
  if (seen_.value && same_success && outcome.answer.succeeds) note(value_fits(*seen_.value, outcome.answer.value), "out");
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
  for (const auto& [name, value] : observed.alive) {
    if (const Object it = of(name); it.thing == Thing::store || it.thing == Thing::context) shown.observed.alive[name] = boolean(is_alive(outcome, it));
  }
  for (const auto& [name, value] : observed.csp) {
    if (const Object it = of(name); it.thing == Thing::csp) shown.observed.csp[name] = Value::of(after.csp_references.at({it.index}) > 0 ? "held" : "released");
  }
  for (const auto& [name, value] : observed.home) {
    const Object it = of(name);
    if (it.thing != Thing::context || !is_alive(outcome, it)) continue;
    const std::uint32_t home = after.home.at({it.index}).index;
    shown.observed.home[name] = name_value(Thing::store, home, (*store_names)[home]);
  }
  for (const auto& [name, value] : observed.content) {
    const Object it = of(name);
    if (it.thing == Thing::context && is_alive(outcome, it)) shown.observed.content[name] = Value::of(std::string_view(contents_.text_of(after.content.at({it.index}))));
  }
  for (const auto& [name, value] : observed.properties) {
    const Object it = of(name);
    if (it.thing == Thing::context && is_alive(outcome, it)) shown.observed.properties[name] = properties_value(after.properties.at({it.index}));
  }
  for (const auto& [name, value] : observed.persisted) {
    const Concrete::File file = translator_.file_called(name);
    shown.observed.persisted[name] = after.file_exists.at(file) ? records_value(after.image.at(file).listed()) : Value::null();
  }
  return shown;
}

}  // namespace certlife::oracle
