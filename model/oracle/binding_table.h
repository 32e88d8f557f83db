// Where each parameter of the API goes in a call of the model, and what of it is outside the model. Read forwards a line becomes a call
// (translate.cpp), read backwards a call becomes a line (to_line.cpp). Of several reasons to leave a line the first in its row is given.
#pragma once

#include "model/oracle/joint_roles.h"
#include "model/oracle/property_questions.h"

namespace certlife::oracle {

// A function of the API, or three for the three kinds of context given by the first of them, and the model's call that it is.
template <class Call, class... Roles>
struct Row {
  using ModelCall = Call;
  trace::Call first;
  bool has_kinds;
  std::tuple<Roles...> roles;

  constexpr trace::Call called(Kind kind) const {
    return has_kinds ? static_cast<trace::Call>(static_cast<int>(first) + static_cast<int>(kind)) : first;
  }
  // Is this the function that makes the call?
  constexpr bool says(const Call& call) const {
    return std::apply([&](const auto&... role) { return (role.says(call) && ...); }, roles);
  }
};

namespace binding_rows {

using namespace roles;
using Function = trace::Call;

template <class Call, class... Roles>
constexpr Row<Call, Roles...> row(Function function, Roles... roles) {
  return {function, false, {roles...}};
}
template <class Call, class... Roles>
constexpr Row<Call, Roles...> row_of_kinds(Function of_certificates, Roles... roles) {
  return {of_certificates, true, {roles...}};
}

using OpenStore = model::OpenStore<Concrete>;
using DuplicateStore = model::DuplicateStore<Concrete>;
using CloseStore = model::CloseStore<Concrete>;
using ControlStore = model::ControlStore<Concrete>;
using SaveStore = model::SaveStore<Concrete>;
using CreateContext = model::CreateContext<Concrete>;
using AddContext = model::AddContext<Concrete>;
using NextContext = model::NextContext<Concrete>;
using DuplicateContext = model::DuplicateContext<Concrete>;
using FreeContext = model::FreeContext<Concrete>;
using DeleteContext = model::DeleteContext<Concrete>;
using SetProperty = model::SetProperty<Concrete>;
using GetProperty = model::GetProperty<Concrete>;
using AcquireCsp = model::AcquireCsp<Concrete>;
using AddCspReference = model::AddCspReference<Concrete>;
using ReleaseCsp = model::ReleaseCsp<Concrete>;
using AskCsp = model::AskCsp<Concrete>;
struct NoCall {};

inline constexpr Parameter context_itself{"pCertContext", "pCrlContext", "pCtlContext"};
inline constexpr Parameter previous_context{"pPrevCertContext", "pPrevCrlContext", "pPrevCtlContext"};
inline constexpr Parameter added_context{"ppCertContext", "ppCrlContext", "ppCtlContext"};

// --- Opening -------------------------------------------------------------------------------------------------------------

inline constexpr auto providers = codes<model::Provider>(trace::provider_names, {{"CERT_STORE_PROV_MEMORY", model::Provider::memory},
                                                                                 {"CERT_STORE_PROV_FILENAME_W", model::Provider::file},
                                                                                 {"CERT_STORE_PROV_FILENAME_A", model::Provider::file},
                                                                                 {"CERT_STORE_PROV_FILE", model::Provider::file_handle}});
inline constexpr std::uint32_t last_provider = numbered(trace::provider_names, "CERT_STORE_PROV_PKCS12"), no_provider = 0x1234;

inline constexpr auto open_bits = bits<OpenStore>(trace::open_flags, {{"CERT_STORE_NO_CRYPT_RELEASE_FLAG", &OpenStore::no_crypt_release},
                                                                      {"CERT_STORE_DELETE_FLAG", &OpenStore::delete_flag},
                                                                      {"CERT_STORE_ENUM_ARCHIVED_FLAG", &OpenStore::enum_archived},
                                                                      {"CERT_STORE_CREATE_NEW_FLAG", &OpenStore::create_new},
                                                                      {"CERT_STORE_OPEN_EXISTING_FLAG", &OpenStore::open_existing},
                                                                      {"CERT_STORE_READONLY_FLAG", &OpenStore::read_only},
                                                                      {"CERT_FILE_STORE_COMMIT_ENABLE_FLAG", &OpenStore::commit_enable}});
inline constexpr Outside other_open_flags = outside("these open flags are outside the model");

constexpr bool has_no_provider(const OpenStore& call) { return call.provider == model::Provider::unknown; }
inline bool commits_without_a_file(const LineReading&, const OpenStore& call) {
  return call.commit_enable && call.provider == model::Provider::memory;
}
inline bool deletes_a_file(const LineReading&, const OpenStore& call) { return call.delete_flag && call.provider == model::Provider::file; }
// All but what is refused before anything is read: no handle, or flags that do not go together.
inline bool reads_behind_a_handle(const LineReading& from, const OpenStore& call) {
  const bool has_bad_flags = call.delete_flag || (call.read_only && call.commit_enable);
  return call.provider == model::Provider::file_handle && from.argument("pvPara").is_nothing() == has_bad_flags;
}

// --- Finding -------------------------------------------------------------------------------------------------------------

inline constexpr std::uint32_t certificate_find_without_name = 0x160000;
inline constexpr std::array<FindTypes, 3> find_types{
    FindTypes(trace::certificate_finds, {finds("CERT_FIND_ANY", By::everything), finds("CERT_FIND_SHA1_HASH", By::bytes),
                                         finds("CERT_FIND_ISSUER_NAME", By::issuer), finds("CERT_FIND_SUBJECT_NAME", By::subject),
                                         finds("CERT_FIND_SUBJECT_CERT", By::key), finds("CERT_FIND_EXISTING", By::existing)},
              certificate_find_without_name),
    // CRLs whose issuer is the subject of the given certificate.
    FindTypes(trace::crl_finds, {finds("CRL_FIND_ANY", By::everything), FindType{"CRL_FIND_ISSUED_BY", By::issuer, By::subject, true},
                                 finds("CRL_FIND_EXISTING", By::key)}),
    FindTypes(trace::ctl_finds, {finds("CTL_FIND_ANY", By::everything), finds("CTL_FIND_EXISTING", By::key)})};
// Flags that are none of a CRL find's own it does not look at. [FIND-22]
inline constexpr std::array<std::uint32_t, 3> find_flags{every_bit, 0xf, every_bit};

// --- Properties ----------------------------------------------------------------------------------------------------------

inline constexpr std::uint32_t key_provider_info = trace::property_called("CERT_KEY_PROV_INFO_PROP_ID"),
                               ncrypt_key = trace::property_called("CERT_NCRYPT_KEY_HANDLE_PROP_ID"),
                               either_key = trace::property_called("CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID"),
                               ncrypt_transfer = trace::property_called("CERT_NCRYPT_KEY_HANDLE_TRANSFER_PROP_ID");
// Structures of their own, handles of other kinds, what is read-only, and ids that are reserved without a name.
inline constexpr std::uint32_t not_to_get[] = {key_provider_info, access_state, 32, 33, 34, ncrypt_key, either_key, ncrypt_transfer};
inline constexpr std::uint32_t not_to_set[] = {key_provider_info, access_state, 32, 33, 34, ncrypt_key, either_key, ncrypt_transfer,
                                               Concrete::key_transfer};
inline constexpr std::uint32_t last_property = 0xffff;

inline bool is_key_handle(const SetProperty& call) { return Concrete::is_key_handle(call.property); }

// --- CSP handles ---------------------------------------------------------------------------------------------------------

// The type is looked at before the flags. [CSP-13, CSP-14]
inline bool has_refused_type(const AcquireCsp& call) { return call.bad_type || call.unknown_type; }

// --- The table -----------------------------------------------------------------------------------------------------------

inline constexpr std::tuple table{
    row<OpenStore>(Function::CertOpenStore,
                   csp_or_none("hCryptProv", &OpenStore::csp),
                   code("lpszStoreProvider", &OpenStore::provider, providers,
                        {model::Provider::unknown, no_provider, 1, last_provider, outside("this store provider is outside the model")}),
                   flags("dwFlags", open_bits, other_open_flags, has_no_provider),
                   outside_if(commits_without_a_file, other_open_flags),
                   outside_if(reads_behind_a_handle, outside("what is behind a file handle is outside the model")),
                   outside_if(deletes_a_file, outside("deleting a file store is outside the model")),
                   opened_file,
                   returns(&OpenStore::fresh_store)),
    row<DuplicateStore>(Function::CertDuplicateStore, store("hCertStore", &DuplicateStore::store), returns(&DuplicateStore::store)),
    row<CloseStore>(Function::CertCloseStore,
                    store("hCertStore", &CloseStore::store),
                    flags("dwFlags", bits<CloseStore>(trace::close_flags, {{"CERT_CLOSE_STORE_FORCE_FLAG", &CloseStore::force},
                                                                           {"CERT_CLOSE_STORE_CHECK_FLAG", &CloseStore::check}}),
                          &CloseStore::unknown_flags)),
    row<ControlStore>(Function::CertControlStore,
                      store("hCertStore", &ControlStore::store),
                      only<ControlStore>("dwCtrlType", trace::control_types, "CERT_STORE_CTRL_COMMIT",
                                         outside("this control type is outside the model")),
                      flags("dwFlags", bits<ControlStore>(trace::control_flags, {{"CERT_STORE_CTRL_COMMIT_FORCE_FLAG", &ControlStore::force},
                                                                                 {"CERT_STORE_CTRL_COMMIT_CLEAR_FLAG", &ControlStore::clear}}),
                            outside("these control flags are outside the model")),
                      null("pvCtrlPara", outside("a control parameter is outside the model"))),
    row<SaveStore>(Function::CertSaveStore,
                   store("hCertStore", &SaveStore::store),
                   code("dwSaveAs", &SaveStore::as_pkcs7,
                        codes<bool>(trace::save_as, {{"CERT_STORE_SAVE_AS_STORE", false}, {"CERT_STORE_SAVE_AS_PKCS7", true}}),
                        outside_of_what_looks("this form of saving is outside the model")),
                   no_flags("dwFlags", outside_of_what_looks("save flags are outside the model")),
                   saved_to(&SaveStore::file, outside_of_what_looks("this place to save to is outside the model"),
                            outside_of_what_looks("a buffer of a size of its own is outside the model"))),

    row_of_kinds<CreateContext>(Function::CertCreateCertificateContext,
                                element(&CreateContext::encoding, &CreateContext::content),
                                returns(&CreateContext::fresh_context)),
    row_of_kinds<AddContext>(Function::CertAddEncodedCertificateToStore,
                             always(&AddContext::from_context, false),
                             store("hCertStore", &AddContext::store),
                             element(&AddContext::encoding, &AddContext::content),
                             disposition("dwAddDisposition", &AddContext::disposition),
                             passes_out(added_context, &AddContext::wants_result, &AddContext::fresh_context)),
    row_of_kinds<AddContext>(Function::CertAddCertificateContextToStore,
                             always(&AddContext::from_context, true),
                             store("hCertStore", &AddContext::store),
                             source_context(context_itself, &AddContext::source),
                             disposition("dwAddDisposition", &AddContext::disposition),
                             passes_out("ppStoreContext", &AddContext::wants_result, &AddContext::fresh_context)),
    row_of_kinds<NextContext>(Function::CertEnumCertificatesInStore,
                              always(&NextContext::is_find, false),
                              store("hCertStore", &NextContext::store),
                              context(previous_context, &NextContext::previous),
                              returns_some_context),
    row_of_kinds<NextContext>(Function::CertFindCertificateInStore,
                              always(&NextContext::is_find, true),
                              store("hCertStore", &NextContext::store),
                              context(previous_context, &NextContext::previous),
                              no_flags("dwFindFlags", outside("find flags are outside the model"), find_flags),
                              find(&NextContext::filter, &NextContext::known_find_type, find_types),
                              returns_some_context),
    row_of_kinds<DuplicateContext>(Function::CertDuplicateCertificateContext,
                                   context(context_itself, &DuplicateContext::context),
                                   returns(&DuplicateContext::context)),
    row_of_kinds<FreeContext>(Function::CertFreeCertificateContext, context(context_itself, &FreeContext::context)),
    row_of_kinds<DeleteContext>(Function::CertDeleteCertificateFromStore, context(context_itself, &DeleteContext::context)),

    row_of_kinds<SetProperty>(Function::CertSetCertificateContextProperty,
                              context(context_itself, &SetProperty::context),
                              property(&SetProperty::property, not_to_set, outside("this property is outside the model")),
                              property_flag("CERT_STORE_NO_CRYPT_RELEASE_FLAG", is_key_handle,
                                            outside("these property flags are outside the model")),
                              new_value(&SetProperty::property, &SetProperty::value, &SetProperty::wrong_size)),
    row_of_kinds<GetProperty>(Function::CertGetCertificateContextProperty,
                              context(context_itself, &GetProperty::context),
                              asked_otherwise(access_state),
                              property(&GetProperty::property, not_to_get, outside_of_what_looks("this property is outside the model"),
                                       last_property),
                              buffer(&GetProperty::size_only, &GetProperty::too_small,
                                     outside_of_what_looks("a buffer of a size of its own, without the size needed, is not judged"))),
    row_of_kinds<GetProperty>(Function::CertEnumCertificateContextProperties,
                              context(context_itself, &GetProperty::context),
                              property(&GetProperty::property),
                              judged_otherwise(Fate::asks_of_properties),
                              no_result),

    row<AcquireCsp>(Function::CryptAcquireContext,
                    provider_type(&AcquireCsp::bad_type, &AcquireCsp::unknown_type, outside("this provider type is outside the model")),
                    only_flag("dwFlags", trace::acquire_flags, "CRYPT_VERIFYCONTEXT", outside("key containers are outside the model"),
                              has_refused_type),
                    passes_out("phProv", &AcquireCsp::fresh_csp)),
    row<AddCspReference>(Function::CryptContextAddRef, csp("hProv", &AddCspReference::csp)),
    row<ReleaseCsp>(Function::CryptReleaseContext, csp("hProv", &ReleaseCsp::csp), any_flag("dwFlags", &ReleaseCsp::flags)),
    row<AskCsp>(Function::CryptGetProvParam,
                only<AskCsp>("dwParam", trace::provider_parameters, "PP_NAME",
                             outside_of_what_looks("this provider parameter is outside the model")),
                null("pdwDataLen", outside_of_what_looks("a buffer of a size of its own is outside the model")),
                csp("hProv", &AskCsp::csp)),
    row<NoCall>(Function::GetLastError, judged_otherwise(Fate::reads_last_error), no_result),
    row<NoCall>(Function::SetLastError, judged_otherwise(Fate::sets_last_error), no_result)};

}  // namespace binding_rows

inline constexpr auto& binding_table = binding_rows::table;

}  // namespace certlife::oracle
