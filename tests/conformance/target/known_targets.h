// The targets that can be called by a name.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "model/tool/interrupts.h"
#include "tests/conformance/target/target.h"
#include "tests/conformance/target/wine.h"

namespace certlife::conformance {

// A directory for the temporary files of a target, removed with all in it, by an interrupt as well: a target that crashes cannot tidy up.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  void remove() const;

  std::filesystem::path path_;
  std::optional<tool::TidyUp> tidy_up_;
};

// A target, and what must stay alive as long as it.
struct OwnedTarget {
  std::unique_ptr<Wine> wine;
  std::unique_ptr<TemporaryDirectory> files;
  std::unique_ptr<Target> target;
};

// Where this program lies: the harnesses lie beside it.
std::filesystem::path own_directory();

// Where Wine's prefix is kept between runs: $CERTLIFE_CACHE, else `cache` in the build that the programs lie in, else, where they are
// installed or that cannot be written, the user's own cache.
std::filesystem::path cache_directory();

std::filesystem::path native_harness();   // certlife-harness
std::filesystem::path windows_harness();  // certlife-harness.exe

// Why certlife-harness.exe, or Wine as it is installed, cannot be put under test here; nothing if it can.
std::string reason_against_windows_harness();
std::string reason_against_wine();

// Before the place of a Wine that is not the installed one.
inline constexpr std::string_view wine_prefix = "wine:";

// `certlife` is the bundled library, `certlife:checked` the same in checked mode, `wine` the installed Wine's crypt32 and
// `wine:PLACE` that of another one, as wine_at() finds it; anything else is the command line of a harness, in the words
// of shell_words(). Throws TargetUnusable or WineUnusable.
OwnedTarget open_target(const std::string& name, Target::Options options = Target::Options{});

}  // namespace certlife::conformance
