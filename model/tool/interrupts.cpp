#include "model/tool/interrupts.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace certlife::tool {
namespace {

// How long somebody who was asked to stop may take for it.
constexpr std::chrono::nanoseconds time_to_stop = std::chrono::seconds{5};

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

// The signal that came within this time, or none. Waits on where a debugger, a leak checker or Ctrl-Z and fg broke the waiting.
std::optional<int> next_signal(const sigset_t& signals, std::chrono::nanoseconds patience) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + patience;
  for (;;) {
    const auto left = std::max<std::chrono::nanoseconds>(end - steady_clock::now(), std::chrono::nanoseconds{0});
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec wait{static_cast<time_t>(seconds.count()), static_cast<long>((left - seconds).count())};
    if (const int came = sigtimedwait(&signals, nullptr, &wait); came > 0) return came;
    if (errno != EINTR) return std::nullopt;
  }
}

void wait_for_signals(sigset_t signals) {
  int came = 0;
  if (sigwait(&signals, &came) != 0) return;
  if (ask_to_stop()) came = next_signal(signals, time_to_stop).value_or(came);
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
