#include "impl/src/record/trace.h"

#include <pthread.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "impl/src/encoding/files.h"
#include "impl/src/record/json.h"
#include "impl/src/record/recording.h"
#include "impl/src/settings.h"

namespace certlife::impl::record {
namespace {

constexpr std::size_t longest_in_place = 32;

std::string path_of_program() {
  char path[4096];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : program_invocation_name;
}

std::string platform() {
  utsname name{};
  uname(&name);
  return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string first_line() {
  std::string line = "{\"certlife-trace\":1,\"program\":";
  append_quoted(line, "", path_of_program());
  line += ",\"recorder\":\"certlife " CERTLIFE_VERSION "\",\"platform\":";
  append_quoted(line, "", platform());
  return line += "}\n";
}

std::string absolute(const std::string& path) {
  char directory[4096];
  const bool is_relative = !path.starts_with('/') && getcwd(directory, sizeof directory) != nullptr;
  return is_relative ? std::string(directory) + "/" + path : path;
}

constexpr std::string_view process_number = "%p";

std::string for_this_process(std::string name) {
  const std::string number = std::to_string(getpid());
  for (std::size_t at = 0; (at = name.find(process_number, at)) != std::string::npos; at += number.size())
    name.replace(at, process_number.size(), number);
  return name;
}
// Where the name is taken: by another process, or by the one that this one was forked from.
std::string beside(const std::string& name) {
  const bool is_of_process = name.find(process_number) != std::string::npos;
  return for_this_process(is_of_process ? name : name + ".%p");
}

}  // namespace

Trace& Trace::current() {
  static Trace& trace = *new Trace;  // Threads may call the library while the process ends.
  return trace;
}

void Trace::start(const std::string& file) {
  name_ = absolute(file);
  int error = log_.open(for_this_process(name_));
  if (error == EWOULDBLOCK) error = log_.open(beside(name_));
  if (error != 0) return give_up(std::strerror(error));
  written_ = first_line();
  settings.set_recorded(true);
  write();
}

bool Trace::goes_on() {
  if (has_left_parent_) continue_in_child();
  return !has_given_up_;
}

void Trace::give_up(const char* why) {
  if (!has_given_up_) std::fprintf(stderr, "certlife: CERTLIFE_RECORD: %s: %s; calls are not recorded\n", name_.c_str(), why);
  has_given_up_ = true;
  settings.set_recorded(false);
  log_.cut_off();
}

std::string Trace::contents(encoding::Bytes bytes) {
  std::string text = "\"hex:";
  if (bytes.size() <= longest_in_place) return append_hexadecimal(text, bytes), text += '"';
  const auto [known, is_new] = numbers_of_bytes_.try_emplace(encoding::sha1_of(bytes), numbers_of_bytes_.size() + 1);
  const std::string name = "b" + std::to_string(known->second);
  if (is_new) {
    written_.append("{\"bytes\":\"").append(name).append("\",\"value\":\"hex:");
    append_hexadecimal(written_, bytes);
    written_ += "\"}\n";
  }
  return "\"bytes:" + name + "\"";
}

bool Trace::State::operator==(const State& other) const {
  return device == other.device && inode == other.inode && size == other.size && changed.tv_sec == other.changed.tv_sec &&
         changed.tv_nsec == other.changed.tv_nsec;
}

bool Trace::state_of(const std::string& path, State& state) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return false;
  state = {found.st_dev, found.st_ino, found.st_size, found.st_mtim};
  return true;
}

void Trace::note_opened(const std::string& path) {
  State now{};
  std::vector<std::uint8_t> bytes;
  if (!state_of(path, now)) return;
  const auto known = files_.find(path);
  if ((known != files_.end() && known->second == now) || encoding::read_file(path, bytes) != 0) return;
  files_[path] = now;
  append_quoted(written_.append("{\"file\":"), "", path);
  append_hexadecimal(written_.append(",\"bytes\":\"hex:"), bytes);
  written_ += "\"}\n";
}

void Trace::note_known(const std::string& path) {
  State now{};
  if (state_of(path, now)) files_[path] = now;
}

void Trace::begin(const Recording& recording) {
  open_.push_back(&recording);
  write();
}

void Trace::end(const Recording& recording, const std::string& line) {
  std::erase(open_, &recording);
  written_ += line;
  write();
}

// What has not returned comes last, until the next write.
void Trace::write() {
  const std::size_t lasting = written_.size();
  for (const Recording* recording : open_) written_ += recording->unfinished();
  const int error = log_.write(written_, lasting);
  written_.clear();
  if (error != 0) give_up(std::strerror(error));
}

void Trace::leave_parent() {
  log_.leave();
  open_.clear();
  written_.clear();
  has_left_parent_ = !has_given_up_;
}

// The child has all that the parent had: its trace begins with what the parent did before.
void Trace::continue_in_child() {
  has_left_parent_ = false;
  if (const int error = log_.continue_in(beside(name_)); error != 0) give_up(std::strerror(error));
}

void Trace::cut_off() { log_.cut_off(); }

void note_written(const char* path) noexcept {
  if (!settings.recorded.load(std::memory_order_relaxed)) return;
  Trace& trace = Trace::current();
  const std::lock_guard lock(trace.lock());
  try {
    if (trace.goes_on()) trace.note_known(path);
  } catch (...) {
    trace.give_up("out of memory");
  }
}

namespace {

void lock_for_fork() { Trace::current().lock().lock(); }
void unlock_in_parent() { Trace::current().lock().unlock(); }
void begin_in_child() {
  Trace::current().leave_parent();
  Trace::current().lock().unlock();
}

// Before the program's own constructors, which may call the library.
[[gnu::constructor(101)]] void start_recording() {
  const char* const file = secure_getenv("CERTLIFE_RECORD");
  if (file == nullptr || *file == 0) return;
  Trace::current().start(file);
  pthread_atfork(lock_for_fork, unlock_in_parent, begin_in_child);
}

// And after its destructors. Of a process that ends otherwise the file goes on with NULs, which readers stop at.
[[gnu::destructor(101)]] void end_recording() {
  if (!settings.recorded.load()) return;
  const std::lock_guard lock(Trace::current().lock());
  Trace::current().cut_off();
}

}  // namespace

}  // namespace certlife::impl::record
