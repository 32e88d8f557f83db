// Makes every public call, each out parameter given at least once, as a sound program does.
#include "tests/recording/every_call.h"

#include <certlife/wincrypt.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "model/trace/bytes/contents.h"

namespace certlife::recording {
namespace {

constexpr DWORD types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s is not so, last error %u\n", what, static_cast<unsigned>(GetLastError()));
  std::exit(1);
}

// The functions of a kind under one name each.
struct CertificateCalls {
  using Context = PCCERT_CONTEXT;
  static constexpr const char* prefix = "cert:";
  static constexpr auto create = CertCreateCertificateContext;
  static constexpr auto add_encoded = CertAddEncodedCertificateToStore;
  static constexpr auto add = CertAddCertificateContextToStore;
  static constexpr auto enumerate = CertEnumCertificatesInStore;
  static constexpr auto find = CertFindCertificateInStore;
  static constexpr auto duplicate = CertDuplicateCertificateContext;
  static constexpr auto free = CertFreeCertificateContext;
  static constexpr auto remove = CertDeleteCertificateFromStore;
  static constexpr auto set = CertSetCertificateContextProperty;
  static constexpr auto get = CertGetCertificateContextProperty;
  static constexpr auto next_property = CertEnumCertificateContextProperties;
  static constexpr DWORD existing = CERT_FIND_EXISTING;
};
struct CrlCalls {
  using Context = PCCRL_CONTEXT;
  static constexpr const char* prefix = "crl:";
  static constexpr auto create = CertCreateCRLContext;
  static constexpr auto add_encoded = CertAddEncodedCRLToStore;
  static constexpr auto add = CertAddCRLContextToStore;
  static constexpr auto enumerate = CertEnumCRLsInStore;
  static constexpr auto find = CertFindCRLInStore;
  static constexpr auto duplicate = CertDuplicateCRLContext;
  static constexpr auto free = CertFreeCRLContext;
  static constexpr auto remove = CertDeleteCRLFromStore;
  static constexpr auto set = CertSetCRLContextProperty;
  static constexpr auto get = CertGetCRLContextProperty;
  static constexpr auto next_property = CertEnumCRLContextProperties;
  static constexpr DWORD existing = CRL_FIND_EXISTING;
};
struct CtlCalls {
  using Context = PCCTL_CONTEXT;
  static constexpr const char* prefix = "ctl:";
  static constexpr auto create = CertCreateCTLContext;
  static constexpr auto add_encoded = CertAddEncodedCTLToStore;
  static constexpr auto add = CertAddCTLContextToStore;
  static constexpr auto enumerate = CertEnumCTLsInStore;
  static constexpr auto find = CertFindCTLInStore;
  static constexpr auto duplicate = CertDuplicateCTLContext;
  static constexpr auto free = CertFreeCTLContext;
  static constexpr auto remove = CertDeleteCTLFromStore;
  static constexpr auto set = CertSetCTLContextProperty;
  static constexpr auto get = CertGetCTLContextProperty;
  static constexpr auto next_property = CertEnumCTLContextProperties;
  static constexpr DWORD existing = CTL_FIND_EXISTING;
};

template <class Kind>
conformance::Bytes content(const char* label) {
  return conformance::content_bytes(std::string(Kind::prefix) + label);
}
DWORD size_of(const conformance::Bytes& bytes) { return static_cast<DWORD>(bytes.size()); }

template <class Kind>
typename Kind::Context added(HCERTSTORE store, const char* label) {
  const auto bytes = content<Kind>(label);
  typename Kind::Context context = nullptr;
  require(Kind::add_encoded(store, types, bytes.data(), size_of(bytes), CERT_STORE_ADD_NEW, &context), "an add");
  require(!Kind::add_encoded(store, types, bytes.data(), size_of(bytes), CERT_STORE_ADD_NEW, nullptr), "a refused add");
  return context;
}

template <class Kind>
void use_properties(typename Kind::Context context) {
  BYTE text[] = "a name that is longer than what stands in its line";
  CRYPT_DATA_BLOB blob{sizeof text, text};
  require(Kind::set(context, CERT_FRIENDLY_NAME_PROP_ID, 0, &blob), "a set");
  BYTE small[4], buffer[200];
  DWORD size = 0;
  require(Kind::get(context, CERT_FRIENDLY_NAME_PROP_ID, nullptr, &size) && size == sizeof text, "a size");
  size = sizeof small;
  require(!Kind::get(context, CERT_FRIENDLY_NAME_PROP_ID, small, &size), "a small buffer");
  size = sizeof buffer;
  require(Kind::get(context, CERT_FRIENDLY_NAME_PROP_ID, buffer, &size), "a get");
  size = sizeof buffer;
  require(Kind::get(context, CERT_SHA1_HASH_PROP_ID, buffer, &size), "a hash");
  require(Kind::next_property(context, 0) != 0, "an enumeration of properties");
  require(Kind::set(context, CERT_FRIENDLY_NAME_PROP_ID, 0, nullptr), "a property that goes");
}

template <class Kind>
void use_contexts(HCERTSTORE store, HCERTSTORE other) {
  const auto bytes = content<Kind>("made");
  const auto made = Kind::create(types, bytes.data(), size_of(bytes));
  require(made != nullptr && Kind::create(types, bytes.data(), 3) == nullptr, "a create");
  const auto first = added<Kind>(store, "A"), second = added<Kind>(store, "B");
  typename Kind::Context copy = nullptr;
  require(Kind::add(other, made, CERT_STORE_ADD_NEW, &copy) && Kind::add(store, made, CERT_STORE_ADD_ALWAYS, nullptr), "an add of a context");
  use_properties<Kind>(first);
  for (typename Kind::Context each = nullptr; (each = Kind::enumerate(store, each)) != nullptr;) {}
  const auto found = Kind::find(store, types, 0, Kind::existing, first, nullptr);
  require(found == first && Kind::find(store, types, 0, Kind::existing, first, found) == nullptr, "a find");
  require(Kind::duplicate(second) == second && Kind::remove(second) && Kind::free(second), "a delete");
  require(Kind::free(first) && Kind::free(copy) && Kind::free(made) && Kind::free(nullptr), "a free");
}

void find_certificates(HCERTSTORE store) {
  const auto certificate = added<CertificateCalls>(store, "found");
  BYTE hash[20];
  DWORD size = sizeof hash;
  CertGetCertificateContextProperty(certificate, CERT_SHA1_HASH_PROP_ID, hash, &size);
  CRYPT_HASH_BLOB blob{size, hash};
  const auto found = CertFindCertificateInStore(store, types, 0, CERT_FIND_SHA1_HASH, &blob, nullptr);
  require(found == certificate, "a find by hash");
  CertFreeCertificateContext(found);
  CertFreeCertificateContext(certificate);
}

HCRYPTPROV use_csp() {
  HCRYPTPROV csp = 0, wide = 0;
  require(CryptAcquireContextA(&csp, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT), "a CSP handle");
  require(CryptAcquireContextW(&wide, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT), "another");
  require(CryptContextAddRef(wide, nullptr, 0) && CryptReleaseContext(wide, 0) && CryptReleaseContext(wide, 0), "a reference");
  require(!CryptReleaseContext(wide, 0), "a dead handle");
  char name[200];
  DWORD size = 0;
  require(CryptGetProvParam(csp, PP_NAME, nullptr, &size, 0), "the size of a name");
  size = sizeof name;
  require(CryptGetProvParam(csp, PP_NAME, reinterpret_cast<BYTE*>(name), &size, 0), "a name");
  return csp;
}

void use_key(HCERTSTORE store, HCRYPTPROV csp) {
  const auto certificate = added<CertificateCalls>(store, "with a key");
  CERT_KEY_CONTEXT key{};
  key.cbSize = sizeof key, key.hCryptProv = csp, key.dwKeySpec = AT_SIGNATURE;
  require(CertSetCertificateContextProperty(certificate, CERT_KEY_CONTEXT_PROP_ID, CERT_STORE_NO_CRYPT_RELEASE_FLAG, &key), "a key");
  DWORD size = sizeof key;
  require(CertGetCertificateContextProperty(certificate, CERT_KEY_CONTEXT_PROP_ID, &key, &size), "a key that is read");
  HCRYPTPROV handle = 0;
  size = sizeof handle;
  require(CertGetCertificateContextProperty(certificate, CERT_KEY_PROV_HANDLE_PROP_ID, &handle, &size), "its handle");
  CertFreeCertificateContext(certificate);
}

void use_files(const std::string& folder) {
  const std::string file = folder + "/store.sst", saved = folder + "/saved.p7b";
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, CERT_FILE_STORE_COMMIT_ENABLE_FLAG, file.c_str());
  require(store != nullptr, "a file store");
  CertFreeCertificateContext(added<CertificateCalls>(store, "in a file"));
  require(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr), "a commit");
  require(CertSaveStore(store, types, CERT_STORE_SAVE_AS_PKCS7, CERT_STORE_SAVE_TO_FILENAME_A, const_cast<char*>(saved.c_str()), 0), "a save");
  CRYPT_DATA_BLOB blob{0, nullptr};
  require(CertSaveStore(store, types, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0), "the size of a save");
  std::vector<BYTE> bytes(blob.cbData);
  blob.pbData = bytes.data();
  require(CertSaveStore(store, types, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0), "a save to memory");
  require(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG), "a close");
  const std::u16string wide(file.begin(), file.end());
  const HCERTSTORE again = CertOpenStore(CERT_STORE_PROV_FILENAME_W, 0, 0, CERT_STORE_OPEN_EXISTING_FLAG, wide.c_str());
  PCCERT_CONTEXT each = CertEnumCertificatesInStore(again, nullptr);
  require(each != nullptr && CertEnumCertificatesInStore(again, each) == nullptr, "what was committed");
  CertCloseStore(again, 0);
  // A file that somebody else wrote.
  const auto element = conformance::content_bytes("cert:from elsewhere");
  FILE* const written = std::fopen((folder + "/one.cer").c_str(), "wb");
  require(std::fwrite(element.data(), 1, element.size(), written) == element.size() && std::fclose(written) == 0, "a file");
  const HCERTSTORE one = CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, CERT_STORE_READONLY_FLAG, (folder + "/one.cer").c_str());
  require(one != nullptr && CertCloseStore(one, 0), "a store of one element");
}

}  // namespace

void make_every_call(const std::string& folder) {
  const HCRYPTPROV csp = use_csp();
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, csp, 0, nullptr), other = CertOpenStore("Memory", 0, 0, 0, nullptr);
  require(store != nullptr && other != nullptr && CertOpenStore("unknown", 0, 0, 0, nullptr) == nullptr, "an open");
  use_contexts<CertificateCalls>(store, other);
  use_contexts<CrlCalls>(store, other);
  use_contexts<CtlCalls>(store, other);
  find_certificates(store);
  use_key(other, csp);
  use_files(folder);
  SetLastError(0x1234);
  require(CertDuplicateStore(store) == store && CertCloseStore(store, 0), "a duplicate");
  require(CertCloseStore(other, CERT_CLOSE_STORE_FORCE_FLAG) && CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG), "a close");
  require(GetLastError() == 0x1234, "that a success leaves the last error alone");
}

}  // namespace certlife::recording
