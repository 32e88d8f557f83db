// Calls outside the model: what they give, take and keep is judged all the same.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "model/ledger/ledger.h"
#include "model/oracle/checker.h"
#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"
#include "model/trace/schema_check.h"

namespace certlife::oracle {
namespace {

constexpr const char* pending = R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")";
constexpr const char* closed = R"("ret":true)";

const Verdict& import(Story& story) { return story.call("PFXImportCertStore", R"("args":{"dwFlags":[]},"ret":"s9")"); }

// Of the certificate c1 in s1, by way of the store s2.
const Verdict& chain(Story& story, const char* result = R"("ret":true,"out":{"ppChainContext":"ch1"})") {
  return story.call("CertGetCertificateChain", std::string(R"("args":{"pCertContext":"c1","hAdditionalStore":"s2"},)") + result);
}

const Verdict& free_chain(Story& story) { return story.call("CertFreeCertificateChain", R"("args":{"pChainContext":"ch1"})"); }

std::string owed_by(const Story& story) {
  const Summary summary = story.summary();
  std::string text;
  for (const Owed& owed : *summary.owed) text += to_text(owed);
  return text;
}

// --- What a call gave ------------------------------------------------------------------------------------------------

TEST(StoreFromOutside, IsClosedOnce) {
  // OUTSIDE-2, HANDLE-1
  Story story;
  import(story);
  EXPECT_EQ(kind_of(story.close("s9", "", closed)), "not evaluated");
  const Verdict& second = story.close("s9", "", closed);

  EXPECT_EQ(kind_of(second), "undefined");
  EXPECT_EQ(clauses_of(second), "HANDLE-1, OUTSIDE-1");
  EXPECT_EQ(second.fault->name, "s9");
  EXPECT_EQ(second.fault->given_up->line, 2u);
  EXPECT_EQ(second.fault->given_up->call, "CertCloseStore");
  EXPECT_EQ(story.overall(), Overall::undefined);
}

TEST(StoreFromOutside, IsClosedAsOftenAsItWasDuplicated) {
  Story story;
  import(story);
  story.call("CertDuplicateStore", R"("args":{"hCertStore":"s9"},"ret":"s9")");
  EXPECT_EQ(kind_of(story.close("s9", "", closed)), "not evaluated");
  EXPECT_EQ(kind_of(story.close("s9", "CHECK", pending)), "not evaluated");
  EXPECT_EQ(kind_of(story.close("s9", "", closed)), "undefined");
}

TEST(StoreFromOutside, IsTheCallersFaultWhereTheSecondCloseNeverReturned) {
  Story story;
  import(story);
  story.close("s9", "", closed);
  EXPECT_EQ(kind_of(story.close("s9", "", R"("unfinished":true)")), "undefined");
}

TEST(StoreFromOutside, IsOwedUntilItIsClosed) {
  Story story;
  import(story);
  EXPECT_EQ(owed_by(story), "still owed: 1 close of \"s9\" (since line 1)\n");
  story.close("s9", "", closed);
  EXPECT_EQ(owed_by(story), "");
}

TEST(StoreFromOutside, IsOwedEvenWhereNoCallWasJudged) {
  trace::Line line = trace::parse_line(R"({"call":"PFXImportCertStore","args":{"dwFlags":[]},"ret":"s9"})");
  line.number = 1;
  for (const bool balanced : {true, false}) {
    Checker checker({}, {.balanced = balanced});
    checker.check(line);
    EXPECT_EQ(checker.summary().overall, balanced ? Overall::undefined : Overall::undecided);
  }
}

TEST(StoreFromOutside, GivesContextsThatAreFreedOnce) {
  Story story;
  import(story);
  story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s9"},"ret":"c4")");
  story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s9","pPrevCertContext":"c4"},"ret":"c5")");
  EXPECT_EQ(owed_by(story), "still owed: 1 close of \"s9\" (since line 1)\nstill owed: 1 free of \"c5\" (since line 3)\n");
  story.close("s9", "", closed);
  EXPECT_EQ(kind_of(story.free("c5")), "not evaluated");
  EXPECT_EQ(kind_of(story.free("c4")), "undefined");
}

TEST(StoreFromOutside, EndsItsContextsUnderForce) {
  // CLOSE-12
  Story story;
  import(story);
  story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s9"},"ret":"c4")");
  story.close("s9", "FORCE", closed);
  EXPECT_EQ(owed_by(story), "");
  EXPECT_EQ(clauses_of(story.free("c4")), "CLOSE-12");
}

TEST(StoreFromOutside, LivesOnWithItsContextsWhereItsCloseWasDeferred) {
  const auto get_chain = [](Story& story) -> const Verdict& {
    return story.call("CertGetCertificateChain", R"("args":{"pCertContext":"c9","hAdditionalStore":"s9"},"ret":true,"out":{"ppChainContext":"ch9"})");
  };
  for (const char* flags : {"[\"CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG\"]", "[]"}) {
    const bool defers = std::string(flags) != "[]";
    Story story;
    story.call("CertOpenStore", std::string(R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_SYSTEM","dwFlags":)") + flags + R"(},"ret":"s9")");
    story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s9"},"ret":"c9")");
    EXPECT_EQ(kind_of(story.close("s9", "", closed)), "not evaluated");
    EXPECT_EQ(kind_of(get_chain(story)), defers ? "not evaluated" : "undefined");
    if (!defers) continue;
    const auto commit = [&] { return kind_of(story.call("CertControlStore", R"("args":{"hCertStore":"s9","dwCtrlType":"CERT_STORE_CTRL_COMMIT"},"ret":true)")); };
    story.call("CertFreeCertificateContext", R"("args":{"pCertContext":"c9"},"ret":true)");
    EXPECT_EQ(commit(), "not evaluated") << "the chain may hold the store and its context";
    story.call("CertFreeCertificateChain", R"("args":{"pChainContext":"ch9"})");
    EXPECT_EQ(commit(), "undefined");
  }
}

TEST(StoreFromOutside, MayBearADeadName) {
  Story story;
  story.open("s9").close("s9", "", closed);
  import(story);
  EXPECT_EQ(kind_of(story.close("s9", "", closed)), "not evaluated");
  EXPECT_EQ(kind_of(story.close("s9", "", closed)), "undefined");
}

TEST(StoreFromOutside, LeavesItsNameToAStoreOfTheModel) {
  Story story;
  import(story);
  story.close("s9", "", closed);
  story.open("s9");
  EXPECT_EQ(kind_of(story.close("s9", "CHECK", pending)), "rejected");
}

TEST(MessageFromOutside, IsOwedOneRelease) {
  Story story;
  story.call("CryptMsgOpenToDecode", R"("args":{"dwFlags":0},"ret":"m1")");
  EXPECT_EQ(owed_by(story), "still owed: 1 release of \"m1\" (since line 1)\n");
  story.call("CryptMsgClose", R"("args":{"hCryptMsg":"m1"},"ret":true)");
  const Verdict& second = story.call("CryptMsgClose", R"("args":{"hCryptMsg":"m1"},"ret":true)");

  EXPECT_EQ(clauses_of(second), "OUTSIDE-2, OUTSIDE-1");
}

TEST(QueryOfAnObject, GivesAllThatItPassesOut) {
  Story story;
  story.call("CryptQueryObject", R"("args":{},"ret":true,"out":{"phCertStore":"s9","phMsg":"m1","ppvContext":"c4"})");
  EXPECT_EQ(story.summary().owed->size(), 3u);
  story.free("c4");
  EXPECT_EQ(kind_of(story.free("c4")), "undefined");
}

TEST(CallThatFailed, GivesNothing) {
  Story story;
  story.call("PFXImportCertStore", R"("args":{},"ret":null)");
  story.call("CryptQueryObject", R"("args":{},"ret":false)");
  EXPECT_EQ(owed_by(story), "");
}

// --- What a call takes -----------------------------------------------------------------------------------------------

TEST(CallOutside, ConsumesWhatIsTheModelsEvenIfItFails) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1").add("s1", "cert:B", "c2");
  story.call("CertGetIssuerCertificateFromStore",
             R"("args":{"hCertStore":"s1","pSubjectContext":"c1","pPrevIssuerContext":"c2"},"ret":null)");
  EXPECT_EQ(kind_of(story.free("c1")), "accepted");
  const Verdict& second = story.free("c2");

  EXPECT_EQ(kind_of(second), "undefined");
  EXPECT_EQ(second.fault->given_up->line, 4u);
}

TEST(CallOutside, GivesOneReferenceMoreToWhatIsTheModels) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1").add("s1", "cert:B", "c2");
  story.call("CertGetIssuerCertificateFromStore", R"("args":{"hCertStore":"s1","pSubjectContext":"c1"},"ret":"c2")");
  EXPECT_EQ(kind_of(story.free("c2")), "accepted");
  EXPECT_EQ(kind_of(story.free("c2")), "accepted");
  EXPECT_EQ(kind_of(story.free("c2")), "undefined");
}

TEST(CallOutside, BlamesTheCallerForWhatItUsesAndHasNot) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  story.free("c1");
  const Verdict& verdict = story.call("CryptUIDlgViewContext", R"("args":{"dwContextType":1,"pvContext":"c1"},"ret":true)");

  EXPECT_EQ(kind_of(verdict), "undefined");
  EXPECT_EQ(clauses_of(verdict), "CONTEXT-1, FREE-2");
}

TEST(CallOutside, PutsNothingInDoubtThatItBorrows) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  story.call("CryptUIDlgViewContext", R"("args":{"dwContextType":1,"pvContext":"c1"},"ret":true)");
  EXPECT_EQ(kind_of(story.free("c1")), "accepted");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", pending)), "rejected");
}

TEST(CallOutside, PutsInDoubtTheStoreWhoseContentsItChanges) {
  Story story;
  story.open("s1").call("CertAddSerializedElementToStore", R"("args":{"hCertStore":"s1"},"ret":true)");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c7")")), "not evaluated");
}

TEST(CallOutside, SaysInItsLineWhatItDoes) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  story.call("MakeToys", R"("ret":true,"acquires":{"t1":"message","s9":"store"},"consumes":["c1"])");
  EXPECT_EQ(owed_by(story), "still owed: 1 close of \"s1\" (since line 1)\nstill owed: 1 close of \"s9\" (since line 3)\n"
                            "still owed: 1 release of \"t1\" (since line 3)\n");
  story.call("BreakToys", R"("ret":true,"releases":["t1"])");
  EXPECT_EQ(kind_of(story.free("c1")), "undefined");
}

TEST(CallOutside, MayGiveWhatTheTableHasNoWordFor) {
  Story story;
  story.call("MakeToys", R"("ret":true,"acquires":{"t1":"toy"})");
  EXPECT_EQ(story.summary().owed->at(0).thing, "handle");
}

TEST(Verdict, HasAWordForEveryThingThatMayBeOwed) {
  std::ifstream file(CERTLIFE_VERDICT_SCHEMA);
  const auto schema = nlohmann::json::parse(file);
  for (const model::OwnedFunction& function : model::Ledger::load().ownership()) {
    for (const model::OwnershipRow& row : function.rows) {
      if (row.effect != model::OwnershipEffect::acquires) continue;
      Owed owed;
      owed.name = "x", owed.thing = row.thing, owed.count = 1, owed.since = {1}, owed.call = function.name;
      Summary summary;
      summary.owed = {owed};
      EXPECT_EQ(trace::violations(schema, nlohmann::json::parse(to_json(summary))).size(), 0u) << row.thing;
    }
  }
}

TEST(CallOutside, IsBelievedRatherThanTheTable) {
  // OUTSIDE-1
  Story story;
  story.call("PFXImportCertStore", R"("ret":"s9","releases":[])");
  EXPECT_EQ(owed_by(story), "");
}

TEST(CallOutside, KnowsAFlagByItsNameAndByItsBits) {
  for (const std::string flags : {R"(["CMSG_CRYPT_RELEASE_CONTEXT_FLAG"])", "32768", R"("0x8000")"}) {
    Story story;
    story.call("CryptAcquireContext", R"("args":{"dwProvType":1,"dwFlags":["CRYPT_VERIFYCONTEXT"]},"ret":true,"out":{"phProv":"p1"})");
    story.call("CryptMsgOpenToDecode", R"("args":{"hCryptProv":"p1","dwFlags":)" + flags + R"(},"ret":"m1")");
    EXPECT_EQ(owed_by(story), "still owed: 1 release of \"m1\" (since line 2)\n") << flags;
  }
}

// --- A key that may have to be released ------------------------------------------------------------------------------

const Verdict& private_key(Story& story, const std::string& more) {
  return story.call("CryptAcquireCertificatePrivateKey", R"("args":{},"ret":true,"out":{"phCryptProvOrNCryptKey":"p1","pdwKeySpec":1)" + more + "}");
}

TEST(PrivateKey, IsReleasedWhereTheCallerIsToldTo) {
  Story story;
  private_key(story, R"(,"pfCallerFreeProvOrNCryptKey":true)");
  EXPECT_EQ(owed_by(story), "still owed: 1 release of \"p1\" (since line 1)\n");
  story.call("CryptReleaseContext", R"("args":{"hProv":"p1"},"ret":true)");
  EXPECT_EQ(owed_by(story), "");
}

TEST(PrivateKey, IsTheContextsWhereTheCallerIsNot) {
  Story story;
  private_key(story, R"(,"pfCallerFreeProvOrNCryptKey":false)");
  EXPECT_EQ(owed_by(story), "");
}

TEST(PrivateKey, IsInDoubtWhereNobodySaysWhoseItIs) {
  Story story;
  private_key(story, "");
  EXPECT_EQ(owed_by(story), "");
}

// --- What is held ----------------------------------------------------------------------------------------------------

void begin(Story& story) {
  story.open("s1").open("s2").add("s1", "cert:A", "c1");
  chain(story);
  story.free("c1");
}

TEST(Chain, MayKeepWhatItWasBuiltFromAndCheckMayReportIt) {
  // OUTSIDE-3
  for (const char* const store : {"s1", "s2"}) {
    for (const char* const result : {pending, closed}) {
      Story story;
      begin(story);
      EXPECT_EQ(kind_of(story.close(store, "CHECK", result)), "accepted") << store << result;
    }
  }
}

TEST(Chain, KeepsNothingOnceItIsFreed) {
  for (const char* const store : {"s1", "s2"}) {
    Story story;
    begin(story);
    free_chain(story);
    EXPECT_EQ(kind_of(story.close(store, "CHECK", pending)), "rejected") << store;
  }
}

TEST(Chain, KeepsNoOtherStore) {
  Story story;
  story.open("s3");
  begin(story);
  EXPECT_EQ(kind_of(story.close("s3", "CHECK", pending)), "rejected");
}

TEST(Chain, ThatWasNotBuiltKeepsNothing) {
  Story story;
  story.open("s1").open("s2").add("s1", "cert:A", "c1");
  chain(story, R"("ret":false)");
  EXPECT_EQ(kind_of(story.close("s2", "CHECK", pending)), "rejected");
}

TEST(Chain, ExcusesNoOtherAnswer) {
  Story story;
  begin(story);
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":false,"lastError":"E_UNEXPECTED")")), "rejected");
}

TEST(Chain, DoesNotHideWhatTheCallerHolds) {
  Story story;
  story.open("s1").open("s2").add("s1", "cert:A", "c1");
  chain(story);
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", closed)), "rejected");
}

TEST(Chain, LetsWhatItKeepsLiveOn) {
  const std::string lives = R"("ret":true,"observed":{"alive":{"c1":true}})";
  Story story;
  begin(story);
  EXPECT_EQ(kind_of(story.close("s1", "", lives)), "accepted");

  Story without;
  begin(without);
  free_chain(without);
  EXPECT_EQ(kind_of(without.close("s1", "", lives)), "rejected");
}

TEST(Chain, GivesTheCallerNoReferenceToWhatItKeeps) {
  Story story;
  begin(story);
  EXPECT_EQ(kind_of(story.free("c1")), "undefined");
}

TEST(Chain, IsOwedOneRelease) {
  Story story;
  begin(story);
  story.close("s1", "", closed);
  story.close("s2", "", closed);
  EXPECT_EQ(owed_by(story), "still owed: 1 release of \"ch1\" (since line 4)\n");
  free_chain(story);
  EXPECT_EQ(kind_of(free_chain(story)), "undefined");
}

TEST(Collection, MayKeepItsMembers) {
  Story story;
  story.open("s1");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_COLLECTION"},"ret":"all")");
  story.call("CertAddStoreToCollection", R"("args":{"hCollectionStore":"all","hSiblingStore":"s1"},"ret":true)");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", pending)), "accepted");
}

TEST(ContextThatAFindGave, MayBeReportedByCheckUntilItIsFreed) {
  // The find is outside the model, its store is not.
  const std::string find = R"("args":{"hCertStore":"s1","dwFindType":"CERT_FIND_KEY_SPEC"},"ret":"c7")";
  Story story;
  story.open("s1").add("s1", "cert:A").call("CertFindCertificateInStore", find);
  EXPECT_EQ(owed_by(story), "still owed: 1 close of \"s1\" (since line 1)\nstill owed: 1 free of \"c7\" (since line 3)\n");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", pending)), "accepted");

  Story freed;
  freed.open("s1").add("s1", "cert:A").call("CertFindCertificateInStore", find);
  freed.free("c7");
  EXPECT_EQ(kind_of(freed.close("s1", "CHECK", pending)), "rejected");
}

}  // namespace
}  // namespace certlife::oracle
