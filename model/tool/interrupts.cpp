#include "model/tool/interrupts.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace certlife::tool {
namespace {

// How long somebody who was asked to stop may take for it.
constexpr time_t seconds_to_stop = 5;

// Never destroyed: the thread that waits for signals lives as long as the process.
struct State {
  std::recursive_mutex mutex;
  std::vector<const std::function<void()>*> actions;
  std::atomic<bool>* stop = nullptr;
};

State& state() {
  static State& one = *new State;
  return one;
}

bool is_ignored(int signal_number) {
  struct sigaction now {};
  return sigaction(signal_number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t wanted_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each : {SIGINT, SIGTERM, SIGHUP})
    if (!is_ignored(each)) sigaddset(&signals, each);
  return signals;
}

// Ends the process by this signal, as if nobody had waited for it.
[[noreturn]] void end_by(int signal_number, const sigset_t& signals) {
  signal(signal_number, SIG_DFL);
  raise(signal_number);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  _Exit(128 + signal_number);
}

bool ask_to_stop() {
  const HeldOff guard;
  if (state().stop == nullptr || state().stop->exchange(true)) return false;
  return true;
}

void run_actions() {
  // The newest stands on what the older ones made. Each is called once: it may be long, and another interrupt may come.
  auto& actions = state().actions;
  while (!actions.empty()) {
    const auto* action = actions.back();
    actions.pop_back();
    (*action)();
  }
}

void wait_for_signals(sigset_t signals) {
  int came = 0;
  if (sigwait(&signals, &came) != 0) return;
  if (ask_to_stop()) {
    const timespec patience{seconds_to_stop, 0};
    if (const int again = sigtimedwait(&signals, nullptr, &patience); again > 0) came = again;
  }
  // Another one while it is tidied up ends the process at once.
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  // Never let go: nobody may start anything any more.
  state().mutex.lock();
  run_actions();
  end_by(came, signals);
}

}  // namespace

void tidy_up_when_interrupted() {
  const sigset_t signals = wanted_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(wait_for_signals, signals).detach();
}

TidyUp::TidyUp(std::function<void()> action) : action_(std::move(action)) {
  const HeldOff guard;
  state().actions.push_back(&action_);
}

TidyUp::~TidyUp() {
  const HeldOff guard;
  auto& actions = state().actions;
  actions.erase(std::remove(actions.begin(), actions.end(), &action_), actions.end());
}

HeldOff::HeldOff() { state().mutex.lock(); }
HeldOff::~HeldOff() { state().mutex.unlock(); }

AskedToStop::AskedToStop(std::atomic<bool>& flag) {
  const HeldOff guard;
  flag = false;
  state().stop = &flag;
}

AskedToStop::~AskedToStop() {
  const HeldOff guard;
  state().stop = nullptr;
}

}  // namespace certlife::tool
