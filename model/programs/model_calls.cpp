#include "model/programs/model_calls.h"

#include "model/oracle/element_bytes.h"

#include <algorithm>

#include "model/oracle/binding.h"
#include "model/oracle/fitting.h"
#include "model/trace/bad_input.h"

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Line;

bool is_between(Call call, Call first, Call last) { return call >= first && call <= last; }

oracle::Thing thing_of(Thing thing) {
  switch (thing) {
    case Thing::store:   return oracle::Thing::store;
    case Thing::context: return oracle::Thing::context;
    case Thing::csp:     return oracle::Thing::csp;
  }
  return oracle::Thing::unknown;
}

// The names of a state as the oracle's translator asks for them; a name's id is its place among the bindings, from 1. What a
// dead one stood for is gone: no call of the model is made with it.
class NamesOfState : public oracle::NameSource {
 public:
  explicit NamesOfState(const Bindings& bindings) : bindings_(bindings) {}

  oracle::KnownName called(std::string_view name) const override {
    const Binding* binding = bindings_.find(name);
    if (!binding || binding->dead) return {};
    const auto id = static_cast<oracle::NameId>(binding - bindings_.all().data() + 1);
    return {id, thing_of(binding->thing), false, binding->index};
  }
  // What the model has for the context of this name.
  std::uint32_t context(oracle::NameId name) const { return bindings_.all()[name - 1].index; }

 private:
  const Bindings& bindings_;
};

std::uint32_t fresh(std::size_t known, std::size_t least) { return static_cast<std::uint32_t>(std::max(known, least)); }

oracle::FreshIndices fresh_in(const ModelWorld& world) {
  return {fresh(world.store_exists.size(), oracle::first_free_store), fresh(world.context_exists.size(), oracle::first_free_context),
          fresh(world.csp_exists.size(), oracle::first_free_csp)};
}

// The translator knows of files what the state knows.
void tell_of_files(const ModelState& state, oracle::Translator& translator) {
  for (auto* files : {&translator.unreadable_files, &translator.opaque_files, &translator.loose_files, &translator.doubtful_files}) files->clear();
  for (const Concrete::File file : state.unreadable) translator.unreadable_files.insert(file.index);
  for (const Concrete::File file : state.opaque) translator.opaque_files.insert(file.index);
  for (const Concrete::File file : state.loose) translator.loose_files.insert(file.index);
  for (const Concrete::File file : state.doubtful) translator.doubtful_files.insert(file.index);
}

// What was known of its bytes: it is written, or set up again.
void forget_bytes(ModelState& state, Concrete::File file) {
  for (auto* files : {&state.unreadable, &state.opaque, &state.loose, &state.doubtful}) std::erase(*files, file);
}

}  // namespace

ModelWorld ModelState::at_the_start() { return oracle::Candidate::at_the_start().world; }

std::optional<std::int64_t> size_needed(const Line& line, const ModelState& state, const Vocabulary& words) {
  for (const auto parameter : {"pCertContext", "pCrlContext", "pCtlContext"}) {
    const Binding* held = state.names.find(line.name_of(parameter));
    if (!held || held->thing != Thing::context) continue;
    const auto id = static_cast<Concrete::PropertyId>(line.number_of("dwPropId"));
    const auto stored = Concrete::property(state.world.properties.at({held->index}), id);
    const auto size = words.contents.size_of(stored != 0 ? stored : Concrete::hash_of(state.world.content.at({held->index}), id));
    return size ? std::optional(static_cast<std::int64_t>(*size)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<ModelCall> model_call(const Line& asked, const ModelState& state, Vocabulary& words) {
  // A buffer of a size of its own is judged by the size that is passed out; before the call only the model can tell that.
  Line line = asked;
  if (line.arg("pcbData").is_number() && line.output("pcbData").is_null()) {
    if (const auto size = size_needed(line, state, words)) line.out["pcbData"] = trace::Value::of(*size);
  }
  const NamesOfState names(state.names);
  oracle::Translation& translation = words.translation;
  tell_of_files(state, words.translator);
  try {
    words.translator.translate(names, line, translation);
  } catch (const trace::BadInput&) {
    return std::nullopt;
  }
  if (translation.fate != oracle::Translation::Fate::judged || !translation.new_csps.empty()) return std::nullopt;
  const auto called = [&](oracle::NameId name) { return names.context(name); };
  ModelCall call = oracle::call_bound(translation, state.world, fresh_in(state.world), called);
  if (oracle::undefined_beside_rules(translation, state.world, call, called)) return std::nullopt;
  return call;
}

bool persisted_fits(const ModelState& state, std::string_view file, const trace::Value& seen, Vocabulary& words) {
  tell_of_files(state, words.translator);
  return oracle::Fitting(words.contents, words.translator).persisted_fits(state.world, words.file_called(file), seen);
}

const Binding* Bindings::find(std::string_view name) const {
  for (auto each = all_.rbegin(); each != all_.rend(); ++each)
    if (each->name == name) return &*each;
  return nullptr;
}

const Binding* Bindings::first_of(Thing thing, std::uint32_t index) const {
  for (const Binding& each : all_)
    if (each.thing == thing && each.index == index && !each.dead) return &each;
  return nullptr;
}

std::vector<const Binding*> Bindings::firsts() const {
  std::vector<const Binding*> firsts;
  for (const Binding& each : all_)
    if (first_of(each.thing, each.index) == &each) firsts.push_back(&each);
  return firsts;
}

void Bindings::bind(std::string_view name, Thing thing, std::uint32_t index) {
  if (index != 0) all_.push_back({std::string(name), thing, index});
}

Concrete::File Vocabulary::file_called(std::string_view text) {
  if (text.starts_with("file:")) text.remove_prefix(5);
  return translator.file_called(text);
}

void Bindings::note_deaths(const ModelWorld& world) {
  for (Binding& each : all_) {
    const bool allocated = each.thing == Thing::store   ? world.store_allocated.at({each.index})
                           : each.thing == Thing::context ? world.context_allocated.at({each.index})
                                                          : true;
    each.dead = each.dead || !allocated;
  }
}

void set_up_file(const trace::FileSetup& setup, ModelState& state, Vocabulary& words) {
  const Concrete::File file = words.file_called(setup.name);
  ModelWorld after(state.world);
  after.file_exists.set(file, true, true);
  forget_bytes(state, file);
  const auto* raw = setup.contents.items.size() == 1 ? &setup.contents.items[0] : &setup.bytes;
  const bool is_raw = raw->is_text() && raw->text.starts_with("hex:");
  tell_of_files(state, words.translator);
  oracle::Translator::FileContent content{model::FileForm::serialized_store, {}};
  if (is_raw) {
    content = words.translator.note_file_bytes(file, *raw);
  } else {
    for (const auto& item : setup.contents.items) content.records.push_back(words.translator.record_of(item));
  }
  if (words.translator.unreadable_files.contains(file.index)) state.unreadable.push_back(file);
  if (words.translator.opaque_files.contains(file.index)) state.opaque.push_back(file);
  if (words.translator.loose_files.contains(file.index)) state.loose.push_back(file);
  if (words.translator.doubtful_files.contains(file.index)) state.doubtful.push_back(file);
  after.form.set(file, content.form, true);
  Concrete::Image image;
  image.records = std::make_shared<const Concrete::Records>(std::move(content.records));
  after.image.set(file, image, true);
  Concrete::commit(state.world, after);
}

void take(ModelState& state, const Line& line, const ModelOutcome& outcome) {
  Concrete::commit(state.world, outcome.after);
  bind_results(state, line, outcome);
}

void bind_results(ModelState& state, const Line& line, const ModelOutcome& outcome) {
  const auto& answer = outcome.answer;
  state.names.note_deaths(state.world);
  for (const auto& write : outcome.after.image.writes()) forget_bytes(state, Concrete::File{write.index});
  if (line.ret.is_text()) {
    state.names.bind(line.ret.text, Thing::store, answer.store.index);
    if (answer.store.index == 0) state.names.bind(line.ret.text, Thing::context, answer.context.index);
  }
  if (const trace::Value& added = line.output(added_parameter(line.which)); added.is_text())
    state.names.bind(added.text, Thing::context, answer.context.index);
  if (const trace::Value& acquired = line.output("phProv"); acquired.is_text())
    state.names.bind(acquired.text, Thing::csp, answer.csp.index);
}

model::Kind kind_of(Call call) {
  const int place = static_cast<int>(call) - static_cast<int>(Call::CertCreateCertificateContext);
  const bool has_kind = is_between(call, Call::CertCreateCertificateContext, Call::CertEnumCTLContextProperties);
  return has_kind ? static_cast<model::Kind>(place % 3) : model::Kind::certificate;
}

bool is_add(Call call) { return is_between(call, Call::CertAddEncodedCertificateToStore, Call::CertAddCTLContextToStore); }

std::string_view added_parameter(Call call) {
  if (call >= Call::CertAddCertificateContextToStore) return "ppStoreContext";
  constexpr std::string_view parameters[] = {"ppCertContext", "ppCrlContext", "ppCtlContext"};
  return parameters[static_cast<std::size_t>(kind_of(call))];
}

}  // namespace certlife::conformance
