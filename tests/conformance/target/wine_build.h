// Which Wine: the installed one, a build tree, an installation elsewhere, a prefix that is there already, a command.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace certlife::conformance {

class WineUnusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct WineBuild {
  std::vector<std::string> loader;              // The command that runs a Windows program.
  std::filesystem::path server;                 // Its wineserver; empty if it cannot be told.
  std::optional<std::filesystem::path> prefix;  // The user's own, used as it is; none: one of ours is made.
};

// The 64-bit Wine of this machine, if there is one.
std::optional<WineBuild> installed_wine();

// A directory that holds bin/wine64, bin/wine, wine64, wine, loader/wine64 or loader/wine is an installation or a build tree; one
// that holds drive_c is a prefix, for the installed Wine; anything else is the command of a loader, in the words of
// shell_words(). Throws WineUnusable, which names the place.
WineBuild wine_at(const std::string& place);

}  // namespace certlife::conformance
