// What the library records of its calls is read by the model's reader and judged by its oracle, whatever becomes of the program.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "model/oracle/judge.h"
#include "model/trace/reader.h"
#include "model/trace/schema_check.h"

namespace certlife::recording {
namespace {

namespace fs = std::filesystem;
using oracle::Overall;
using trace::Line;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Ended {
  int status = 0;
  std::string output, errors;
  int code() const { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
  // A shell between says it by its exit code.
  int signal() const { return WIFSIGNALED(status) ? WTERMSIG(status) : code() > 128 ? code() - 128 : 0; }
};

class RecordedCalls : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "certlife-recording-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path file(const std::string& name = "t.jsonl") const { return folder_ / name; }
  Ended run(const std::string& command) const {
    const std::string redirected = "cd " + folder_.string() + " && ulimit -c 0; " + command + " >stdout 2>stderr";
    const int status = std::system(redirected.c_str());
    return {status, text_of(file("stdout")), text_of(file("stderr"))};
  }
  Ended recorded(const std::string& what, const std::string& before = "") const {
    return run(before + "CERTLIFE_RECORD=t.jsonl " RECORDED_PROGRAM " " + what);
  }
  std::vector<fs::path> others() const {
    std::vector<fs::path> found;
    for (const auto& each : fs::directory_iterator(folder_))
      if (each.path().filename().string().starts_with("t.jsonl.")) found.push_back(each.path());
    return found;
  }
  std::vector<Line> lines(const std::string& name = "t.jsonl") const { return lines_of(file(name)); }
  static std::vector<Line> lines_of(const fs::path& path) { return trace::read_all(trace::Reader::open(path.string())); }

 private:
  fs::path folder_;
};

struct Judged {
  oracle::Summary summary;
  std::string rejected;  // the first line that is
};

Judged judged(const std::vector<Line>& lines) {
  oracle::Judge judge;
  Judged result;
  for (const Line& line : lines) {
    const oracle::Verdict verdict = judge.judge(line);
    if (verdict.kind == oracle::Verdict::Kind::rejected && result.rejected.empty()) result.rejected = to_text(line, verdict);
  }
  result.summary = judge.summary();
  return result;
}

std::set<std::string> calls_in(const std::string& text) {
  static const std::regex call("\\{\"call\":\"(\\w+)\"");
  std::set<std::string> names;
  for (std::sregex_iterator each(text.begin(), text.end(), call), end; each != end; ++each) names.insert((*each)[1]);
  return names;
}

// What the shared library offers, but what says and sets the last error, which every line tells, and what is not of Windows.
std::set<std::string> public_calls(const std::string& symbols) {
  std::istringstream words(symbols);
  std::set<std::string> names;
  for (std::string name; std::getline(words, name);)
    if (!name.starts_with("certlife_") && name != "GetLastError" && name != "SetLastError") names.insert(name);
  return names;
}

// --- All calls -----------------------------------------------------------------------------------------------------------

TEST_F(RecordedCalls, AreAllPublicOnes) {
  ASSERT_EQ(recorded("every-call .").code(), 0);
  const Ended listed = run("nm --dynamic --defined-only --format=posix " CERTLIFE_SHARED_LIBRARY " | awk '$2 == \"T\" { print $1 }'");
  const std::set<std::string> wanted = public_calls(listed.output);
  EXPECT_GT(wanted.size(), 40u);
  EXPECT_EQ(calls_in(text_of(file())), wanted);
}

TEST_F(RecordedCalls, OfEachKindAreAccepted) {
  ASSERT_EQ(recorded("every-call .").code(), 0);
  const std::vector<Line> all = lines();
  oracle::Judge judge;
  std::map<std::string, int> accepted;
  for (const Line& line : all) {
    const oracle::Verdict verdict = judge.judge(line);
    EXPECT_NE(verdict.kind, oracle::Verdict::Kind::rejected) << to_text(line, verdict);
    accepted[line.call] += verdict.kind == oracle::Verdict::Kind::accepted;
  }
  for (const auto& [call, count] : accepted) {
    EXPECT_TRUE(count > 0 || call.empty()) << call << " was never judged";
  }
  EXPECT_EQ(judge.summary().overall, Overall::accepted);
  EXPECT_TRUE(judge.summary().owed && judge.summary().owed->empty());
}

// The results of a call otherwise than they were.
std::vector<Line> with_another_result(std::vector<Line> lines, std::size_t nth) {
  Line& line = lines[nth];
  if (line.ret.is_boolean()) line.ret = trace::Value::of(!line.ret.truth);
  else line.ret = line.ret.is_null() ? trace::Value::of("unheard-of") : trace::Value::null();
  return lines;
}

TEST_F(RecordedCalls, ThatDidOtherwiseWouldBeRejected) {
  ASSERT_EQ(recorded("every-call .").code(), 0);
  const std::vector<Line> all = lines();
  std::set<std::string> calls, rejected;
  for (std::size_t nth = 0; nth < all.size(); ++nth) {
    if (all[nth].kind != Line::Kind::call || all[nth].ret.is_number()) continue;
    calls.insert(all[nth].call);
    if (rejected.contains(all[nth].call)) continue;
    if (judged(with_another_result(all, nth)).summary.overall == Overall::rejected) rejected.insert(all[nth].call);
  }
  EXPECT_EQ(rejected, calls);
}

TEST_F(RecordedCalls, AreInOrderAndSayWhereTheyWereMade) {
  ASSERT_EQ(recorded("every-call .").code(), 0);
  std::int64_t before = 0;
  for (const Line& line : lines()) {
    if (line.kind != Line::Kind::call) continue;
    EXPECT_EQ(line.thread, 1);
    EXPECT_LT(before, line.start.value_or(0));
    EXPECT_LT(line.start.value_or(0), line.end.value_or(0));
    before = line.end.value_or(0);
    EXPECT_TRUE(line.at.starts_with("recorded_program+0x")) << line.at;
  }
}

TEST_F(RecordedCalls, FollowTheSchemaOfTraces) {
  const auto schema = nlohmann::json::parse(text_of(TRACE_SCHEMA));
  const auto check = [&](std::string text) {
    std::istringstream whole(text.substr(0, text.find('\0')));
    for (std::string line; std::getline(whole, line);) {
      EXPECT_EQ(trace::violations(schema, nlohmann::json::parse(line)), std::vector<std::string>{}) << line;
    }
  };
  ASSERT_EQ(recorded("every-call .").code(), 0);
  check(text_of(file()));
  recorded("crashes");
  check(text_of(file()));
}

// --- What is owed --------------------------------------------------------------------------------------------------------

TEST_F(RecordedCalls, OfAProgramThatLeaksNameThePlaceOfTheLeak) {
  ASSERT_EQ(recorded("leaks").code(), 0);
  const Ended checked = run(CERTLIFE_ORACLE " check --balanced t.jsonl");
  EXPECT_EQ(checked.code(), 4);
  EXPECT_NE(checked.output.find("still owed: 1 free of \"c_"), std::string::npos) << checked.output;
  std::smatch place;
  const std::regex found("CertFindCertificateInStore at recorded_program\\+(0x[0-9a-f]+)");
  ASSERT_TRUE(std::regex_search(checked.output, place, found)) << checked.output;
  const Ended function = run("addr2line --functions --exe " RECORDED_PROGRAM " " + place[1].str());
  EXPECT_EQ(function.output.substr(0, function.output.find('\n')), "forgets_a_context");
}

TEST_F(RecordedCalls, OfAProgramThatLeaksNothingAreBalanced) {
  ASSERT_EQ(recorded("every-call .").code(), 0);
  EXPECT_EQ(run(CERTLIFE_ORACLE " check --balanced t.jsonl").code(), 0);
}

// --- Threads -------------------------------------------------------------------------------------------------------------

TEST_F(RecordedCalls, OfEightThreadsAreAllThereInTheOrderOfEach) {
  ASSERT_EQ(recorded("threads").code(), 0);
  std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>> threads;
  for (const Line& line : lines()) {
    EXPECT_FALSE(line.unfinished);
    threads[line.thread.value_or(0)].emplace_back(line.start.value_or(0), line.end.value_or(0));
  }
  EXPECT_EQ(threads.size(), 9u);
  for (const auto& [thread, times] : threads) {
    EXPECT_EQ(times.size(), thread == 1 ? 2u : 400u);
    for (std::size_t i = 0; i < times.size(); ++i) {
      EXPECT_LT(times[i].first, times[i].second);
      EXPECT_TRUE(i == 0 || times[i - 1].second < times[i].first);
    }
  }
}

// --- Ends of programs ----------------------------------------------------------------------------------------------------

TEST_F(RecordedCalls, StayWhenTheProgramIsKilled) {
  EXPECT_EQ(recorded("is-killed").signal(), SIGKILL);
  EXPECT_EQ(lines().size(), 2u);
  EXPECT_EQ(judged(lines()).summary.overall, Overall::accepted);
}

TEST_F(RecordedCalls, StayWhenTheProgramAborts) {
  EXPECT_EQ(recorded("aborts").signal(), SIGABRT);
  EXPECT_EQ(lines().size(), 2u);
}

TEST_F(RecordedCalls, EndWithTheOneThatTheProgramCrashedIn) {
  EXPECT_EQ(recorded("crashes").signal(), SIGSEGV);
  ASSERT_EQ(lines().size(), 3u);
  EXPECT_TRUE(lines()[2].unfinished);
  EXPECT_EQ(lines()[2].call, "CertFreeCertificateContext");
  EXPECT_EQ(lines()[2].arg("pCertContext").text, "c_1000");
}

TEST_F(RecordedCalls, StayWhenAThreadEndsTheProgram) {
  EXPECT_EQ(recorded("exits-from-thread").code(), 9);
  EXPECT_EQ(lines().size(), 3u);
  EXPECT_EQ(judged(lines()).summary.owed->size(), 1u);
}

TEST_F(RecordedCalls, OfAForkedChildGoToAFileOfItsOwnThatBeginsWithThoseOfItsParent) {
  ASSERT_EQ(recorded("forks").code(), 0);
  EXPECT_EQ(lines().size(), 2u);
  EXPECT_TRUE(judged(lines()).summary.owed->empty());
  ASSERT_EQ(others().size(), 1u);
  const std::vector<Line> of_child = lines_of(others()[0]);
  ASSERT_EQ(of_child.size(), 4u);
  EXPECT_EQ(of_child[0], lines()[0]);
  EXPECT_EQ(judged(of_child).summary.overall, Overall::accepted);
  EXPECT_TRUE(judged(of_child).summary.owed->empty());
}

TEST_F(RecordedCalls, OfAProgramThatIsStartedByAnotherGoToAFileOfItsOwn) {
  ASSERT_EQ(recorded("starts-again").code(), 0);
  EXPECT_EQ(lines().size(), 4u);
  ASSERT_EQ(others().size(), 1u);
  EXPECT_EQ(lines_of(others()[0]).size(), 2u);
}

TEST_F(RecordedCalls, GoToAFileThatBearsTheNumberOfTheProcessWhereThatIsWanted) {
  ASSERT_EQ(run("CERTLIFE_RECORD=t.jsonl.%p " RECORDED_PROGRAM " starts-again").code(), 0);
  EXPECT_EQ(others().size(), 2u);
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(RecordedCalls, AreRecordedStillWhenTheProgramClosesDescriptorsAndGoesElsewhere) {
  ASSERT_EQ(recorded("closes-descriptors").code(), 0);
  EXPECT_EQ(lines().size(), 4002u);
}

// --- What the program sees -----------------------------------------------------------------------------------------------

TEST_F(RecordedCalls, AreMadeAsTheyAreUnrecorded) {
  const Ended plain = run(RECORDED_PROGRAM " sees"), seen = recorded("sees");
  EXPECT_TRUE(plain.output.starts_with("4711 17\n")) << plain.output;
  EXPECT_EQ(seen.output, plain.output);
  EXPECT_EQ(seen.errors, "");
  EXPECT_EQ(lines()[1].last_error_before.number, 4711);
  EXPECT_EQ(lines()[1].last_error_after.number, 4711);
}

TEST_F(RecordedCalls, MayBeGivenWhatCannotBeRead) {
  const Ended plain = run(RECORDED_PROGRAM " unreadable"), seen = recorded("unreadable");
  EXPECT_EQ(plain.output, "1\n");
  EXPECT_EQ(seen.output, plain.output);
  EXPECT_EQ(lines()[0].arg("pbCertEncoded").text, "hex:");
  EXPECT_EQ(judged(lines()).rejected, "");
}

TEST_F(RecordedCalls, LeaveNoFileWhereNobodyAsks) {
  EXPECT_EQ(run(RECORDED_PROGRAM " sound").code(), 0);
  EXPECT_EQ(run("CERTLIFE_RECORD= " RECORDED_PROGRAM " sound").code(), 0);
  fs::remove(file("stdout")), fs::remove(file("stderr"));
  EXPECT_TRUE(fs::is_empty(file().parent_path()));
}

// --- Where they cannot be written ----------------------------------------------------------------------------------------

std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST_F(RecordedCalls, ThatCannotBeWrittenAreComplainedAboutOnce) {
  const Ended run_without = run("CERTLIFE_RECORD=no-such-folder/t.jsonl " RECORDED_PROGRAM " many");
  EXPECT_EQ(run_without.code(), 0);
  EXPECT_EQ(run_without.output, "done\n");
  EXPECT_NE(run_without.errors.find("CERTLIFE_RECORD"), std::string::npos);
  EXPECT_EQ(lines_in(run_without.errors), 1u);
  EXPECT_NE(run("CERTLIFE_RECORD=/dev/null " RECORDED_PROGRAM " many").errors.find("/dev/null"), std::string::npos);
}

// The limit for files, at whose end a write would end the program, stands for a disk that is full.
TEST_F(RecordedCalls, ThatFindNoRoomEndTheTraceAndNotTheProgram) {
  const Ended full = recorded("many", "ulimit -f 2048; ");
  EXPECT_EQ(full.code(), 0);
  EXPECT_EQ(full.output, "done\n");
  EXPECT_EQ(lines_in(full.errors), 1u) << full.errors;
  EXPECT_GT(lines().size(), 4000u);
  EXPECT_LT(lines().size(), 40'000u);
  EXPECT_EQ(judged(lines()).rejected, "");
}

}  // namespace
}  // namespace certlife::recording
