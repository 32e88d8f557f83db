#include "tests/conformance/runner/model_calls.h"

#include <algorithm>

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Line;

constexpr std::uint32_t memory_provider = 2, file_provider_a = 7, file_provider_w = 8, last_provider = 17;

bool is_between(Call call, Call first, Call last) { return call >= first && call <= last; }

// Reads the arguments of one line against one state.
class Translation {
 public:
  Translation(const Line& line, const ModelState& state, Vocabulary& words) : line_(line), state_(state), words_(words) {}

  std::optional<ModelCall> call() {
    std::optional<ModelCall> result = translated();
    return names_are_known_ ? result : std::nullopt;
  }

 private:
  std::optional<ModelCall> translated() {
    const Call call = line_.which;
    switch (call) {
      case Call::CertOpenStore: return open();
      case Call::CertDuplicateStore: return model::DuplicateStore<Concrete>{store()};
      case Call::CertCloseStore: return close();
      case Call::CertControlStore: return control();
      case Call::CertSaveStore: return save();
      case Call::CryptAcquireContext: return model::AcquireCsp<Concrete>{{fresh(state_.world.csp_exists.size(), 1)}};
      case Call::CryptContextAddRef: return model::AddCspReference<Concrete>{csp("hProv")};
      case Call::CryptReleaseContext: return model::ReleaseCsp<Concrete>{csp("hProv"), line_.number_of("dwFlags") != 0};
      case Call::CryptGetProvParam: return model::AskCsp<Concrete>{csp("hProv")};
      default: return on_context(call);
    }
  }

  std::optional<ModelCall> on_context(Call call) {
    if (is_between(call, Call::CertCreateCertificateContext, Call::CertCreateCTLContext)) return create();
    if (is_between(call, Call::CertAddEncodedCertificateToStore, Call::CertAddCTLContextToStore)) return add();
    if (is_between(call, Call::CertEnumCertificatesInStore, Call::CertFindCTLInStore)) return next();
    if (is_between(call, Call::CertDuplicateCertificateContext, Call::CertDuplicateCTLContext))
      return model::DuplicateContext<Concrete>{own_context()};
    if (is_between(call, Call::CertFreeCertificateContext, Call::CertFreeCTLContext))
      return model::FreeContext<Concrete>{own_context()};
    if (is_between(call, Call::CertDeleteCertificateFromStore, Call::CertDeleteCTLFromStore))
      return model::DeleteContext<Concrete>{own_context()};
    if (is_between(call, Call::CertSetCertificateContextProperty, Call::CertSetCTLContextProperty))
      return model::SetProperty<Concrete>{own_context(), property(), value()};
    if (is_between(call, Call::CertGetCertificateContextProperty, Call::CertGetCTLContextProperty))
      return model::GetProperty<Concrete>{own_context(), property()};
    return std::nullopt;
  }

  std::optional<ModelCall> open() {
    const auto provider = static_cast<std::uint32_t>(line_.number_of("lpszStoreProvider"));
    const bool is_file = provider == file_provider_a || provider == file_provider_w;
    if (!is_file && provider != memory_provider && provider != 0 && provider <= last_provider) return std::nullopt;
    model::OpenStore<Concrete> call{};
    call.provider = is_file ? model::Provider::file : provider == memory_provider ? model::Provider::memory : model::Provider::unknown;
    call.csp = csp("hCryptProv");
    const auto flags = line_.number_of("dwFlags");
    call.no_crypt_release = flags & 0x1;
    call.delete_flag = flags & 0x10;
    call.enum_archived = flags & 0x200;
    call.create_new = flags & 0x2000;
    call.open_existing = flags & 0x4000;
    call.read_only = flags & 0x8000;
    call.commit_enable = flags & 0x10000;
    if (is_file) call.file = words_.file_called(line_.arg("pvPara").text);
    call.file_is_readable = std::find(state_.unreadable.begin(), state_.unreadable.end(), call.file) == state_.unreadable.end();
    call.fresh_store = {fresh(state_.world.store_exists.size(), 2)};
    return call;
  }

  ModelCall close() {
    const auto flags = line_.number_of("dwFlags");
    return model::CloseStore<Concrete>{store(), (flags & 2) != 0, (flags & 1) != 0, (flags & ~std::int64_t{3}) != 0, false};
  }

  std::optional<ModelCall> control() {
    if (line_.number_of("dwCtrlType") != 3) return std::nullopt;
    const auto flags = line_.number_of("dwFlags");
    return model::ControlStore<Concrete>{store(), true, (flags & 1) != 0, (flags & 2) != 0, false};
  }

  std::optional<ModelCall> save() {
    if (line_.number_of("dwSaveAs") != 1) return std::nullopt;
    const auto to = line_.number_of("dwSaveTo");
    if (to == 2 && line_.arg("pvSaveToPara").is_nothing()) return model::SaveStore<Concrete>{store(), Concrete::no_file(), false};
    if (to != 3 && to != 4) return std::nullopt;
    return model::SaveStore<Concrete>{store(), words_.file_called(line_.arg("pvSaveToPara").text), false};
  }

  ModelCall create() { return model::CreateContext<Concrete>{kind(), encoding(), content(), fresh_context()}; }

  ModelCall add() {
    model::AddContext<Concrete> call{};
    call.store = store();
    call.kind = kind();
    call.from_context = line_.which >= Call::CertAddCertificateContextToStore;
    call.source = call.from_context ? own_context() : Concrete::no_context();
    call.encoding = call.from_context ? model::Encoding::sound : encoding();
    call.content = call.from_context ? state_.world.content.at(call.source) : content();
    const auto disposition = line_.number_of("dwAddDisposition");
    call.disposition = static_cast<model::Disposition>(disposition < 0 || disposition > 7 ? 8 : disposition);
    call.wants_result = line_.out.has(added_parameter(line_.which));
    call.fresh_context = fresh_context();
    return call;
  }

  std::optional<ModelCall> next() {
    model::NextContext<Concrete> call{};
    call.store = store();
    call.kind = kind();
    constexpr std::string_view previous[] = {"pPrevCertContext", "pPrevCrlContext", "pPrevCtlContext"};
    call.previous = context(previous[static_cast<std::size_t>(call.kind)]);
    call.is_find = line_.which >= Call::CertFindCertificateInStore;
    if (call.is_find && !find(call)) return std::nullopt;
    return call;
  }

  bool find(model::NextContext<Concrete>& call) {
    using By = Concrete::Filter::By;
    const auto type = line_.number_of("dwFindType");
    const trace::Value& what = line_.arg("pvFindPara");
    if (type == 0) return true;
    const bool certificates = call.kind == model::Kind::certificate, crls = call.kind == model::Kind::crl;
    if (certificates && type == 0x10000 && what.is_text() && what.text.starts_with("sha1:")) {
      call.filter = {By::bytes, words_.contents.of(what.text.substr(5)).content.bytes};
    } else if (certificates && (type == 0x20004 || type == 0x20007) && what.is_text()) {
      call.filter = by_name(what.text, type == 0x20007);
    } else if (certificates && type == 0xB0000 && what.is_text()) {
      call.filter = {By::key, words_.contents.of(what.text).content.key};
    } else if ((certificates && type == 0xD0000) || (crls && type == 2) || (call.kind == model::Kind::ctl && type == 5)) {
      const Concrete::Context wanted = context("pvFindPara");
      call.filter = {By::key, state_.world.content.at(wanted).key};
      return state_.world.owned_references.at(wanted) > 0;
    } else if (crls && type == 1) {
      if (what.is_nothing()) return true;
      const Concrete::Context issuer = context("pvFindPara");
      call.filter = {By::issuer, state_.world.content.at(issuer).subject};
      return state_.world.owned_references.at(issuer) > 0;
    } else {
      call.known_find_type = false;
    }
    return true;
  }

  Concrete::Filter by_name(std::string_view text, bool subject) {
    using By = Concrete::Filter::By;
    const By by = subject ? By::subject : By::issuer;
    if (text.starts_with("name:")) return {by, words_.contents.name_called(text.substr(5))};
    const auto& content = words_.contents.of(text).content;
    return {by, subject ? content.subject : content.issuer};
  }

  model::Encoding encoding() {
    for (const auto parameter : {"dwCertEncodingType", "dwMsgAndCertEncodingType"})
      if (const auto* given = line_.args.find(parameter); given && (given->number & 0x10001) == 0) return model::Encoding::bad_type;
    const trace::Value& bytes = contents_argument();
    if (bytes.is_nothing() || bytes.text == "hex:") return model::Encoding::no_bytes;
    return bytes.text.starts_with("hex:") ? model::Encoding::undecodable : model::Encoding::sound;
  }

  const trace::Value& contents_argument() const {
    constexpr std::string_view parameters[] = {"pbCertEncoded", "pbCrlEncoded", "pbCtlEncoded"};
    return line_.arg(parameters[static_cast<std::size_t>(kind())]);
  }

  Concrete::Content content() {
    const trace::Value& bytes = contents_argument();
    return bytes.is_text() ? words_.contents.of(bytes.text).content : Concrete::Content{};
  }

  Concrete::PropertyId property() const { return static_cast<std::uint32_t>(line_.number_of("dwPropId")); }
  Concrete::Value value() {
    const trace::Value& data = line_.arg("pvData");
    if (!data.is_text()) return Concrete::no_value();
    // A property may be a handle: then its name stands there.
    const bool is_name = data.text.find(':') == std::string::npos;
    return is_name ? words_.contents.value_called(data.text) : words_.contents.of(data.text).value;
  }

  model::Kind kind() const { return kind_of(line_.which); }
  static std::uint32_t fresh(std::size_t known, std::size_t least) { return static_cast<std::uint32_t>(std::max(known, least)); }
  Concrete::Context fresh_context() const { return {fresh(state_.world.context_exists.size(), 1)}; }

  std::uint32_t named(std::string_view parameter, Thing thing) {
    const trace::Value& value = line_.arg(parameter);
    if (value.is_nothing()) return 0;
    const Binding* binding = state_.names.find(value.text);
    if (binding && binding->dead && binding->thing != Thing::csp) binding = nullptr;
    if (binding && binding->thing == thing) return binding->index;
    if (binding && thing == Thing::store && binding->thing == Thing::context) return home_of({binding->index});
    names_are_known_ = false;
    return 0;
  }
  // The hCertStore of a context can be read while the caller holds the context.
  std::uint32_t home_of(Concrete::Context held) {
    names_are_known_ = names_are_known_ && state_.world.owned_references.at(held) > 0;
    return state_.world.home.at(held).index;
  }

  Concrete::Store store() { return {named("hCertStore", Thing::store)}; }
  Concrete::Csp csp(std::string_view parameter) { return {named(parameter, Thing::csp)}; }
  Concrete::Context context(std::string_view parameter) { return {named(parameter, Thing::context)}; }
  // A context goes to the functions of its own kind. [CONTEXT-7]
  Concrete::Context own_context() {
    constexpr std::string_view parameters[] = {"pCertContext", "pCrlContext", "pCtlContext"};
    const Concrete::Context found = context(parameters[static_cast<std::size_t>(kind())]);
    if (found.index != 0 && state_.world.kind.at(found) != kind()) names_are_known_ = false;
    return found;
  }

  const Line& line_;
  const ModelState& state_;
  Vocabulary& words_;
  bool names_are_known_ = true;
};

}  // namespace

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
  const auto found = std::find(files.begin(), files.end(), text);
  if (found == files.end()) files.emplace_back(text);
  return {static_cast<std::uint32_t>(std::find(files.begin(), files.end(), text) - files.begin()) + 1};
}

void Bindings::note_deaths(const ModelWorld& world) {
  for (Binding& each : all_) {
    const bool allocated = each.thing == Thing::store   ? world.store_allocated.at({each.index})
                           : each.thing == Thing::context ? world.context_allocated.at({each.index})
                                                          : true;
    each.dead = each.dead || !allocated;
  }
}

std::optional<ModelCall> model_call(const Line& line, const ModelState& state, Vocabulary& words) {
  return Translation(line, state, words).call();
}

void set_up_file(const trace::FileSetup& setup, ModelState& state, Vocabulary& words) {
  const Concrete::File file = words.file_called(setup.name);
  ModelWorld after(state.world);
  after.file_exists.set(file, true, true);
  const auto* raw = setup.contents.items.size() == 1 ? &setup.contents.items[0] : &setup.bytes;
  const bool is_raw = raw->is_text() && raw->text.starts_with("hex:");
  if (is_raw && raw->text != "hex:") state.unreadable.push_back(file);
  Concrete::Records records;
  for (const auto& item : setup.contents.items) {
    if (is_raw) break;
    const auto& entry = words.contents.of(item.text);
    records.push_back({static_cast<model::Kind>(entry.contents.element.kind), entry.content, {}});
  }
  Concrete::Image image;
  image.records = std::make_shared<const Concrete::Records>(std::move(records));
  after.image.set(file, image, true);
  Concrete::commit(state.world, after);
}

void take(ModelState& state, const Line& line, const ModelOutcome& outcome) {
  const auto& answer = outcome.answer;
  Concrete::commit(state.world, outcome.after);
  state.names.note_deaths(state.world);
  for (const auto& write : outcome.after.image.writes())
    std::erase(state.unreadable, Concrete::File{write.index});
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
