// The tables of vocabulary.h: facts from the header and each function's page, nothing else.
#include <array>

#include "model/trace/vocabulary.h"

namespace certlife::trace {
namespace {

constexpr Named close_flags[] = {{"CERT_CLOSE_STORE_FORCE_FLAG", 1}, {"CERT_CLOSE_STORE_CHECK_FLAG", 2}};

// CERT_FILE_STORE_COMMIT_ENABLE_FLAG and CERT_SYSTEM_STORE_CURRENT_USER share a bit; the provider tells them apart.
constexpr Named open_flags[] = {
    {"CERT_STORE_NO_CRYPT_RELEASE_FLAG", 0x1},
    {"CERT_STORE_SET_LOCALIZED_NAME_FLAG", 0x2},
    {"CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG", 0x4},
    {"CERT_STORE_DELETE_FLAG", 0x10},
    {"CERT_STORE_UNSAFE_PHYSICAL_FLAG", 0x20},
    {"CERT_STORE_SHARE_STORE_FLAG", 0x40},
    {"CERT_STORE_SHARE_CONTEXT_FLAG", 0x80},
    {"CERT_STORE_MANIFOLD_FLAG", 0x100},
    {"CERT_STORE_ENUM_ARCHIVED_FLAG", 0x200},
    {"CERT_STORE_UPDATE_KEYID_FLAG", 0x400},
    {"CERT_STORE_BACKUP_RESTORE_FLAG", 0x800},
    {"CERT_STORE_MAXIMUM_ALLOWED_FLAG", 0x1000},
    {"CERT_STORE_CREATE_NEW_FLAG", 0x2000},
    {"CERT_STORE_OPEN_EXISTING_FLAG", 0x4000},
    {"CERT_STORE_READONLY_FLAG", 0x8000},
    {"CERT_FILE_STORE_COMMIT_ENABLE_FLAG", 0x10000},
    {"CERT_SYSTEM_STORE_CURRENT_USER", 0x10000},
    {"CERT_SYSTEM_STORE_LOCAL_MACHINE", 0x20000},
};

constexpr Named provider_names[] = {
    {"CERT_STORE_PROV_MSG", 1},
    {"CERT_STORE_PROV_MEMORY", 2},
    {"CERT_STORE_PROV_FILE", 3},
    {"CERT_STORE_PROV_REG", 4},
    {"CERT_STORE_PROV_PKCS7", 5},
    {"CERT_STORE_PROV_SERIALIZED", 6},
    {"CERT_STORE_PROV_FILENAME_A", 7},
    {"CERT_STORE_PROV_FILENAME_W", 8},
    {"CERT_STORE_PROV_FILENAME", 8},
    {"CERT_STORE_PROV_SYSTEM_A", 9},
    {"CERT_STORE_PROV_SYSTEM_W", 10},
    {"CERT_STORE_PROV_SYSTEM", 10},
    {"CERT_STORE_PROV_COLLECTION", 11},
    {"CERT_STORE_PROV_SYSTEM_REGISTRY_A", 12},
    {"CERT_STORE_PROV_SYSTEM_REGISTRY_W", 13},
    {"CERT_STORE_PROV_SYSTEM_REGISTRY", 13},
    {"CERT_STORE_PROV_PHYSICAL_W", 14},
    {"CERT_STORE_PROV_PHYSICAL", 14},
    {"CERT_STORE_PROV_SMART_CARD_W", 15},
    {"CERT_STORE_PROV_SMART_CARD", 15},
    {"CERT_STORE_PROV_LDAP_W", 16},
    {"CERT_STORE_PROV_LDAP", 16},
    {"CERT_STORE_PROV_PKCS12", 17},
    // The string forms, which CertOpenStore takes as well.
    {"Memory", 2},
    {"File", 8},
    {"System", 10},
    {"PKCS7", 5},
    {"PKCS12", 17},
    {"Serialized", 6},
    {"Collection", 11},
    {"SystemRegistry", 13},
    {"Physical", 14},
    {"SmartCard", 15},
    {"Ldap", 16},
};

constexpr Named encodings[] = {{"X509_ASN_ENCODING", 1}, {"PKCS_7_ASN_ENCODING", 0x10000}};

constexpr Named dispositions[] = {
    {"CERT_STORE_ADD_NEW", 1},
    {"CERT_STORE_ADD_USE_EXISTING", 2},
    {"CERT_STORE_ADD_REPLACE_EXISTING", 3},
    {"CERT_STORE_ADD_ALWAYS", 4},
    {"CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES", 5},
    {"CERT_STORE_ADD_NEWER", 6},
    {"CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES", 7},
};

constexpr Named certificate_finds[] = {
    {"CERT_FIND_ANY", 0},
    {"CERT_FIND_SHA1_HASH", 0x10000},
    {"CERT_FIND_HASH", 0x10000},
    {"CERT_FIND_ISSUER_NAME", 0x20004},
    {"CERT_FIND_SUBJECT_NAME", 0x20007},
    {"CERT_FIND_SUBJECT_CERT", 0xB0000},
    {"CERT_FIND_ISSUER_OF", 0xC0000},
    {"CERT_FIND_EXISTING", 0xD0000},
};
constexpr Named crl_finds[] = {
    {"CRL_FIND_ANY", 0}, {"CRL_FIND_ISSUED_BY", 1}, {"CRL_FIND_EXISTING", 2}, {"CRL_FIND_ISSUED_FOR", 3}};
constexpr Named ctl_finds[] = {{"CTL_FIND_ANY", 0}, {"CTL_FIND_EXISTING", 5}};

constexpr Named control_types[] = {
    {"CERT_STORE_CTRL_RESYNC", 1},      {"CERT_STORE_CTRL_NOTIFY_CHANGE", 2}, {"CERT_STORE_CTRL_COMMIT", 3},
    {"CERT_STORE_CTRL_AUTO_RESYNC", 4}, {"CERT_STORE_CTRL_CANCEL_NOTIFY", 5},
};
// The header's third flag, CERT_STORE_CTRL_INHIBIT_DUPLICATE_HANDLE_FLAG, shares bit 0: it belongs to RESYNC.
constexpr Named control_flags[] = {{"CERT_STORE_CTRL_COMMIT_FORCE_FLAG", 1},
                                   {"CERT_STORE_CTRL_COMMIT_CLEAR_FLAG", 2},
                                   {"CERT_STORE_CTRL_INHIBIT_DUPLICATE_HANDLE_FLAG", 1}};
constexpr Named save_as[] = {{"CERT_STORE_SAVE_AS_STORE", 1}, {"CERT_STORE_SAVE_AS_PKCS7", 2}};
constexpr Named save_to[] = {{"CERT_STORE_SAVE_TO_FILE", 1},
                             {"CERT_STORE_SAVE_TO_MEMORY", 2},
                             {"CERT_STORE_SAVE_TO_FILENAME_A", 3},
                             {"CERT_STORE_SAVE_TO_FILENAME_W", 4},
                             {"CERT_STORE_SAVE_TO_FILENAME", 4}};

constexpr Named properties[] = {
    {"CERT_KEY_PROV_HANDLE_PROP_ID", 1},    {"CERT_KEY_PROV_INFO_PROP_ID", 2},
    {"CERT_SHA1_HASH_PROP_ID", 3},          {"CERT_HASH_PROP_ID", 3},
    {"CERT_MD5_HASH_PROP_ID", 4},           {"CERT_KEY_CONTEXT_PROP_ID", 5},
    {"CERT_KEY_SPEC_PROP_ID", 6},           {"CERT_ENHKEY_USAGE_PROP_ID", 9},
    {"CERT_CTL_USAGE_PROP_ID", 9},          {"CERT_FRIENDLY_NAME_PROP_ID", 11},
    {"CERT_DESCRIPTION_PROP_ID", 13},       {"CERT_ACCESS_STATE_PROP_ID", 14},
    {"CERT_SIGNATURE_HASH_PROP_ID", 15},    {"CERT_ARCHIVED_PROP_ID", 19},
    {"CERT_KEY_IDENTIFIER_PROP_ID", 20},    {"CERT_DATE_STAMP_PROP_ID", 27},
    {"CERT_NCRYPT_KEY_HANDLE_PROP_ID", 78}, {"CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID", 79},
    {"CERT_CLR_DELETE_KEY_PROP_ID", 125},
};
constexpr Named property_flags[] = {{"CERT_STORE_NO_CRYPT_RELEASE_FLAG", 0x1},
                                    {"CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG", 0x40000000},
                                    {"CERT_SET_PROPERTY_IGNORE_PERSIST_ERROR_FLAG", 0x80000000}};

constexpr Named provider_types[] = {{"PROV_RSA_FULL", 1}};
constexpr Named acquire_flags[] = {{"CRYPT_VERIFYCONTEXT", 0xF0000000}};
constexpr Named provider_parameters[] = {{"PP_NAME", 4}};

constexpr Named errors[] = {
    {"ERROR_SUCCESS", 0},
    {"CRYPT_E_PENDING_CLOSE", 0x8009200F},
    {"CRYPT_E_EXISTS", 0x80092005},
    {"CRYPT_E_NOT_FOUND", 0x80092004},
    {"CRYPT_E_SELF_SIGNED", 0x80092007},
    {"CRYPT_E_DELETED_PREV", 0x80092008},
    {"CRYPT_E_NO_MATCH", 0x80092009},
    {"CRYPT_E_FILE_ERROR", 0x80092003},
    {"CRYPT_E_INVALID_MSG_TYPE", 0x80091004},
    {"CRYPT_E_ASN1_EOD", 0x80093102},
    {"CRYPT_E_ASN1_CORRUPT", 0x80093103},
    {"CRYPT_E_ASN1_BADTAG", 0x8009310B},
    {"E_INVALIDARG", 0x80070057},
    {"E_ACCESSDENIED", 0x80070005},
    {"E_UNEXPECTED", 0x8000FFFF},
    {"E_OUTOFMEMORY", 0x8007000E},
    {"STATUS_ACCESS_VIOLATION", 0xC0000005},
    {"NTE_BAD_UID", 0x80090001},
    {"NTE_BAD_FLAGS", 0x80090009},
    {"NTE_BAD_TYPE", 0x8009000A},
    {"NTE_BAD_PROV_TYPE", 0x80090014},
    {"ERROR_FILE_NOT_FOUND", 2},
    {"ERROR_PATH_NOT_FOUND", 3},
    {"ERROR_ACCESS_DENIED", 5},
    {"ERROR_INVALID_HANDLE", 6},
    {"ERROR_NOT_ENOUGH_MEMORY", 8},
    {"ERROR_INVALID_DATA", 13},
    {"ERROR_NO_MORE_FILES", 18},
    {"ERROR_NOT_SUPPORTED", 50},
    {"ERROR_FILE_EXISTS", 80},
    {"ERROR_INVALID_PARAMETER", 87},
    {"ERROR_CALL_NOT_IMPLEMENTED", 120},
    {"ERROR_BUSY", 170},
    {"ERROR_ALREADY_EXISTS", 183},
    {"ERROR_MORE_DATA", 234},
    {"ERROR_NO_MORE_ITEMS", 259},
    {"ERROR_BADKEY", 1010},
    {"ERROR_END_OF_MEDIA", 1100},
    {"ERROR_CANCELLED", 1223},
};

using P = Parameter;
using enum Role;

constexpr P store_parameter{"hCertStore", store};
constexpr P encoding{"dwCertEncodingType", flags, encodings};
constexpr P message_encoding{"dwMsgAndCertEncodingType", flags, encodings};
constexpr P certificate{"pCertContext", context}, crl{"pCrlContext", context}, ctl{"pCtlContext", context};
constexpr P disposition{"dwAddDisposition", code, dispositions};
constexpr P stored{"ppStoreContext", out};
constexpr P find_flags{"dwFindFlags", number}, find_what{"pvFindPara", contents};
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
constexpr P find_certificate[] = {
    store_parameter, encoding, find_flags, {"dwFindType", code, certificate_finds}, find_what, previous_certificate};
constexpr P find_crl[] = {store_parameter, encoding,    find_flags, {"dwFindType", code, crl_finds},
                          find_what,       previous_crl};
constexpr P find_ctl[] = {store_parameter, message_encoding, find_flags, {"dwFindType", code, ctl_finds},
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
constexpr P provider_parameter[] = {
    csp_handle, {"dwParam", code, provider_parameters}, {"pbData", out}, {"pdwDataLen", out}, no_flags};
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
