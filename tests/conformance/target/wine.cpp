#include "tests/conformance/target/wine.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds time_to_make_prefix{120000};
constexpr milliseconds time_to_start{60000};
constexpr milliseconds time_to_stop{20000};
constexpr milliseconds time_to_say_version{20000};

// "wine-8.0 (Debian 8.0~repack-4)" gives "8.0".
std::string version_in(const std::string& line) {
  const std::string word = line.substr(0, line.find(' '));
  return word.starts_with("wine-") ? word.substr(5) : "";
}

// The prefix is complete when this file stands in it: making it may have been interrupted.
fs::path mark_in(const fs::path& prefix) { return prefix / "certlife-ready"; }

// Harnesses that crashed could not remove their files.
void remove_leftovers(const fs::path& prefix) {
  std::error_code ignored;
  for (const auto& user : fs::directory_iterator(prefix / "drive_c" / "users", ignored))
    for (const auto& file : fs::directory_iterator(user.path() / "Temp", ignored))
      if (file.path().filename().string().starts_with("certlife-")) fs::remove_all(file.path(), ignored);
}

// Each version, and each build of a version, has a prefix of its own: Wine changes what it finds of another version.
std::string name_of_prefix(const WineBuild& build, const std::string& version) {
  std::string command;
  for (const std::string& word : build.loader) command += word + "\n";
  const auto installed = installed_wine();
  const bool is_installed_one = installed && installed->loader == build.loader;
  return "wine-prefix-" + version + (is_installed_one ? "" : "-" + std::to_string(std::hash<std::string>()(command) % 1000000));
}

std::string checked_version(const WineBuild& build) {
  Command command{build.loader, {}};
  command.arguments.push_back("--version");
  const std::string version = version_in(first_line_of(command, time_to_say_version).value_or(""));
  if (version.empty()) throw WineUnusable(build.loader.front() + " is no Wine: it does not say its version");
  return version;
}

fs::path made_directory(const fs::path& directory) {
  fs::create_directories(directory);
  return fs::absolute(directory);
}

}  // namespace

FileLock::FileLock(const fs::path& file, Mode mode)
    : descriptor_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw WineUnusable("cannot make " + file.string());
  flock(descriptor_, mode == Mode::shared ? LOCK_SH : LOCK_EX);
}

FileLock::~FileLock() { close(descriptor_); }

bool FileLock::try_to_become_exclusive() { return flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

void FileLock::become_shared() { flock(descriptor_, LOCK_SH); }

Wine::Wine(WineBuild build, const fs::path& cache_directory)
    : build_(std::move(build)),
      version_(checked_version(build_)),
      prefix_(build_.prefix.value_or(made_directory(cache_directory) / name_of_prefix(build_, version_))),
      lock_(made_directory(cache_directory) / (prefix_.filename().string() + ".lock"), FileLock::Mode::exclusive) {
  tidy_up_.emplace([this] { stop_server(); });
  if (!build_.prefix) {
    if (!fs::exists(mark_in(prefix_))) make_prefix();
    remove_leftovers(prefix_);
  }
  // Asking a server that runs already to be persistent is an error without consequence.
  if (keeps_server()) run_quietly(server("-p"), time_to_start);
  // The first program starts Wine's services. They must not inherit the pipes of a harness.
  if (run_quietly(wine({"cmd.exe", "/c", "exit 0"}), time_to_start) != 0)
    throw WineUnusable(name() + " starts no 64-bit program in the prefix " + prefix_.string());
  lock_.become_shared();
}

Wine::~Wine() { stop_server(); }

void Wine::stop_server() {
  if (keeps_server() && lock_.try_to_become_exclusive()) run_quietly(server("-k"), time_to_stop);
}

void Wine::make_prefix() {
  fs::remove_all(prefix_);
  fs::create_directories(prefix_);
  run_quietly(wine({"wineboot.exe", "--init"}), time_to_make_prefix);
  if (run_quietly(wine({"cmd.exe", "/c", "exit 0"}), time_to_start) != 0)
    throw WineUnusable("cannot make a Wine prefix in " + prefix_.string());
  // The registry is written when the server ends.
  if (keeps_server()) run_quietly(server("-k"), time_to_stop);
  std::ofstream(mark_in(prefix_)) << version_ << "\n";
}

Command Wine::command_for(const fs::path& program) const { return wine({program.string()}); }

Command Wine::wine(std::vector<std::string> arguments) const {
  Command command{build_.loader,
                  {{"WINEPREFIX", prefix_.string()},
                   {"WINEDEBUG", "-all"},
                   // No debugger window after a crash, and no offers to install Mono and Gecko.
                   {"WINEDLLOVERRIDES", "winedbg.exe=d;mscoree=;mshtml="}}};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  // A prefix that is there already has an architecture of its own.
  if (!build_.prefix) command.environment.emplace_back("WINEARCH", "win64");
  if (!build_.server.empty()) command.environment.emplace_back("WINESERVER", build_.server.string());
  return command;
}

Command Wine::server(std::string option) const {
  return {{build_.server.string(), std::move(option)}, {{"WINEPREFIX", prefix_.string()}}};
}

}  // namespace certlife::conformance
