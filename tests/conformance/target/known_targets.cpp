#include "tests/conformance/target/known_targets.h"

#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <thread>

#include "tests/conformance/target/shell_words.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> setting(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

Command command_from(const std::string& line) {
  try {
    return {shell_words(line), {}};
  } catch (const std::invalid_argument& reason) {
    throw TargetUnusable(std::string("the harness cannot be started: ") + reason.what());
  }
}

OwnedTarget open_wine(const WineBuild& build, Target::Options options) {
  if (const std::string reason = reason_against_windows_harness(); !reason.empty()) throw WineUnusable(reason);
  OwnedTarget owned;
  owned.wine = std::make_unique<Wine>(build, cache_directory());
  owned.target = std::make_unique<Target>(owned.wine->command_for(windows_harness()), options);
  return owned;
}

OwnedTarget open_installed_wine(Target::Options options) {
  if (const std::string reason = reason_against_wine(); !reason.empty()) throw WineUnusable(reason);
  return open_wine(*installed_wine(), options);
}

OwnedTarget open_command(Command command, Target::Options options) {
  OwnedTarget owned;
  owned.files = std::make_unique<TemporaryDirectory>();
  command.environment.emplace_back("TMPDIR", owned.files->path().string());
  owned.target = std::make_unique<Target>(std::move(command), options);
  return owned;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  const tool::HeldOff until_it_is_registered;
  std::string made = (fs::temp_directory_path() / "certlife-target-XXXXXX").string();
  if (mkdtemp(made.data()) == nullptr) throw TargetUnusable("cannot make a directory like " + made);
  path_ = made;
  tidy_up_.emplace([this] { remove(); });
}

TemporaryDirectory::~TemporaryDirectory() { remove(); }

// Who was killed a moment ago may still put something into it.
void TemporaryDirectory::remove() const {
  std::error_code error;
  for (int tries = 0; tries < 5; ++tries) {
    fs::remove_all(path_, error);
    if (!error) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

fs::path own_directory() { return fs::read_symlink("/proc/self/exe").parent_path(); }

fs::path cache_directory() {
  if (const auto chosen = setting("CERTLIFE_CACHE")) return *chosen;
  // What is built keeps it beside itself; what is installed, or built by somebody else, uses a place of whoever runs it.
  const fs::path beside = own_directory().parent_path();
  if (fs::exists(beside / "CMakeCache.txt") && access(beside.c_str(), W_OK) == 0) return beside / "cache";
  if (const auto cache = setting("XDG_CACHE_HOME")) return fs::path(*cache) / "certlife";
  if (const auto home = setting("HOME")) return fs::path(*home) / ".cache" / "certlife";
  return fs::temp_directory_path() / ("certlife-cache-" + std::to_string(getuid()));
}

fs::path native_harness() { return own_directory() / "certlife-harness"; }
fs::path windows_harness() { return own_directory() / "certlife-harness.exe"; }

std::string reason_against_windows_harness() {
  if (fs::exists(windows_harness())) return {};
  return "certlife-harness.exe was not built (apt: g++-mingw-w64-x86-64-win32)";
}

std::string reason_against_wine() {
  if (!installed_wine()) return "Wine is not installed (apt: wine64)";
  return reason_against_windows_harness();
}

OwnedTarget open_target(const std::string& name, Target::Options options) {
  if (name == "wine") return open_installed_wine(options);
  if (name.starts_with(wine_prefix)) return open_wine(wine_at(name.substr(wine_prefix.size())), options);
  if (name == "certlife") return open_command({{native_harness().string()}, {}}, options);
  if (name == "certlife:checked") return open_command({{native_harness().string(), "--checked"}, {}}, options);
  return open_command(command_from(name), options);
}

}  // namespace certlife::conformance
