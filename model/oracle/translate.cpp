#include "model/oracle/translate.h"

#include "model/oracle/element_bytes.h"

#include <optional>

#include "model/oracle/binding.h"
#include "model/oracle/property_questions.h"
#include "model/trace/bad_input.h"
#include "model/trace/utf8.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using trace::BadInput;
using trace::Call;
using trace::Line;
using trace::Value;
using Fate = Translation::Fate;
using Result = Translation::Result;

const KindWords& words_of(Kind kind) {
  static constexpr KindWords words[] = {
      {"dwCertEncodingType", "pbCertEncoded", "cbCertEncoded", "pCertContext", "pPrevCertContext", "ppCertContext"},
      {"dwCertEncodingType", "pbCrlEncoded", "cbCrlEncoded", "pCrlContext", "pPrevCrlContext", "ppCrlContext"},
      {"dwMsgAndCertEncodingType", "pbCtlEncoded", "cbCtlEncoded", "pCtlContext", "pPrevCtlContext", "ppCtlContext"}};
  return words[static_cast<std::size_t>(kind)];
}

trace::Call for_kind(trace::Call of_certificates, Kind kind) {
  return static_cast<trace::Call>(static_cast<int>(of_certificates) + static_cast<int>(kind));
}

// One line being translated.
struct Translating {
  Translator& by;
  const NameSource& names;
  const Line& line;
  Translation& to;

  // --- Arguments -------------------------------------------------------------------------------------------------------

  void leave(std::string reason, bool touches_world = true) {
    if (to.fate == Fate::not_evaluated) return;
    to.fate = Fate::not_evaluated;
    to.reason = std::move(reason);
    to.touches_world = touches_world;
  }

  // Numbers that are NULL are 0; omitted ones the fallback.
  std::int64_t number(std::string_view parameter, std::int64_t fallback = 0) const {
    const Value& value = line.arg(parameter);
    if (value.is_absent()) return fallback;
    return value.is_null() ? 0 : value.number;
  }

  std::string_view text(const Value& value) const {
    if (value.is_nothing()) return {};
    if (!value.is_text()) throw BadInput(value.column, "expected a name or null");
    return value.text;
  }

  // The object of this kind that is named; none for NULL. Leaves the line if the name was never seen.
  KnownName name(std::string_view parameter, Thing thing, std::string_view what) {
    const std::string_view called = text(line.arg(parameter));
    if (called.empty()) return {};
    const KnownName known = names.called(called);
    if (known.thing == Thing::unknown) {
      leave(std::string(parameter) + ": nothing is known of " + std::string(what) + " \"" + trace::shortened(called) + "\"");
    } else if (known.thing != thing) {
      leave(std::string(parameter) + ": \"" + trace::shortened(called) + "\" is not the name of " + std::string(what));
    } else {
      mention(known);
      return known;
    }
    return {};
  }
  void mention(const KnownName& known) {
    if (!known.dead && known.thing != Thing::unknown) to.mentioned.push_back(known.id);
  }

  // A context's name where a store is wanted means its hCertStore.
  Concrete::Store store() {
    const KnownName known = names.called(text(line.arg("hCertStore")));
    if (known.thing != Thing::context) return {name("hCertStore", Thing::store, "a store").index};
    mention(known);
    to.store_from = known.id;
    return Concrete::no_store();
  }
  Concrete::Context context(std::string_view parameter) { return {name(parameter, Thing::context, "a context").id}; }
  Concrete::Context context(Kind kind) { return context(words_of(kind).context); }

  Concrete::Csp csp(std::string_view parameter) {
    const std::string_view called = text(line.arg(parameter));
    if (called.empty()) return Concrete::no_csp();
    if (names.called(called).thing == Thing::unknown) {
      to.new_csps.push_back(called);
      return Concrete::no_csp();
    }
    return {name(parameter, Thing::csp, "a CSP handle").index};
  }
  // For calls that take a handle: NULL is a dead one.
  // A number is a value that no call gave: no handle either.
  Concrete::Csp csp_or_dead() {
    if (line.arg("hProv").is_number()) return {dead_csp};
    const Concrete::Csp given = csp("hProv");
    return given == Concrete::no_csp() ? Concrete::Csp{dead_csp} : given;
  }

  ContentTable::Entry& contents(const Value& value) const { return by.entry_of(value); }

  Concrete::File file(const Value& value) {
    if (value.is_nothing()) {
      leave("no file is named");
      return Concrete::no_file();
    }
    const ContentTable::Entry& entry = contents(value);
    if (entry.contents.form != trace::Contents::Form::file) throw BadInput(value.column, "expected \"file:NAME\"");
    return by.file_called(entry.contents.text);
  }

  // --- Results ---------------------------------------------------------------------------------------------------------

  // Out parameters that are absent were passed as NULL; null among the arguments says the same.
  const Value* output(std::string_view parameter) const {
    const Value& value = line.output(parameter);
    return value.is_absent() ? nullptr : &value;
  }
  void returns(Result result) {
    to.result = result;
    if (result == Result::store || result == Result::context) to.object = to.ret;
  }

  // --- The calls -------------------------------------------------------------------------------------------------------

  void open() {
    model::OpenStore<Concrete> call;
    const auto provider = static_cast<std::uint32_t>(number("lpszStoreProvider"));
    const auto flags = static_cast<std::uint32_t>(number("dwFlags"));
    call.csp = csp("hCryptProv");
    call.provider = provider_of(provider);
    const bool is_file = call.provider == model::Provider::file;
    constexpr std::uint32_t known = 0x1 | 0x10 | 0x200 | 0x2000 | 0x4000 | 0x8000;
    if (call.provider != model::Provider::unknown && (flags & ~(is_file || call.provider == model::Provider::file_handle ? known | 0x10000u : known))) {
      leave("these open flags are outside the model");
    }
    call.no_crypt_release = flags & 0x1;
    call.delete_flag = flags & 0x10;
    call.enum_archived = flags & 0x200;
    call.create_new = flags & 0x2000;
    call.open_existing = flags & 0x4000;
    call.read_only = flags & 0x8000;
    call.commit_enable = flags & 0x10000;
    if (call.provider == model::Provider::file_handle) of_handle(call);
    if (is_file) of_file(call);
    to.call = call;
    returns(Result::store);
  }

  void of_file(model::OpenStore<Concrete>& call) {
    if (call.delete_flag) leave("deleting a file store is outside the model");
    if (line.arg("pvPara").is_nothing()) return;
    call.file = file(line.arg("pvPara"));
    const auto is_among = [&](const auto& files) { return files.contains(call.file.index); };
    if (is_among(by.opaque_files)) leave("what the file holds is not known");
    call.file_is_readable = !is_among(by.unreadable_files);
    call.file_is_loose = is_among(by.loose_files);
    call.named_as_pkcs7 = by.is_named_as_pkcs7(call.file);
    const bool refused = to.ret->is_null() && !call.commit_enable && !call.create_new;
    if (is_among(by.doubtful_files) && refused) leave("whether what the file holds decodes is not known");
  }

  // What is refused before anything is read.
  void of_handle(model::OpenStore<Concrete>& call) {
    const bool is_missing = line.arg("pvPara").is_nothing();
    const bool has_bad_flags = call.delete_flag || (call.read_only && call.commit_enable);
    if (is_missing == has_bad_flags) leave("what is behind a file handle is outside the model");
  }

  model::Provider provider_of(std::uint32_t number) {
    constexpr std::uint32_t memory = 2, handle = 3, filename_a = 7, filename_w = 8, last = 17;
    if (number == memory) return model::Provider::memory;
    if (number == filename_a || number == filename_w) return model::Provider::file;
    if (number == handle) return model::Provider::file_handle;
    if (number != 0 && number <= last) leave("this store provider is outside the model");
    return model::Provider::unknown;
  }

  void duplicate_store() {
    to.call = model::DuplicateStore<Concrete>{store()};
    returns(Result::store);
  }

  void close() {
    const auto flags = static_cast<std::uint32_t>(number("dwFlags"));
    model::CloseStore<Concrete> call{store()};
    call.force = flags & 1u;
    call.check = flags & 2u;
    call.unknown_flags = flags & ~3u;
    to.call = call;
  }

  // A call that fails for another reason looked at the bytes first, and they decoded. [ADD-40]
  bool fails_for_another_reason() const {
    const Value& seen = line.last_error.is_absent() ? line.last_error_after : line.last_error;
    if (seen.is_absent() || line.last_error_is_unchanged()) return false;
    return !model::admits(model::Error::any_decoding, static_cast<model::Error>(seen.number));
  }

  // Whether bytes that are no element of ours decode is known from what was seen when they were first used.
  model::Encoding encoding_of(const Value& bytes, ContentTable::Entry* entry, Kind kind, std::optional<bool> seen_to_succeed) {
    if (!entry) return model::Encoding::no_bytes;
    if (entry->contents.form == trace::Contents::Form::element) {
      const bool fits = static_cast<int>(entry->contents.element.kind) == static_cast<int>(kind);
      return fits ? model::Encoding::sound : model::Encoding::undecodable;
    }
    if (entry->contents.form != trace::Contents::Form::bytes) throw BadInput(bytes.column, "expected an encoded element");
    if (entry->contents.bytes.empty()) return model::Encoding::no_bytes;
    if (kind == Kind::ctl && !is_message(entry->contents.bytes)) return model::Encoding::no_message;
    if (entry->contents.bytes[0] != 0x30) return model::Encoding::undecodable;
    // A certificate of the plain sort is accepted, signed or not. [CREATE-10]
    if (!entry->decodes && kind == Kind::certificate && look_into_certificate(entry->contents.bytes).readable) entry->decodes = true;
    if (!entry->decodes && seen_to_succeed) entry->decodes = *seen_to_succeed || fails_for_another_reason();
    return entry->decodes.value_or(true) ? model::Encoding::sound : model::Encoding::undecodable;
  }

  model::Encoding encoding(Kind kind, Concrete::Content& content) {
    const KindWords& words = words_of(kind);
    const Value& bytes = line.arg(words.bytes);
    ContentTable::Entry* entry = bytes.is_nothing() ? nullptr : &contents(bytes);
    const Value& size = line.arg(words.size);
    if (!size.is_absent() && number(words.size) == 0) entry = nullptr;
    else if (!size.is_absent()) leave("a length that does not follow the data is outside the model");
    std::optional<bool> succeeds;
    if (!to.ret->is_absent()) succeeds = to.ret->is_text() || (to.ret->is_boolean() && to.ret->truth);
    const model::Encoding result = encoding_of(bytes, entry, kind, succeeds);
    if (entry) by.contents_.read(*entry, static_cast<trace::ContextKind>(kind));
    if (entry) content = entry->content;
    const auto type = number(words.encoding, trace::default_encoding_type);
    if (type == 0) return model::Encoding::bad_type;
    const bool usual = kind == Kind::ctl ? type == trace::default_encoding_type || type == 1 : (type & 0xffff) == 1;
    if (!usual) leave("this encoding type is outside the model");
    return result;
  }

  void create(Kind kind) {
    model::CreateContext<Concrete> call{};
    call.kind = kind;
    call.encoding = encoding(kind, call.content);
    to.call = call;
    returns(Result::context);
  }

  model::Disposition disposition() {
    const auto given = number("dwAddDisposition");
    return given >= 0 && given <= 7 ? static_cast<model::Disposition>(given) : model::Disposition::unknown;
  }

  void add(Kind kind, bool from_context) {
    const KindWords& words = words_of(kind);
    model::AddContext<Concrete> call{};
    call.store = store();
    call.kind = kind;
    call.encoding = model::Encoding::sound;
    if (from_context) call.source = context(words.context);
    else call.encoding = encoding(kind, call.content);
    call.from_context = from_context;
    to.content_from = call.source.index;
    call.disposition = disposition();
    to.object = output(from_context ? "ppStoreContext" : words.added);
    call.wants_result = to.object != nullptr;
    to.call = call;
    to.result = Result::context;
  }

  void enumerate(Kind kind) {
    model::NextContext<Concrete> call{};
    call.store = store();
    call.kind = kind;
    call.previous = context(words_of(kind).previous);
    to.call = call;
    returns(Result::context);
  }

  using By = Concrete::Filter::By;

  // The filter that the find parameter is: a part of an element, given by its label or by a context that has it.
  Concrete::Filter filter(By field) {
    const Value& wanted = line.arg("pvFindPara");
    if (wanted.is_nothing()) {
      leave("a find without its parameter is outside the model");
      return {};
    }
    to.filter_field = field;
    if (const KnownName named = names.called(text(wanted)); named.thing == Thing::context) {
      mention(named);
      to.content_from = named.id;
      return {field, 0};
    }
    using Form = trace::Contents::Form;
    if (text(wanted).find(':') == std::string_view::npos) {
      leave("pvFindPara: nothing is known of \"" + trace::shortened(text(wanted)) + "\"");
      return {};
    }
    const ContentTable::Entry& entry = contents(wanted);
    const bool is_name = entry.contents.form == Form::name || entry.contents.form == Form::text;
    if (is_name && (field == By::subject || field == By::issuer)) return {field, by.contents_.name_called(entry.contents.text)};
    if (field == By::bytes && entry.contents.form == Form::hash_of_element) {
      return {field, by.contents_.content_of(entry.contents.element).bytes};
    }
    if (field != By::bytes && entry.contents.form == Form::element) return {field, part_of(entry.content, field), entry.content.bytes};
    leave("what the find parameter matches is not known");
    return {};
  }

  void find_certificate(model::NextContext<Concrete>& call, std::uint32_t type) {
    switch (type) {
      case 0:       return;
      case 0x10000: call.filter = filter(By::bytes); return;
      case 0x20004: call.filter = filter(By::issuer); return;
      case 0x20007: call.filter = filter(By::subject); return;
      case 0xB0000: call.filter = filter(By::key); return;
      case 0xD0000: call.filter = filter(By::existing); return;
      default:      break;
    }
    if (is_real_find_type(type)) leave("this find type is outside the model");
    call.known_find_type = false;
  }
  // What Windows has: a comparison, and for names and attributes whose it is.
  static bool is_real_find_type(std::uint32_t type) {
    constexpr std::uint32_t last_comparison = 0x16, attribute = 3, string_a = 7, string_w = 8, issuer = 4, subject = 7;
    const std::uint32_t comparison = type >> 16, whose = type & 0xffff;
    const bool of_names = comparison == attribute || comparison == string_a || comparison == string_w;
    return of_names ? whose == issuer || whose == subject : comparison > 2 && comparison <= last_comparison && whose == 0;
  }
  void find_crl(model::NextContext<Concrete>& call, std::uint32_t type) {
    switch (type) {
      case 0: return;
      case 1: if (!line.arg("pvFindPara").is_nothing()) call.filter = issued_by(); return;
      case 2: call.filter = filter(By::key); return;
      case 3: return leave("this find type is outside the model");
      default: call.known_find_type = false;
    }
  }
  // CRLs whose issuer is the subject of the given certificate.
  Concrete::Filter issued_by() {
    Concrete::Filter wanted = filter(By::subject);
    wanted.by = By::issuer;
    return wanted;
  }
  void find_ctl(model::NextContext<Concrete>& call, std::uint32_t type) {
    if (type == 0) return;
    if (type == 5) call.filter = filter(By::key);
    else if (type < 5) leave("this find type is outside the model");
    else call.known_find_type = false;
  }

  void find(Kind kind) {
    model::NextContext<Concrete> call{};
    call.store = store();
    call.kind = kind;
    call.previous = context(words_of(kind).previous);
    call.is_find = true;
    // Flags that are none of a CRL find's own it does not look at. [FIND-22]
    constexpr std::int64_t own_flags_of_crls = 0xf;
    const auto flags = number("dwFindFlags");
    if (kind == Kind::crl ? flags & own_flags_of_crls : flags != 0) leave("find flags are outside the model");
    const auto type = static_cast<std::uint32_t>(number("dwFindType"));
    switch (kind) {
      case Kind::certificate: find_certificate(call, type); break;
      case Kind::crl:         find_crl(call, type); break;
      case Kind::ctl:         find_ctl(call, type); break;
    }
    to.call = call;
    returns(Result::context);
  }

  void duplicate_context(Kind kind) {
    to.call = model::DuplicateContext<Concrete>{context(words_of(kind).context)};
    returns(Result::context);
  }

  // Structures of their own, handles of other kinds, read-only and reserved ids.
  static bool is_property_of_this_world(std::int64_t id) {
    switch (id) {
      case 2: case 14: case 32: case 33: case 34: case 78: case 79: case 99: return false;
      default: return id >= 0;
    }
  }

  // A CSP handle in a value is from then on the context's as well, which releases it one day or does not.
  bool gives_away(std::string_view called) {
    const KnownName named = names.called(called);
    const bool is_csp = named.thing == Thing::csp && !named.dead;
    if (is_csp) to.kept.push_back(named.id);
    return is_csp;
  }
  Concrete::Value value_of(std::uint32_t property, const Value& given) {
    if (given.is_nothing()) return Concrete::no_value();
    if (gives_away(text(given))) return by.contents_.value_called(text(given));
    const ContentTable::Entry& entry = contents(given);
    if (property == Concrete::key_context) gives_away(entry.contents.text);
    return entry.value;
  }

  void set_property(Kind kind) {
    constexpr std::int64_t keeps_csp = 1;  // CERT_STORE_NO_CRYPT_RELEASE_FLAG
    const auto id = number("dwPropId");
    const auto property = static_cast<std::uint32_t>(id);
    model::SetProperty<Concrete> call{context(words_of(kind).context), property, 0};
    const Value& given = line.arg("pvData");
    const bool is_known = is_property_of_this_world(id) && property != Concrete::key_transfer;
    const std::int64_t flags = number("dwFlags") & ~(Concrete::is_key_handle(property) ? keeps_csp : 0);
    if (!is_known) leave("this property is outside the model");
    else if (flags != 0) leave("these property flags are outside the model");
    else if (given.is_text() && given.text.find(':') == std::string::npos && !names.called(given.text).id) {
      leave("pvData: nothing is known of \"" + given.text + "\"");
    } else {
      call.value = value_of(property, given);
      call.wrong_size = given.is_text() && given.text.starts_with("key:") && contents(given).contents.size.has_value();
    }
    to.call = call;
  }

  // No rule speaks of these: see property_questions.h.
  void ask_of_properties(Kind kind) {
    to.call = model::GetProperty<Concrete>{context(words_of(kind).context), static_cast<std::uint32_t>(number("dwPropId"))};
    if (to.fate == Fate::judged) to.fate = Fate::asks_of_properties;
  }
  void enumerate_properties(Kind kind) {
    to.result = Result::none;
    ask_of_properties(kind);
  }

  // A buffer of a size of its own is too small if the size passed out is more.
  void get_property(Kind kind) {
    const auto id = number("dwPropId");
    if (id == access_state && line.arg("pcbData").is_nothing()) {
      to.value = output("pvData");
      return ask_of_properties(kind);
    }
    model::GetProperty<Concrete> call{context(words_of(kind).context), static_cast<std::uint32_t>(id)};
    const Value &room = line.arg("pcbData"), &needed = line.output("pcbData");
    to.value = output("pvData");
    call.size_only = to.value == nullptr;
    call.too_small = to.value && room.is_number() && needed.is_number() && room.number < needed.number;
    if (!is_property_of_this_world(id) || id > 0xffff) leave("this property is outside the model", false);
    if (room.is_number() && !needed.is_number()) leave("a buffer of a size of its own, without the size needed, is not judged", false);
    to.call = call;
  }

  void control() {
    constexpr std::int64_t commit = 3;
    const auto flags = number("dwFlags");
    model::ControlStore<Concrete> call{store()};
    if (number("dwCtrlType") != commit) leave("this control type is outside the model");
    if (flags & ~std::int64_t{3}) leave("these control flags are outside the model");
    if (!line.arg("pvCtrlPara").is_nothing()) leave("a control parameter is outside the model");
    call.force = flags & 1;
    call.clear = flags & 2;
    to.call = call;
  }

  void save() {
    constexpr std::int64_t as_store = 1, as_pkcs7 = 2, to_memory = 2, to_filename_a = 3, to_filename_w = 4;
    const auto where = number("dwSaveTo");
    model::SaveStore<Concrete> call{store()};
    call.as_pkcs7 = number("dwSaveAs") == as_pkcs7;
    if (number("dwSaveAs") != as_store && !call.as_pkcs7) leave("this form of saving is outside the model", false);
    if (number("dwFlags") != 0) leave("save flags are outside the model", false);
    if (where == to_filename_a || where == to_filename_w) call.file = file(line.arg("pvSaveToPara"));
    else if (where != to_memory) leave("this place to save to is outside the model", false);
    else if (!line.arg("pvSaveToPara").is_nothing()) leave("a buffer of a size of its own is outside the model", false);
    if (const Value* blob = output("pvSaveToPara"); where == to_memory && blob && blob->is_fields()) {
      to.saved = blob->fields.find("pbData");
    }
    to.call = call;
  }

  void acquire() {
    constexpr std::int64_t verify_context = 0xF0000000, rsa_full = 1, last_type = 999;
    const auto type = number("dwProvType", rsa_full);
    model::AcquireCsp<Concrete> call{};
    call.bad_type = type < 1 || type > last_type;
    call.unknown_type = type == last_type;
    // The type is looked at before the flags. [CSP-13, CSP-14]
    if (!call.bad_type && !call.unknown_type && type != rsa_full) leave("this provider type is outside the model");
    else if (!call.bad_type && !call.unknown_type && number("dwFlags") != verify_context) leave("key containers are outside the model");
    to.call = call;
    to.object = output("phProv");
    to.result = Result::csp;
  }

  void ask() {
    constexpr std::int64_t name_of_provider = 4;
    if (number("dwParam") != name_of_provider) leave("this provider parameter is outside the model", false);
    if (!line.arg("pdwDataLen").is_nothing()) leave("a buffer of a size of its own is outside the model", false);
    to.call = model::AskCsp<Concrete>{csp_or_dead()};
  }

  void unknown() { leave("the model does not know this call"); }

  void last_error(Fate fate) {
    to.fate = fate;
    to.result = Result::none;
  }

  void dispatch() {
    const auto first = [&](Call of_certificates) {
      to.kind = static_cast<Kind>(static_cast<int>(line.which) - static_cast<int>(of_certificates));
      return *to.kind;
    };
    switch (line.which) {
      case Call::unknown: return unknown();
      case Call::CertOpenStore: return open();
      case Call::CertDuplicateStore: return duplicate_store();
      case Call::CertCloseStore: return close();
      case Call::CertControlStore: return control();
      case Call::CertSaveStore: return save();
      case Call::CertCreateCertificateContext:
      case Call::CertCreateCRLContext:
      case Call::CertCreateCTLContext: return create(first(Call::CertCreateCertificateContext));
      case Call::CertAddEncodedCertificateToStore:
      case Call::CertAddEncodedCRLToStore:
      case Call::CertAddEncodedCTLToStore: return add(first(Call::CertAddEncodedCertificateToStore), false);
      case Call::CertAddCertificateContextToStore:
      case Call::CertAddCRLContextToStore:
      case Call::CertAddCTLContextToStore: return add(first(Call::CertAddCertificateContextToStore), true);
      case Call::CertEnumCertificatesInStore:
      case Call::CertEnumCRLsInStore:
      case Call::CertEnumCTLsInStore: return enumerate(first(Call::CertEnumCertificatesInStore));
      case Call::CertFindCertificateInStore:
      case Call::CertFindCRLInStore:
      case Call::CertFindCTLInStore: return find(first(Call::CertFindCertificateInStore));
      case Call::CertDuplicateCertificateContext:
      case Call::CertDuplicateCRLContext:
      case Call::CertDuplicateCTLContext: return duplicate_context(first(Call::CertDuplicateCertificateContext));
      case Call::CertFreeCertificateContext:
      case Call::CertFreeCRLContext:
      case Call::CertFreeCTLContext:
        to.call = model::FreeContext<Concrete>{context(first(Call::CertFreeCertificateContext))};
        return;
      case Call::CertDeleteCertificateFromStore:
      case Call::CertDeleteCRLFromStore:
      case Call::CertDeleteCTLFromStore:
        to.call = model::DeleteContext<Concrete>{context(first(Call::CertDeleteCertificateFromStore))};
        return;
      case Call::CertSetCertificateContextProperty:
      case Call::CertSetCRLContextProperty:
      case Call::CertSetCTLContextProperty: return set_property(first(Call::CertSetCertificateContextProperty));
      case Call::CertGetCertificateContextProperty:
      case Call::CertGetCRLContextProperty:
      case Call::CertGetCTLContextProperty: return get_property(first(Call::CertGetCertificateContextProperty));
      case Call::CertEnumCertificateContextProperties:
      case Call::CertEnumCRLContextProperties:
      case Call::CertEnumCTLContextProperties: return enumerate_properties(first(Call::CertEnumCertificateContextProperties));
      case Call::CryptAcquireContext: return acquire();
      case Call::CryptContextAddRef: to.call = model::AddCspReference<Concrete>{csp_or_dead()}; return;
      case Call::CryptReleaseContext: to.call = model::ReleaseCsp<Concrete>{csp_or_dead(), number("dwFlags") != 0}; return;
      case Call::CryptGetProvParam: return ask();
      case Call::GetLastError: return last_error(Fate::reads_last_error);
      case Call::SetLastError: return last_error(Fate::sets_last_error);
    }
  }

  void check_types() const {
    const Value& ret = line.ret;
    if (ret.is_nothing()) return;
    const bool object = to.result == Result::store || (to.result == Result::context && to.object == to.ret);
    if (object ? !ret.is_text() : to.result != Result::none && !ret.is_boolean()) {
      throw BadInput(ret.column, object ? "expected a name or null" : "expected true or false");
    }
    if (to.object) text(*to.object);
  }
};

void Translator::translate(const NameSource& names, const Line& line, Translation& to) {
  to.fate = Fate::judged;
  to.reason.clear();
  to.touches_world = true;
  to.store_from = to.content_from = 0;
  to.kind.reset();
  to.ret = &line.ret;
  to.result = Result::boolean;
  to.object = to.value = to.saved = nullptr;
  to.mentioned.clear();
  to.new_csps.clear();
  to.kept.clear();
  Translating translating{*this, names, line, to};
  translating.dispatch();
  if (to.fate != Fate::not_evaluated) translating.check_types();
}

}  // namespace certlife::oracle
