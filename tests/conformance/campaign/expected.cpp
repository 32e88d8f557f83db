#include "tests/conformance/campaign/expected.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <toml++/toml.h>

#include "model/ledger/ledger.h"
#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/embedded.h"
#include "tests/conformance/campaign/toml_text.h"

namespace certlife::conformance {
namespace {

class ExpectedParser {
 public:
  explicit ExpectedParser(const std::string& name) : name_(name) {}

  ExpectedFile parse(std::string_view text) {
    if (const std::size_t deep = first_too_deep_in_toml(text); deep < text.size())
      throw BadExpectedFile(name_ + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(deep), '\n')) +
                            ": nested too deeply");
    toml::table table;
    try {
      table = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
      fail(error.source(), std::string(error.description()));
    }
    ExpectedFile file{name_, text_of(table, "target"), {}};
    if (const auto* list = table.get("deviation")) {
      const auto* entries = list->as_array();
      if (!entries) fail(list->source(), "\"deviation\" is a list of tables, [[deviation]]");
      for (const auto& entry : *entries) file.deviations.push_back(deviation(entry));
    }
    return file;
  }

 private:
  [[noreturn]] void fail(const toml::source_region& where, const std::string& message) const {
    throw BadExpectedFile(name_ + ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column) + ": " + message);
  }

  std::string text_of(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (!node) fail(table.source(), "\"" + std::string(key) + "\" is missing");
    if (!node->is_string()) fail(node->source(), "\"" + std::string(key) + "\" is a string");
    return node->as_string()->get();
  }

  ExpectedDeviation deviation(const toml::node& node) const {
    const auto* table = node.as_table();
    if (!table) fail(node.source(), "a deviation is a table");
    ExpectedDeviation entry;
    entry.clause = text_of(*table, "clause");
    entry.shape = text_of(*table, "shape");
    entry.observed = text_of(*table, "observed");
    entry.place = name_ + ":" + std::to_string(table->source().begin.line);
    if (!model::Ledger::load().find(entry.clause)) fail(table->source(), "there is no clause " + entry.clause);
    const auto* program = table->get("program");
    if (!program || !program->is_array()) fail(table->source(), "\"program\" is a list of trace lines");
    for (const auto& line : *program->as_array()) entry.program.push_back(trace_line(line));
    entry.hazard = truth_of(*table, "hazard");
    entry.flaky = truth_of(*table, "flaky") || entry.hazard;
    if (table->contains("note")) entry.note = text_of(*table, "note");
    return entry;
  }

  // Of a key that may be left out.
  bool truth_of(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (node && !node->is_boolean()) fail(node->source(), "\"" + std::string(key) + "\" is true or false");
    return node && node->as_boolean()->get();
  }

  trace::Line trace_line(const toml::node& node) const {
    if (!node.is_string()) fail(node.source(), "a trace line is a string");
    try {
      return trace::parse_line(node.as_string()->get());
    } catch (const trace::BadInput& error) {
      fail(node.source(), std::string("no trace line: ") + error.what());
    }
  }

  std::string name_;
};

// What people wrote beside an entry stays with its program, even where another clause is blamed now.
ExpectedDeviation entry_for(const Deviation& deviation, const ExpectedFile& before) {
  ExpectedDeviation found;
  for (const ExpectedDeviation& each : before.deviations) {
    if (each.shape != deviation.shape) continue;
    if (found.shape.empty() || each.clause == deviation.clause) found = each;
  }
  return found;
}

}  // namespace

ExpectedFile parse_expected(const std::string& name, std::string_view text) { return ExpectedParser(name).parse(text); }

ExpectedFile read_expected(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw BadExpectedFile(path + ": cannot be read");
  return parse_expected(path, std::string(std::istreambuf_iterator<char>(stream), {}));
}

ExpectedFile expected_of(const std::string& target) {
  for (const EmbeddedFile& file : embedded_expected_files())
    if (file.name == target + ".toml") return parse_expected(std::string(file.name), file.text);
  return {"", target, {}};
}

std::string expected_text(const std::string& target, const std::vector<Deviation>& deviations, const ExpectedFile& before) {
  std::ostringstream text;
  text << "# What " << trace::plain(target) << " is known to do otherwise than the documents say: one entry a deviation, with the shortest\n"
       << "# program that shows it. Written by `certlife conform --write-expected`, reviewed by people; a deviation that is not\n"
       << "# here fails a run, and so does one that is here and no longer shows.\n"
       << "target = " << toml_string(target) << "\n";
  for (const Deviation& deviation : deviations) {
    const ExpectedDeviation known = entry_for(deviation, before);
    text << "\n[[deviation]]\nclause = " << toml_string(deviation.clause) << "\nshape = " << toml_string(deviation.shape)
         << "\nobserved = " << toml_string(deviation.observed) << (known.hazard ? "\nhazard = true" : known.flaky || deviation.is_flaky() ? "\nflaky = true" : "")
         << (known.note.empty() ? "" : "\nnote = " + toml_string(known.note)) << "\nprogram = [\n";
    for (const auto& line : deviation.requests) text << "  " << toml_string(trace::to_text(line)) << ",\n";
    text << "]\n";
  }
  return text.str();
}

}  // namespace certlife::conformance
