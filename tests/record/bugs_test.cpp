// The bugs that people report, each in a small program: the oracle names the line of the source that is at fault and the one that is
// behind it, and says nothing of the program in which it is mended.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/record/recorded_program.h"

namespace certlife::record {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (const auto& file : fs::directory_iterator(CERTLIFE_BUGS))
    if (file.path().extension() == ".c" || file.path().extension() == ".cpp") found.push_back(file.path());
  std::ranges::sort(found);
  return found;
}

// "program.exe+0x12" as "program.c:7". The call that returns there ends one byte before.
std::string source_place(const std::string& program, const std::string& offset) {
  const std::string executable = in_quotes(fs::path(CERTLIFE_RECORDED_PROGRAMS) / program);
  std::ostringstream address;
  address << std::hex << "0x" << 0x140000000 + std::stoull(offset, nullptr, 16) - 1;
  const std::string place = run_here(std::string(CERTLIFE_MINGW_ADDR2LINE) + " -s -e " + executable + " " + address.str()).output;
  return place.substr(0, place.find_first_of(" \n"));
}

// Calls use(match) for each place where the text is as the expression says, and puts there what that gives.
template <class Use>
std::string with_each_replaced(const std::string& text, const std::regex& expression, Use use) {
  std::string result;
  auto from = text.begin();
  for (std::sregex_iterator each(text.begin(), text.end(), expression), end; each != end; ++each) {
    result.append(from, text.begin() + each->position());
    result += use(*each);
    from = text.begin() + each->position() + each->length();
  }
  return result.append(from, text.end());
}

// What the oracle says of the recording, with places in the source for addresses of calls, and numbers in the order of the recording
// for names.
std::string told_of(const fs::path& log, const std::string& options = "--balanced --usage") {
  const std::regex name(R"(\b(s|c|r|t|p|ch|m|k|h|n|x)_[0-9a-f]+\b)"), at(R"((\w+\.exe)\+(0x[0-9a-f]+))");
  std::map<std::string, std::string> numbered;
  std::map<std::string, int> count;
  const auto number = [&](const std::smatch& found) {
    std::string& known = numbered[found.str()];
    if (known.empty()) known = found.str(1) + std::to_string(++count[found.str(1)]);
    return known;
  };
  with_each_replaced(text_of(log), name, number);
  const fs::path oracle = conformance::own_directory() / "certlife-oracle";
  const ProgramRun told = run_here(in_quotes(oracle) + " check " + options + " " + in_quotes(log) + " 2>&1");
  const std::string text = with_each_replaced(told.output, name, number) + "exit code " + std::to_string(told.code) + "\n";
  return with_each_replaced(text, at, [](const std::smatch& found) { return source_place(found.str(1), found.str(2)); });
}

// The lines that say of themselves that they are the bug, as "program.c:7".
std::set<std::string> marked_lines(const fs::path& source) {
  std::set<std::string> marked;
  std::ifstream stream(source);
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number)
    if (line.ends_with("/* BUG */") || line.ends_with("// BUG")) marked.insert(source.filename().string() + ":" + std::to_string(number));
  return marked;
}

std::set<std::string> lines_named_in(const std::string& text) {
  std::set<std::string> named;
  with_each_replaced(text, std::regex(R"(\b\w+\.c(pp)?:[0-9]+)"), [&](const std::smatch& found) { return *named.insert(found.str()).first; });
  return named;
}

class ProgramWithABug : public RecordedProgram, public testing::WithParamInterface<fs::path> {
 protected:
  // Its bug may end it in this way or that, so that only the recording counts.
  static void record(const std::string& program) { run(with_recorder({program}, {})); }
};

TEST_P(ProgramWithABug, IsToldTheLinesOfItsBug) {
  record(GetParam().stem());
  const std::string told = told_of(log());
  const fs::path kept = fs::path(GetParam()).replace_extension(".verdict");
  if (std::getenv("CERTLIFE_WRITE_VERDICTS")) std::ofstream(kept) << told;
  EXPECT_EQ(told, text_of(kept));
  EXPECT_NE(told.find("exit code 4"), std::string::npos);
  const std::set<std::string> named = lines_named_in(told), marked = marked_lines(GetParam());
  EXPECT_FALSE(marked.empty());
  EXPECT_TRUE(std::ranges::includes(named, marked)) << told;
}

TEST_P(ProgramWithABug, IsToldNothingWhereItIsMended) {
  const std::string program = GetParam().stem().string() + "_mended";
  const ProgramRun before = run(plain({program}));
  EXPECT_EQ(run(with_recorder({program}, {})), before);
  EXPECT_GT(lines().size(), 2u);
  // A mended program may still close with CHECK, to find such bugs.
  const std::string told = told_of(log(), "--balanced --usage --development");
  EXPECT_TRUE(told.ends_with("exit code 0\n")) << told;
  EXPECT_EQ(told.find("still owed"), std::string::npos) << told;
}

INSTANTIATE_TEST_SUITE_P(Bugs, ProgramWithABug, testing::ValuesIn(sources()),
                         [](const auto& bug) { return bug.param.stem().string(); });

}  // namespace
}  // namespace certlife::record
