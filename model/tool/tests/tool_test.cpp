// No tool says that all is well when what it said was lost.
#include "model/tool/tool.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>

namespace certlife::tool {
namespace {

struct Outcome {
  int code = -1;
  std::string errors;
};

// The body as a tool in a process of its own, whose standard output is that file; -1 closes it.
Outcome outcome_of(const char* output, const std::function<int()>& body) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    ::close(STDOUT_FILENO);
    if (output) ::open(output, O_WRONLY);
    ::_exit(run("the-tool", body));
  }
  ::close(ends[1]);
  Outcome outcome;
  char block[512];
  for (ssize_t got; (got = ::read(ends[0], block, sizeof block)) > 0;) outcome.errors.append(block, static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
  return outcome;
}

int says_something() {
  std::cout << "all is well\n";
  return 0;
}

TEST(Tool, EndsWithTheCodeOfItsBody) {
  EXPECT_EQ(outcome_of("/dev/null", says_something).code, 0);
  EXPECT_EQ(outcome_of("/dev/null", [] { return 4; }).code, 4);
}

TEST(Tool, ThatCannotSayItFails) {
  const Outcome full = outcome_of("/dev/full", says_something), closed = outcome_of(nullptr, says_something);
  EXPECT_EQ(full.code, tool_error);
  EXPECT_EQ(full.errors, "the-tool: standard output cannot be written: No space left on device\n");
  EXPECT_EQ(closed.code, tool_error);
  EXPECT_EQ(closed.errors, "the-tool: standard output cannot be written: Bad file descriptor\n");
}

TEST(Tool, NoticesTheLossBehindPrintfAsWell) {
  EXPECT_EQ(outcome_of("/dev/full", [] { return std::puts("all is well") == EOF ? 1 : 0; }).code, tool_error);
}

TEST(Tool, NoticesALossLongBeforeItsEnd) {
  EXPECT_EQ(outcome_of("/dev/full", [] {
              std::cout << "first" << std::flush;
              std::cout.clear();
              return 0;
            }).code,
            tool_error);
}

TEST(Tool, WithNothingToSayNeedsNoOutput) { EXPECT_EQ(outcome_of(nullptr, [] { return 0; }).code, 0); }

TEST(Tool, DoesNotWriteIntoAFileThatTookTheClosedDescriptor) {
  EXPECT_EQ(outcome_of(nullptr, [] { return ::open("/dev/null", O_WRONLY) > STDERR_FILENO ? 0 : 1; }).code, 0);
}

TEST(Tool, ComplainsInOneLineThatLeavesTheTerminalAlone) {
  const Outcome outcome = outcome_of("/dev/null", []() -> int { throw std::runtime_error("no \x1B[31mfile\u009B2J\nof \u202Ethat name"); });
  EXPECT_EQ(outcome.code, tool_error);
  EXPECT_EQ(outcome.errors, "the-tool: no \uFFFD[31mfile\uFFFD2J of \uFFFDthat name\n");
}

TEST(Tool, CutsAComplaintOfAnySize) {
  const Outcome outcome = outcome_of("/dev/null", []() -> int { throw std::runtime_error(std::string(5'000'000, 'x')); });
  EXPECT_LT(outcome.errors.size(), 5000u);
}

}  // namespace
}  // namespace certlife::tool
