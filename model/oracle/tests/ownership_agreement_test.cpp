// The ownership table says of the calls of the model what the model says: what the caller owns before and after each line of some
// programs, and of what Windows was seen to do.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "model/ledger/ledger.h"
#include "model/oracle/ownership_effects.h"
#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"
#include "model/trace/windows_trace.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using model::OwnershipEffect;
using Counts = std::map<std::string, std::int64_t>;
using EffectsSeen = std::set<std::pair<std::string, OwnershipEffect>>;

Counts owned_by(const Judge& judge) {
  const Summary summary = judge.summary();
  Counts counts;
  if (summary.owed)
    for (const Owed& owed : *summary.owed) counts[owed.name] = static_cast<std::int64_t>(owed.count);
  return counts;
}

// Judges the line and compares what the caller then owns with what the table says.
class Agreement {
 public:
  void compare(const trace::Line& line) {
    const Counts before = owned_by(judge_);
    const Verdict verdict = judge_.judge(line);
    ASSERT_EQ(verdict.kind, Verdict::Kind::accepted) << to_text(line, verdict);
    const bool ends_everything = line.which == trace::Call::CertCloseStore && (line.number_of("dwFlags") & 1) != 0;
    if (line.kind != trace::Line::Kind::call || ends_everything) return;
    Counts expected = before;
    const auto changes = ownership_changes(line);
    ASSERT_TRUE(changes) << trace::to_text(line);
    for (const OwnershipChange& change : *changes) apply(line, change, expected);
    std::erase_if(expected, [](const auto& each) { return each.second == 0; });
    EXPECT_EQ(owned_by(judge_), expected) << trace::to_text(line);
  }

  const EffectsSeen& seen() const { return seen_; }

 private:
  // A CSP handle may come from where nobody saw it: then nobody owes it.
  void apply(const trace::Line& line, const OwnershipChange& change, Counts& expected) {
    const bool is_got = change.effect == OwnershipEffect::acquires;
    const bool is_given_up = change.effect == OwnershipEffect::releases || change.effect == OwnershipEffect::consumes;
    if ((!is_got && !is_given_up) || (is_given_up && !expected.contains(change.name))) return;
    expected[change.name] += is_got ? 1 : -1;
    seen_.emplace(line.call, change.effect);
  }

  Judge judge_;
  EffectsSeen seen_;
};

struct WordsOfAKind {
  std::string kind, plural, contents, bytes, context, previous, out;
};

// One program with every call of a kind that gives or takes a reference, with success and without.
std::string program_of(const WordsOfAKind& of) {
  const auto call = [](const std::string& name, const std::string& arguments, const std::string& result) {
    return "{\"call\":\"" + name + "\",\"args\":{" + arguments + "}," + result + "}\n";
  };
  const auto argument = [](const std::string& name, const std::string& value) { return "\"" + name + "\":\"" + value + "\""; };
  const std::string s = argument("hCertStore", "s"), bytes = argument(of.bytes, of.contents), add_always = R"("dwAddDisposition":4)";
  const std::string open = R"("lpszStoreProvider":"CERT_STORE_PROV_MEMORY")", yes = R"("ret":true)", e = R"("ret":"e")", none = R"("ret":null)";
  const auto out = [&](const std::string& parameter, const std::string& name) { return yes + ",\"out\":{" + argument(parameter, name) + "}"; };
  const std::string with_e = argument(of.context, "e"), after_e = argument(of.previous, "e");
  return call("CertOpenStore", open, R"("ret":"s")") + call("CertOpenStore", open, R"("ret":"t")") +
         call("CertCreate" + of.kind + "Context", bytes, R"("ret":"x")") + call("CertFree" + of.kind + "Context", argument(of.context, "x"), yes) +
         call("CertAddEncoded" + of.kind + "ToStore", s + "," + bytes + "," + add_always, out(of.out, "e")) +
         call("CertDuplicate" + of.kind + "Context", with_e, e) + call("CertEnum" + of.plural + "InStore", s + "," + after_e, none) +
         call("CertEnum" + of.plural + "InStore", s, e) + call("CertFind" + of.kind + "InStore", s, e) +
         call("CertFind" + of.kind + "InStore", s + "," + after_e, none) +
         call("CertAdd" + of.kind + "ContextToStore", argument("hCertStore", "t") + "," + with_e + "," + add_always, out("ppStoreContext", "a")) +
         call("CertDelete" + of.kind + "FromStore", argument(of.context, "a"), yes) +
         call("CertDuplicateStore", s, R"("ret":"s")") + call("CertCloseStore", s + R"(,"dwFlags":2)", R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")") +
         call("CertCloseStore", s, yes) + call("CertFree" + of.kind + "Context", with_e, yes);
}

const std::string csp_program =
    R"({"call":"CryptAcquireContext","args":{"dwProvType":1,"dwFlags":["CRYPT_VERIFYCONTEXT"]},"ret":true,"out":{"phProv":"p"}}
{"call":"CryptContextAddRef","args":{"hProv":"p"},"ret":true}
{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","hCryptProv":"p","dwFlags":["CERT_STORE_NO_CRYPT_RELEASE_FLAG"]},"ret":"s"}
{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","hCryptProv":"p"},"ret":"t"}
{"call":"CryptReleaseContext","args":{"hProv":"p","dwFlags":1},"ret":false,"lastError":"NTE_BAD_FLAGS"}
)";

const WordsOfAKind kinds[] = {
    {"Certificate", "Certificates", "cert:A", "pbCertEncoded", "pCertContext", "pPrevCertContext", "ppCertContext"},
    {"CRL", "CRLs", "crl:A", "pbCrlEncoded", "pCrlContext", "pPrevCrlContext", "ppCrlContext"},
    {"CTL", "CTLs", "ctl:A", "pbCtlEncoded", "pCtlContext", "pPrevCtlContext", "ppCtlContext"}};

EffectsSeen compared(const std::string& program) {
  Agreement agreement;
  for (std::size_t begin = 0; begin < program.size(); begin = program.find('\n', begin) + 1)
    agreement.compare(trace::parse_line(std::string_view(program).substr(begin, program.find('\n', begin) - begin)));
  return agreement.seen();
}

TEST(OwnershipTable, SaysOfEveryCallOfTheModelWhatTheModelSays) {
  EffectsSeen seen = compared(csp_program);
  for (const WordsOfAKind& kind : kinds) seen.merge(compared(program_of(kind)));
  for (const model::OwnedFunction& function : model::Ledger::load().ownership()) {
    // Keys that a property hands over are outside the model.
    if (trace::call_named(function.name) == trace::Call::unknown || function.name.ends_with("ContextProperty")) continue;
    for (const model::OwnershipRow& row : function.rows) {
      const bool counts = row.effect == OwnershipEffect::acquires || row.effect == OwnershipEffect::releases || row.effect == OwnershipEffect::consumes;
      EXPECT_TRUE(!counts || seen.contains({function.name, row.effect})) << function.name << " " << to_string(row.effect) << " was not seen";
    }
  }
}

TEST(OwnershipTable, SaysWhatWindowsWasSeenToDo) {
  for (const trace::WindowsTrace& each : trace::windows_traces()) {
    SCOPED_TRACE(each.name);
    Agreement agreement;
    for (const auto& seen : each.lines) agreement.compare(seen.line);
  }
}

}  // namespace
}  // namespace certlife::oracle
