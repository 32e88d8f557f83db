// Reading and writing are inverse, and agree with a JSON library that knows nothing of traces.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/reader.h"
#include "model/trace/test_lines.h"
#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

using nlohmann::json;

RC_GTEST_PROP(RoundTrip, ReadingWhatWasWrittenGivesTheSame, ()) {
  const Line line = *any_line();
  const Line read = parse_line(to_text(line));
  RC_ASSERT(read == line);
  RC_ASSERT(read.which == line.which);
  RC_ASSERT(to_text(read) == to_text(line));
}

RC_GTEST_PROP(RoundTrip, WorkedOutNumbersComeBackAsWell, ()) {
  const Line line = *any_line();
  const Line read = parse_line(to_text(line));
  for (const Field& argument : line.args) {
    if (!argument.value.resolved) continue;
    RC_ASSERT(read.arg(argument.name).resolved);
    RC_ASSERT(read.arg(argument.name).number == argument.value.number);
  }
}

RC_GTEST_PROP(RoundTrip, AnotherSpellingOfTheSameJsonReadsTheSame, ()) {
  const Line line = *any_line();
  const json value = json::parse(to_text(line));
  // The library sorts keys; with spaces, and with everything beyond ASCII escaped.
  const std::string respelled = value.dump(-1, ' ', true);
  std::string spaced = " ";
  bool in_string = false;
  for (std::size_t at = 0; at < respelled.size(); ++at) {
    const char character = respelled[at];
    if (in_string && character == '\\') {
      spaced += character;
      spaced += respelled[++at];
      continue;
    }
    if (character == '"') in_string = !in_string;
    spaced += character;
    if (!in_string && (character == ',' || character == ':' || character == '{')) spaced += " \t";
  }
  RC_ASSERT(parse_line(spaced) == line);
}

RC_GTEST_PROP(RoundTrip, AWholeTraceComesBackLineByLine, ()) {
  std::vector<Line> lines = *rc::gen::container<std::vector<Line>>(any_line());
  std::stable_partition(lines.begin(), lines.end(), [](const Line& line) { return line.kind == Line::Kind::file; });
  std::ostringstream text;
  Writer writer(text);
  for (const Line& line : lines) writer.write(line);
  Reader reader = Reader::from_text(text.str());
  reader.be_lenient();
  RC_ASSERT(read_all(std::move(reader)) == lines);
}

// Damaged text is refused or read, and never read when it is no JSON at all.
RC_GTEST_PROP(RoundTrip, DamageIsRefusedWithItsPlaceOrStillJson, ()) {
  std::string text = to_text(*any_line());
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      text.erase(at);
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      text[at] = *rc::gen::suchThat(rc::gen::arbitrary<char>(), [](char c) { return c != '\n'; });
  }
  try {
    parse_line(text);
    RC_ASSERT(json::accept(text));
  } catch (const BadInput& bad) {
    RC_ASSERT(bad.column() >= 1u);
    RC_ASSERT(bad.column() <= text.size() + 1);
  }
}

}  // namespace
}  // namespace certlife::trace
