#include "model/lifetimes/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "model/trace/markup.h"

namespace certlife::lifetimes {

using trace::escaped;

namespace {

// So many findings stand in one case; how many there are its message says.
constexpr std::size_t most_told = 100;

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0;
  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
  }
};

std::string counts_text(const Counts& counts) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", counts.tests, counts.failures, counts.errors);
}

class Suite {
 public:
  explicit Suite(const Program& program) : program_(program) {}

  // Fails with what was noted of this kind.
  void none_is(Note::Kind kind, std::string_view name) {
    std::string told;
    std::size_t count = 0;
    for (const Note& note : program_.notes) {
      if (note.kind != kind || ++count > most_told) continue;
      const std::size_t line = note.row < program_.rows.size() ? program_.rows[note.row].line : 0;
      told += fmt::format("line {}: {}\n", line, note.text);
    }
    counts_.failures += count > 0;
    add(name, count == 0 ? "" : fmt::format("<failure message=\"{} in the program\">{}</failure>", count, escaped(told)));
  }

  void is_judged() {
    const bool was_not = program_.verdict == "undecided";
    counts_.errors += was_not;
    add("the program is judged", was_not ? fmt::format("<error message=\"{}\"/>", escaped(program_.summary)) : "");
  }

  const Counts& counts() const { return counts_; }
  std::string text() const {
    return fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", escaped(program_.title), counts_text(counts_), cases_);
  }

 private:
  void add(std::string_view name, const std::string& inner) {
    ++counts_.tests;
    cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\">{}</testcase>\n", escaped(program_.title), name, inner);
  }

  const Program& program_;
  Counts counts_;
  std::string cases_;
};

}  // namespace

std::string junit_text(const std::vector<Program>& programs, const Asked& asked) {
  Counts all;
  std::string suites;
  for (const Program& program : programs) {
    Suite suite(program);
    suite.is_judged();
    suite.none_is(Note::Kind::rejected, "every result is allowed");
    suite.none_is(Note::Kind::fault, "every call is defined");
    if (asked.balanced) suite.none_is(Note::Kind::owed, "everything is given back");
    if (asked.usage) suite.none_is(Note::Kind::usage, "the API is used as the documents ask");
    all.add(suite.counts());
    suites += suite.text();
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"certlife oracle check\" {}>\n{}</testsuites>\n", counts_text(all), suites);
}

}  // namespace certlife::lifetimes
