#include "impl/tests/file_faults/injected.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <new>
#include <string_view>

namespace certlife::impl::test {
namespace {

struct State {
  bool counts = false;
  const Fault* fault = nullptr;
  std::size_t seen = 0;
  bool hit = false;
  bool short_transfers = false;
  std::size_t dies_at = 0;
  bool dies_before = false;
  std::size_t calls = 0;
};
State state;

void die_if_it_is_time(bool before) {
  if (state.dies_at != 0 && state.calls == state.dies_at && before == state.dies_before) ::kill(::getpid(), SIGKILL);
}

// Does this call fail? Then errno says why.
bool fails(const char* call) {
  if (call != std::string_view("memory")) {
    ++state.calls;
    die_if_it_is_time(true);
  }
  if (!state.counts || state.fault->call != call || ++state.seen != state.fault->nth) return false;
  state.hit = true;
  errno = state.fault->error;
  return true;
}

template <class Result>
Result done(Result result) {
  die_if_it_is_time(false);
  return result;
}

std::size_t transferred(std::size_t size) {
  constexpr std::size_t few = 7;
  return state.short_transfers ? std::min(size, few) : size;
}

// The C library's own.
template <class Function>
Function real(const char* name, Function) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

Injecting::Injecting(const Fault& fault) {
  state = State{};
  state.fault = &fault;
  state.counts = true;
}
Injecting::~Injecting() { state.counts = false; }
bool Injecting::has_hit() { return state.hit; }

ShortTransfers::ShortTransfers() { state.short_transfers = true; }
ShortTransfers::~ShortTransfers() { state.short_transfers = false; }

void die_at(std::size_t nth, bool before) {
  state = State{};
  state.dies_at = nth;
  state.dies_before = before;
}

const std::vector<std::string>& calls_that_can_fail() {
  static const std::vector<std::string> calls{"open",   "read",     "write", "fsync", "close", "rename",    "unlink",  "fchmod",   "fchown",
                                              "fstat",  "stat",     "flock", "fcntl", "faccessat", "realpath", "readlink", "getrandom", "opendir",
                                              "readdir", "memory"};
  return calls;
}

}  // namespace certlife::impl::test

using certlife::impl::test::done;
using certlife::impl::test::fails;
using certlife::impl::test::real;
using certlife::impl::test::transferred;

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (fails("open")) return -1;
  return done(real("open", &open)(path, flags, mode));
}
ssize_t read(int descriptor, void* bytes, size_t size) {
  if (fails("read")) return -1;
  return done(real("read", &read)(descriptor, bytes, transferred(size)));
}
ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (fails("write")) return -1;
  return done(real("write", &write)(descriptor, bytes, transferred(size)));
}
// Really syncing would only make thousands of runs slow.
int fsync(int) { return fails("fsync") ? -1 : done(0); }
// Closed all the same, as Linux does.
int close(int descriptor) {
  const bool failing = fails("close");
  const int error = errno;
  const int result = done(real("close", &close)(descriptor));
  if (failing) errno = error;
  return failing ? -1 : result;
}
int rename(const char* from, const char* to) noexcept {
  return fails("rename") ? -1 : done(real("rename", &rename)(from, to));
}
int unlink(const char* path) noexcept { return fails("unlink") ? -1 : done(real("unlink", &unlink)(path)); }
int fchmod(int descriptor, mode_t mode) noexcept {
  return fails("fchmod") ? -1 : done(real("fchmod", &fchmod)(descriptor, mode));
}
int fchown(int descriptor, uid_t owner, gid_t group) noexcept {
  return fails("fchown") ? -1 : done(real("fchown", &fchown)(descriptor, owner, group));
}
int fstat(int descriptor, struct stat* status) noexcept {
  return fails("fstat") ? -1 : done(real("fstat", &fstat)(descriptor, status));
}
int stat(const char* path, struct stat* status) noexcept {
  using Stat = int (*)(const char*, struct stat*);
  return fails("stat") ? -1 : done(real("stat", static_cast<Stat>(nullptr))(path, status));
}
int flock(int descriptor, int operation) noexcept {
  return fails("flock") ? -1 : done(real("flock", static_cast<int (*)(int, int)>(nullptr))(descriptor, operation));
}
int fcntl(int descriptor, int command, ...) {
  va_list rest;
  va_start(rest, command);
  const int argument = va_arg(rest, int);
  va_end(rest);
  return fails("fcntl") ? -1 : done(real("fcntl", &fcntl)(descriptor, command, argument));
}
int faccessat(int directory, const char* path, int mode, int flags) noexcept {
  return fails("faccessat") ? -1 : done(real("faccessat", &faccessat)(directory, path, mode, flags));
}
char* realpath(const char* path, char* resolved) noexcept {
  return fails("realpath") ? nullptr : done(real("realpath", &realpath)(path, resolved));
}
ssize_t readlink(const char* path, char* target, size_t size) noexcept {
  return fails("readlink") ? -1 : done(real("readlink", &readlink)(path, target, size));
}
ssize_t getrandom(void* bytes, size_t size, unsigned flags) {
  return fails("getrandom") ? -1 : done(real("getrandom", &getrandom)(bytes, size, flags));
}
DIR* opendir(const char* path) { return fails("opendir") ? nullptr : done(real("opendir", &opendir)(path)); }
struct dirent* readdir(DIR* directory) { return fails("readdir") ? nullptr : done(real("readdir", &readdir)(directory)); }

// By the linker's --wrap: what the library asks of malloc comes here.
void* __real_malloc(size_t size);
void* __wrap_malloc(size_t size);
void* __wrap_malloc(size_t size) { return fails("memory") ? nullptr : __real_malloc(size); }

}  // extern "C"

void* operator new(std::size_t size) {
  if (void* block = fails("memory") ? nullptr : __real_malloc(size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
