// Runs Windows programs under Wine with the recorder and without it, for tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::record {

std::string text_of(const std::filesystem::path& file);

// What a program writes, and its exit code.
struct ProgramRun {
  std::string output;
  int code = 0;
  bool operator==(const ProgramRun&) const = default;
};
std::ostream& operator<<(std::ostream& to, const ProgramRun& run);

// Of a program of this machine, by a shell.
ProgramRun run_here(const std::string& command);
std::string in_quotes(const std::string& word);

// The programs lie in CERTLIFE_RECORDED_PROGRAMS, and are named without ".exe".
class RecordedProgram : public testing::Test {
 protected:
  // One Wine for all.
  static conformance::Wine& wine();
  static ProgramRun run(const conformance::Command& command);
  static conformance::TemporaryDirectory& directory();
  static std::filesystem::path log() { return directory().path() / "log.jsonl"; }

  static conformance::Command plain(std::vector<std::string> words);
  static conformance::Command with_recorder(const std::vector<std::string>& words, const std::vector<std::string>& options);
  // The program sees nothing of being recorded.
  static ProgramRun recorded(const std::vector<std::string>& words, const std::vector<std::string>& options = {});

  static std::vector<trace::Line> lines(const std::filesystem::path& of = log());
  static oracle::Summary judged(const std::filesystem::path& of = log());
};

}  // namespace certlife::record
