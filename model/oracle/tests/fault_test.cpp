// Who is at fault: the call, the name, and the line that gave up what was used.
#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

// "c, CONTEXT-1, given up in 3 by CertFreeCertificateContext (FREE-2)".
std::string fault_told(const Verdict& verdict) {
  if (!verdict.fault) return "no fault";
  const CallersFault& fault = *verdict.fault;
  std::string told = fault.name + ", " + fault.clauses.front();
  if (!fault.given_up) return told;
  return told + ", given up in " + std::to_string(fault.given_up->line) + " by " + std::string(fault.given_up->call) +
         " (" + fault.given_up->clauses.front() + ")";
}

TEST(CallersFault, NamesTheFreeAfterWhichTheContextWasUsed) {
  // CONTEXT-1, FREE-2
  Story story;
  story.open("s").add("s", "cert:A", "c").free("c");
  EXPECT_EQ(fault_told(story.free("c")), "c, CONTEXT-1, given up in 3 by CertFreeCertificateContext (FREE-2)");
}

TEST(CallersFault, NamesTheDeleteThatFreedWhatItWasGiven) {
  // DELETE-2
  Story story;
  story.open("s").add("s", "cert:A", "c");
  story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
  EXPECT_EQ(fault_told(story.free("c")), "c, CONTEXT-1, given up in 3 by CertDeleteCertificateFromStore (DELETE-2)");
}

TEST(CallersFault, NamesTheStepThatFreedItsPreviousContext) {
  // ENUM-2, FIND-2
  for (const auto& [call, clause] :
       {std::pair{"CertEnumCertificatesInStore", "ENUM-2"}, std::pair{"CertFindCertificateInStore", "FIND-2"}}) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    story.call(call, R"("args":{"hCertStore":"s","pPrevCertContext":"c"},"ret":null,"lastError":"CRYPT_E_NOT_FOUND")");
    EXPECT_EQ(fault_told(story.free("c")), std::string("c, CONTEXT-1, given up in 3 by ") + call + " (" + clause + ")");
  }
}

TEST(CallersFault, NamesTheLastOfSeveralThatGaveAReferenceUp) {
  // CONTEXT-1
  Story story;
  story.open("s")
      .add("s", "cert:A", "c")
      .call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c"},"ret":"c")");
  story.free("c");
  story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
  EXPECT_EQ(fault_told(story.free("c")), "c, CONTEXT-1, given up in 5 by CertDeleteCertificateFromStore (DELETE-2)");
}

TEST(CallersFault, NamesTheCloseThatReturnedFalseAndClosedAllTheSame) {
  // HANDLE-1, CLOSE-2
  Story story;
  story.open("s").add("s", "cert:A", "c").close("s", "CHECK", R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")");
  story.free("c");
  const Verdict again = story.close("s", "CHECK", R"("ret":true)");
  EXPECT_EQ(fault_told(again), "s, HANDLE-1, given up in 3 by CertCloseStore (CLOSE-2)");
  EXPECT_EQ(clauses_of(again), "HANDLE-1, CLOSE-2");
}

TEST(CallersFault, NamesTheForcedCloseForContextsAndHandlesAlike) {
  // CLOSE-12
  for (const bool by_handle : {true, false}) {
    Story story;
    story.open("s").add("s", "cert:A", "c").close("s", "FORCE", R"("ret":true)");
    const Verdict after = by_handle ? story.close("s", "", R"("ret":true)") : story.free("c");
    EXPECT_EQ(fault_told(after),
              std::string(by_handle ? "s" : "c") + ", CLOSE-12, given up in 3 by CertCloseStore (CLOSE-12)");
  }
}

TEST(CallersFault, NamesTheForcedCloseOfOneHandleOfTwo) {
  // CLOSE-12
  Story story;
  story.open("s").add("s", "cert:A", "c").call("CertDuplicateStore", R"("args":{"hCertStore":"s"},"ret":"s")");
  story.close("s", "FORCE", R"("ret":true)");
  EXPECT_EQ(fault_told(story.free("c")), "c, CLOSE-12, given up in 4 by CertCloseStore (CLOSE-12)");
}

TEST(CallersFault, NamesTheCloseOfABorrowedHandle) {
  // HANDLE-3
  Story story;
  story.open("s").add("s", "cert:A", "c").call("CertCloseStore", R"("args":{"hCertStore":"c"},"ret":true)");
  EXPECT_EQ(fault_told(story.close("s", "", R"("ret":true)")),
            "s, HANDLE-1, given up in 3 by CertCloseStore (HANDLE-3)");
}

TEST(CallersFault, NamesTheOpenThatTookTheCspHandleOver) {
  // OPEN-8
  Story story;
  story.call("CryptAcquireContext", R"("args":{"dwFlags":"CRYPT_VERIFYCONTEXT"},"ret":true,"out":{"phProv":"p"})");
  story.open("s", R"(,"hCryptProv":"p")");
  const Verdict release = story.call("CryptReleaseContext", R"("args":{"hProv":"p"},"ret":true)");
  EXPECT_EQ(fault_told(release), "p, CSP-8, given up in 2 by CertOpenStore (OPEN-8)");
}

TEST(CallersFault, NamesNothingWhereNullWasPassed) {
  // DELETE-11
  Story story;
  EXPECT_EQ(fault_told(story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":null},"ret":true)")),
            ", DELETE-11");
}

TEST(CallersFault, NamesTheContextThroughWhichAStoreWasMeant) {
  // CONTEXT-1
  Story story;
  story.open("s").add("s", "cert:A", "c").free("c");
  EXPECT_EQ(fault_told(story.call("CertDuplicateStore", R"("args":{"hCertStore":"c"},"ret":"s")")),
            "c, CONTEXT-1, given up in 3 by CertFreeCertificateContext (FREE-2)");
}

TEST(CallersFault, NamesTheContextWhoseKindIsWrong) {
  // CONTEXT-7
  Story story;
  story.call("CertCreateCRLContext", R"("args":{"pbCrlEncoded":"crl:A"},"ret":"l")");
  EXPECT_EQ(fault_told(story.free("l")), "l, CONTEXT-7");
}

TEST(CallersFault, IsFoundInACallThatIsOutsideTheModelToo) {
  // HANDLE-1, CONTEXT-1
  Story store;
  store.open("s").close("s", "", R"("ret":true)");
  EXPECT_EQ(
      fault_told(store.call(
          "CertFindCertificateInStore",
          R"("args":{"hCertStore":"s","dwFindType":"CERT_FIND_SUBJECT_STR_W","pvFindPara":"text:A"},"ret":null)")),
      "s, HANDLE-1, given up in 2 by CertCloseStore (CLOSE-2)");
  EXPECT_EQ(store.overall(), Overall::undefined);
  Story context;
  context.open("s").add("s", "cert:A", "c");
  context.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
  EXPECT_EQ(fault_told(context.call("CertEnumCertificatesInStore",
                                    R"("args":{"hCertStore":"elsewhere","pPrevCertContext":"c"},"ret":null)")),
            "c, CONTEXT-1, given up in 3 by CertDeleteCertificateFromStore (DELETE-2)");
}

TEST(CallersFault, ForgetsWhatAnEarlierBearerOfTheNameGaveUp) {
  // HANDLE-8
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c")");
  story.free("c");
  story.call("CertCreateCRLContext", R"("args":{"pbCrlEncoded":"crl:A"},"ret":"c")");
  EXPECT_EQ(fault_told(story.free("c")), "c, CONTEXT-7");
}

TEST(CallersFault, IsTheLastWordOfTheWholeTrace) {
  // HANDLE-10
  Story story;
  story.open("s").add("s", "cert:A", "k").free("k");
  story.free("k");
  EXPECT_EQ(
      to_json(story.summary()),
      R"({"verdict":"undefined","readings":[],"notEvaluated":0,"fault":{"line":4,"call":"CertFreeCertificateContext","name":"k","clauses":["CONTEXT-1"],)"
      R"("givenUp":{"line":3,"call":"CertFreeCertificateContext","clauses":["FREE-2"]}}})");
}

// --- Who holds -------------------------------------------------------------------------------------------------------

std::string holders_told(const Verdict& verdict) {
  if (!verdict.held_by) return "not said";
  std::string told;
  for (const Holder& each : *verdict.held_by) told += each.name + " since " + std::to_string(each.since) + ";";
  return told;
}

TEST(HeldBy, NamesEveryHeldContextAndTheOtherHandle) {
  // CLOSE-5, CLOSE-7
  Story story;
  story.open("s").add("s", "cert:A", "a").add("s", "cert:B", "b").add("s", "cert:C");
  story.call("CertDuplicateStore", R"("args":{"hCertStore":"s"},"ret":"s")");
  story.free("a");
  EXPECT_EQ(holders_told(story.close("s", "CHECK", R"("ret":true)")), "b since 3;s since 5;");
}

TEST(HeldBy, SaysThatNothingIsHeldWhereFalseWasSeen) {
  // CLOSE-4
  Story story;
  story.open("s").add("s", "cert:A", "a").free("a");
  EXPECT_EQ(holders_told(story.close("s", "CHECK", R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")")), "");
}

TEST(HeldBy, IsNotSaidOfOtherRejections) {
  Story story;
  story.open("s");
  EXPECT_EQ(holders_told(story.close("s", "", R"("ret":false)")), "not said");
}

}  // namespace
}  // namespace certlife::oracle
