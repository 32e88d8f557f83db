// certlife-record: runs a Windows program under Wine with certlife-record.exe, which records its calls, and judges what was recorded.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "model/tool/help.h"
#include "model/tool/tool.h"
#include "tests/conformance/target/known_targets.h"

extern char** environ;

namespace certlife::record {
namespace {

namespace fs = std::filesystem;
using conformance::Command;

struct Arguments {
  std::string log = "certlife.jsonl", wine, reading, json, html;
  bool children = false, system = false, balanced = false, usage = false;
  std::vector<std::string> program;
};

// What an exit code or a signal says, as a shell has it.
int code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

// With this process's own input and output.
int run(const Command& command) {
  for (const auto& [name, value] : command.environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> words;
  for (const std::string& word : command.arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, words[0], nullptr, nullptr, words.data(), environ) != 0) throw std::runtime_error(command.arguments[0] + " cannot be started");
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return code_of(status);
}

bool is_for_windows(const std::string& program) {
  char beginning[2] = {};
  std::ifstream(program, std::ios::binary).read(beginning, 2);
  return beginning[0] == 'M' && beginning[1] == 'Z';
}

// Where Wine sees a file of this machine.
std::string seen_by_wine(const fs::path& file) {
  std::string path = "Z:" + fs::absolute(file).lexically_normal().string();
  std::ranges::replace(path, '/', '\\');
  return path;
}

conformance::WineBuild wine_for(const Arguments& arguments) {
  if (!arguments.wine.empty()) return conformance::wine_at(arguments.wine);
  const auto installed = conformance::installed_wine();
  if (!installed) throw std::runtime_error("no Wine is installed to run a Windows program with (apt: wine64)");
  return *installed;
}

int run_under_wine(const Arguments& arguments) {
  const fs::path recorder = conformance::own_directory() / "certlife-record.exe";
  if (!fs::exists(recorder)) throw std::runtime_error(recorder.string() + " is not there: it is built with g++-mingw-w64-x86-64-win32");
  const conformance::Wine wine(wine_for(arguments), conformance::cache_directory());
  Command command = wine.command_for(recorder);
  const auto add = [&](const std::string& word) { command.arguments.push_back(word); };
  add("-o"), add(seen_by_wine(arguments.log));
  if (arguments.children) add("--children");
  if (arguments.system) add("--system");
  add(seen_by_wine(arguments.program[0]));
  command.arguments.insert(command.arguments.end(), arguments.program.begin() + 1, arguments.program.end());
  return run(command);
}

// The log, and those of child processes, which have their process id behind its name.
std::vector<std::string> logs_of(const std::string& log) {
  std::vector<std::string> logs = {log};
  const fs::path path = fs::absolute(log);
  for (const auto& file : fs::directory_iterator(path.parent_path())) {
    const std::string name = file.path().filename().string(), beginning = path.filename().string() + ".";
    const bool is_child = name.starts_with(beginning) && name.find_first_not_of("0123456789", beginning.size()) == std::string::npos;
    if (is_child) logs.push_back(file.path().string());
  }
  return logs;
}

void remove_old(const std::string& log) {
  for (const std::string& each : logs_of(log)) fs::remove(each);
}

int judge(const Arguments& arguments) {
  Command command{{(conformance::own_directory() / "certlife-oracle").string(), "check"}, {}};
  const auto add = [&](std::initializer_list<std::string> words) { command.arguments.insert(command.arguments.end(), words); };
  if (arguments.balanced) add({"--balanced"});
  if (arguments.usage) add({"--usage"});
  if (!arguments.reading.empty()) add({"--reading", arguments.reading});
  if (!arguments.json.empty()) add({"--json", arguments.json});
  if (!arguments.html.empty()) add({"--html", arguments.html});
  for (const std::string& log : logs_of(arguments.log)) add({log});
  return run(command);
}

int record(const Arguments& arguments) {
  if (!fs::exists(arguments.program[0])) throw std::runtime_error("there is no program " + arguments.program[0]);
  if (!is_for_windows(arguments.program[0])) throw std::runtime_error(arguments.program[0] + " is no Windows program: only such are recorded");
  remove_old(arguments.log);
  const int code = run_under_wine(arguments);
  if (code != 0) tool::complain("", fmt::format("the program ended with exit code {}", code));
  if (!fs::exists(arguments.log)) throw std::runtime_error("nothing was recorded");
  return judge(arguments);
}

// The number of words up to the program: what follows is the program's own.
int words_of_ours(int argc, char** argv) {
  int at = 1;
  for (; at < argc && argv[at][0] == '-'; ++at) {
    const std::string_view word = argv[at];
    if (word == "-o" || word == "--wine" || word == "--reading" || word == "--json" || word == "--html") ++at;
  }
  return std::min(at + 1, argc);
}

void add_options(CLI::App& app, Arguments& arguments) {
  app.add_option("-o", arguments.log, "The trace; those of child processes have their process id behind it")->capture_default_str();
  app.add_option("--wine", arguments.wine, "Another Wine than the installed one: a build tree, an installation, a prefix or a command");
  app.add_flag("--children", arguments.children, "Record the processes that the program starts as well");
  app.add_flag("--system", arguments.system, "Record what modules of Windows call as well");
  app.add_flag("--balanced", arguments.balanced, "What the program still owes at the end is its fault: exit 4");
  app.add_flag("--usage", arguments.usage, "Say as well where the program does what the documents warn of, though it is defined: exit 4");
  app.add_option("--reading", arguments.reading, "The reading to judge under: page, header or windows");
  app.add_option("--json", arguments.json, "Write verdicts as JSON lines to this file; - is standard output");
  app.add_option("--html", arguments.html, "Write a page to this file: a lane for each handle and context over the calls, with what was found");
  app.add_option("program", arguments.program, "The program, and behind it its arguments")->required()->expected(1);
}

int run(int argc, char** argv) {
  CLI::App app{"Runs a Windows program under Wine, records what it does with certificate stores, and judges it: who is at fault, and what is still owed."};
  Arguments arguments;
  add_options(app, arguments);
  tool::describe(app, "record",
                 {{"record --balanced program.exe", "does it give everything back?"},
                  {"record -o run.jsonl --children program.exe", "keep the traces of it and of what it starts"}},
                 {{0, "accepted"}, {1, "rejected: an answer that is not allowed"}, {2, "it cannot be run or recorded"}, {3, "undecided"},
                  {4, "the program is at fault"}});
  const int own = words_of_ours(argc, argv);
  if (const auto code = tool::parse(app, own, argv)) return *code;
  arguments.program.insert(arguments.program.end(), argv + own, argv + argc);
  return record(arguments);
}

}  // namespace
}  // namespace certlife::record

int main(int argc, char** argv) {
  return certlife::tool::run("", [&] { return certlife::record::run(argc, argv); });
}
