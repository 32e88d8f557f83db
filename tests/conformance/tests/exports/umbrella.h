// Many exports in one program, so that they are compiled at once and Wine is started once.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/line.h"

#include "model/export/export.h"
#include "tests/conformance/target/command.h"

namespace certlife::conformance {

// What came of one export: the number of the call at which a check failed, or 0.
struct ProgramEnd {
  bool ran = false;
  int failed_at = 0;
  int todo_at = 0;           // A check marked todo_wine that failed, as it should.
  bool todo_succeeded = false;
  bool operator==(const ProgramEnd&) const = default;
};

class Umbrella {
 public:
  explicit Umbrella(std::filesystem::path directory);

  // Exports to C, GoogleTest and Wine's style. `wrong` runs it against a library that answers every close with TRUE.
  void add(const Exported& what, bool wrong = false, bool as_on_wine = false);
  // Statements that must compile.
  void add_statements(const std::string& text) { statements_ += text; }

  // Writes everything there is. The C programs and the functions for Wine stand in files of their own as well.
  void write() const;

  std::filesystem::path source() const { return directory_ / "umbrella.cpp"; }
  std::vector<std::filesystem::path> c_files() const;
  std::filesystem::path winetests() const { return directory_ / "winetests.c"; }

 private:
  struct Entry {
    Exported what;
    bool wrong, as_on_wine;
  };
  std::filesystem::path directory_;
  std::vector<Entry> entries_;
  std::string statements_;
};

// By format and slug: "c deviating_close".
// Whether every line is a call of the model, and all of one thread: a recording has others as well, and none of those is in an export.
bool is_within_the_model(const std::vector<trace::Line>& lines);

std::map<std::string, ProgramEnd> outcomes_in(const std::string& output);

// What a command wrote, to either stream, and its exit code.
struct CommandResult {
  int code = -1;
  std::string output;
};
CommandResult finish(const Command& command, const std::filesystem::path& directory);

}  // namespace certlife::conformance
