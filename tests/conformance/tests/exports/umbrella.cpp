#include "tests/conformance/tests/exports/umbrella.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "model/export/render.h"
#include "model/tool/shell_words.h"

namespace certlife::conformance {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

// "call 12, …" is 12.
int call_in(const std::string& line) {
  const auto at = line.find("call ");
  return at == std::string::npos ? -1 : std::atoi(line.c_str() + at + 5);
}

// Reads what the parts of an umbrella print.
class Reading {
 public:
  void take(const std::string& line) {
    if (line.starts_with("== ")) return begin_or_end(line.substr(3));
    if (line.starts_with("[ RUN      ] CertlifeExport.")) return begin("gtest " + line.substr(28));
    if (line.starts_with("[  FAILED  ] CertlifeExport.")) return;
    if (line.starts_with("[       OK ] ") || line.starts_with("[  SKIPPED ] ")) return;
    if (call_in(line) <= 0 || current_.empty()) return;
    ProgramEnd& outcome = all_[current_];
    if (line.starts_with("TODO SUCCEEDED")) outcome.todo_succeeded = true;
    else if (line.starts_with("TODO")) note(outcome.todo_at, line);
    else if (line.find("went another allowed way") == std::string::npos) note(outcome.failed_at, line);
  }
  std::map<std::string, ProgramEnd> all() { return std::move(all_); }

 private:
  static void note(int& first, const std::string& line) { first = first == 0 ? call_in(line) : first; }
  void begin(const std::string& name) {
    current_ = name.substr(0, name.find(','));
    all_[current_].ran = true;
  }
  void begin_or_end(const std::string& text) { text == "end" ? current_.clear() : begin(text); }

  std::string current_;
  std::map<std::string, ProgramEnd> all_;
};

}  // namespace

Umbrella::Umbrella(std::filesystem::path directory) : directory_(std::move(directory)) { std::filesystem::create_directories(directory_); }

void Umbrella::add(const Exported& what, bool wrong, bool as_on_wine) { entries_.push_back({what, wrong, as_on_wine}); }

std::vector<std::filesystem::path> Umbrella::c_files() const {
  std::vector<std::filesystem::path> files;
  for (const Entry& each : entries_) files.push_back(directory_ / (each.what.slug + ".c"));
  return files;
}

void Umbrella::write() const {
  std::string text = "#include <gtest/gtest.h>\n#include <windows.h>\n#include <wincrypt.h>\n#include <cstdio>\n#include <cstring>\n"
                     "[[maybe_unused]] static BOOL always_closes(HCERTSTORE, DWORD) { return TRUE; }\n";
  std::string calls, wine_calls, functions, all_winetests = "#include <windows.h>\n#include <wincrypt.h>\n#include \"wine_test.h\"\n";
  for (const Entry& each : entries_) {
    const std::string& slug = each.what.slug;
    const auto include = [&](const std::string& name_space, const std::string& file, const std::string& before, const std::string& after) {
      const std::string wrong = each.wrong ? "#define CertCloseStore always_closes\n" : "", right = each.wrong ? "#undef CertCloseStore\n" : "";
      return "namespace " + name_space + "_" + slug + " {\n" + wrong + before + "#include \"" + file + "\"\n" + right + after + "#undef CERTLIFE_FILE_HOLDS\n#undef CERTLIFE_FILE_EXISTS\n}\n";
    };
    write_text(directory_ / (slug + ".c"), exported_text(each.what, Format::c, "windows"));
    write_text(directory_ / (slug + ".cpp"), exported_text(each.what, Format::gtest, "windows"));
    write_text(directory_ / (slug + "_wine.c"), exported_text(each.what, Format::winetest, "windows"));
    text += include("c", slug + ".c", "#define main program\n", "#undef main\n#undef CHECK\n");
    text += include("gtest", slug + ".cpp", "", "");
    functions += include("winetest", slug + "_wine.c", "", "");
    all_winetests += "#include \"" + slug + "_wine.c\"\n";
    calls += "  if (is_chosen(\"c " + slug + "\")) { std::puts(\"== c " + slug + "\"); std::fflush(stdout); c_" + slug + "::program(); std::puts(\"== end\"); std::fflush(stdout); }\n";
    wine_calls += "  if (is_chosen(\"winetest " + slug + "\")) { std::puts(\"== winetest " + slug + "\"); std::fflush(stdout); shim_is_wine = " + (each.as_on_wine ? "1" : "runs_on_wine") + "; winetest_" + slug +
                  "::test_" + slug + "(); std::puts(\"== end\"); std::fflush(stdout); }\n";
  }
  // Last, because its macros would change what stands below them.
  text += "#include \"wine_test.h\"\n#ifdef _WIN32\nconstexpr int runs_on_wine = 1;\n#else\nconstexpr int runs_on_wine = 0;\n#endif\n" + functions;
  text += "void compiles() {\n" + statements_ + "}\n";
  text += "#ifdef CERTLIFE_GTEST_SHIM\nstatic bool is_chosen(const char* name) { return testing::is_chosen(name); }\n#else\nstatic bool is_chosen(const char*) { return true; }\n#endif\n";
  text += "int main(int count, char** arguments) {\n  testing::InitGoogleTest(&count, arguments);\n"
          "#ifdef CERTLIFE_GTEST_SHIM\n  for (int i = 1; i < count; ++i) testing::chosen().push_back(arguments[i]);\n#endif\n" + calls + wine_calls + "  return RUN_ALL_TESTS();\n}\n";
  write_text(source(), text);
  all_winetests += "START_TEST(exports)\n{\n";
  for (const Entry& each : entries_) all_winetests += "    test_" + each.what.slug + "();\n";
  write_text(winetests(), all_winetests + "}\n");
}

bool is_within_the_model(const std::vector<trace::Line>& lines) {
  const auto first = std::find_if(lines.begin(), lines.end(), [](const trace::Line& line) { return line.kind == trace::Line::Kind::call; });
  return std::all_of(first, lines.end(), [&](const trace::Line& line) {
    return line.kind != trace::Line::Kind::call || (line.which != trace::Call::unknown && !line.unfinished && line.thread == first->thread);
  });
}

std::map<std::string, ProgramEnd> outcomes_in(const std::string& output) {
  Reading reading;
  std::istringstream stream(output);
  for (std::string line; std::getline(stream, line);) {
    while (line.ends_with('\r')) line.pop_back();
    reading.take(line);
  }
  return reading.all();
}

CommandResult finish(const Command& command, const std::filesystem::path& directory) {
  std::string shell = "cd " + tool::shell_quoted(directory.string()) + " && ";
  for (const auto& [name, value] : command.environment) shell += name + "=" + tool::shell_quoted(value) + " ";
  shell += "timeout 120";
  for (const auto& argument : command.arguments) shell += " " + tool::shell_quoted(argument);
  CommandResult finished;
  FILE* pipe = popen((shell + " 2>&1 </dev/null").c_str(), "r");
  std::array<char, 4096> part{};
  while (pipe && std::fgets(part.data(), part.size(), pipe)) finished.output += part.data();
  const int status = pipe ? pclose(pipe) : -1;
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace certlife::conformance
