// Programs run as they do without the recorder, and what they did is judged rightly, however they end.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "tests/record/recorded_program.h"

namespace certlife::record {
namespace {

namespace fs = std::filesystem;
using oracle::Overall;
using oracle::Summary;

TEST_F(RecordedProgram, ThatIsSoundIsAccepted) {
  const ProgramRun run = recorded({"sound"});
  EXPECT_EQ(run.code, 7);
  EXPECT_NE(run.output.find("close: 1, last error 1268"), std::string::npos) << run.output;
  const Summary summary = judged();
  EXPECT_EQ(summary.overall, Overall::accepted);
  EXPECT_TRUE(summary.owed && summary.owed->empty());
  EXPECT_EQ(summary.not_evaluated, 0u);
  ASSERT_EQ(lines().size(), 6u);
  EXPECT_EQ(lines()[5].last_error_before.number, 0x1268);
  EXPECT_TRUE(lines()[5].at.starts_with("sound.exe+0x")) << lines()[5].at;
}

TEST_F(RecordedProgram, ThatLeaksOwesWhatItForgot) {
  recorded({"leaks"});
  const Summary summary = judged();
  ASSERT_TRUE(summary.owed && summary.owed->size() == 1);
  EXPECT_EQ(summary.owed->front().thing, "certificate");
  EXPECT_EQ(summary.owed->front().since, decltype(summary.owed->front().since){4});
}

TEST_F(RecordedProgram, ThatFreesTwiceIsAtFault) {
  recorded({"frees_twice"});
  const Summary summary = judged();
  EXPECT_EQ(summary.overall, Overall::undefined);
  ASSERT_TRUE(summary.fault);
  EXPECT_EQ(summary.fault->call, "CertFreeCertificateContext");
}

TEST_F(RecordedProgram, ThatLooksItsFunctionsUpIsSeen) {
  EXPECT_NE(recorded({"by_name"}).output.find("loaded before: 0"), std::string::npos);
  EXPECT_EQ(lines().size(), 2u);
}

TEST_F(RecordedProgram, ThatLoadsItsLibraryAgainIsSeenAgain) {
  recorded({"reloads"});
  EXPECT_EQ(lines().size(), 4u);
}

TEST_F(RecordedProgram, ThatLoadsALibraryLateIsSeenInIt) {
  EXPECT_NE(recorded({"loads_late"}).output.find("loaded before: 0"), std::string::npos);
  ASSERT_EQ(lines().size(), 2u);
  EXPECT_TRUE(lines()[0].at.starts_with("helper_library.dll+0x")) << lines()[0].at;
}

TEST_F(RecordedProgram, ThatDelaysItsImportsIsSeen) {
  EXPECT_NE(recorded({"delayed"}).output.find("loaded before: 0"), std::string::npos);
  EXPECT_EQ(lines().size(), 2u);
}

TEST_F(RecordedProgram, OfEightThreadsIsSeenWhole) {
  EXPECT_NE(recorded({"threads"}).output.find("threads: 8"), std::string::npos);
  EXPECT_EQ(lines().size(), 8u * 202);
}

TEST_F(RecordedProgram, OfThreadsThatFollowOneAnotherIsJudged) {
  recorded({"threads", "in-turn"});
  EXPECT_EQ(judged().overall, Overall::accepted);
  EXPECT_EQ(judged().not_evaluated, 0u);
}

TEST_F(RecordedProgram, ThatCrashesLeavesTheCallItCrashedIn) {
  recorded({"crashes"});
  ASSERT_EQ(lines().size(), 3u);
  EXPECT_TRUE(lines()[2].unfinished);
  EXPECT_EQ(lines()[2].call, "CertGetCertificateContextProperty");
  EXPECT_EQ(judged().overall, Overall::accepted);
}

// The thread that crashed had made 2001 calls; of each other one call at most was under way.
TEST_F(RecordedProgram, ThatCrashesAmongThreadsLeavesTheCallsOfAll) {
  run(with_recorder({"crashes_among_threads"}, {}));
  std::map<std::int64_t, std::size_t> made, unfinished;
  for (const trace::Line& line : lines()) ++(line.unfinished ? unfinished : made)[*line.thread];
  EXPECT_EQ(made.size(), 8u);
  EXPECT_TRUE(std::ranges::any_of(made, [&](const auto& each) { return each.second == 2001 && !unfinished.contains(each.first); }));
  for (const auto& [thread, count] : unfinished) EXPECT_EQ(count, 1u) << thread;
}

TEST_F(RecordedProgram, ThatCatchesWhatACallRaisedGoesOn) {
  recorded({"catches"});
  ASSERT_EQ(lines().size(), 3u);
  EXPECT_TRUE(lines()[1].unfinished);
  EXPECT_EQ(lines()[2].last_error_before.number, 4714);
}

TEST_F(RecordedProgram, ThatAThreadEndsOwesWhatItHad) {
  EXPECT_EQ(recorded({"exits_from_thread"}).code, 9);
  EXPECT_EQ(lines().size(), 3u);
  EXPECT_EQ(judged().owed->size(), 1u);
}

TEST_F(RecordedProgram, ThatIsKilledLeavesAllItsCalls) {
  EXPECT_EQ(recorded({"is_killed"}).code, 5);
  EXPECT_EQ(lines().size(), 2u);
}

TEST_F(RecordedProgram, HasItsChildrenRecordedWhereThatIsWanted) {
  const auto logs = [] {
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(directory().path()))
      if (file.path().filename().string().starts_with("log.jsonl.")) found.push_back(file.path());
    return found;
  };
  recorded({"starts_child"});
  EXPECT_EQ(logs().size(), 0u);
  recorded({"starts_child"}, {"--children"});
  ASSERT_EQ(logs().size(), 1u);
  EXPECT_EQ(lines(logs()[0]).size(), 2u);
  EXPECT_EQ(judged(logs()[0]).overall, Overall::accepted);
  EXPECT_EQ(judged().overall, Overall::accepted);
}

TEST_F(RecordedProgram, SaysWhatCallsOutsideTheModelDidToOwnership) {
  recorded({"chain"});
  const std::vector<trace::Line> all = lines();
  const auto named = [&](std::string_view call) {
    return std::ranges::find_if(all, [&](const trace::Line& line) { return line.call == call; });
  };
  const auto chain = named("CertGetCertificateChain"), freed = named("CertFreeCertificateChain"), system = named("CertOpenSystemStore");
  ASSERT_TRUE(chain != all.end() && freed != all.end() && system != all.end());
  const std::string name = chain->output("ppChainContext").text;
  EXPECT_EQ(chain->ownership.acquires.find(name)->text, "chain");
  EXPECT_EQ(chain->ownership.holds.find(name)->items.size(), 2u);
  EXPECT_EQ(freed->ownership.releases.items[0].text, name);
  EXPECT_EQ(system->ownership.acquires.find(system->ret.text)->text, "store");
}

TEST_F(RecordedProgram, ThatDoesNotExistIsComplainedAbout) {
  EXPECT_EQ(run(with_recorder({"no-such-program"}, {})).code, 2);
}

// For people: ninja certlife_record_threads.
TEST_F(RecordedProgram, DISABLED_WhatAMillionCallsOfEightThreadsCost) {
  std::cout << "without the recorder: " << run(plain({"threads", "62499"})).output
            << "with it: " << run(with_recorder({"threads", "62499"}, {})).output << fs::file_size(log()) / 1'000'000 << " MB of trace\n";
}

// For people: ninja certlife_record_cost.
TEST_F(RecordedProgram, DISABLED_WhatACallCosts) {
  std::cout << "without the recorder: " << run(plain({"measures"})).output << "with it: " << run(with_recorder({"measures"}, {})).output
            << "a line of 200 bytes by WriteFile: " << run(plain({"writes_lines"})).output;
}

}  // namespace
}  // namespace certlife::record
