#include "model/oracle/comparison.h"

#include <algorithm>

#include "model/oracle/knowledge.h"
#include "model/oracle/property_questions.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Aspect;
using model::Error;
using model::Of;
using trace::Value;

Comparison::Comparison(Knowledge& knowledge, const trace::Line& line, const KnownLastError& last_error)
    : known_(knowledge), seen_(knowledge.translation), objects_(knowledge), fitting_(knowledge.contents, knowledge.translator),
      line_(line), last_error_(last_error) {}

model::Choosing::Expectation Comparison::expectation(const Candidate& candidate) const {
  if (seen_.result != Translation::Result::context || !seen_.object) return {};
  if (seen_.object->is_null()) {
    if (!returns_object(seen_)) return {};
    return {0, nullptr};
  }
  if (!seen_.object->is_text()) return {};
  const NameId name = known_.names.find(seen_.object->text);
  const std::uint32_t context = name ? candidate.context_called(name) : 0;
  if (context >= first_free_context) return {context, nullptr};
  return {std::nullopt, &candidate.name_of};
}

std::optional<bool> Comparison::seen_success() const {
  if (seen_.ret->is_absent() || seen_.result == Translation::Result::none) return std::nullopt;
  return returns_object(seen_) ? seen_.ret->is_text() : seen_.ret->truth;
}

namespace {

// What has got its name in another order of the same calls has it in this one too.
bool is_free_or(NameId known, NameId name) { return !known || known == name; }

}  // namespace

bool Comparison::name_fits(const Candidate& candidate, const Outcome& outcome, NameId name) const {
  const NameEntry& entry = known_.names[name];
  const auto live_context = [&] {
    const std::uint32_t bound = candidate.context_called(name);
    return bound >= first_free_context && outcome.after.context_allocated.at({bound});
  };
  switch (seen_.result) {
    case Translation::Result::store:
      if (entry.thing == Thing::store && objects_.lives(candidate, name)) return entry.index == outcome.answer.store.index;
      return !live_context() && is_free_or(known_.bindings.of_store(outcome.answer.store.index), name);
    case Translation::Result::csp:
      if (entry.thing == Thing::csp && objects_.lives(candidate, name)) return entry.index == outcome.answer.csp.index;
      return is_free_or(known_.bindings.of_csp(outcome.answer.csp.index), name);
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
bool Comparison::object_fits(const Candidate& candidate, const Outcome& outcome, const Value& object) const {
  if (object.is_absent()) return true;
  const bool given = outcome.answer.context.index || outcome.answer.store.index || outcome.answer.csp.index;
  if (!object.is_text()) return !given;
  if (!given) return false;
  if (const NameId name = known_.names.find(object.text)) return name_fits(candidate, outcome, name);
  switch (seen_.result) {
    case Translation::Result::store:   return !known_.bindings.of_store(outcome.answer.store.index);
    case Translation::Result::csp:     return !known_.bindings.of_csp(outcome.answer.csp.index);
    case Translation::Result::context: return !candidate.name_of_context(outcome.answer.context.index);
    case Translation::Result::boolean:
    case Translation::Result::none: break;
  }
  return true;
}

bool Comparison::last_error_fits(const Outcome& outcome) const {
  const Value& seen = line_.last_error;
  if (seen.is_nothing()) return true;
  const Error error = line_.last_error_is_unchanged() ? Error::unchanged : static_cast<Error>(seen.number);
  return model::admits(outcome.answer.last_error, error);
}

bool Comparison::last_error_after_fits(const Outcome& outcome) const {
  const Value& seen = line_.last_error_after;
  const Error promised = outcome.answer.last_error;
  if (seen.is_nothing() || promised == Error::some_failure) return true;
  if (promised == Error::unchanged) return !last_error_ || *last_error_ == seen.number;
  return model::admits(promised, static_cast<Error>(seen.number));
}

bool Comparison::home_fits(const Outcome& outcome, const Object& object, std::string_view name) const {
  const Concrete::Store home = outcome.after.home.at({object.index});
  const NameId own = known_.bindings.of_store(home.index);
  const NameId seen = known_.names.find(name);
  if (own) return own == seen;
  return !seen || !known_.names[seen].is_live();
}

bool Comparison::content_fits(const Outcome& outcome, const Object& object, const Value& seen) const {
  return !seen.is_text() || known_.translator.content_matches(seen, outcome.after.content.at({object.index}));
}

// The size that a value needs, where it is known: of what real bytes give, and of hashes.
bool Comparison::size_fits(const Candidate& candidate, const model::GetProperty<Concrete>& get) const {
  const Concrete::Context context{candidate.context_called(get.context.index)};
  const auto& world = candidate.world;
  const Concrete::Value stored = Concrete::property(world.properties.at(context), get.property);
  const Concrete::Value value = stored == Concrete::no_value() ? Concrete::hash_of(world.content.at(context), get.property) : stored;
  const auto size = known_.contents.size_of(value);
  return !size || line_.output("pcbData").number == static_cast<std::int64_t>(*size);
}

// The property of this context that the call has just read: that one is there, even one that otherwise may come and go. [PROP-8]
std::uint32_t Comparison::was_read(const Candidate& candidate, const Object& object, const Outcome& outcome) const {
  const auto* get = std::get_if<model::GetProperty<Concrete>>(&seen_.call);
  const bool own = get && outcome.answer.succeeds && candidate.context_called(get->context.index) == object.index;
  return own ? get->property : 0;
}

// Created CTLs have both types; that is all that is known. [CREATE-17]
bool Comparison::encoding_type_fits(const Outcome& outcome, const Object& object, std::int64_t seen) const {
  const Concrete::Context context{object.index};
  const bool is_created = outcome.after.home.at(context) == Concrete::null_store();
  return !is_created || outcome.after.kind.at(context) != Kind::ctl || seen == trace::default_encoding_type;
}

Concrete::Store Comparison::store_saved(const Candidate& candidate) const {
  const auto called = [&](NameId name) { return candidate.context_called(name); };
  return seen_.store_from ? candidate.world.home.at(context_named(seen_.store_from, called))
                          : std::get<model::SaveStore<Concrete>>(seen_.call).store;
}

bool Comparison::saved_fits(const Candidate& candidate) const {
  if (!seen_.saved || !seen_.saved->is_list()) return true;
  Concrete::Image image = Concrete::snapshot(candidate.world, store_saved(candidate), std::get<model::SaveStore<Concrete>>(seen_.call).as_pkcs7);
  image.settle();
  return fitting_.records_fit(image.listed(), *seen_.saved);
}

// Calls visit(aspect, thing, name, whether it fits) for each of these probes that says something of a thing of the wanted sort; a store or a
// context if that is unknown.
template <class Fits, class Visit>
void Comparison::for_each_in(const trace::Fields& fields, Aspect aspect, Thing wanted, const After& after, Fits fits, Visit visit) const {
  for (const auto& [name, value] : fields) {
    if (value.is_nothing()) continue;
    const Object object = wanted == Thing::context ? objects_.called_now(after.candidate, after.outcome, name)
                                                   : objects_.called(after.candidate, after.outcome, name);
    const bool right = wanted == Thing::unknown ? object.thing == Thing::store || object.thing == Thing::context
                                                : object.thing == wanted;
    if (right && !object.was_taken_again) visit(aspect, object, name, fits(object, value));
  }
}

// What nobody knows anything certain of may be alive or not.
template <class Visit>
void Comparison::for_each_life(const After& after, Visit visit) const {
  const Outcome& outcome = after.outcome;
  const auto alive = [&](const Object& object, const Value& value) {
    return is_alive(outcome, object) == value.truth || object.tainted;
  };
  const auto held = [&](const Object& object, const Value& value) {
    return (outcome.after.csp_references.at({object.index}) > 0) == (value.text == "held") || object.tainted;
  };
  for_each_in(line_.observed.alive, Aspect::life, Thing::unknown, after, alive, visit);
  for_each_in(line_.observed.csp, Aspect::csp_handle, Thing::csp, after, held, visit);
}

// What is gone shows nothing any more. What nobody knows anything certain of may show anything.
template <class Visit>
void Comparison::for_each_content(const After& after, Visit visit) const {
  const Outcome& outcome = after.outcome;
  const auto look = [&](Aspect aspect, const trace::Fields& fields, auto fits) {
    const auto fits_if_alive = [&](const Object& object, const Value& value) {
      return object.tainted || (fits(object, value) && is_alive(outcome, object));
    };
    for_each_in(fields, aspect, Thing::context, after, fits_if_alive, visit);
  };
  look(Aspect::home, line_.observed.home, [&](const Object& object, const Value& value) {
    return value.is_text() && home_fits(outcome, object, value.text);
  });
  look(Aspect::content, line_.observed.content, [&](const Object& object, const Value& value) {
    return content_fits(outcome, object, value);
  });
  look(Aspect::properties, line_.observed.properties, [&](const Object& object, const Value& value) {
    const std::uint32_t required = was_read(after.candidate, object, outcome);
    return fitting_.properties_fit(outcome.after.properties.at({object.index}), value.fields, required);
  });
  look(Aspect::encoding_type, line_.observed.encoding, [&](const Object& object, const Value& value) {
    return encoding_type_fits(outcome, object, value.number);
  });
}

template <class Visit>
void Comparison::for_each_probe(const After& after, Visit visit) const {
  if (line_.observed.empty()) return;
  for_each_life(after, visit);
  for_each_content(after, visit);
  for (const auto& [name, value] : line_.observed.persisted) {
    if (value.is_absent()) continue;
    const Concrete::File file = known_.translator.file_called(name);
    visit(Aspect::file, Object{Thing::file, file.index}, name, fitting_.persisted_fits(after.outcome.after, file, value));
  }
}

// Calls visit(aspect, whether it fits) for all that was seen but the probes.
template <class Visit>
void Comparison::for_each_result(const After& after, Visit visit) const {
  const auto& [candidate, outcome] = after;
  const auto success = seen_success();
  const bool same_success = !success || *success == outcome.answer.succeeds;
  visit(Aspect::result, same_success);
  if (seen_.object && same_success && outcome.answer.succeeds) {
    visit(returns_object(seen_) ? Aspect::result : Aspect::output, object_fits(candidate, outcome, *seen_.object));
  }
  visit(Aspect::last_error, last_error_fits(outcome));
  visit(Aspect::last_error_after, last_error_after_fits(outcome));
  if (!same_success) return;
  if (seen_.value && outcome.answer.succeeds) visit(Aspect::output, fitting_.value_fits(*seen_.value, outcome.answer.value));
  if (const auto* get = std::get_if<model::GetProperty<Concrete>>(&seen_.call); get && !outcome.answer.succeeds) {
    visit(Aspect::output, !seen_.value || !seen_.value->is_text());  // A value that was not there was not passed out.
    visit(Aspect::output, !get->too_small || size_fits(candidate, *get));
  }
  if (seen_.saved) visit(Aspect::output, saved_fits(candidate));
}

int Comparison::differences(const Candidate& candidate, const Outcome& outcome) const {
  int count = 0;
  for_each_result({candidate, outcome}, [&](Aspect, bool fits) { count += fits ? 0 : 1; });
  for_each_probe({candidate, outcome}, [&](Aspect, const Object&, const std::string&, bool fits) { count += fits ? 0 : 1; });
  return count;
}

// --- Which clause is broken ----------------------------------------------------------------------------------------------

// Does a row of the frame speak of this thing?
bool Comparison::is_about(Of of, const Outcome& outcome, const Object& object, std::string_view name) const {
  const bool is_store = object.thing == Thing::store;
  switch (of) {
    case Of::anything:        return true;
    case Of::what_lives:      return is_alive(outcome, object);
    case Of::what_ended:      return !is_alive(outcome, object);
    case Of::ended_store:     return is_store && !is_alive(outcome, object);
    case Of::live_context:    return !is_store && is_alive(outcome, object);
    case Of::ended_context:   return !is_store && !is_alive(outcome, object);
    case Of::released_handle: return outcome.after.csp_references.at({object.index}) == 0;
    case Of::what_was_there:  return !seen_.object || !seen_.object->is_text() || seen_.object->text != name;
  }
  return false;
}

// What no row speaks of is stated by what decided the result. The content of what the call gave tells what the result is. A row of the
// result says what the readings differ on, and is for what another one allows.
const char* Comparison::clause_for(const Outcome& outcome, Aspect aspect, const Object& object, std::string_view name, bool is_allowed_elsewhere) const {
  const auto row_of = [&](Aspect wanted) {
    return std::find_if(outcome.frame.begin(), outcome.frame.end(), [&](const model::FrameRow<Concrete>& each) {
      return each.aspect == wanted && each.when && is_about(each.of, outcome, object, name);
    });
  };
  const bool is_of_the_result = aspect == Aspect::result || aspect == Aspect::output;
  auto row = is_of_the_result ? outcome.frame.end() : row_of(aspect);
  const bool tells_the_result = is_of_the_result || (aspect == Aspect::content && row == outcome.frame.end());
  if (tells_the_result && is_allowed_elsewhere) row = row_of(Aspect::result);
  if (row != outcome.frame.end()) return row->clause;
  return outcome.citations.size() == 0 ? "" : *outcome.citations.begin();
}

std::vector<Difference> Comparison::differing(const Candidate& candidate, const Outcome& outcome, bool is_allowed_elsewhere) const {
  std::vector<Difference> result;
  const auto note = [&](Aspect aspect, const Object& object, const std::string& name, bool fits) {
    if (!fits) result.push_back({aspect, object.thing, name, clause_for(outcome, aspect, object, name, is_allowed_elsewhere)});
  };
  for_each_result({candidate, outcome}, [&](Aspect aspect, bool fits) { note(aspect, {}, "", fits); });
  for_each_probe({candidate, outcome}, note);
  return result;
}

}  // namespace certlife::oracle
