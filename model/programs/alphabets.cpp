// The alphabets of a default run. Depths are such that the whole takes well under a minute on two cores.
#include "model/programs/alphabet.h"

namespace certlife::conformance {
namespace {

constexpr const char* open_memory = "$new = CertOpenStore(CERT_STORE_PROV_MEMORY)";

const std::vector<std::string> every_close = {
    "CertCloseStore($store, 0)",
    "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)",
    "CertCloseStore($store, CERT_CLOSE_STORE_FORCE_FLAG)",
    "CertCloseStore($store, CERT_CLOSE_STORE_FORCE_FLAG | CERT_CLOSE_STORE_CHECK_FLAG)",
};

std::vector<std::string> with_every_close(std::vector<std::string> calls) {
  calls.insert(calls.end(), every_close.begin(), every_close.end());
  return calls;
}

struct KindNames {
  std::string call, contents, placeholder, title;
};

const std::vector<KindNames> kinds = {
    {"Certificate", "cert", "$cert", "certificates"}, {"CRL", "crl", "$crl", "CRLs"}, {"CTL", "ctl", "$ctl", "CTLs"}};

Alphabet stores() {
  return {"handles of stores", {}, with_every_close({open_memory, "$new = CertDuplicateStore($store)", "CertCloseStore(NULL, 0)"}),
          6, 2, 1};
}

Alphabet life_of(const KindNames& kind) {
  return {"one store and its " + kind.title,
          {open_memory},
          with_every_close({"CertAddEncoded" + kind.call + "ToStore($store, " + kind.contents + ":$label, CERT_STORE_ADD_ALWAYS, &$new)",
                            "CertAddEncoded" + kind.call + "ToStore($store, " + kind.contents + ":$label, CERT_STORE_ADD_NEW)",
                            "$new = CertDuplicateStore($store)",
                            "$new = CertDuplicate" + kind.call + "Context(" + kind.placeholder + ")",
                            "CertFree" + kind.call + "Context(" + kind.placeholder + ")",
                            "CertDelete" + kind.call + "FromStore(" + kind.placeholder + ")",
                            "$new = CertEnum" + kind.call + "sInStore($store, NULL)",
                            "$new = CertEnum" + kind.call + "sInStore($store, " + kind.placeholder + ")"}),
          4, 1, 2};
}

Alphabet created(const KindNames& kind) {
  return {"created " + kind.title,
          {},
          {open_memory,
           "$new = CertCreate" + kind.call + "Context(" + kind.contents + ":$label)",
           "CertAdd" + kind.call + "ContextToStore($store, " + kind.placeholder + ", CERT_STORE_ADD_ALWAYS, &$new)",
           "$new = CertDuplicate" + kind.call + "Context(" + kind.placeholder + ")",
           "CertFree" + kind.call + "Context(" + kind.placeholder + ")",
           "CertDelete" + kind.call + "FromStore(" + kind.placeholder + ")",
           "CertCloseStore(" + kind.placeholder + ", 0)",
           "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)",
           "CertCloseStore($store, CERT_CLOSE_STORE_FORCE_FLAG)"},
          5, 1, 1};
}

Alphabet mixed_kinds() {
  Alphabet alphabet{"all kinds in one store", {open_memory}, {}, 4, 1, 1};
  for (const KindNames& kind : kinds) {
    alphabet.calls.push_back("CertAddEncoded" + kind.call + "ToStore($store, " + kind.contents + ":A, CERT_STORE_ADD_ALWAYS, &$new)");
    alphabet.calls.push_back("CertFree" + kind.call + "Context(" + kind.placeholder + ")");
    alphabet.calls.push_back("$new = CertEnum" + kind.call + "sInStore($store, NULL)");
  }
  alphabet.calls = with_every_close(alphabet.calls);
  return alphabet;
}

Alphabet two_stores() {
  return {"two stores", {open_memory, open_memory},
          {"CertAddEncodedCertificateToStore($store, cert:A, CERT_STORE_ADD_ALWAYS, &$new)",
           "CertAddCertificateContextToStore($store, $cert, CERT_STORE_ADD_NEW, &$new)",
           "CertFreeCertificateContext($cert)",
           "CertDeleteCertificateFromStore($cert)",
           "$new = CertEnumCertificatesInStore($store, $cert)",
           "CertCloseStore($store, 0)",
           "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)",
           "CertCloseStore($store, CERT_CLOSE_STORE_FORCE_FLAG)"},
          4, 2, 1};
}

Alphabet csp_handles() {
  return {"stores with a CSP handle", {"CryptAcquireContext(&$new, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT)"},
          with_every_close({"CryptContextAddRef($csp)",
                            "$new = CertOpenStore(CERT_STORE_PROV_MEMORY, $csp, 0)",
                            "$new = CertOpenStore(CERT_STORE_PROV_MEMORY, $csp, CERT_STORE_NO_CRYPT_RELEASE_FLAG)",
                            "$new = CertOpenStore(CERT_STORE_PROV_MEMORY, $csp, CERT_STORE_DELETE_FLAG)",
                            "$new = CertDuplicateStore($store)",
                            "CryptReleaseContext($csp)"}),
          4, 2, 1};
}

Alphabet properties_of(const KindNames& kind) {
  const std::string set = "CertSet" + kind.call + "ContextProperty(" + kind.placeholder + ", CERT_FRIENDLY_NAME_PROP_ID, 0, ";
  return {"properties of " + kind.title,
          {open_memory, "$new = CertCreate" + kind.call + "Context(" + kind.contents + ":A)"},
          {set + "text:x)", set + "text:y)", set + "NULL)",
           "CertGet" + kind.call + "ContextProperty(" + kind.placeholder + ", CERT_FRIENDLY_NAME_PROP_ID, &value, &size)",
           "CertAdd" + kind.call + "ContextToStore($store, " + kind.placeholder + ", CERT_STORE_ADD_ALWAYS, &$new)",
           "CertFree" + kind.call + "Context(" + kind.placeholder + ")",
           "CertCloseStore($store, 0)"},
          4, 1, 1};
}

Alphabet dispositions_of(const KindNames& kind) {
  Alphabet alphabet{"dispositions for " + kind.title,
                    {open_memory,
                     "CertAddEncoded" + kind.call + "ToStore($store, " + kind.contents + ":A, CERT_STORE_ADD_ALWAYS, &$new)"},
                    {}, 3, 1, 1};
  const std::string add = "CertAddEncoded" + kind.call + "ToStore($store, " + kind.contents + ":A";
  for (const std::string version : {"", "@2"})
    for (const std::string disposition : {"NEW", "USE_EXISTING", "REPLACE_EXISTING", "REPLACE_EXISTING_INHERIT_PROPERTIES",
                                          "NEWER", "NEWER_INHERIT_PROPERTIES"})
      alphabet.calls.push_back(add + version + ", CERT_STORE_ADD_" + disposition + ", &$new)");
  alphabet.calls.push_back(
      "CertSet" + kind.call + "ContextProperty(" + kind.placeholder + ", CERT_FRIENDLY_NAME_PROP_ID, 0, text:x)");
  alphabet.calls.push_back("$new = CertEnum" + kind.call + "sInStore($store, NULL)");
  alphabet.calls.push_back("CertFree" + kind.call + "Context(" + kind.placeholder + ")");
  alphabet.calls.push_back("CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)");
  return alphabet;
}

Alphabet finds() {
  return {"finding",
          {open_memory, "CertAddEncodedCertificateToStore($store, cert:A, CERT_STORE_ADD_ALWAYS, &$new)"},
          {"CertAddEncodedCertificateToStore($store, cert:B, CERT_STORE_ADD_ALWAYS)",
           "$new = CertFindCertificateInStore($store, CERT_FIND_ANY, NULL, $cert)",
           "$new = CertFindCertificateInStore($store, CERT_FIND_SHA1_HASH, sha1:cert:A, NULL)",
           "$new = CertFindCertificateInStore($store, CERT_FIND_SUBJECT_CERT, cert:A, NULL)",
           "$new = CertFindCertificateInStore($store, CERT_FIND_EXISTING, $cert, NULL)",
           "CertSetCertificateContextProperty($cert, CERT_ARCHIVED_PROP_ID, 0, hex:)",
           "CertDeleteCertificateFromStore($cert)",
           "CertFreeCertificateContext($cert)",
           "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)"},
          4, 1, 1};
}

Alphabet files() {
  return {"file stores", {},
          {"$new = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_FILE_STORE_COMMIT_ENABLE_FLAG, file:F)",
           "$new = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_STORE_OPEN_EXISTING_FLAG, file:F)",
           "CertAddEncodedCertificateToStore($store, cert:A, CERT_STORE_ADD_ALWAYS)",
           "CertControlStore($store, 0, CERT_STORE_CTRL_COMMIT)",
           "$new = CertEnumCertificatesInStore($store, NULL)",
           "CertDeleteCertificateFromStore($cert)",
           "CertCloseStore($store, 0)",
           "CertCloseStore($store, CERT_CLOSE_STORE_FORCE_FLAG)"},
          5, 2, 1};
}

// Arguments that the documents refuse or leave open. What is refused must change nothing: the other calls would show it.
Alphabet refused_arguments_of(const KindNames& kind) {
  const std::string encoding = kind.contents == "ctl" ? "dwMsgAndCertEncodingType=0" : "dwCertEncodingType=0";
  const std::string add = "CertAddEncoded" + kind.call + "ToStore($store, ";
  return {"refused arguments, " + kind.title,
          {open_memory},
          {add + kind.contents + ":A, CERT_STORE_ADD_ALWAYS, &$new)",
           add + kind.contents + ":A, 0, &$new)",
           add + kind.contents + ":A, 99, &$new)",
           add + "hex:0102, CERT_STORE_ADD_ALWAYS, &$new)",
           add + kind.contents + ":A, CERT_STORE_ADD_ALWAYS, &$new, " + encoding + ")",
           "CertAddEncoded" + kind.call + "ToStore(NULL, " + kind.contents + ":A, CERT_STORE_ADD_ALWAYS, &$new)",
           "$new = CertCreate" + kind.call + "Context(hex:0102)",
           "$new = CertDuplicate" + kind.call + "Context(NULL)",
           "CertFree" + kind.call + "Context(NULL)",
           "CertSet" + kind.call + "ContextProperty(" + kind.placeholder + ", 0, 0, text:x)",
           "$new = CertEnum" + kind.call + "sInStore($store, NULL)",
           "CertFree" + kind.call + "Context(" + kind.placeholder + ")",
           "CertCloseStore($store, 0x4)",
           "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)"},
          3, 1, 1};
}

Alphabet refused_opens() {
  return {"refused opens and releases", {"CryptAcquireContext(&$new, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT)"},
          {"$new = CertOpenStore(0x1234, $csp, 0)",
           "$new = CertOpenStore(CERT_STORE_PROV_MEMORY, $csp, CERT_STORE_DELETE_FLAG)",
           "$new = CertOpenStore(CERT_STORE_PROV_FILENAME_W, $csp, CERT_STORE_OPEN_EXISTING_FLAG, file:F)",
           "$new = CertOpenStore(CERT_STORE_PROV_MEMORY, $csp, CERT_STORE_READONLY_FLAG)",
           "CryptReleaseContext($csp, 1)",
           "CryptContextAddRef($csp)",
           "CryptGetProvParam($csp, PP_NAME, &value, &size)",
           "CertControlStore($store, 0, CERT_STORE_CTRL_COMMIT)",
           "CertCloseStore($store, 0)"},
          4, 2, 1};
}

// Elements of the other kinds, found by what each kind is found by.
Alphabet finds_of_crls_and_ctls() {
  return {"finding CRLs and CTLs",
          {open_memory, "CertAddEncodedCRLToStore($store, crl:A, CERT_STORE_ADD_ALWAYS, &$new)",
           "CertAddEncodedCTLToStore($store, ctl:A, CERT_STORE_ADD_ALWAYS, &$new)"},
          {"CertAddEncodedCRLToStore($store, crl:B, CERT_STORE_ADD_ALWAYS)",
           "CertAddEncodedCTLToStore($store, ctl:B, CERT_STORE_ADD_ALWAYS)",
           "$new = CertFindCRLInStore($store, CRL_FIND_ANY, NULL, $crl)",
           "$new = CertFindCRLInStore($store, CRL_FIND_EXISTING, $crl, NULL)",
           "$new = CertFindCTLInStore($store, CTL_FIND_ANY, NULL, $ctl)",
           "$new = CertFindCTLInStore($store, CTL_FIND_EXISTING, $ctl, NULL)",
           "CertDeleteCRLFromStore($crl)",
           "CertDeleteCTLFromStore($ctl)",
           "CertCloseStore($store, CERT_CLOSE_STORE_CHECK_FLAG)"},
          3, 1, 1};
}

// Adds in the context form, from a source that has a property of its own.
Alphabet sources_of(const KindNames& kind) {
  Alphabet alphabet{"adding " + kind.title + " from a source with properties",
                    {open_memory, "$new = CertCreate" + kind.call + "Context(" + kind.contents + ":A)",
                     "CertSet" + kind.call + "ContextProperty(" + kind.placeholder + ", CERT_FRIENDLY_NAME_PROP_ID, 0, text:x)"},
                    {}, 3, 1, 1};
  for (const std::string disposition : {"NEW", "USE_EXISTING", "REPLACE_EXISTING", "ALWAYS", "REPLACE_EXISTING_INHERIT_PROPERTIES", "NEWER"})
    alphabet.calls.push_back("CertAdd" + kind.call + "ContextToStore($store, " + kind.placeholder + ", CERT_STORE_ADD_" + disposition + ", &$new)");
  alphabet.calls.push_back("CertDelete" + kind.call + "FromStore(" + kind.placeholder + ")");
  alphabet.calls.push_back("CertSet" + kind.call + "ContextProperty(" + kind.placeholder + ", CERT_DESCRIPTION_PROP_ID, 0, text:y)");
  alphabet.calls.push_back("$new = CertEnum" + kind.call + "sInStore($store, NULL)");
  return alphabet;
}

Alphabet saved_files() {
  return {"saving and reading again", {open_memory, "CertAddEncodedCertificateToStore($store, cert:A, CERT_STORE_ADD_ALWAYS, &$new)"},
          {"CertSaveStore($store, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_W, file:F, 0)",
           "$new = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_STORE_READONLY_FLAG, file:F)",
           "$new = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_STORE_CREATE_NEW_FLAG, file:F)",
           "CertSetCertificateContextProperty($cert, CERT_FRIENDLY_NAME_PROP_ID, 0, text:x)",
           "$new = CertEnumCertificatesInStore($store, NULL)",
           "CertDeleteCertificateFromStore($cert)",
           "CertCloseStore($store, 0)"},
          4, 2, 1};
}

std::vector<Alphabet> make() {
  std::vector<Alphabet> all{stores()};
  for (const KindNames& kind : kinds) all.push_back(life_of(kind));
  for (const KindNames& kind : kinds) all.push_back(created(kind));
  all.push_back(mixed_kinds());
  all.push_back(two_stores());
  all.push_back(csp_handles());
  for (const KindNames& kind : kinds) all.push_back(properties_of(kind));
  for (const KindNames& kind : kinds) all.push_back(dispositions_of(kind));
  all.push_back(finds());
  all.push_back(finds_of_crls_and_ctls());
  all.push_back(files());
  all.push_back(saved_files());
  for (const KindNames& kind : kinds) all.push_back(refused_arguments_of(kind));
  all.push_back(refused_opens());
  for (const KindNames& kind : kinds) all.push_back(sources_of(kind));
  return all;
}

}  // namespace

const std::vector<Alphabet>& alphabets() {
  static const std::vector<Alphabet> all = make();
  return all;
}

std::string description_of(const Alphabet& alphabet) {
  std::string text = alphabet.name + ": " + std::to_string(alphabet.calls.size()) + " calls, depth " + std::to_string(alphabet.depth);
  if (!alphabet.before.empty()) text += " after " + std::to_string(alphabet.before.size());
  return text;
}

}  // namespace certlife::conformance
