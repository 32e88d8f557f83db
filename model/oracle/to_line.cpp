// Calls of the model as lines to be run.
#include "model/oracle/translate.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using trace::Call;
using trace::Fields;
using trace::Line;
using trace::Value;

namespace {

struct Rendering {
  const LineNames& names;
  Kind kind;

  Value store(Concrete::Store it) const { return it.index ? Value::of(std::string_view(names.store(it))) : Value::null(); }
  Value context(Concrete::Context it) const { return it.index ? Value::of(std::string_view(names.context(it))) : Value::null(); }
  Value csp(Concrete::Csp it) const { return it.index ? Value::of(std::string_view(names.csp(it))) : Value::null(); }
  Value file(Concrete::File it) const { return Value::of(std::string_view("file:" + names.file(it))); }
  static Value flags(std::initializer_list<std::pair<bool, const char*>> all) {
    Value list;
    list.kind = Value::Kind::list;
    for (const auto& [set, name] : all) {
      if (set) list.items.add() = Value::of(name);
    }
    return list;
  }
  static Value disposition(model::Disposition it) {
    constexpr std::int64_t none_has_this_number = 99;
    return Value::of(it == model::Disposition::unknown ? none_has_this_number : static_cast<std::int64_t>(it));
  }
  static Line line(Call call, Fields args) { return trace::call_line(call, std::move(args)); }

  // The bytes, or what is wrong with them.
  void encoded(Fields& args, Kind of, model::Encoding encoding, const Concrete::Content& content) const {
    const KindWords& words = words_of(of);
    switch (encoding) {
      case model::Encoding::no_bytes: return;
      case model::Encoding::undecodable:
        args[words.bytes] = Value::of(of == Kind::ctl ? "hex:300d06092a864886f70d010702a000" : "hex:0400");
        return;
      case model::Encoding::no_message: args[words.bytes] = Value::of("hex:0400"); return;
      case model::Encoding::bad_type: args[words.encoding] = Value::of(std::int64_t{0}); break;
      case model::Encoding::sound: break;
    }
    args[words.bytes] = Value::of(std::string_view(names.content(content)));
  }

  Line operator()(const model::OpenStore<Concrete>& it) const {
    Fields args;
    switch (it.provider) {
      case model::Provider::memory:  args["lpszStoreProvider"] = Value::of("CERT_STORE_PROV_MEMORY"); break;
      case model::Provider::file:    args["lpszStoreProvider"] = Value::of("CERT_STORE_PROV_FILENAME_W"); break;
      case model::Provider::file_handle: args["lpszStoreProvider"] = Value::of("CERT_STORE_PROV_FILE"); break;
      case model::Provider::unknown: args["lpszStoreProvider"] = Value::of("0x1234"); break;
    }
    if (it.csp.index) args["hCryptProv"] = csp(it.csp);
    args["dwFlags"] = flags({{it.no_crypt_release, "CERT_STORE_NO_CRYPT_RELEASE_FLAG"},
                             {it.delete_flag, "CERT_STORE_DELETE_FLAG"},
                             {it.enum_archived, "CERT_STORE_ENUM_ARCHIVED_FLAG"},
                             {it.create_new, "CERT_STORE_CREATE_NEW_FLAG"},
                             {it.open_existing, "CERT_STORE_OPEN_EXISTING_FLAG"},
                             {it.read_only, "CERT_STORE_READONLY_FLAG"},
                             {it.commit_enable, "CERT_FILE_STORE_COMMIT_ENABLE_FLAG"}});
    if (it.file.index) args["pvPara"] = it.named_as_pkcs7 ? Value::of(std::string_view("file:" + names.file(it.file) + ".p7c")) : file(it.file);
    Line result = line(Call::CertOpenStore, std::move(args));
    result.ret = store(it.fresh_store);
    return result;
  }
  Line operator()(const model::DuplicateStore<Concrete>& it) const {
    Line result = line(Call::CertDuplicateStore, {{"hCertStore", store(it.store)}});
    result.ret = store(it.store);
    return result;
  }
  Line operator()(const model::CloseStore<Concrete>& it) const {
    Value all = flags({{it.force, "CERT_CLOSE_STORE_FORCE_FLAG"}, {it.check, "CERT_CLOSE_STORE_CHECK_FLAG"}});
    if (it.unknown_flags) all.items.add() = Value::of("0x4");
    return line(Call::CertCloseStore, {{"hCertStore", store(it.store)}, {"dwFlags", all}});
  }
  Line operator()(const model::CreateContext<Concrete>& it) const {
    Fields args;
    encoded(args, it.kind, it.encoding, it.content);
    Line result = line(for_kind(Call::CertCreateCertificateContext, it.kind), std::move(args));
    result.ret = context(it.fresh_context);
    return result;
  }
  Line operator()(const model::AddContext<Concrete>& it) const {
    const KindWords& words = words_of(it.kind);
    Fields args{{"hCertStore", store(it.store)}};
    if (it.from_context) args[words.context] = context(it.source);
    else encoded(args, it.kind, it.encoding, it.content);
    args["dwAddDisposition"] = disposition(it.disposition);
    const Call first = it.from_context ? Call::CertAddCertificateContextToStore : Call::CertAddEncodedCertificateToStore;
    Line result = line(for_kind(first, it.kind), std::move(args));
    if (it.wants_result) result.out[it.from_context ? "ppStoreContext" : words.added] = context(it.fresh_context);
    return result;
  }
  // A find by key gives the certificate itself; the other kinds want a context that matches.
  static std::int64_t find_type(Kind of, Concrete::Filter::By by) {
    using By = Concrete::Filter::By;
    if (of == Kind::crl) return by == By::everything ? 0 : by == By::issuer ? 1 : 2;
    if (of == Kind::ctl) return by == By::everything ? 0 : 5;
    switch (by) {
      case By::everything: return 0;
      case By::bytes:      return 0x10000;
      case By::issuer:     return 0x20004;
      case By::subject:    return 0x20007;
      case By::key:        return 0xB0000;
      case By::existing:   return 0xD0000;
    }
    return 0;
  }
  Line operator()(const model::NextContext<Concrete>& it) const {
    const KindWords& words = words_of(it.kind);
    Fields args{{"hCertStore", store(it.store)}};
    if (it.is_find) {
      args["dwFindType"] = Value::of(it.known_find_type ? find_type(it.kind, it.filter.by) : 0x7fff0000);
      if (it.filter.by != Concrete::Filter::By::everything) args["pvFindPara"] = Value::of(std::string_view(names.filter(it.filter)));
    }
    args[words.previous] = context(it.previous);
    const Call first = it.is_find ? Call::CertFindCertificateInStore : Call::CertEnumCertificatesInStore;
    return line(for_kind(first, it.kind), std::move(args));
  }
  Line of_context(Call first, Concrete::Context it) const {
    return line(for_kind(first, kind), {{std::string(words_of(kind).context), context(it)}});
  }
  Line operator()(const model::DuplicateContext<Concrete>& it) const {
    Line result = of_context(Call::CertDuplicateCertificateContext, it.context);
    result.ret = context(it.context);
    return result;
  }
  Line operator()(const model::FreeContext<Concrete>& it) const { return of_context(Call::CertFreeCertificateContext, it.context); }
  Line operator()(const model::DeleteContext<Concrete>& it) const { return of_context(Call::CertDeleteCertificateFromStore, it.context); }
  Line operator()(const model::SetProperty<Concrete>& it) const {
    Line result = of_context(Call::CertSetCertificateContextProperty, it.context);
    result.args["dwPropId"] = Value::of(std::int64_t{it.property});
    if (it.value != Concrete::no_value()) result.args["pvData"] = Value::of(names.value(it.value) + (it.wrong_size ? "/size=0" : ""));
    return result;
  }
  Line operator()(const model::GetProperty<Concrete>& it) const {
    Line result = of_context(Call::CertGetCertificateContextProperty, it.context);
    result.args["dwPropId"] = Value::of(std::int64_t{it.property});
    if (it.too_small) result.args["pcbData"] = Value::of(std::int64_t{0});
    if (!it.size_only) result.out["pvData"] = Value::null();
    return result;
  }
  Line operator()(const model::ControlStore<Concrete>& it) const {
    const Value all = flags({{it.force, "CERT_STORE_CTRL_COMMIT_FORCE_FLAG"}, {it.clear, "CERT_STORE_CTRL_COMMIT_CLEAR_FLAG"}});
    return line(Call::CertControlStore,
                {{"hCertStore", store(it.store)}, {"dwFlags", all}, {"dwCtrlType", Value::of("CERT_STORE_CTRL_COMMIT")}});
  }
  Line operator()(const model::SaveStore<Concrete>& it) const {
    Fields args{{"hCertStore", store(it.store)}, {"dwSaveAs", Value::of("CERT_STORE_SAVE_AS_STORE")}};
    args["dwSaveTo"] = Value::of(it.file.index ? "CERT_STORE_SAVE_TO_FILENAME_W" : "CERT_STORE_SAVE_TO_MEMORY");
    if (it.file.index) args["pvSaveToPara"] = file(it.file);
    return line(Call::CertSaveStore, std::move(args));
  }
  Line operator()(const model::AcquireCsp<Concrete>& it) const {
    Line result = line(Call::CryptAcquireContext, {{"dwFlags", flags({{true, "CRYPT_VERIFYCONTEXT"}})}});
    if (it.bad_type) result.args["dwProvType"] = Value::of(std::int64_t{0});
    else if (it.unknown_type) result.args["dwProvType"] = Value::of(std::int64_t{999});
    result.out["phProv"] = csp(it.fresh_csp);
    return result;
  }
  Line operator()(const model::AddCspReference<Concrete>& it) const { return line(Call::CryptContextAddRef, {{"hProv", csp(it.csp)}}); }
  Line operator()(const model::ReleaseCsp<Concrete>& it) const {
    return line(Call::CryptReleaseContext, {{"hProv", csp(it.csp)}, {"dwFlags", Value::of(std::int64_t{it.flags})}});
  }
  Line operator()(const model::AskCsp<Concrete>& it) const {
    return line(Call::CryptGetProvParam, {{"hProv", csp(it.csp)}, {"dwParam", Value::of("PP_NAME")}});
  }
};

}  // namespace

Line to_line(const ConcreteCall& call, const LineNames& names, Kind kind) { return std::visit(Rendering{names, kind}, call); }

}  // namespace certlife::oracle
