#include "tests/conformance/target/requests.h"

#include <utility>

#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::conformance {
namespace {

using trace::Line;

void append_request(std::string& to, const Line& line) {
  if (!line.file.bytes.is_text()) return trace::append_line(to, line);
  Line spelt;
  spelt.kind = Line::Kind::file;
  spelt.file.name = line.file.name;
  spelt.file.contents.kind = trace::Value::Kind::list;
  spelt.file.contents.items.add() = line.file.bytes;
  trace::append_line(to, spelt);
}

// REQUIRES: the text ends with the line; the observations are the last part of a request.
void ask_for_private_bytes(const Line& line, std::string& text) {
  if (line.observed.empty()) text.replace(text.size() - 1, 1, R"(,"observed":{"privateBytes":null}})");
  else text.insert(text.size() - 2, R"(,"privateBytes":null)");
}

}  // namespace

std::string text_of_calls(const Program& program) {
  std::string text = "[";
  for (const Line& line : program) {
    if (text.size() > 1) text += ',';
    append_request(text, line);
  }
  if (program.asks_for_private_bytes && !program.empty()) ask_for_private_bytes(program.back(), text);
  return text + "]";
}

Line line_in_request(const std::string& text) {
  Line line = trace::parse_line(text);
  const auto& items = line.file.contents.items;
  if (items.size() != 1 || !items[0].is_text() || !items[0].text.starts_with("hex:")) return line;
  line.file.bytes = items[0];
  line.file.contents.clear();
  return line;
}

}  // namespace certlife::conformance
