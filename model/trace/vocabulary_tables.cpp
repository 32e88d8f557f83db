// The tables of vocabulary.h: facts from the header and each function's page, nothing else.
#include <array>

#include "model/trace/error_codes_security.h"
#include "model/trace/error_codes_system.h"
#include "model/trace/vocabulary.h"
#include "model/trace/vocabulary_names.h"
#include "model/trace/vocabulary_properties.h"

namespace certlife::trace {
namespace {

// Both tables of codes as one, those that stores answer with first.
template <std::size_t... Sizes>
constexpr auto joined(const Named (&... tables)[Sizes]) {
  std::array<Named, (Sizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& table) {
    for (const Named& named : table) all[next++] = named;
  };
  (append(tables), ...);
  return all;
}
constexpr auto errors = joined(usual_errors, security_errors, system_errors);

using P = Parameter;
using enum Role;

constexpr P store_parameter{"hCertStore", store};
constexpr P encoding{"dwCertEncodingType", flags, encodings};
constexpr P message_encoding{"dwMsgAndCertEncodingType", flags, encodings};
constexpr P certificate{"pCertContext", context}, crl{"pCrlContext", context}, ctl{"pCtlContext", context};
constexpr P disposition{"dwAddDisposition", code, dispositions};
constexpr P stored{"ppStoreContext", out};
constexpr P find_what{"pvFindPara", contents};
constexpr P property{"dwPropId", code, properties}, property_option{"dwFlags", flags, property_flags};
constexpr P new_data{"pvData", contents}, data{"pvData", out}, data_size{"pcbData", out};
constexpr P no_flags{"dwFlags", number};

constexpr P open[] = {{"lpszStoreProvider", code, provider_names},
                      {"dwEncodingType", flags, encodings},
                      {"hCryptProv", csp},
                      {"dwFlags", flags, open_flags},
                      {"pvPara", contents}};
constexpr P duplicate_store[] = {store_parameter};
constexpr P close[] = {store_parameter, {"dwFlags", flags, close_flags}};
constexpr P control[] = {
    store_parameter, {"dwFlags", flags, control_flags}, {"dwCtrlType", code, control_types}, {"pvCtrlPara", anything}};
constexpr P save[] = {store_parameter,
                      {"dwEncodingType", flags, encodings},
                      {"dwSaveAs", code, save_as},
                      {"dwSaveTo", code, save_to},
                      {"pvSaveToPara", contents},
                      no_flags};
constexpr P create_certificate[] = {encoding, {"pbCertEncoded", contents}, {"cbCertEncoded", number}};
constexpr P create_crl[] = {encoding, {"pbCrlEncoded", contents}, {"cbCrlEncoded", number}};
constexpr P create_ctl[] = {message_encoding, {"pbCtlEncoded", contents}, {"cbCtlEncoded", number}};
constexpr P add_encoded_certificate[] = {store_parameter,           encoding,    {"pbCertEncoded", contents},
                                         {"cbCertEncoded", number}, disposition, {"ppCertContext", out}};
constexpr P add_encoded_crl[] = {store_parameter,          encoding,    {"pbCrlEncoded", contents},
                                 {"cbCrlEncoded", number}, disposition, {"ppCrlContext", out}};
constexpr P add_encoded_ctl[] = {store_parameter,          message_encoding, {"pbCtlEncoded", contents},
                                 {"cbCtlEncoded", number}, disposition,      {"ppCtlContext", out}};
constexpr P add_certificate[] = {store_parameter, certificate, disposition, stored};
constexpr P add_crl[] = {store_parameter, crl, disposition, stored};
constexpr P add_ctl[] = {store_parameter, ctl, disposition, stored};
constexpr P previous_certificate{"pPrevCertContext", context}, previous_crl{"pPrevCrlContext", context},
    previous_ctl{"pPrevCtlContext", context};
constexpr P enumerate_certificates[] = {store_parameter, previous_certificate};
constexpr P enumerate_crls[] = {store_parameter, previous_crl};
constexpr P enumerate_ctls[] = {store_parameter, previous_ctl};
constexpr P find_certificate[] = {store_parameter,
                                  encoding,
                                  {"dwFindFlags", flags, certificate_find_flags},
                                  {"dwFindType", code, certificate_finds},
                                  find_what,
                                  previous_certificate};
constexpr P find_crl[] = {
    store_parameter, encoding,    {"dwFindFlags", flags, crl_find_flags}, {"dwFindType", code, crl_finds},
    find_what,       previous_crl};
constexpr P find_ctl[] = {
    store_parameter, message_encoding, {"dwFindFlags", flags, ctl_find_flags}, {"dwFindType", code, ctl_finds},
    find_what,       previous_ctl};
constexpr P one_certificate[] = {certificate}, one_crl[] = {crl}, one_ctl[] = {ctl};
constexpr P set_certificate_property[] = {certificate, property, property_option, new_data};
constexpr P set_crl_property[] = {crl, property, property_option, new_data};
constexpr P set_ctl_property[] = {ctl, property, property_option, new_data};
constexpr P get_certificate_property[] = {certificate, property, data, data_size};
constexpr P get_crl_property[] = {crl, property, data, data_size};
constexpr P get_ctl_property[] = {ctl, property, data, data_size};
constexpr P list_certificate_properties[] = {certificate, property};
constexpr P list_crl_properties[] = {crl, property};
constexpr P list_ctl_properties[] = {ctl, property};
constexpr P acquire[] = {{"phProv", out},
                         {"szContainer", text},
                         {"szProvider", text},
                         {"dwProvType", code, provider_types},
                         {"dwFlags", flags, acquire_flags}};
constexpr P csp_handle{"hProv", csp};
constexpr P add_reference[] = {csp_handle, {"pdwReserved", anything}, no_flags};
constexpr P release[] = {csp_handle, no_flags};
constexpr P provider_parameter[] = {csp_handle,
                                    {"dwParam", code, provider_parameters},
                                    {"pbData", out},
                                    {"pdwDataLen", out},
                                    {"dwFlags", flags, provider_parameter_flags}};
constexpr P set_last_error[] = {{"dwErrCode", code, errors}};

constexpr Returns boolean = Returns::boolean;
#define CALL(name) Call::name, #name
constexpr CallDescription descriptions[] = {
    {CALL(CertOpenStore), Returns::store, open},
    {CALL(CertDuplicateStore), Returns::store, duplicate_store},
    {CALL(CertCloseStore), boolean, close},
    {CALL(CertControlStore), boolean, control},
    {CALL(CertSaveStore), boolean, save},
    {CALL(CertCreateCertificateContext), Returns::context, create_certificate},
    {CALL(CertCreateCRLContext), Returns::context, create_crl},
    {CALL(CertCreateCTLContext), Returns::context, create_ctl},
    {CALL(CertAddEncodedCertificateToStore), boolean, add_encoded_certificate},
    {CALL(CertAddEncodedCRLToStore), boolean, add_encoded_crl},
    {CALL(CertAddEncodedCTLToStore), boolean, add_encoded_ctl},
    {CALL(CertAddCertificateContextToStore), boolean, add_certificate},
    {CALL(CertAddCRLContextToStore), boolean, add_crl},
    {CALL(CertAddCTLContextToStore), boolean, add_ctl},
    {CALL(CertEnumCertificatesInStore), Returns::context, enumerate_certificates},
    {CALL(CertEnumCRLsInStore), Returns::context, enumerate_crls},
    {CALL(CertEnumCTLsInStore), Returns::context, enumerate_ctls},
    {CALL(CertFindCertificateInStore), Returns::context, find_certificate},
    {CALL(CertFindCRLInStore), Returns::context, find_crl},
    {CALL(CertFindCTLInStore), Returns::context, find_ctl},
    {CALL(CertDuplicateCertificateContext), Returns::context, one_certificate},
    {CALL(CertDuplicateCRLContext), Returns::context, one_crl},
    {CALL(CertDuplicateCTLContext), Returns::context, one_ctl},
    {CALL(CertFreeCertificateContext), boolean, one_certificate},
    {CALL(CertFreeCRLContext), boolean, one_crl},
    {CALL(CertFreeCTLContext), boolean, one_ctl},
    {CALL(CertDeleteCertificateFromStore), boolean, one_certificate},
    {CALL(CertDeleteCRLFromStore), boolean, one_crl},
    {CALL(CertDeleteCTLFromStore), boolean, one_ctl},
    {CALL(CertSetCertificateContextProperty), boolean, set_certificate_property},
    {CALL(CertSetCRLContextProperty), boolean, set_crl_property},
    {CALL(CertSetCTLContextProperty), boolean, set_ctl_property},
    {CALL(CertGetCertificateContextProperty), boolean, get_certificate_property},
    {CALL(CertGetCRLContextProperty), boolean, get_crl_property},
    {CALL(CertGetCTLContextProperty), boolean, get_ctl_property},
    {CALL(CertEnumCertificateContextProperties), Returns::number, list_certificate_properties},
    {CALL(CertEnumCRLContextProperties), Returns::number, list_crl_properties},
    {CALL(CertEnumCTLContextProperties), Returns::number, list_ctl_properties},
    {CALL(CryptAcquireContext), boolean, acquire, true},
    {CALL(CryptContextAddRef), boolean, add_reference},
    {CALL(CryptReleaseContext), boolean, release},
    {CALL(CryptGetProvParam), boolean, provider_parameter},
    {CALL(GetLastError), Returns::number, {}},
    {CALL(SetLastError), Returns::nothing, set_last_error},
};
#undef CALL

}  // namespace

std::span<const CallDescription> calls() { return descriptions; }
std::span<const Named> error_codes() { return errors; }
std::span<const Named> providers() { return provider_names; }
std::span<const Named> property_ids() { return properties; }

}  // namespace certlife::trace
