// What a verdict blames: the clause of the rule's frame, whatever the trace calls its things.
#include <gtest/gtest.h>

#include <string>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

using model::Aspect;

std::string quoted(const std::string& text) { return '"' + text + '"'; }

// "life of a store: CLOSE-19"
std::string blame_of(const Verdict& verdict) {
  if (verdict.differing.empty()) return kind_of(verdict);
  const Difference& first = verdict.differing.front();
  const char* const things[] = {"", " of a store", " of a context", " of a CSP handle", " of a file"};
  return std::string(word_of(first.aspect)) + things[static_cast<std::size_t>(first.thing)] + ": " + verdict.broken();
}

const char* const any_names[] = {"c1", "signer", "s1", "store", "p1", "x"};

TEST(ABlame, OfALeakedContextIsTheSameWhateverItIsCalled) {
  // FREE-3
  for (const std::string name : any_names) {
    Story story;
    story.open("the store").add("the store", "cert:A", name);
    const Verdict& seen = story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":)" + quoted(name) + R"(},"ret":true,"observed":{"alive":{)" +
                                                                           quoted(name) + ":true}}");
    EXPECT_EQ(blame_of(seen), "alive of a context: FREE-3") << name;
  }
}

TEST(ABlame, OfADestroyedContextIsTheSameWhateverItIsCalled) {
  // CLOSE-8
  for (const std::string name : any_names) {
    Story story;
    story.open("the store").add("the store", "cert:A", name);
    EXPECT_EQ(blame_of(story.close("the store", "", R"("ret":true,"observed":{"alive":{)" + quoted(name) + ":false}}")), "alive of a context: CLOSE-8") << name;
  }
}

TEST(ABlame, OfAStoreIsTheSameWhateverItIsCalled) {
  // CLOSE-19, CLOSE-21, CLOSE-39
  for (const std::string name : any_names) {
    const auto seen = [&](const std::string& flags, const std::string& alive, bool holds) {
      Story story;
      story.open(name).add(name, "cert:A", holds ? "a context" : "");
      return blame_of(story.close(name, flags, R"("ret":true,"observed":{"alive":{)" + quoted(name) + ":" + alive + "}}"));
    };
    EXPECT_EQ(seen("", "true", false), "alive of a store: CLOSE-19") << name;
    EXPECT_EQ(seen("", "false", true), "alive of a store: CLOSE-21") << name;
    EXPECT_EQ(seen("FORCE", "true", true), "alive of a store: CLOSE-39") << name;
    EXPECT_EQ(seen("CHECK", "true", false), "alive of a store: CLOSE-38") << name;
  }
}

TEST(ABlame, OfAResultIsWhatDecidedIt) {
  // FREE-1, ADD-8
  Story story;
  story.open("s").add("s", "cert:A", "c");
  EXPECT_EQ(blame_of(story.call("CertFreeCertificateContext", R"("args":{"pCertContext":"c"},"ret":false)")), "ret: FREE-1");
  EXPECT_EQ(blame_of(story.call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":"s","pbCertEncoded":"cert:B",)"
                                R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppCertContext":null})")),
            "out: ADD-8");
}

TEST(ABlame, OfALastErrorIsTheClauseThatKeepsIt) {
  // CLOSE-10, CLOSE-22, CLOSE-3
  const char* const lost = R"("ret":true,"lastError":"CRYPT_E_NOT_FOUND")";
  Story plain, checked, later;
  EXPECT_EQ(blame_of(plain.open("s").close("s", "", lost)), "lastError: CLOSE-10");
  EXPECT_EQ(blame_of(checked.open("s").close("s", "CHECK", lost)), "lastError: CLOSE-22");
  later.open("s").call("SetLastError", R"("args":{"dwErrCode":77})");
  EXPECT_EQ(blame_of(later.close("s", "", R"("ret":true,"lastErrorAfter":78)")), "lastErrorAfter: CLOSE-3");
}

TEST(ABlame, OfACspHandleIsByTheCloseThatReleasesIt) {
  // CLOSE-14, CLOSE-15
  Story never, kept;
  EXPECT_EQ(blame_of(never.open("s", R"(,"hCryptProv":"p")").close("s", "", R"("ret":true,"observed":{"csp":{"p":"held"}})")), "csp of a CSP handle: CLOSE-14");
  kept.open("s", R"(,"hCryptProv":"p","dwFlags":"CERT_STORE_NO_CRYPT_RELEASE_FLAG")");
  EXPECT_EQ(blame_of(kept.close("s", "", R"("ret":true,"observed":{"csp":{"p":"released"}})")), "csp of a CSP handle: CLOSE-15");
}

TEST(ABlame, OfAHomeIsByWhatGaveTheContext) {
  // ADD-2, CREATE-3, HANDLE-4
  const char* const elsewhere = R"("observed":{"hCertStore":{"c":"s2"}})";
  Story added, created, kept;
  added.open("s").open("s2");
  EXPECT_EQ(blame_of(added.call("CertAddEncodedCertificateToStore", std::string(R"("args":{"hCertStore":"s","pbCertEncoded":"cert:B",)"
                                R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppCertContext":"c"},)") + elsewhere)),
            "hCertStore of a context: ADD-2");
  created.open("s2");
  EXPECT_EQ(blame_of(created.call("CertCreateCertificateContext", std::string(R"("args":{"pbCertEncoded":"cert:A"},"ret":"c",)") + elsewhere)),
            "hCertStore of a context: CREATE-3");
  kept.open("s").open("s2").add("s", "cert:A", "c");
  EXPECT_EQ(blame_of(kept.close("s", "", std::string(R"("ret":true,)") + elsewhere)), "hCertStore of a context: HANDLE-4");
}

TEST(ABlame, OfAContentIsTheResultWhereTheCallGaveTheContext) {
  // CREATE-1, CONTEXT-8, ENUM-1
  const char* const other = R"("observed":{"content":{"c":"cert:B"}})";
  Story created, kept, given;
  EXPECT_EQ(blame_of(created.call("CertCreateCertificateContext", std::string(R"("args":{"pbCertEncoded":"cert:A"},"ret":"c",)") + other)),
            "content of a context: CREATE-1");
  EXPECT_EQ(blame_of(kept.open("s").add("s", "cert:A", "c").close("s", "", std::string(R"("ret":true,)") + other)), "content of a context: CONTEXT-8");
  given.open("s").add("s", "cert:A");
  EXPECT_EQ(blame_of(given.call("CertEnumCertificatesInStore", std::string(R"("args":{"hCertStore":"s"},"ret":"c",)") + other)), "content of a context: ENUM-1");
}

TEST(ABlame, OfAnEncodingTypeIsOfCreatedLists) {
  // CREATE-17
  Story story;
  EXPECT_EQ(blame_of(story.call("CertCreateCTLContext", R"("args":{"pbCtlEncoded":"ctl:A"},"ret":"c","observed":{"encodingType":{"c":1}})")),
            "encodingType of a context: CREATE-17");
}

TEST(ABlame, OfPropertiesIsByWhatSetsThem) {
  // PROP-2, PROP-3, ADD-46, ADD-6, CLOSE-8
  const std::string strange = R"("observed":{"properties":{"c":{"11":"text:strange"}}})";
  const auto set = [&](const char* value) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    return blame_of(story.call("CertSetCertificateContextProperty", R"("args":{"pCertContext":"c","dwPropId":11,"pvData":)" + std::string(value) + R"(},"ret":true,)" + strange));
  };
  EXPECT_EQ(set(R"("text:x")"), "properties of a context: PROP-2");
  EXPECT_EQ(set("null"), "properties of a context: PROP-3");
  Story encoded, copied, closed;
  encoded.open("s");
  EXPECT_EQ(blame_of(encoded.call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":"s","pbCertEncoded":"cert:B",)"
                                  R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppCertContext":"c"},)" + strange)),
            "properties of a context: ADD-46");
  copied.open("s").add("s", "cert:A", "source");
  EXPECT_EQ(blame_of(copied.call("CertAddCertificateContextToStore", R"("args":{"hCertStore":"s","pCertContext":"source",)"
                                 R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppStoreContext":"c"},)" + strange)),
            "properties of a context: ADD-6");
  EXPECT_EQ(blame_of(closed.open("s").add("s", "cert:A", "c").close("s", "", R"("ret":true,)" + strange)), "properties of a context: CLOSE-8");
}

TEST(ABlame, OfAFileIsByTheFormInWhichItIsSaved) {
  // SAVE-1, SAVE-12
  for (const auto& [form, blamed] : {std::pair{"CERT_STORE_SAVE_AS_STORE", "SAVE-1"}, std::pair{"CERT_STORE_SAVE_AS_PKCS7", "SAVE-12"}}) {
    Story story;
    story.open("s").add("s", "cert:A");
    const Verdict& seen = story.call("CertSaveStore", R"("args":{"hCertStore":"s","dwSaveAs":")" + std::string(form) +
                                     R"(","dwSaveTo":"CERT_STORE_SAVE_TO_FILENAME_W","pvSaveToPara":"file:F"},"ret":true,"observed":{"persisted":{"F":["cert:B"]}})");
    EXPECT_EQ(blame_of(seen), "persisted of a file: " + std::string(blamed));
  }
}

TEST(ABlame, OfACopyToNullIsNotThatOfAnEncodedAdd) {
  // ADD-47, ADD-31
  Story copied, encoded;
  copied.open("s").add("s", "cert:A", "source");
  EXPECT_EQ(blame_of(copied.call("CertAddCertificateContextToStore", R"("args":{"hCertStore":null,"pCertContext":"source",)"
                                 R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppStoreContext":"source"})")),
            "out: ADD-47");
  EXPECT_EQ(blame_of(encoded.call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":null,"pbCertEncoded":"cert:B",)"
                                  R"("dwAddDisposition":"CERT_STORE_ADD_ALWAYS"},"ret":true,"out":{"ppCertContext":null})")),
            "out: ADD-31");
}

TEST(ABlame, IsTheOpenClauseOnWhoseChoiceAnAcceptingReadingDiffers) {
  // CLOSE-7, CLOSE-16, ADD-17
  Story counted("windows"), early("windows"), kept("header");
  counted.open("s").call("CertDuplicateStore", R"("args":{"hCertStore":"s"},"ret":"s")");
  EXPECT_EQ(blame_of(counted.close("s", "CHECK", R"("ret":true)")), "ret: CLOSE-7");
  early.open("s", R"(,"hCryptProv":"p")").call("CertDuplicateStore", R"("args":{"hCertStore":"s"},"ret":"s")");
  EXPECT_EQ(blame_of(early.close("s", "", R"("ret":true,"observed":{"csp":{"p":"released"}})")), "csp of a CSP handle: CLOSE-16");
  kept.open("s").add("s", "cert:A", "old");
  EXPECT_EQ(blame_of(kept.call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":"s","pbCertEncoded":"cert:A",)"
                               R"("dwAddDisposition":"CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES"},"ret":true,"out":{"ppCertContext":"new"})")),
            "out: ADD-17");
}

TEST(ABlame, OfAChoiceIsTheChoiceAlsoWhereTheReadingsPartedBeforeByAnother) {
  // ADD-25
  Story story;
  story.open("s").add("s", "cert:A", "c1").add("s", "cert:A@2").call("CertFreeCertificateContext", R"("args":{"pCertContext":"c1"},"ret":true)");
  EXPECT_EQ(blame_of(story.call("CertAddEncodedCertificateToStore", R"("args":{"hCertStore":"s","pbCertEncoded":"cert:A",)"
                                R"("dwAddDisposition":"CERT_STORE_ADD_REPLACE_EXISTING"},"ret":true,"observed":{"alive":{"c1":true}})")),
            "alive of a context: ADD-25");
}

TEST(ABlame, IsNotOfAChoiceThatBothValuesExplain) {
  // CLOSE-14
  Story story;
  story.call("CryptAcquireContext", R"("args":{"dwProvType":1,"dwFlags":["CRYPT_VERIFYCONTEXT"]},"ret":true,"out":{"phProv":"p"})");
  story.call("CryptContextAddRef", R"("args":{"hProv":"p"},"ret":true)");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","hCryptProv":"p"},"ret":"s")");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","hCryptProv":"p","dwFlags":["CERT_STORE_DELETE_FLAG"]},"ret":null)");
  EXPECT_EQ(blame_of(story.close("s", "CHECK", R"("ret":true,"lastError":"unchanged","observed":{"csp":{"p":"held"}})")), "csp of a CSP handle: CLOSE-14");
}

}  // namespace
}  // namespace certlife::oracle
