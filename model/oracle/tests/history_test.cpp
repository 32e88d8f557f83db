#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/oracle/tests/histories.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

using trace::Line;

// A history told briefly: a call, its thread, and from when to when.
class Told {
 public:
  Told& call(int thread, int start, int end, const std::string& name, const std::string& rest) {
    text_ += "{\"call\":\"" + name + "\"," + rest + ",\"thread\":" + std::to_string(thread) + ",\"start\":" + std::to_string(start) +
             ",\"end\":" + std::to_string(end) + "}\n";
    return *this;
  }
  Told& open(int thread, int start, int end, const std::string& store) {
    return call(thread, start, end, "CertOpenStore", "\"args\":{\"lpszStoreProvider\":\"CERT_STORE_PROV_MEMORY\"},\"ret\":\"" + store + "\"");
  }
  Told& close(int thread, int start, int end, const std::string& store, const std::string& flags, const std::string& result) {
    return call(thread, start, end, "CertCloseStore", "\"args\":{\"hCertStore\":\"" + store + "\",\"dwFlags\":[" + flags + "]},\"ret\":" + result);
  }
  Told& create(int thread, int start, int end, const std::string& context) {
    return call(thread, start, end, "CertCreateCertificateContext", "\"args\":{\"pbCertEncoded\":\"cert:A\"},\"ret\":\"" + context + "\"");
  }
  Told& add(int thread, int start, int end, const std::string& store, const std::string& content, const std::string& context,
            const std::string& disposition = "CERT_STORE_ADD_ALWAYS") {
    return call(thread, start, end, "CertAddEncodedCertificateToStore",
                "\"args\":{\"hCertStore\":\"" + store + "\",\"pbCertEncoded\":\"" + content + "\",\"dwAddDisposition\":\"" + disposition +
                    "\"},\"ret\":" + (context.empty() ? "false" : "true,\"out\":{\"ppCertContext\":\"" + context + "\"}"));
  }
  Told& find(int thread, int start, int end, const std::string& store, const std::string& result) {
    return call(thread, start, end, "CertFindCertificateInStore",
                "\"args\":{\"hCertStore\":\"" + store + "\",\"dwFindType\":\"CERT_FIND_ANY\"},\"ret\":" + (result.empty() ? "null" : "\"" + result + "\""));
  }
  Told& duplicate(int thread, int start, int end, const std::string& context) {
    return call(thread, start, end, "CertDuplicateCertificateContext",
                "\"args\":{\"pCertContext\":\"" + context + "\"},\"ret\":\"" + context + "\"");
  }
  Told& free(int thread, int start, int end, const std::string& context) {
    return call(thread, start, end, "CertFreeCertificateContext", "\"args\":{\"pCertContext\":\"" + context + "\"},\"ret\":true");
  }

  std::vector<Line> lines() const { return trace::read_all(trace::Reader::from_text(text_)); }
  Judgement judged() const { return judge_history(lines()); }
  const std::string& text() const { return text_; }
  std::string overall() const { return std::string(name_of(judged().summary.overall)); }

 private:
  std::string text_;
};

const std::string check = "\"CERT_CLOSE_STORE_CHECK_FLAG\"", pending = "false,\"lastError\":\"CRYPT_E_PENDING_CLOSE\"";

// What is said of the line.
const HistoryVerdict& of_line(const Judgement& judgement, std::size_t line) {
  for (const auto& [each, said] : judgement.said)
    if (each.number == line) return said;
  throw std::out_of_range("nothing is said of the line");
}

// --- Accepted and rejected -----------------------------------------------------------------------------------------------

TEST(AHistory, LetsACheckFindWhatIsFreedMeanwhileOrNot) {
  // CLOSE-4, CLOSE-5
  const auto told = [](int free_ends, int close_starts, const std::string& result) {
    return Told().open(1, 1, 2, "s1").add(1, 3, 4, "s1", "cert:A", "c1").free(2, 5, free_ends, "c1").close(1, close_starts, 30, "s1", check, result).overall();
  };
  EXPECT_EQ(told(20, 10, pending), "accepted");
  EXPECT_EQ(told(20, 10, "true"), "accepted");
  EXPECT_EQ(told(20, 21, pending), "rejected");
  EXPECT_EQ(told(20, 21, "true"), "accepted");
}

TEST(AHistory, LetsAFindMissWhatIsAddedMeanwhileButNotWhatWasAddedBefore) {
  // FIND-1, ADD-7
  const auto told = [](int find_starts, const std::string& found) {
    return Told().open(1, 1, 2, "s1").add(1, 3, 10, "s1", "cert:A", "c1").find(2, find_starts, 20, "s1", found).overall();
  };
  EXPECT_EQ(told(5, ""), "accepted");
  EXPECT_EQ(told(5, "c1"), "accepted");
  EXPECT_EQ(told(11, ""), "rejected");
  EXPECT_EQ(told(11, "c1"), "accepted");
}

TEST(AHistory, LetsOneOfTwoAddsOfANewElementFailAndNotBoth) {
  // ADD-9
  const auto told = [](const std::string& one, const std::string& other) {
    return Told().open(1, 1, 2, "s1").add(1, 3, 10, "s1", "cert:A", one, "CERT_STORE_ADD_NEW").add(2, 4, 11, "s1", "cert:A", other, "CERT_STORE_ADD_NEW").overall();
  };
  EXPECT_EQ(told("c1", ""), "accepted");
  EXPECT_EQ(told("", "c1"), "accepted");
  EXPECT_EQ(told("", ""), "rejected");
  EXPECT_EQ(told("c1", "c2"), "rejected");
}

TEST(AHistory, RemembersWhichOrderWasShown) {
  // ENUM-7: two adds overlap; once a find has shown the one, the other is not first any more.
  const auto told = [](const std::string& then, const std::string& at_last) {
    return Told().open(1, 1, 2, "s1").add(1, 3, 10, "s1", "cert:A", "c1").add(2, 4, 11, "s1", "cert:B", "c2")
        .find(1, 12, 13, "s1", then).find(1, 14, 15, "s1", at_last).overall();
  };
  EXPECT_EQ(told("c1", "c1"), "accepted");
  EXPECT_EQ(told("c2", "c2"), "accepted");
  EXPECT_EQ(told("c1", "c2"), "rejected");
}

TEST(AHistory, GivesANameAgainAfterACloseThatOverlapsTheOpen) {
  const auto told = [](int close_ends, int open_starts) {
    return Told().open(1, 1, 2, "s1").open(2, 3, 4, "s2").close(2, 3, 9, "s1", "", "true").close(1, 5, close_ends, "s2", "", "true")
        .open(2, open_starts, 30, "s2").close(1, 31, 32, "s2", check, "true").overall();
  };
  EXPECT_EQ(told(20, 10), "accepted");
  EXPECT_EQ(told(20, 21), "accepted");
  const std::string still_open =
      Told().open(1, 1, 2, "s1").open(2, 3, 5, "s2").find(1, 4, 6, "s1", "").open(2, 10, 30, "s2").overall();
  EXPECT_EQ(still_open, "rejected");
}

TEST(AHistory, IsJudgedInTheOrderInWhichItHappenedWhateverTheOrderOfItsLines) {
  // CLOSE-4: the free returned before the close began; its line stands behind.
  const auto told = [](const std::string& result) {
    return Told().open(1, 1, 2, "s1").add(1, 3, 6, "s1", "cert:A", "c1").find(2, 4, 5, "s1", "").close(1, 20, 21, "s1", check, result)
        .free(2, 7, 8, "c1").overall();
  };
  EXPECT_EQ(told("true"), "accepted");
  EXPECT_EQ(told(pending), "rejected");
}

// --- What does not overlap -----------------------------------------------------------------------------------------------

std::vector<std::string> examples() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(CERTLIFE_EXAMPLES)) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() == ".jsonl" && !name.starts_with("bad_input") && name.find("thread") == std::string::npos) paths.push_back(entry.path());
  }
  return paths;
}

std::vector<Line> with_times(std::vector<Line> lines) {
  std::int64_t now = 1'000;
  for (Line& line : lines) {
    if (line.kind == Line::Kind::file) continue;
    line.thread = 1;
    line.start = now++;
    line.end = now++;
  }
  return lines;
}

TEST(AnExampleTrace, OfCallsThatDoNotOverlapGetsTheSameVerdictsLineByLine) {
  for (const std::string& path : examples()) {
    const std::vector<Line> lines = trace::read_all(trace::Reader::open(path));
    Judge judge;
    std::vector<std::string> expected;
    for (const Line& line : lines) expected.push_back(to_json(line, judge.judge(line)));
    const Judgement seen = judge_history(with_times(lines));
    ASSERT_EQ(seen.said.size(), lines.size()) << path;
    for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(to_json(lines[i], seen.said[i].second), expected[i]) << path;
    EXPECT_EQ(to_json(seen.summary), to_json(judge.summary())) << path;
  }
}

// Two opens that overlap at the start have nothing to do with it; from then on the calls are searched for an order.
TEST(AnExampleTrace, BehindCallsThatOverlapIsJudgedAlike) {
  int compared = 0;
  for (const std::string& path : examples()) {
    std::vector<Line> lines = with_times(trace::read_all(trace::Reader::open(path)));
    const auto first = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.kind == Line::Kind::call; });
    const auto others = trace::read_all(trace::Reader::from_text(
        Told().open(8, 1, 3, "other1").open(9, 2, 4, "other2").close(8, 5, 7, "other1", "", "true").close(9, 6, 8, "other2", "", "true").text()));
    lines.insert(first, others.begin(), others.end());
    Judge judge;
    for (Line line : lines) {
      line.start = line.end = std::nullopt;
      judge.judge(line);
    }
    // While calls overlap, calls outside the model put more in doubt.
    if (judge.summary().not_evaluated > 0) continue;
    ++compared;
    const Judgement seen = judge_history(lines);
    EXPECT_EQ(name_of(seen.summary.overall), name_of(judge.summary().overall)) << path << "\n" << seen.text();
  }
  EXPECT_GT(compared, 30);
}

// --- What is said of a rejection -----------------------------------------------------------------------------------------

TEST(ARejectedHistory, ShowsTheLongestPrefixAndWhatIsInItsWay) {
  const Judgement seen = Told().open(1, 1, 2, "s1").add(1, 3, 4, "s1", "cert:A", "c1").free(2, 5, 7, "c1")
                             .close(1, 6, 8, "s1", check, "false,\"lastError\":\"E_INVALIDARG\"").judged();
  const HistoryVerdict& said = of_line(seen, 4);
  EXPECT_EQ(said.verdict.kind, Verdict::Kind::rejected);
  ASSERT_TRUE(said.no_order) << seen.text();
  EXPECT_EQ(said.no_order->calls_before, 3u);
  EXPECT_EQ(said.no_order->last, std::vector<std::size_t>{3});
  ASSERT_EQ(said.no_order->in_the_way.size(), 1u);
  EXPECT_EQ(said.no_order->in_the_way[0].line.number, 4u);
  EXPECT_FALSE(said.no_order->in_the_way[0].next.differing.empty());
  EXPECT_NE(seen.text().find("no order of the calls that overlap explains what was seen"), std::string::npos);
}

TEST(ARejectedHistory, SaysOfEachCallInTheWayWhyItIsNotNext) {
  const Judgement seen = Told().open(1, 1, 2, "s1").add(1, 3, 4, "s1", "cert:A", "c1").find(1, 10, 20, "s1", "").find(2, 11, 21, "s1", "").judged();
  const HistoryVerdict& said = of_line(seen, 3);
  ASSERT_TRUE(said.no_order) << seen.text();
  ASSERT_EQ(said.no_order->in_the_way.size(), 2u);
  for (const auto& each : said.no_order->in_the_way) {
    EXPECT_EQ(each.next.kind, Verdict::Kind::rejected);
    EXPECT_FALSE(each.next.allowed.empty());
  }
  EXPECT_NE(to_json(seen.said[2].first, said).find("\"noOrder\":{\"callsBefore\":2"), std::string::npos) << to_json(seen.said[2].first, said);
}

TEST(ARejectedHistory, LeavesWhatNeverTouchedItJudged) {
  const Judgement seen = Told().open(1, 1, 2, "s1").open(2, 1, 2, "s2").add(1, 3, 4, "s1", "cert:A", "c1").find(1, 5, 9, "s1", "")
                             .find(2, 6, 10, "s2", "c9").find(1, 11, 12, "s1", "").judged();
  EXPECT_EQ(of_line(seen, 4).verdict.kind, Verdict::Kind::rejected) << seen.text();
  EXPECT_EQ(of_line(seen, 5).verdict.kind, Verdict::Kind::rejected) << seen.text();
  EXPECT_EQ(of_line(seen, 6).verdict.kind, Verdict::Kind::not_evaluated) << seen.text();
}

// --- Races ---------------------------------------------------------------------------------------------------------------

TEST(ADuplicate, RacesWithTheLastFreeThatItOverlaps) {
  // CONTEXT-1
  const auto told = [](int duplicate_starts, int duplicate_ends) {
    return Told().create(1, 1, 2, "c1").free(1, 10, 20, "c1").duplicate(2, duplicate_starts, duplicate_ends, "c1").free(2, 50, 51, "c1");
  };
  EXPECT_EQ(told(3, 4).overall(), "accepted");
  const Judgement later = told(30, 31).judged();
  EXPECT_EQ(later.summary.overall, Overall::undefined);
  EXPECT_FALSE(of_line(later, 3).race);
  for (const auto& [starts, ends] : {std::pair(5, 15), std::pair(15, 25), std::pair(11, 12), std::pair(5, 30)}) {
    const Judgement seen = told(starts, ends).judged();
    EXPECT_EQ(seen.summary.overall, Overall::undefined) << seen.text();
    ASSERT_TRUE(of_line(seen, 3).race) << seen.text();
    EXPECT_NE(seen.text().find("the duplicate of \"c1\" by thread 2 (line 3) races with the last free by thread 1 (line 2): in one order it is "
                               "undefined (CONTEXT-1)"), std::string::npos) << seen.text();
    EXPECT_EQ(seen.summary.fault->line, 3u);
  }
}

TEST(ADuplicate, DoesNotRaceWithAFreeThatIsNotTheLast) {
  EXPECT_EQ(Told().create(1, 1, 2, "c1").duplicate(2, 3, 4, "c1").free(1, 10, 20, "c1").duplicate(2, 11, 21, "c1").overall(), "accepted");
}

TEST(AHandle, RacesWithTheLastCloseThatItsUseOverlaps) {
  // HANDLE-1
  const Judgement seen = Told().open(1, 1, 2, "s1").close(1, 3, 10, "s1", "", "true").find(2, 4, 11, "s1", "").judged();
  EXPECT_EQ(seen.summary.overall, Overall::undefined);
  ASSERT_TRUE(of_line(seen, 3).race) << seen.text();
  EXPECT_NE(seen.text().find("races with the last close by thread 1 (line 2)"), std::string::npos) << seen.text();
  EXPECT_EQ(Told().open(1, 1, 2, "s1").close(1, 12, 13, "s1", "", "true").find(2, 4, 11, "s1", "").open(3, 5, 6, "s3").overall(), "accepted");
}

// What bore the name when the call began is gone in one order, and something new has it.
TEST(ADuplicate, OfANameThatIsGivenAgainMeansWhatBoreItBefore) {
  const Judgement seen = Told().create(1, 1, 2, "c1").free(1, 3, 4, "c1").create(1, 5, 8, "c1").duplicate(2, 6, 9, "c1").judged();
  EXPECT_EQ(seen.summary.overall, Overall::undefined) << seen.text();
  EXPECT_EQ(Told().create(1, 1, 2, "c1").free(1, 3, 4, "c1").create(1, 5, 8, "c1").create(3, 6, 7, "c2").duplicate(2, 9, 10, "c1").overall(), "accepted");
}

// --- Bounds --------------------------------------------------------------------------------------------------------------

TEST(AHistory, IsUndecidedWhereMoreStatesArePossibleThanAreFollowed) {
  Told told;
  told.open(1, 1, 2, "s1");
  for (int i = 0; i < 4; ++i) told.add(i + 1, 10 + i, 100 + i, "s1", "cert:" + std::string(1, static_cast<char>('A' + i)), "c" + std::to_string(i));
  told.find(1, 200, 201, "s1", "c99");
  EXPECT_EQ(told.overall(), "rejected");
  Judge::Options few;
  few.most_candidates = 3;
  const Judgement seen = judge_history(told.lines(), {}, few);
  EXPECT_EQ(seen.summary.overall, Overall::undecided) << seen.text();
  EXPECT_NE(seen.summary.undecided_because.find("states are possible"), std::string::npos);
}

TEST(AHistory, IsUndecidedWhereACallBeganLongBeforeItWasRead) {
  Told told;
  told.open(1, 1, 2, "s1").open(2, 1, 3, "s2");
  for (int i = 0; i < 20; ++i) told.find(1, 10 * i + 10, 10 * i + 11, "s1", i < 15 ? "" : "c1");
  told.add(2, 155, 300, "s1", "cert:A", "c1");
  EXPECT_EQ(told.overall(), "accepted");
  History::Options few;
  few.lines_read_ahead = 2;
  EXPECT_NE(judge_history(told.lines(), few).summary.overall, Overall::accepted);
}

TEST(AHistory, SpendsMemoryByWhatIsAliveAndNotByItsLength) {
  BusyThreads threads(7, {});
  Judge judge;
  History history(judge, {}, [&](const Line& line) { return judge.judge(line); }, [](const Line& line, const HistoryVerdict& said) { ASSERT_EQ(said.verdict.kind, Verdict::Kind::accepted) << to_text(line, said); });
  std::size_t after_some = 0;
  for (std::size_t i = 1; i <= 12'000; ++i) {
    Line line = threads.next_line();
    line.number = i;
    history.add(line);
    if (i == 10'000) after_some = history.things_kept();
  }
  EXPECT_LE(history.things_kept(), after_some + after_some / 10 + 64);
  history.finish();
  EXPECT_EQ(judge.summary().overall, Overall::accepted);
}

}  // namespace
}  // namespace certlife::oracle
