#include "tests/conformance/target/wine.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds time_to_make_prefix{120000};
constexpr milliseconds time_to_start{60000};
constexpr milliseconds time_to_stop{20000};
constexpr milliseconds time_to_say_version{20000};

bool is_executable(const fs::path& file) { return access(file.c_str(), X_OK) == 0 && fs::is_regular_file(file); }

std::optional<fs::path> on_path(const char* program) {
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "" : path);
  for (std::string directory; std::getline(directories, directory, ':');)
    if (is_executable(fs::path(directory) / program)) return fs::path(directory) / program;
  return std::nullopt;
}

fs::path server_beside(const fs::path& loader) {
  const fs::path binary = loader.parent_path() / "wineserver64";
  if (is_executable(binary)) return binary;
  return on_path("wineserver").value_or(loader.parent_path() / "wineserver");
}

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

fs::path made_directory(const fs::path& directory) {
  fs::create_directories(directory);
  return fs::absolute(directory);
}

}  // namespace

std::optional<fs::path> find_wine() {
  // Debian's wine is a script around this loader; starting it directly saves a shell.
  if (is_executable("/usr/lib/wine/wine64")) return "/usr/lib/wine/wine64";
  if (auto found = on_path("wine64")) return found;
  return on_path("wine");
}

FileLock::FileLock(const fs::path& file, Mode mode)
    : descriptor_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw WineUnusable("cannot make " + file.string());
  flock(descriptor_, mode == Mode::shared ? LOCK_SH : LOCK_EX);
}

FileLock::~FileLock() { close(descriptor_); }

bool FileLock::try_to_become_exclusive() { return flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

void FileLock::become_shared() { flock(descriptor_, LOCK_SH); }

Wine::Wine(fs::path loader, fs::path cache_directory)
    : loader_(std::move(loader)),
      prefix_(made_directory(cache_directory) / "wine-prefix"),
      lock_(made_directory(cache_directory) / "wine-prefix.lock", FileLock::Mode::exclusive) {
  version_ = version_in(first_line_of(wine({"--version"}), time_to_say_version).value_or(""));
  if (version_.empty()) throw WineUnusable(loader_.string() + " does not say its version");
  if (!fs::exists(mark_in(prefix_))) make_prefix();
  remove_leftovers(prefix_);
  // Asking a server that runs already to be persistent is an error without consequence.
  run_quietly(server("-p"), time_to_start);
  // The first program starts Wine's services. They must not inherit the pipes of a harness.
  if (run_quietly(wine({"cmd.exe", "/c", "exit 0"}), time_to_start) != 0) throw WineUnusable("Wine starts no program");
  lock_.become_shared();
}

Wine::~Wine() {
  if (lock_.try_to_become_exclusive()) run_quietly(server("-k"), time_to_stop);
}

void Wine::make_prefix() {
  fs::remove_all(prefix_);
  fs::create_directories(prefix_);
  run_quietly(wine({"wineboot.exe", "--init"}), time_to_make_prefix);
  if (run_quietly(wine({"cmd.exe", "/c", "exit 0"}), time_to_start) != 0)
    throw WineUnusable("cannot make a Wine prefix in " + prefix_.string());
  // The registry is written when the server ends.
  run_quietly(server("-k"), time_to_stop);
  std::ofstream(mark_in(prefix_)) << version_ << "\n";
}

Command Wine::command_for(const fs::path& program) const { return wine({program.string()}); }

Command Wine::wine(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), loader_.string());
  return {std::move(arguments),
          {{"WINEPREFIX", prefix_.string()},
           {"WINEARCH", "win64"},
           {"WINEDEBUG", "-all"},
           {"WINESERVER", server_beside(loader_).string()},
           // No debugger window after a crash, and no offers to install Mono and Gecko.
           {"WINEDLLOVERRIDES", "winedbg.exe=d;mscoree=;mshtml="}}};
}

Command Wine::server(std::string option) const {
  return {{server_beside(loader_).string(), std::move(option)}, {{"WINEPREFIX", prefix_.string()}}};
}

}  // namespace certlife::conformance
