#include "tests/record/recorded_program.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "model/oracle/judge.h"
#include "model/trace/reader.h"

namespace certlife::record {

namespace fs = std::filesystem;
using conformance::Command;

std::string in_quotes(const std::string& word) { return "'" + word + "'"; }

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::ostream& operator<<(std::ostream& to, const ProgramRun& run) { return to << "exit code " << run.code << ": " << run.output; }

ProgramRun run_here(const std::string& command) {
  ProgramRun run;
  FILE* const pipe = popen(command.c_str(), "r");
  char part[4096];
  for (std::size_t size = 0; (size = std::fread(part, 1, sizeof part, pipe)) > 0;) run.output.append(part, size);
  const int status = pclose(pipe);
  run.code = WEXITSTATUS(status);
  return run;
}

conformance::Wine& RecordedProgram::wine() {
  static conformance::Wine wine(*conformance::installed_wine(), conformance::cache_directory());
  return wine;
}

ProgramRun RecordedProgram::run(const Command& command) {
  std::string line = "cd " + in_quotes(CERTLIFE_RECORDED_PROGRAMS) + " && env";
  for (const auto& [name, value] : command.environment) line += " " + in_quotes(name + "=" + value);
  for (const std::string& word : command.arguments) line += " " + in_quotes(word);
  const fs::path output = fs::path(directory().path()) / "output";
  const int status = std::system((line + " >" + in_quotes(output.string()) + " 2>/dev/null </dev/null").c_str());
  return {text_of(output), WEXITSTATUS(status)};
}

conformance::TemporaryDirectory& RecordedProgram::directory() {
  static conformance::TemporaryDirectory directory;
  return directory;
}

Command RecordedProgram::plain(std::vector<std::string> words) {
  words[0] += ".exe";
  Command command = wine().command_for(words[0]);
  command.arguments.insert(command.arguments.end(), words.begin() + 1, words.end());
  return command;
}

Command RecordedProgram::with_recorder(const std::vector<std::string>& words, const std::vector<std::string>& options) {
  Command command = wine().command_for(conformance::own_directory() / "certlife-record.exe");
  for (const std::string& option : options) command.arguments.push_back(option);
  command.arguments.insert(command.arguments.end(), {"-o", "Z:" + log().string(), words[0] + ".exe"});
  command.arguments.insert(command.arguments.end(), words.begin() + 1, words.end());
  return command;
}

ProgramRun RecordedProgram::recorded(const std::vector<std::string>& words, const std::vector<std::string>& options) {
  const ProgramRun before = run(plain(words)), result = run(with_recorder(words, options));
  EXPECT_EQ(before, result);
  EXPECT_FALSE(fs::exists(log().string() + ".open")) << "the log is not finished";
  return result;
}

std::vector<trace::Line> RecordedProgram::lines(const fs::path& of) { return trace::read_all(trace::Reader::open(of.string())); }

oracle::Summary RecordedProgram::judged(const fs::path& of) {
  oracle::Judge judge;
  for (const trace::Line& line : lines(of)) judge.judge(line);
  return judge.summary();
}

}  // namespace certlife::record

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (!certlife::conformance::installed_wine()) {
    std::cout << "skipped: Wine is not installed (apt: wine64)\n";
    return 77;
  }
  return RUN_ALL_TESTS();
}
