#include "tests/conformance/harness/constants.h"

#include <cstdio>
#include <unordered_map>

namespace certlife::conformance {
namespace {

struct Constant {
  std::string_view name;
  std::uint32_t value;
};

// Numbers stand here as numbers, so that a wrong constant in a header under test is seen and not followed.
constexpr Constant constants[] = {
    {"X509_ASN_ENCODING", 0x1},
    {"PKCS_7_ASN_ENCODING", 0x10000},
    // CertCloseStore and CertOpenStore
    {"CERT_CLOSE_STORE_FORCE_FLAG", 0x1},
    {"CERT_CLOSE_STORE_CHECK_FLAG", 0x2},
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
    // providers
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
    // dispositions
    {"CERT_STORE_ADD_NEW", 1},
    {"CERT_STORE_ADD_USE_EXISTING", 2},
    {"CERT_STORE_ADD_REPLACE_EXISTING", 3},
    {"CERT_STORE_ADD_ALWAYS", 4},
    {"CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES", 5},
    {"CERT_STORE_ADD_NEWER", 6},
    {"CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES", 7},
    // finding
    {"CERT_FIND_ANY", 0},
    {"CERT_FIND_SHA1_HASH", 0x10000},
    {"CERT_FIND_HASH", 0x10000},
    {"CERT_FIND_ISSUER_NAME", 0x20004},
    {"CERT_FIND_SUBJECT_NAME", 0x20007},
    {"CERT_FIND_SUBJECT_CERT", 0xB0000},
    {"CERT_FIND_EXISTING", 0xD0000},
    {"CRL_FIND_ANY", 0},
    {"CRL_FIND_ISSUED_BY", 1},
    {"CRL_FIND_EXISTING", 2},
    {"CRL_FIND_ISSUED_FOR", 3},
    {"CTL_FIND_ANY", 0},
    {"CTL_FIND_EXISTING", 5},
    // CertControlStore, CertSaveStore
    {"CERT_STORE_CTRL_RESYNC", 1},
    {"CERT_STORE_CTRL_NOTIFY_CHANGE", 2},
    {"CERT_STORE_CTRL_COMMIT", 3},
    {"CERT_STORE_CTRL_AUTO_RESYNC", 4},
    {"CERT_STORE_CTRL_CANCEL_NOTIFY", 5},
    {"CERT_STORE_CTRL_COMMIT_FORCE_FLAG", 0x1},
    {"CERT_STORE_CTRL_COMMIT_CLEAR_FLAG", 0x2},
    {"CERT_STORE_SAVE_AS_STORE", 1},
    {"CERT_STORE_SAVE_AS_PKCS7", 2},
    {"CERT_STORE_SAVE_AS_PKCS12", 3},
    {"CERT_STORE_SAVE_TO_FILE", 1},
    {"CERT_STORE_SAVE_TO_MEMORY", 2},
    {"CERT_STORE_SAVE_TO_FILENAME_A", 3},
    {"CERT_STORE_SAVE_TO_FILENAME_W", 4},
    {"CERT_STORE_SAVE_TO_FILENAME", 4},
    // properties
    {"CERT_KEY_PROV_HANDLE_PROP_ID", 1},
    {"CERT_KEY_PROV_INFO_PROP_ID", 2},
    {"CERT_SHA1_HASH_PROP_ID", 3},
    {"CERT_HASH_PROP_ID", 3},
    {"CERT_MD5_HASH_PROP_ID", 4},
    {"CERT_KEY_CONTEXT_PROP_ID", 5},
    {"CERT_KEY_SPEC_PROP_ID", 6},
    {"CERT_ENHKEY_USAGE_PROP_ID", 9},
    {"CERT_FRIENDLY_NAME_PROP_ID", 11},
    {"CERT_DESCRIPTION_PROP_ID", 13},
    {"CERT_ACCESS_STATE_PROP_ID", 14},
    {"CERT_SIGNATURE_HASH_PROP_ID", 15},
    {"CERT_ARCHIVED_PROP_ID", 19},
    {"CERT_KEY_IDENTIFIER_PROP_ID", 20},
    {"CERT_DATE_STAMP_PROP_ID", 27},
    {"CERT_HCRYPTPROV_TRANSFER_PROP_ID", 100},
    {"CERT_FIRST_USER_PROP_ID", 0x8000},
    {"CERT_SET_PROPERTY_IGNORE_PERSIST_ERROR_FLAG", 0x80000000},
    {"CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG", 0x40000000},
    // CSP
    {"CRYPT_VERIFYCONTEXT", 0xF0000000},
    {"CRYPT_SILENT", 0x40},
    {"PROV_RSA_FULL", 1},
    {"PROV_RSA_AES", 24},
    {"PP_NAME", 4},
};

constexpr Constant errors[] = {
    {"CRYPT_E_FILE_ERROR", 0x80092003},
    {"CRYPT_E_NOT_FOUND", 0x80092004},
    {"CRYPT_E_EXISTS", 0x80092005},
    {"CRYPT_E_SELF_SIGNED", 0x80092007},
    {"CRYPT_E_DELETED_PREV", 0x80092008},
    {"CRYPT_E_NO_MATCH", 0x80092009},
    {"CRYPT_E_PENDING_CLOSE", 0x8009200F},
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
    {"NTE_PROV_TYPE_NOT_DEF", 0x80090017},
    {"ERROR_SUCCESS", 0},
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

using NumbersByName = std::unordered_map<std::string_view, std::uint32_t>;

NumbersByName all_by_name() {
  NumbersByName numbers;
  for (const Constant& constant : constants) numbers.emplace(constant.name, constant.value);
  for (const Constant& error : errors) numbers.emplace(error.name, error.value);
  return numbers;
}

}  // namespace

std::optional<std::uint32_t> number_named(std::string_view name) {
  static const NumbersByName numbers = all_by_name();
  const auto found = numbers.find(name);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::string error_name(std::uint32_t code) {
  for (const Constant& error : errors)
    if (error.value == code) return std::string(error.name);
  return hexadecimal(code);
}

std::string hexadecimal(std::uint32_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08x", static_cast<unsigned>(number));
  return text;
}

}  // namespace certlife::conformance
