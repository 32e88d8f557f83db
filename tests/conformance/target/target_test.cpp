// Whatever a child does, the runner gets an observation that names the call, and the next program runs.
#include "tests/conformance/target/target.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "model/trace/reader.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/target/replies.h"
#include "tests/conformance/target/requests.h"

namespace certlife::conformance {
namespace {

using std::chrono::milliseconds;

Target::Options impatient() {
  Target::Options options;
  options.patience_for_a_batch = milliseconds(500);
  options.patience_for_a_call = milliseconds(300);
  return options;
}

Target fake(const std::string& option = "") {
  Command command{{(own_directory() / "certlife-fake-harness").string()}, {}};
  if (!option.empty()) command.arguments.push_back(option);
  Target::Options options = impatient();
  if (option == "--closes") options.patience_to_start = milliseconds(300);
  return Target(command, options);
}

trace::Line call(const std::string& name) { return trace::call_line(name, {}); }

Program program(std::initializer_list<const char*> calls) {
  Program lines;
  for (const char* name : calls) lines.push_back(call(name));
  return lines;
}

std::vector<Program> many(std::size_t count) { return std::vector<Program>(count, program({"Ordinary", "Ordinary"})); }

// The program in the middle of many others, so that the batch has to be taken apart.
std::vector<ProgramRun> run_among_others(Target& target, const Program& odd) {
  auto programs = many(100);
  programs[70] = odd;
  return target.run(programs);
}

void expect_only_the_odd_one_ended(const std::vector<ProgramRun>& runs, Ending::Kind kind, std::size_t results) {
  ASSERT_EQ(runs.size(), 100u);
  for (std::size_t i = 0; i < runs.size(); ++i) EXPECT_EQ(runs[i].ending.has_value(), i == 70) << i;
  ASSERT_TRUE(runs[70].ending.has_value());
  EXPECT_EQ(runs[70].ending->kind, kind) << runs[70].ending->text();
  EXPECT_EQ(runs[70].results.size(), results);
  EXPECT_EQ(runs[99].results.size(), 2u);
}

TEST(TargetDescription, SaysWhatTheHarnessSaid) {
  Target target = fake();
  EXPECT_EQ(target.description().name, "fake");
  EXPECT_EQ(target.description().calls, std::set<std::string>{"Ordinary"});
  EXPECT_FALSE(target.description().detects_misuse);
}

// What the runner says to a harness that it cannot use.
std::string complaint_about(const std::string& option) {
  Target target = fake(option);
  try {
    target.description();
  } catch (const TargetUnusable& reason) {
    const std::string text = reason.what();
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    return text.substr(text.find(": ") + 2);
  }
  return "nothing";
}

TEST(TargetDescription, RefusesAnotherProtocol) {
  EXPECT_EQ(complaint_about("--protocol-9"), "the harness speaks protocol 9, this runner speaks protocol 1");
  EXPECT_EQ(complaint_about("--protocol-0"), "the harness speaks protocol 0, this runner speaks protocol 1");
}

TEST(TargetDescription, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(complaint_about("--without-kinds"), "the reply to \"describe\": \"kinds\" is missing");
  EXPECT_EQ(complaint_about("--calls-as-text"), "the reply to \"describe\": \"calls\" is \"Ordinary\" and should be a list of names");
  EXPECT_EQ(complaint_about("--nonsense"), "the reply to \"describe\" is no JSON object: hello");
  EXPECT_EQ(complaint_about("--dies"), "exit 4: no licence");
  EXPECT_EQ(complaint_about("--closes"), "malformed reply: it closed its output and did not end");
}

TEST(TargetDescription, DoesNotTakeAnUnaskedLineForTheAnswer) {
  Target target = fake("--speaks-first");
  EXPECT_THROW(target.description(), TargetUnusable);
}

TEST(TargetDescription, IsNotWaitedForForever) {
  Target::Options options = impatient();
  options.patience_to_start = milliseconds(200);
  Target target(Command{{(own_directory() / "certlife-fake-harness").string(), "--mute"}, {}}, options);
  EXPECT_THROW(target.description(), TargetUnusable);
}

TEST(TargetDescription, FailsWhenThereIsNoSuchProgram) {
  Target target(Command{{"/nonexistent/harness"}, {}});
  EXPECT_THROW(target.description(), TargetUnusable);
}

TEST(TargetDescription, FailsWhenTheProgramIsNoHarness) {
  Target target(Command{{"/bin/true"}, {}});
  EXPECT_THROW(target.description(), TargetUnusable);
}

TEST(TargetRun, AnswersEveryProgramInOrderFromOneProcess) {
  Target target = fake();
  auto programs = many(300);
  programs[150].push_back(call("Another"));
  const auto runs = target.run(programs);
  ASSERT_EQ(runs.size(), 300u);
  for (std::size_t i = 0; i < runs.size(); ++i) EXPECT_EQ(runs[i].results.size(), i == 150 ? 3u : 2u);
  EXPECT_EQ(target.processes_started(), 1u);
}

TEST(TargetRun, DoesNotDeadlockOnMoreThanAPipeHolds) {
  Target target(Command{{(own_directory() / "certlife-fake-harness").string()}, {}});
  const auto runs = target.run(std::vector<Program>(8, Program(2000, call("Ordinary"))));
  ASSERT_EQ(runs.size(), 8u);
  EXPECT_EQ(runs[7].results.size(), 2000u);
}

TEST(TargetRun, KeepsArgumentsAndTakesResultsFromTheReply) {
  Target target = fake();
  const Program asked{trace::parse_line(R"({"call":"Ordinary","args":{"x":1},"ret":null,"out":{"p":"c1"}})")};
  const trace::Line wanted = trace::parse_line(R"({"call":"Ordinary","args":{"x":1},"ret":true,"lastError":"unchanged"})");
  EXPECT_EQ(target.run(asked).results.front().line, wanted);
}

TEST(TargetEnding, NamesTheCallThatExited) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "Exit7", "Ordinary"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::exited, 1);
  EXPECT_EQ(runs[70].ending->code, 7);
}

TEST(TargetEnding, NamesTheCallThatCrashed) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "Ordinary", "Crash"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::signalled, 2);
  EXPECT_EQ(runs[70].ending->code, 11);
}

TEST(TargetEnding, NamesTheCallThatHung) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Hang", "Ordinary"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::timed_out, 0);
}

TEST(TargetEnding, NamesTheCallThatWasAnsweredWithGarbage) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "Babble"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::malformed, 1);
  EXPECT_EQ(runs[70].ending->detail, "I would rather not say");
}

TEST(TargetEnding, NamesTheCallThatWasAnsweredTwice) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "AnswerTwice", "Ordinary"}));
  ASSERT_TRUE(runs[70].ending.has_value());
  EXPECT_EQ(runs[70].ending->kind, Ending::Kind::malformed);
  // The superfluous line may arrive with the answer or after it.
  EXPECT_GE(runs[70].results.size(), 1u);
  EXPECT_LE(runs[70].results.size(), 2u);
}

TEST(TargetEnding, NamesTheCallThatWasNotAnswered) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "AnswerTooFew"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::malformed, 1);
}

TEST(TargetEnding, NamesTheCallThatClosedTheOutput) {
  Target target = fake();
  const auto run = target.run(program({"CloseOutput"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->kind, Ending::Kind::malformed);
}

TEST(TargetEnding, NamesTheCallThatWasAnsweredTooOften) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Ordinary", "AnswerTooMany"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::malformed, 1);
}

TEST(TargetEnding, DoesNotReadALineWithoutEndForEver) {
  Target target = fake();
  const auto run = target.run(program({"Ordinary", "EndlessLine"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_NE(run.ending->kind, Ending::Kind::exited);
  EXPECT_EQ(run.results.size(), 1u);
}

TEST(TargetEnding, DoesNotTakeDribblingForAnAnswer) {
  Target target = fake();
  const auto run = target.run(program({"Dribble"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->kind, Ending::Kind::timed_out);
  EXPECT_TRUE(run.ending->detail.starts_with("in the middle of a line: xx")) << run.ending->detail;
}

TEST(TargetEnding, DoesNotListenToComplaintsForEver) {
  Target target = fake();
  const auto run = target.run(program({"ComplainForever"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->kind, Ending::Kind::timed_out);
}

TEST(TargetEnding, DoesNotFollowAReplyIntoTheDeep) {
  Target target = fake();
  const auto run = target.run(program({"TooDeep"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->kind, Ending::Kind::malformed);
}

TEST(TargetEnding, NamesTheKeyOfAWrongType) {
  Target target = fake();
  const std::pair<const char*, const char*> cases[] = {
      {"WrongRet", "\"ret\" is [1,2] and should be true, false, a name, a number or null"},
      {"WrongOut", "\"out\" is 5 and should be an object"},
      {"WrongLastError", "\"lastError\" is 1.5 and should be \"unchanged\", the name of a code or a number"},
      {"WrongObserved", "\"observed\" is \"c1\" and should be an object"},
      {"WrongAlive", "the probe \"alive\" of c1 is \"yes\" and should be true or false for each name"},
      {"WrongNotSupported", "\"notSupported\" is \"true\" and should be true or false"},
      {"WrongCall", "this answers another call"}};
  for (const auto& [call, complaint] : cases) {
    const auto run = target.run(program({"Ordinary", call, "Ordinary"}));
    ASSERT_TRUE(run.ending.has_value()) << call;
    EXPECT_EQ(run.ending->kind, Ending::Kind::malformed);
    EXPECT_TRUE(run.ending->detail.starts_with(complaint)) << run.ending->detail;
    EXPECT_EQ(run.results.size(), 1u) << call;
  }
}

TEST(TargetEnding, KeepsWhatWasComplainedAboutLast) {
  Target target = fake();
  const auto run = target.run(program({"Complain"}));
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->text(), "exit 3: Assertion failed: all is well");
}

TEST(TargetEnding, TellsARefusalFromADeath) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"Refuse"}));
  expect_only_the_odd_one_ended(runs, Ending::Kind::refused, 0);
  EXPECT_EQ(target.processes_started(), 1u);
}

TEST(TargetEnding, AsksOnceMoreWhatWasRefused) {
  Target target = fake();
  const auto runs = run_among_others(target, program({"RefuseOnce"}));
  EXPECT_FALSE(runs[70].ending.has_value());
  EXPECT_EQ(runs[70].results.size(), 1u);
  Target another = fake();
  EXPECT_FALSE(another.run(program({"RefuseOnce"})).ending.has_value()) << "sent alone";
}

TEST(TargetEnding, CountsADeathThatDoesNotComeAgain) {
  Target target = fake();
  const auto runs = target.run(std::vector<Program>{program({"DieAtTheNextReset"}), program({"Ordinary"})});
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_FALSE(runs[0].ending.has_value());
  EXPECT_FALSE(runs[1].ending.has_value());
  EXPECT_EQ(target.endings_not_reproduced(), 1u);
  EXPECT_EQ(target.last_ending_not_reproduced(), "exit 9");
}

TEST(TargetEnding, FindsEveryOneOfSeveral) {
  Target target = fake();
  auto programs = many(60);
  for (const std::size_t i : {3u, 4u, 40u, 59u}) programs[i] = program({"Ordinary", "Exit7"});
  const auto runs = target.run(programs);
  ASSERT_EQ(runs.size(), 60u);
  for (std::size_t i = 0; i < runs.size(); ++i)
    EXPECT_EQ(runs[i].ending.has_value(), i == 3 || i == 4 || i == 40 || i == 59) << i;
}

TEST(TargetRestart, GivesTheNextProgramAFreshProcess) {
  Target target = fake();
  target.run(program({"Ordinary"}));
  target.restart();
  EXPECT_FALSE(target.run(program({"Ordinary"})).ending.has_value());
  EXPECT_EQ(target.processes_started(), 2u);
}

TEST(ACompletedLine, KeepsTheNullOfAResultAndNoneOfARemark) {
  const ProgramRun run = run_from_reply(program({"Ordinary"}), R"({"results":[{"call":"Ordinary","ret":null,"notSupported":null,"reason":null,"misuse":null}]})");
  ASSERT_EQ(run.results.size(), 1u);
  const Result& result = run.results.front();
  EXPECT_TRUE(result.line.ret.is_null());
  EXPECT_FALSE(result.line.not_supported);
  EXPECT_EQ(result.reason, "");
  EXPECT_FALSE(result.misuse);
}

TEST(ACompletedLine, OfAFileOfRawBytesIsTheOneThatWasAskedForAndNotTheOneOnTheWire) {
  const Program asked{trace::parse_line(R"({"file":"F","bytes":"hex:00ff"})")};
  EXPECT_EQ(text_of_calls(asked), R"([{"file":"F","contents":["hex:00ff"]}])");
  EXPECT_EQ(line_in_request(R"({"file":"F","contents":["hex:00ff"]})"), asked.front());
  const ProgramRun run = run_from_reply(asked, R"({"results":[{"file":"F"}]})");
  ASSERT_EQ(run.results.size(), 1u);
  EXPECT_EQ(run.results.front().line, asked.front());
}

TEST(AReply, ThatIsNoLineOfATraceEndsTheProgramAtItsCall) {
  const ProgramRun run = run_from_reply(program({"Ordinary", "Ordinary"}),
                                        R"({"results":[{"call":"Ordinary","ret":true},{"call":"Ordinary","lastError":"NO_SUCH_CODE"}]})");
  EXPECT_EQ(run.results.size(), 1u);
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->kind, Ending::Kind::malformed);
  EXPECT_NE(run.ending->detail.find("NO_SUCH_CODE"), std::string::npos) << run.ending->detail;
}

TEST(TargetRestart, IsTriedAgainWhereAProcessDoesNotComeUp) {
  const auto file = std::filesystem::temp_directory_path() / ("certlife-starts-" + std::to_string(getpid()));
  Target target = fake("--second-start-fails=" + file.string());
  EXPECT_TRUE(target.run(program({"Exit7"})).ending.has_value());
  EXPECT_FALSE(target.run(program({"Ordinary"})).ending.has_value());
  EXPECT_GE(std::filesystem::file_size(file), 3u) << "the second start did not fail";
  std::filesystem::remove(file);
}

// The lengths of what has been run whenever it is asked whether to go on.
std::vector<std::size_t> lengths_in_parts(Parts parts, std::size_t stop_at = 100) {
  Target target = fake();
  const Program twenty(20, call("Ordinary"));
  std::vector<std::size_t> lengths;
  const auto run = target.run_in_parts(twenty, parts, [&](const ProgramRun& so_far) {
    lengths.push_back(so_far.results.size());
    return so_far.results.size() < stop_at;
  });
  lengths.push_back(run.results.size());
  return lengths;
}

TEST(TargetInParts, RunsAsManyCallsAgainOrAlwaysAsMany) {
  EXPECT_EQ(lengths_in_parts({3}), (std::vector<std::size_t>{3, 6, 12, 20}));
  EXPECT_EQ(lengths_in_parts({6, Parts::equal}), (std::vector<std::size_t>{6, 12, 18, 20}));
}

TEST(TargetInParts, StopsBehindThePartThatIsTheLast) {
  EXPECT_EQ(lengths_in_parts({3}, 6), (std::vector<std::size_t>{3, 6, 6}));
  EXPECT_EQ(lengths_in_parts({30}), (std::vector<std::size_t>{20}));
}

TEST(TargetInParts, NamesTheCallThatEndsTheProcess) {
  Target target = fake();
  Program odd(20, call("Ordinary"));
  odd[7] = call("Exit7");
  const auto run = target.run_in_parts(odd, {3}, [](const ProgramRun&) { return true; });
  ASSERT_TRUE(run.ending.has_value());
  EXPECT_EQ(run.ending->code, 7);
  EXPECT_EQ(run.results.size(), 7u);
}

}  // namespace
}  // namespace certlife::conformance
