#include "model/oracle/line_reading.h"

#include "model/oracle/binding.h"
#include "model/trace/bad_input.h"
#include "model/trace/utf8.h"

namespace certlife::oracle {

using trace::BadInput;
using trace::Value;
using Fate = Translation::Fate;
using Result = Translation::Result;

namespace {

std::string_view text(const Value& value) {
  if (value.is_nothing()) return {};
  if (!value.is_text()) throw BadInput(value.column, "expected a name or null");
  return value.text;
}

bool is_contents(std::string_view text) { return text.find(':') != std::string_view::npos; }

}  // namespace

void LineReading::leave(std::string reason, bool touches_world) {
  if (is_left()) return;
  to.fate = Fate::not_evaluated;
  to.reason = std::move(reason);
  to.touches_world = touches_world;
}

// --- Names and numbers ---------------------------------------------------------------------------------------------------

std::int64_t LineReading::number(std::string_view parameter, std::int64_t fallback) const {
  const Value& value = argument(parameter);
  if (value.is_absent()) return fallback;
  return value.is_null() ? 0 : value.number;
}

// The object of this kind that is named; none for NULL. Leaves the line if the name was never seen.
KnownName LineReading::known(std::string_view parameter, Thing thing, std::string_view what) {
  const std::string_view name = text(argument(parameter));
  return name.empty() ? KnownName{} : known(parameter, name, names_.called(name), thing, what);
}
KnownName LineReading::known(std::string_view parameter, std::string_view name, const KnownName& found, Thing thing, std::string_view what) {
  if (found.thing == thing) {
    mention(found);
    return found;
  }
  if (found.thing == Thing::unknown) {
    leave(std::string(parameter) + ": nothing is known of " + std::string(what) + " \"" + trace::shortened(name) + "\"");
  } else {
    leave(std::string(parameter) + ": \"" + trace::shortened(name) + "\" is not the name of " + std::string(what));
  }
  return {};
}

void LineReading::mention(const KnownName& name) {
  if (!name.dead && name.thing != Thing::unknown) to.mentioned.push_back(name.id);
}

Concrete::Store LineReading::store(std::string_view parameter) {
  const std::string_view name = text(argument(parameter));
  if (name.empty()) return Concrete::no_store();
  const KnownName found = names_.called(name);
  if (found.thing != Thing::context) return {known(parameter, name, found, Thing::store, "a store").index};
  mention(found);
  to.store_from = found.id;
  return Concrete::no_store();
}

Concrete::Context LineReading::context(std::string_view parameter) { return {known(parameter, Thing::context, "a context").id}; }

Concrete::Csp LineReading::csp(std::string_view parameter) {
  const std::string_view name = text(argument(parameter));
  if (name.empty()) return Concrete::no_csp();
  const KnownName found = names_.called(name);
  if (found.thing != Thing::unknown) return {known(parameter, name, found, Thing::csp, "a CSP handle").index};
  to.new_csps.push_back(name);
  return Concrete::no_csp();
}

Concrete::Csp LineReading::csp_or_dead(std::string_view parameter) {
  if (argument(parameter).is_number()) return {dead_csp};
  const Concrete::Csp given = csp(parameter);
  return given == Concrete::no_csp() ? Concrete::Csp{dead_csp} : given;
}

// --- Files ---------------------------------------------------------------------------------------------------------------

Concrete::File LineReading::file(std::string_view parameter) {
  const Value& value = argument(parameter);
  if (value.is_nothing()) {
    leave("no file is named");
    return Concrete::no_file();
  }
  const ContentTable::Entry& entry = translator.entry_of(value);
  if (entry.contents.form != trace::Contents::Form::file) throw BadInput(value.column, "expected \"file:NAME\"");
  return translator.file_called(entry.contents.text);
}

void LineReading::file_of_store(std::string_view parameter, model::OpenStore<Concrete>& call) {
  if (argument(parameter).is_nothing()) return;
  call.file = file(parameter);
  const auto is_among = [&](const auto& files) { return files.contains(call.file.index); };
  if (is_among(translator.opaque_files)) leave("what the file holds is not known");
  call.file_is_readable = !is_among(translator.unreadable_files);
  call.file_is_loose = is_among(translator.loose_files);
  call.named_as_pkcs7 = is_name_of_pkcs7(std::string(translator.file_name(call.file)));
  const bool refused = to.ret->is_null() && !call.commit_enable && !call.create_new;
  if (is_among(translator.doubtful_files) && refused) leave("whether what the file holds decodes is not known");
}

// --- What is looked for, and property values -----------------------------------------------------------------------------

Concrete::Filter LineReading::filter(std::string_view parameter, Concrete::Filter::By part) {
  const Value& wanted = argument(parameter);
  if (wanted.is_nothing()) {
    leave("a find without its parameter is outside the model");
    return {};
  }
  to.filter_field = part;
  if (const KnownName named = names_.called(text(wanted)); named.thing == Thing::context) {
    mention(named);
    to.content_from = named.id;
    return {part, 0};
  }
  if (!is_contents(wanted.text)) {
    leave(std::string(parameter) + ": nothing is known of \"" + trace::shortened(wanted.text) + "\"");
    return {};
  }
  return filter_of(translator.entry_of(wanted), part);
}

Concrete::Filter LineReading::filter_of(const ContentTable::Entry& entry, Concrete::Filter::By part) {
  using By = Concrete::Filter::By;
  using Form = trace::Contents::Form;
  const Form form = entry.contents.form;
  const bool is_name = form == Form::name || form == Form::text;
  if (is_name && (part == By::subject || part == By::issuer)) return {part, translator.contents().name_called(entry.contents.text)};
  if (part == By::bytes && form == Form::hash_of_element) return {part, translator.contents().content_of(entry.contents.element).bytes};
  if (part != By::bytes && form == Form::element) return {part, part_of(entry.content, part), entry.content.bytes};
  leave("what the find parameter matches is not known");
  return {};
}

// A CSP handle in a value is from then on the context's as well, which releases it one day or does not.
bool LineReading::gives_away(std::string_view csp) {
  const KnownName named = names_.called(csp);
  const bool is_csp = named.thing == Thing::csp && !named.dead;
  if (is_csp) to.kept.push_back(named.id);
  return is_csp;
}

Concrete::Value LineReading::property_value(std::string_view parameter, std::uint32_t property) {
  const Value& given = argument(parameter);
  if (given.is_text() && !is_contents(given.text) && !names_.called(given.text).id) {
    leave(std::string(parameter) + ": nothing is known of \"" + given.text + "\"");
    return Concrete::no_value();
  }
  if (given.is_nothing()) return Concrete::no_value();
  if (gives_away(text(given))) return translator.contents().value_called(given.text);
  const ContentTable::Entry& entry = translator.entry_of(given);
  if (property == Concrete::key_context) gives_away(entry.contents.text);
  return entry.value;
}

bool LineReading::gives_a_size_of_its_own(std::string_view parameter) const {
  const Value& given = argument(parameter);
  return given.is_text() && given.text.starts_with("key:") && translator.entry_of(given).contents.size.has_value();
}

// --- Results -------------------------------------------------------------------------------------------------------------

const Value* LineReading::given_output(std::string_view parameter) const {
  const Value& value = output(parameter);
  return value.is_absent() ? nullptr : &value;
}

void LineReading::check_results() const {
  const Value& ret = line_.ret;
  if (ret.is_nothing()) return;
  const bool object = to.result == Result::store || (to.result == Result::context && to.object == to.ret);
  if (object ? !ret.is_text() : to.result != Result::none && !ret.is_boolean()) {
    throw BadInput(ret.column, object ? "expected a name or null" : "expected true or false");
  }
  if (to.object) text(*to.object);
}

}  // namespace certlife::oracle
