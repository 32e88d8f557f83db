// Exported programs, compiled and run: on the bundled library, on Wine, and on a library that is wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <set>
#include <sstream>
#include <tuple>

#include "model/export/printable.h"
#include "model/export/render.h"
#include "model/export/spelling.h"
#include "model/oracle/judge.h"
#include "model/programs/probes.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"
#include "tests/conformance/target/known_targets.h"
#include "tests/conformance/tests/exports/sample.h"
#include "tests/conformance/tests/exports/umbrella.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

constexpr const char* compiler = CERTLIFE_EXPORT_CXX;
constexpr const char* c_compiler = CERTLIFE_EXPORT_CC;
constexpr const char* mingw_compiler = CERTLIFE_EXPORT_MINGW_CXX;
constexpr const char* mingw_c_compiler = CERTLIFE_EXPORT_MINGW_CC;

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) { to.insert(to.end(), more.begin(), more.end()); }

// An export and the call at which the implementation it was seen on deviates; 0: at none.
struct Case {
  Exported what;
  int deviates_at = 0;
  bool only_in_memory = false;
};

Exported exported(std::vector<trace::Line> lines, const std::string& slug) {
  Exported what;
  what.lines = std::move(lines);
  what.slug = slug;
  return what;
}

// The example traces that can be a program: those that make sense and do not put the caller at fault.
std::vector<Case> examples() {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator(CERTLIFE_EXPORT_EXAMPLES)) {
    const std::string stem = entry.path().stem().string();
    const bool is_program = entry.path().extension() == ".jsonl" && !stem.starts_with("bad_input") && !stem.starts_with("undefined") &&
                            stem.find("not_evaluated") == std::string::npos;
    if (!is_program) continue;
    auto lines = trace::read_all(trace::Reader::open(entry.path().string()));
    // The bytes of a recording are cut short in the examples: no library decodes them.
    const bool is_recording = std::any_of(lines.begin(), lines.end(), [](const trace::Line& line) { return !line.last_error_after.is_nothing(); });
    if (is_within_the_model(lines) && !is_recording) cases.push_back({exported(std::move(lines), "example_" + identifier_from(stem)), 0, false});
  }
  return cases;
}

// Clause programs as a target ran them, up to its first deviation. Of each kind of deviation two, of what it does right one
// in so many.
std::vector<Case> seen_on(const std::string& target, std::size_t one_in, std::size_t most_of_a_kind) {
  const auto port = open_port(target);
  std::vector<TestProgram> programs = clause_programs();
  const ExpectedFile known = expected_of(port->description().name);
  for (const ExpectedDeviation& each : known.deviations) programs.push_back({{each.clause}, each.text(), each.program});
  for (auto& program : programs) ask_for_probes(program, port->description().probes);
  const auto trials = run_and_judge(*port, Referee("windows"), programs);
  // What is another thing each time cannot be compared.
  std::set<std::string> hazards;
  for (const ExpectedDeviation& each : known.deviations)
    if (each.cause.comes_and_goes()) hazards.insert(each.clause);
  std::vector<Case> cases;
  std::map<std::string, std::size_t> kinds;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const Trial& trial = trials[i];
    if (trial.undefined || !trial.unsupported.empty() || trial.lines.empty()) continue;
    if (trial.findings.empty() && (i % one_in != 0 || !trial.last_call_was_judged)) continue;
    if (!trial.findings.empty() && (trial.findings.front().is_fatal || hazards.contains(trial.findings.front().clause) || ++kinds[trial.findings.front().signature] > most_of_a_kind)) continue;
    auto lines = trial.lines;
    int at = 0;
    if (!trial.findings.empty()) {
      lines.resize(trial.findings.front().at + 1);
      at = static_cast<int>(std::count_if(lines.begin(), lines.end(), [](const trace::Line& line) { return line.kind == trace::Line::Kind::call; }));
    }
    Exported what = exported(std::move(lines), identifier_from(port->description().name) + "_" + std::to_string(i));
    what.title = programs[i].title;
    what.target = port->description().name;
    cases.push_back({std::move(what), at, false});
  }
  return cases;
}

void note_memory(Case& each) {
  each.only_in_memory = program_of(story_of(each.what.lines, "windows"), {each.what.title, each.what.slug, "", "trace", false}).shows_only_in_memory;
}

// Every constant that a trace can name, in the spelling of an export.
std::string all_constants() {
  std::string text;
  const auto add = [&](const std::string& expression) { text += "  { ULONG_PTR value = (ULONG_PTR)(" + expression + "); (void)value; }\n"; };
  for (const auto& call : trace::calls())
    for (const auto& parameter : call.parameters)
      for (const auto& name : parameter.names)
        if (name.name.starts_with("CERT_") || !trace::number_named(trace::providers(), name.name)) add(code_expression(parameter.names, name.number));
  for (const auto& error : trace::error_codes()) add(code_expression(trace::error_codes(), error.number));
  return text;
}

std::vector<std::string> native_flags() {
  std::vector<std::string> flags{"-I" CERTLIFE_EXPORT_COMPAT, "-I" CERTLIFE_EXPORT_INCLUDE, "-I" CERTLIFE_EXPORT_SHIM};
  append(flags, words_of(CERTLIFE_EXPORT_FLAGS));
  return flags;
}
const std::vector<std::string>& strict() {
  static const std::vector<std::string> flags{"-O0", "-Wall", "-Wextra", "-Werror"};
  return flags;
}

class Programs : public testing::Test {
 protected:
  static const fs::path& directory() {
    static const TemporaryDirectory made;
    return made.path();
  }

  static CommandResult compile(const std::string& with, const std::vector<std::vector<std::string>>& arguments) {
    Command command{{with}, {}};
    for (const auto& part : arguments) append(command.arguments, part);
    return finish(command, directory());
  }
  static std::vector<std::string> names_of(const std::vector<fs::path>& paths) {
    std::vector<std::string> names;
    for (const auto& path : paths) names.push_back(path.string());
    return names;
  }

  // The outcomes of an umbrella on the bundled library.
  static std::map<std::string, ProgramEnd> run_here(const Umbrella& umbrella) {
    umbrella.write();
    const std::string program = (directory() / "umbrella").string();
    const CommandResult compiled = compile(compiler, {{"-std=c++17"}, strict(), native_flags(), {umbrella.source().string(), "-o", program, CERTLIFE_EXPORT_LIBRARY, "-lgtest", "-lcrypto", "-lpthread"}});
    EXPECT_EQ(compiled.code, 0) << compiled.output;
    return compiled.code == 0 ? outcomes_in(finish({{program}, {}}, directory()).output) : std::map<std::string, ProgramEnd>();
  }

  // The outcomes of these exports, each argument list in a process of its own, two at a time.
  static std::map<std::string, ProgramEnd> run_apart(const Command& command, const std::vector<std::vector<std::string>>& processes) {
    const auto run_part = [&](std::size_t part) {
      std::string output;
      for (std::size_t i = part; i < processes.size(); i += parts) {
        Command one = command;
        append(one.arguments, processes[i]);
        output += finish(one, directory()).output + "\n== end\n";
      }
      return output;
    };
    std::vector<std::future<std::string>> all;
    for (std::size_t part = 0; part < parts; ++part) all.push_back(std::async(std::launch::async, run_part, part));
    std::string output;
    for (auto& each : all) output += each.get();
    return outcomes_in(output);
  }
  static constexpr std::size_t parts = 2;

  static std::vector<std::string> names_of_exports(const Case& each) {
    return {"c " + each.what.slug, "gtest " + camel_from(each.what.slug), "winetest " + each.what.slug};
  }

  // What each export has to show on Wine, by its name.
  static std::map<std::string, ProgramEnd> expected_on_wine(const std::vector<Case>& cases) {
    std::map<std::string, ProgramEnd> expected;
    for (const Case& each : cases) {
      for (const auto& name : names_of_exports(each)) expected[name] = {true, each.deviates_at, 0, false};
      expected["winetest " + each.what.slug] = {true, 0, each.only_in_memory ? 0 : each.deviates_at, false};
    }
    return expected;
  }

  // The forms of a case share a process. Where a deviation broke the heap for the next of them, each is run again alone.
  static std::map<std::string, ProgramEnd> run_on_wine(Command command, const std::vector<Case>& cases, const std::map<std::string, ProgramEnd>& expected) {
    command.environment.emplace_back("WINEDLLOVERRIDES", "winedbg.exe=d");
    std::vector<std::vector<std::string>> together, alone;
    for (const Case& each : cases) together.push_back(names_of_exports(each));
    auto outcomes = run_apart(command, together);
    for (const auto& [name, outcome] : expected)
      if (outcomes[name] != outcome) alone.push_back({name});
    for (auto& [name, outcome] : run_apart(command, alone)) outcomes[name] = outcome;
    return outcomes;
  }

  static void expect_passes(const std::map<std::string, ProgramEnd>& outcomes, const std::string& slug) {
    const ProgramEnd passed{true, 0, 0, false};
    for (const auto& name : {"c " + slug, "gtest CertlifeExport." + camel_from(slug), "winetest " + slug}) {
      const auto found = outcomes.find(name.starts_with("gtest") ? "gtest " + camel_from(slug) : name);
      ASSERT_NE(found, outcomes.end()) << name;
      EXPECT_EQ(found->second, passed) << name << " failed at call " << found->second.failed_at;
    }
  }
};

TEST_F(Programs, PassOnTheBundledLibraryAndFailOnAWrongOne) {
  Umbrella umbrella(directory() / "here");
  auto cases = examples();
  for (const char* target : {"model:check_forgets_crls", "model:force_spares_held_contexts", "model:add_new_ignores_matches", "model:plain_close_clobbers_last_error",
                             "model:properties_are_not_copied", "model:csp_handle_is_never_released", "model:enumeration_keeps_the_previous", "certlife"})
    for (auto& each : seen_on(target, std::string_view(target) == "certlife" ? 30 : 1000, 1)) {
      each.what.slug += "_" + identifier_from(target);
      cases.push_back(std::move(each));
    }
  for (const auto& each : cases) umbrella.add(each.what);
  umbrella.add(exported(deviating_close(), "wrong"), true, true);
  umbrella.add(exported(deviating_close(), "right"), false, true);
  umbrella.add_statements(all_constants());
  const auto outcomes = run_here(umbrella);
  ASSERT_FALSE(outcomes.empty());
  for (const auto& each : cases) expect_passes(outcomes, each.what.slug);
  EXPECT_EQ(outcomes.at("c wrong"), (ProgramEnd{true, 3, 0, false}));
  EXPECT_EQ(outcomes.at("gtest Wrong"), (ProgramEnd{true, 3, 0, false}));
  EXPECT_EQ(outcomes.at("winetest wrong"), (ProgramEnd{true, 0, 3, false}));
  EXPECT_TRUE(outcomes.at("winetest right").todo_succeeded);
  const CommandResult as_c = compile(c_compiler, {{"-std=c99", "-pedantic-errors", "-fsyntax-only"}, strict(), native_flags(), names_of(umbrella.c_files()), {umbrella.winetests().string()}});
  EXPECT_EQ(as_c.code, 0) << as_c.output;
}

// Strings of a trace are never more than strings in what is made of it.
TEST_F(Programs, CompileAndPassWhateverTheNamesAre) {
  Umbrella umbrella(directory() / "awkward");
  std::size_t number = 0;
  for (const auto& text : awkward_strings()) {
    Exported what = exported(renamed_close("s" + text, text.empty() ? "c" : text, "L" + std::string(text.find('/') == std::string::npos && text.find('@') == std::string::npos ? text : "")), "awkward_" + std::to_string(number++));
    what.title = text;
    what.target = text;
    umbrella.add(what);
  }
  const auto outcomes = run_here(umbrella);
  for (std::size_t i = 0; i < number; ++i) expect_passes(outcomes, "awkward_" + std::to_string(i));
  const CommandResult as_c = compile(c_compiler, {{"-std=c99", "-trigraphs", "-fsyntax-only"}, strict(), native_flags(), names_of(umbrella.c_files()), {umbrella.winetests().string()}});
  EXPECT_EQ(as_c.code, 0) << as_c.output;
}

// Whether an inheriting add keeps the element or replaces it is open: what is wrong then is wrong only together with the choice that was
// made, of which an exported program sees the parts.
bool is_wrong_only_with_a_choice(const Case& each) {
  return each.deviates_at != 0 && std::any_of(each.what.lines.begin(), each.what.lines.end(), [](const trace::Line& line) {
           const auto disposition = line.number_of("dwAddDisposition");
           return disposition == 5 || disposition == 7;
         });
}

TEST_F(Programs, BehaveOnWineAsTheRunDidThatTheyWereMadeFrom) {
  const std::string reason = reason_against_wine();
  if (!reason.empty() || std::string(mingw_compiler).empty()) GTEST_SKIP() << reason;
  auto cases = seen_on("wine", 25, 1);
  std::erase_if(cases, is_wrong_only_with_a_choice);
  Umbrella umbrella(directory() / "wine");
  for (auto& each : cases) {
    note_memory(each);
    umbrella.add(each.what);
  }
  umbrella.add_statements(all_constants());
  umbrella.write();
  const std::string program = (directory() / "umbrella.exe").string();
  const CommandResult compiled = compile(mingw_compiler, {{"-std=c++17", "-static", "-I" CERTLIFE_EXPORT_SHIM}, strict(), {umbrella.source().string(), "-o", program, "-lcrypt32", "-ladvapi32"}});
  ASSERT_EQ(compiled.code, 0) << compiled.output;
  const Wine wine(*installed_wine(), cache_directory());
  const auto expected = expected_on_wine(cases);
  auto outcomes = run_on_wine(wine.command_for(program), cases, expected);
  const auto title_of = [&](const std::string& name) {
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const Case& each) { return name == "c " + each.what.slug; });
    return found == cases.end() ? std::string() : found->what.title;
  };
  for (const auto& [name, outcome] : expected) EXPECT_EQ(outcomes[name], outcome) << name << ": " << title_of(name);
  const auto deviating = std::count_if(cases.begin(), cases.end(), [](const Case& each) { return each.deviates_at != 0; });
  EXPECT_GT(deviating, 40);
  RecordProperty("deviating", static_cast<int>(deviating));
  const CommandResult as_c = compile(mingw_c_compiler, {{"-std=c99", "-fsyntax-only", "-I" CERTLIFE_EXPORT_SHIM}, strict(), {umbrella.c_files().front().string(), umbrella.winetests().string()}});
  EXPECT_EQ(as_c.code, 0) << as_c.output;
}

// The command lines that an export carries, one of which begins with this word.
std::string command_in(const std::string& text, const std::string& word) {
  const std::string before = "\n *     " + word + " ";
  const auto at = text.find(before);
  if (at == std::string::npos) return "";
  const auto begin = at + before.size() - word.size() - 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

// A checkout as ./certlife leaves it, as far as the lines need one.
fs::path checkout_in(const fs::path& directory) {
  const fs::path root = directory / "a check out";
  fs::create_directories(root / "impl");
  fs::create_directories(root / "build/release/impl");
  fs::create_directory_symlink(CERTLIFE_EXPORT_INCLUDE, root / "impl/include");
  fs::create_symlink(CERTLIFE_EXPORT_LIBRARY, root / "build/release/impl/libcertlife.a");
  return root;
}

TEST_F(Programs, AreBuiltByTheLinesThatTheyCarry) {
  const fs::path folder = directory() / "alone", checkout = checkout_in(directory());
  fs::create_directories(folder);
  const auto run = [&](const std::string& line) {
    return finish({{"sh", "-c", "CERTLIFE=$1; " + line, "sh", checkout.string()}, {}}, folder);
  };
  std::vector<std::tuple<Format, std::string, bool>> lines{{Format::c, "cc", true}, {Format::gtest, "c++", true}};
  if (!std::string(mingw_compiler).empty()) lines.emplace_back(Format::c, "x86_64-w64-mingw32-gcc", false);
  for (const auto& [format, word, runs_here] : lines) {
    const Exported what = exported(deviating_close(), "carried_" + std::string(extension_of(format).substr(1)));
    const std::string text = exported_text(what, format, "windows"), line = command_in(text, word);
    std::ofstream(folder / (what.slug + std::string(extension_of(format)))) << text;
    ASSERT_NE(line, "") << word;
    const CommandResult built = run(line);
    EXPECT_EQ(built.code, 0) << line << "\n" << built.output;
    if (!runs_here) continue;
    const CommandResult ran = finish({{(folder / what.slug).string()}, {}}, folder);
    EXPECT_EQ(ran.code, 0) << ran.output;
  }
}

}  // namespace
}  // namespace certlife::conformance
