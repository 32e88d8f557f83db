// An interrupt ends a tool as it always did, and leaves nothing behind.
#include "model/tool/interrupts.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

namespace certlife::tool {
namespace {

struct Ended {
  int status = 0;
  std::string said;
};

class Talk {
 public:
  explicit Talk(int to) : to_(to) {}
  void say(const char* word) const { static_cast<void>(!::write(to_, word, std::string_view(word).size())); }

 private:
  int to_;
};

// Runs the body in a process of its own, and interrupts it when it has said that it is ready.
Ended interrupted(int signal_number, const std::function<void(const Talk&)>& body) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    body(Talk(ends[1]));
    ::_exit(7);
  }
  ::close(ends[1]);
  Ended outcome;
  char letter = 0;
  while (::read(ends[0], &letter, 1) == 1) {
    if (letter == '!') ::kill(child, signal_number);
    else outcome.said += letter;
  }
  ::close(ends[0]);
  ::waitpid(child, &outcome.status, 0);
  return outcome;
}

// The same of a body that is run when it has been asked to stop.
Ended asked_to_stop(const std::function<void(const Talk&)>& body) {
  return interrupted(SIGINT, [&](const Talk& talk) {
    tidy_up_when_interrupted();
    std::atomic<bool> stop{false};
    const AskedToStop asked(stop);
    talk.say("!");
    while (!stop) ::usleep(1000);
    body(talk);
  });
}

[[noreturn]] void wait_for_ever() {
  for (;;) ::pause();
}

TEST(Interrupt, RunsWhatIsRegisteredTheNewestFirst) {
  for (const int each : {SIGINT, SIGTERM, SIGHUP}) {
    const Ended outcome = interrupted(each, [](const Talk& talk) {
      tidy_up_when_interrupted();
      const TidyUp folder([&] { talk.say("folder "); }), process([&] { talk.say("process "); });
      { const TidyUp gone([&] { talk.say("gone "); }); }
      talk.say("!");
      wait_for_ever();
    });
    EXPECT_EQ(outcome.said, "process folder ");
    EXPECT_TRUE(WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == each) << outcome.status;
  }
}

TEST(Interrupt, WaitsForWhatIsBeingMade) {
  const Ended outcome = interrupted(SIGINT, [](const Talk& talk) {
    tidy_up_when_interrupted();
    const auto made = [&] {
      const HeldOff guard;
      talk.say("!");
      ::usleep(50'000);
      return std::make_unique<TidyUp>([&] { talk.say("tidied"); });
    }();
    wait_for_ever();
  });
  EXPECT_EQ(outcome.said, "tidied");
}

TEST(Interrupt, FirstAsksWhoCanBeAskedToStop) {
  const Ended outcome = asked_to_stop([](const Talk& talk) { talk.say("stopped"); });
  EXPECT_EQ(outcome.said, "stopped");
  EXPECT_TRUE(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 7);
}

// Whoever is held for a moment while it stops, as by Ctrl-Z and fg or by what looks for leaks, has its time all the same.
TEST(Interrupt, IsNoSecondOneWhenTheProcessIsHeldAndGoesOn) {
  const Ended outcome = asked_to_stop([](const Talk& talk) {
    for (int i = 0; i < 20; ++i) {
      const pid_t self = ::getpid();
      if (::fork() == 0) {
        ::kill(self, SIGSTOP);
        ::usleep(2000);
        ::kill(self, SIGCONT);
        ::_exit(0);
      }
      ::wait(nullptr);
    }
    talk.say("stopped");
  });
  EXPECT_EQ(outcome.said, "stopped");
  EXPECT_TRUE(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 7);
}

TEST(Interrupt, EndsWhoDoesNotStopWhenAskedAgain) {
  const Ended outcome = interrupted(SIGTERM, [](const Talk& talk) {
    tidy_up_when_interrupted();
    const TidyUp tidy_up([&] { talk.say("tidied"); });
    std::atomic<bool> stop{false};
    const AskedToStop asked(stop);
    talk.say("!");
    while (!stop) ::usleep(1000);
    talk.say("!");
    wait_for_ever();
  });
  EXPECT_EQ(outcome.said, "tidied");
  EXPECT_TRUE(WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == SIGTERM);
}

TEST(Interrupt, StaysIgnoredWhereItWasIgnored) {
  const Ended outcome = interrupted(SIGHUP, [](const Talk& talk) {
    ::signal(SIGHUP, SIG_IGN);
    tidy_up_when_interrupted();
    const TidyUp tidy_up([&] { talk.say("tidied"); });
    talk.say("!");
    ::usleep(100'000);
    talk.say("lived on");
  });
  EXPECT_EQ(outcome.said, "lived on");
}

}  // namespace
}  // namespace certlife::tool
