#include "tests/conformance/target/wine_build.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "tests/conformance/target/shell_words.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

bool is_executable(const fs::path& file) { return access(file.c_str(), X_OK) == 0 && fs::is_regular_file(file); }

std::optional<fs::path> on_path(const std::string& program) {
  if (program.find('/') != std::string::npos) return is_executable(program) ? std::optional(fs::path(program)) : std::nullopt;
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "" : path);
  for (std::string directory; std::getline(directories, directory, ':');)
    if (is_executable(fs::path(directory) / program)) return fs::path(directory) / program;
  return std::nullopt;
}

std::optional<fs::path> first_executable(const fs::path& directory, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (is_executable(directory / name)) return directory / name;
  return std::nullopt;
}

fs::path server_beside(const fs::path& loader) {
  if (auto beside = first_executable(loader.parent_path(), {"wineserver64", "wineserver"})) return *beside;
  return on_path("wineserver").value_or(fs::path());
}

std::optional<WineBuild> build_in(const fs::path& directory) {
  const auto loader = first_executable(directory, {"bin/wine64", "bin/wine", "wine64", "wine", "loader/wine64", "loader/wine"});
  if (!loader) return std::nullopt;
  // A build tree keeps its server in a directory of its own.
  const auto server = first_executable(directory, {"server/wineserver", "bin/wineserver64", "bin/wineserver"});
  return WineBuild{{loader->string()}, server ? *server : server_beside(*loader), std::nullopt};
}

WineBuild build_from_command(const std::string& place) {
  std::vector<std::string> words;
  try {
    words = shell_words(place);
  } catch (const std::invalid_argument& reason) {
    throw WineUnusable("--wine \"" + place + "\": " + reason.what());
  }
  const auto loader = on_path(words.front());
  if (!loader) throw WineUnusable("--wine \"" + place + "\": there is no directory and no program of that name");
  // Behind a wrapper such as `env` the server cannot be told from the command.
  const bool is_plain = words.size() == 1;
  return {std::move(words), is_plain ? server_beside(*loader) : fs::path(), std::nullopt};
}

}  // namespace

std::optional<WineBuild> installed_wine() {
  // Debian's wine is a script around this loader; starting it directly saves a shell.
  if (is_executable("/usr/lib/wine/wine64")) return WineBuild{{"/usr/lib/wine/wine64"}, server_beside("/usr/lib/wine/wine64"), {}};
  for (const char* name : {"wine64", "wine"})
    if (const auto found = on_path(name)) return WineBuild{{found->string()}, server_beside(*found), std::nullopt};
  return std::nullopt;
}

WineBuild wine_at(const std::string& place) {
  if (!fs::is_directory(place)) return build_from_command(place);
  const fs::path directory = fs::canonical(place);
  if (auto build = build_in(directory)) return *build;
  if (!fs::is_directory(directory / "drive_c"))
    throw WineUnusable("--wine \"" + place + "\": neither a Wine (bin/wine64, bin/wine, wine64, wine) nor a prefix (drive_c) is there");
  auto build = installed_wine();
  if (!build) throw WineUnusable("--wine \"" + place + "\": this is a prefix, and no Wine is installed to use it (apt: wine64)");
  build->prefix = directory;
  return *build;
}

}  // namespace certlife::conformance
