#include "tests/conformance/runner/model_port.h"

#include <array>
#include <utility>

#include "model/oracle/readings.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/runner/model_answers.h"

namespace certlife::conformance {
namespace {

using model::Error;
using trace::Line;
using trace::Value;

constexpr std::array<std::pair<std::string_view, Fault>, 15> named_faults{{
    {"check_ignores_crls", Fault::check_ignores_crls},
    {"check_ignores_other_handles", Fault::check_ignores_other_handles},
    {"check_keeps_the_handle", Fault::check_keeps_the_handle},
    {"force_spares_held_contexts", Fault::force_spares_held_contexts},
    {"close_sets_last_error", Fault::close_sets_last_error},
    {"duplicate_adds_no_reference", Fault::duplicate_adds_no_reference},
    {"store_duplicate_is_not_counted", Fault::store_duplicate_is_not_counted},
    {"new_ignores_matches", Fault::new_ignores_matches},
    {"delete_leaves_listed", Fault::delete_leaves_listed},
    {"csp_is_never_released", Fault::csp_is_never_released},
    {"no_crypt_release_is_ignored", Fault::no_crypt_release_is_ignored},
    {"enumeration_keeps_previous", Fault::enumeration_keeps_previous},
    {"properties_are_not_copied", Fault::properties_are_not_copied},
    {"closing_null_crashes", Fault::closing_null_crashes},
    {"freeing_a_ctl_hangs", Fault::freeing_a_ctl_hangs},
}};

model::Assignment first_admitted(const model::Reading& reading) {
  model::Assignment choices;
  for (std::size_t i = 0; i < model::choice_count; ++i)
    for (std::uint8_t value = 3; value-- > 0;)
      if (reading.admits(static_cast<model::Choice>(i), value)) choices.value[i] = value;
  return choices;
}

// Any context of the store that the caller holds, of this kind if one is named.
bool holds_any(const ModelWorld& world, Concrete::Store store, std::optional<model::Kind> kind) {
  return Concrete::any_context_of(world, store, [&](const ModelWorld& w, Concrete::Context c) {
    return w.references.at(c) > 0 && (!kind || w.kind.at(c) == *kind);
  });
}

// Makes the call otherwise than the documents want.
struct Spoil {
  Fault fault;
  const ModelWorld& before;
  ModelOutcome& outcome;

  bool is(Fault wanted) const { return fault == wanted; }
  void succeed() {
    outcome.answer.succeeds = true;
    outcome.answer.last_error = Error::unchanged;
  }

  void operator()(const model::CloseStore<Concrete>& call) {
    ModelWorld& after = outcome.after;
    const bool other_kinds = holds_any(before, call.store, model::Kind::certificate) || holds_any(before, call.store, model::Kind::ctl);
    const bool pending = !outcome.answer.succeeds && outcome.answer.last_error == Error::pending_close;
    if (is(Fault::check_ignores_crls) && pending && !other_kinds && before.handles.at(call.store) == 1) succeed();
    if (is(Fault::check_ignores_other_handles) && pending && !holds_any(before, call.store, std::nullopt)) succeed();
    if (is(Fault::check_keeps_the_handle) && pending && !call.force) {
      outcome.after = before;
      after.owned_handles.set(call.store, before.owned_handles.at(call.store) - 1, true);
    }
    if (is(Fault::close_sets_last_error) && !call.check && holds_any(before, call.store, std::nullopt))
      outcome.answer.last_error = Error::pending_close;
    if (is(Fault::force_spares_held_contexts) && call.force) spare_contexts(call.store);
    if (is(Fault::csp_is_never_released)) after.csp_references.set(before.csp.at(call.store), before.csp_references.at(before.csp.at(call.store)), true);
  }

  void spare_contexts(Concrete::Store store) {
    Concrete::for_each_context_of(before, store, [&](Concrete::Context c) {
      outcome.after.context_allocated.set(c, true, before.references.at(c) > 0);
      return true;
    });
  }

  void operator()(const model::OpenStore<Concrete>& call) {
    if (is(Fault::no_crypt_release_is_ignored) && outcome.answer.succeeds)
      outcome.after.releases_csp.set(call.fresh_store, !(call.csp == Concrete::no_csp()), true);
  }
  void operator()(const model::DuplicateContext<Concrete>& call) {
    if (is(Fault::duplicate_adds_no_reference)) outcome.after.references.set(call.context, before.references.at(call.context), true);
  }
  void operator()(const model::DuplicateStore<Concrete>& call) {
    if (is(Fault::store_duplicate_is_not_counted)) outcome.after.handles.set(call.store, before.handles.at(call.store), true);
  }
  void operator()(const model::DeleteContext<Concrete>& call) {
    if (!is(Fault::delete_leaves_listed) || !before.listed.at(call.context)) return;
    outcome.after.listed.set(call.context, true, true);
    outcome.after.context_allocated.set(call.context, true, true);
  }
  void operator()(const model::NextContext<Concrete>& call) {
    if (!is(Fault::enumeration_keeps_previous) || call.previous == Concrete::no_context()) return;
    outcome.after.references.set(call.previous, outcome.after.references.at(call.previous) + 1, true);
    outcome.after.context_allocated.set(call.previous, true, true);
  }
  void operator()(const model::AddContext<Concrete>& call) {
    if (is(Fault::properties_are_not_copied) && call.from_context && outcome.answer.succeeds)
      outcome.after.properties.set(call.fresh_context, Concrete::no_properties(), true);
  }
  template <class Other>
  void operator()(const Other&) {}
};

// As if every store and every context took as much.
std::int64_t bytes_held(const ModelWorld& world) {
  constexpr std::int64_t at_the_start = 1 << 20, of_an_object = 200;
  std::int64_t objects = 0;
  for (std::uint32_t i = 1; i < world.store_exists.size(); ++i) objects += world.store_allocated.at({i});
  for (std::uint32_t i = 1; i < world.context_exists.size(); ++i) objects += world.context_allocated.at({i});
  return at_the_start + objects * of_an_object;
}

void spoil(ModelCall& call, Fault fault) {
  auto* add = std::get_if<model::AddContext<Concrete>>(&call);
  if (add && fault == Fault::new_ignores_matches && add->disposition == model::Disposition::add_new)
    add->disposition = model::Disposition::always;
}

std::optional<Ending> ending_by(Fault fault, const Line& line) {
  if (fault == Fault::closing_null_crashes && line.which == trace::Call::CertCloseStore && line.arg("hCertStore").is_nothing())
    return Ending{Ending::Kind::signalled, 11, ""};
  if (fault == Fault::freeing_a_ctl_hangs && line.which == trace::Call::CertFreeCTLContext)
    return Ending{Ending::Kind::timed_out, 0, ""};
  return std::nullopt;
}

}  // namespace

std::optional<Fault> fault_named(std::string_view name) {
  for (const auto& [known, fault] : named_faults)
    if (known == name) return fault;
  return std::nullopt;
}

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (const auto& each : named_faults) names.push_back(each.first);
  return names;
}

model::Reading reading_called(std::string_view name) {
  const auto place = oracle::reading_named(name);
  if (!place) throw std::invalid_argument("there is no reading \"" + std::string(name) + "\"; there are page, header and windows");
  model::Reading reading;
  for (std::size_t choice = 0; choice < model::choice_count; ++choice)
    for (std::uint8_t value = 0; value < 3; ++value)
      if ((oracle::readings().admit(static_cast<model::Choice>(choice), value) >> *place) & 1u)
        reading.admitted[choice] = static_cast<std::uint8_t>(reading.admitted[choice] | (1u << value));
  return reading;
}

std::optional<model::ChoiceValue> choice_value_called(std::string_view text) {
  const auto equals = std::min(text.find('='), text.size());
  const std::string_view name = text.substr(0, equals), value = equals < text.size() ? text.substr(equals + 1) : "";
  for (std::size_t i = 0; i < model::choice_count; ++i) {
    const auto& facts = model::choice_facts[i];
    for (std::uint8_t v = 0; v < facts.value_count(); ++v)
      if (facts.name == name && facts.values[v] == value) return model::ChoiceValue{static_cast<model::Choice>(i), v};
  }
  return std::nullopt;
}

ModelPort::ModelPort(Fault fault, const model::Assignment& choices)
    : fault_(fault), reading_(reading_called("windows")), choices_(first_admitted(reading_)) {
  for (std::size_t i = 0; i < model::choice_count; ++i) {
    if (choices.value[i] == model::Assignment::free) continue;
    choices_.value[i] = choices.value[i];
    reading_.admitted[i] = static_cast<std::uint8_t>(1u << choices.value[i]);
  }
  description_.name = "model";
  description_.version = "0";
  for (const auto& call : trace::calls()) description_.calls.emplace(call.name);
  description_.kinds = {"cert", "crl", "ctl"};
  description_.probes = {"alive", "csp", "hCertStore", "content", "encodingType", "properties", "persisted", "privateBytes"};
}

std::vector<ProgramRun> ModelPort::run(std::span<const Program> programs) {
  std::vector<ProgramRun> runs;
  for (const Program& program : programs) runs.push_back(run_one(program));
  return runs;
}

namespace {

// What SetLastError set GetLastError returns, if nothing was called in between. Says whether the line is about that.
bool answers_last_error(const Line& line, std::optional<std::int64_t>& known, Json& reply) {
  reply = Json::parse(trace::to_text(line));
  if (line.which == trace::Call::SetLastError) {
    known = line.number_of("dwErrCode");
    return true;
  }
  const auto before = std::exchange(known, std::nullopt);
  if (line.which != trace::Call::GetLastError || !before) return false;
  reply["ret"] = *before;
  return true;
}

}  // namespace

ProgramRun ModelPort::run_one(const Program& program) {
  ProgramRun run;
  Vocabulary words;
  ModelState state;
  std::optional<std::int64_t> last_error;
  for (const Json& request : program) {
    Line line = trace::parse_line(request.dump());
    if (line.kind == Line::Kind::file) {
      set_up_file(line.file, state, words);
      run.results.push_back(request);
      continue;
    }
    run.ending = ending_by(fault_, line);
    if (run.ending) break;
    if (Json reply; answers_last_error(line, last_error, reply)) {
      run.results.push_back(std::move(reply));
      continue;
    }
    auto call = model_call(line, state, words);
    if (!call) {
      run.results.push_back(Json{{"call", line.call}, {"notSupported", true}});
      continue;
    }
    spoil(*call, fault_);
    Concrete::Choices way(reading_, choices_);
    ModelOutcome outcome = model::step(state.world, *call, way);
    std::visit(Spoil{fault_, state.world, outcome}, *call);
    const auto answer = outcome.answer;
    take(state, line, outcome);
    show_results(line, answer, state, words);
    show_probes(line, state, words);
    run.results.push_back(Json::parse(trace::to_text(line)));
    if (request.contains("observed") && request["observed"].contains("privateBytes"))
      run.results.back()["observed"]["privateBytes"] = bytes_held(state.world);
  }
  return run;
}

}  // namespace certlife::conformance
