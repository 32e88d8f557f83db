#include "tests/conformance/target/known_targets.h"

#include <stdlib.h>

#include <sstream>

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

Command split_at_blanks(const std::string& line) {
  Command command;
  std::istringstream words(line);
  for (std::string word; words >> word;) command.arguments.push_back(word);
  if (command.arguments.empty()) throw TargetUnusable("no target is named");
  return command;
}

OwnedTarget open_wine(Target::Options options) {
  if (const std::string reason = reason_against_wine(); !reason.empty()) throw WineUnusable(reason);
  OwnedTarget owned;
  owned.wine = std::make_unique<Wine>(*find_wine(), cache_directory());
  owned.target = std::make_unique<Target>(owned.wine->command_for(windows_harness()), options);
  return owned;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string made = (fs::temp_directory_path() / "certlife-target-XXXXXX").string();
  if (mkdtemp(made.data()) == nullptr) throw TargetUnusable("cannot make a directory like " + made);
  path_ = made;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path own_directory() { return fs::read_symlink("/proc/self/exe").parent_path(); }

fs::path cache_directory() {
  if (const char* chosen = std::getenv("CERTLIFE_CACHE"); chosen != nullptr && *chosen != '\0') return chosen;
  return own_directory().parent_path() / "cache";
}

fs::path native_harness() { return own_directory() / "certlife-harness"; }
fs::path windows_harness() { return own_directory() / "certlife-harness.exe"; }

std::string reason_against_wine() {
  if (!find_wine()) return "Wine is not installed (apt: wine64)";
  if (!fs::exists(windows_harness())) return "certlife-harness.exe was not built (apt: g++-mingw-w64-x86-64-win32)";
  return {};
}

OwnedTarget open_target(const std::string& name, Target::Options options) {
  if (name == "wine") return open_wine(options);
  OwnedTarget owned;
  owned.files = std::make_unique<TemporaryDirectory>();
  Command command = name == "certlife" ? Command{{native_harness().string()}, {}} : split_at_blanks(name);
  command.environment.emplace_back("TMPDIR", owned.files->path().string());
  owned.target = std::make_unique<Target>(std::move(command), options);
  return owned;
}

}  // namespace certlife::conformance
