// certlife-oracle: may an implementation do this?
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <optional>
#include <vector>

#include "model/clauses/ledger.h"
#include "model/oracle/judge.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

constexpr int tool_error = 2;

struct Arguments {
  std::string reading = "windows";
  std::string json;
  std::size_t bound = Judge::Options{}.most_candidates;
  std::vector<std::string> traces;

  Judge::Options options() const {
    Judge::Options options;
    options.reading = reading;
    options.most_candidates = bound;
    return options;
  }
};

// Where JSON goes, if it is wanted: a file, or standard output for "-".
class JsonOutput {
 public:
  explicit JsonOutput(const std::string& path) : wanted_(!path.empty()) {
    if (!wanted_ || path == "-") return;
    file_.emplace(path);
    if (!*file_) throw std::runtime_error(path + ": cannot be written");
  }
  void write(const std::string& line) {
    if (wanted_) (file_ ? static_cast<std::ostream&>(*file_) : std::cout) << line << '\n';
  }
  bool wanted() const { return wanted_; }
  // Standard output holds nothing but JSON then.
  bool takes_standard_output() const { return wanted_ && !file_; }

 private:
  bool wanted_;
  std::optional<std::ofstream> file_;
};

void note(const std::string& text) { fmt::print(stderr, "{}\n", text); }

// The line makes no sense to the model: says where it stands.
[[noreturn]] void rethrow_with_place(const trace::BadInput& error, const trace::Reader& reader) {
  if (error.line()) throw error;
  throw reader.complaint(error.column(), error.message());
}

Verdict judge_next(Judge& judge, const trace::Reader& reader, const trace::Line& line) {
  try {
    return judge.judge(line);
  } catch (const trace::BadInput& error) {
    rethrow_with_place(error, reader);
  }
}

Summary check_trace(const std::string& path, const Arguments& arguments, JsonOutput& json) {
  trace::Reader reader = trace::Reader::open(path, note);
  Judge judge(arguments.options());
  trace::Line line;
  while (reader.next(line)) {
    const Verdict verdict = judge_next(judge, reader, line);
    if (json.wanted() && line.kind == trace::Line::Kind::call) json.write(to_json(line, verdict));
    if (!json.takes_standard_output() && verdict.kind != Verdict::Kind::accepted) fmt::print("{}", to_text(line, verdict));
    else if (!json.takes_standard_output() && !verdict.remark.empty()) fmt::print("{}", to_text(line, verdict));
  }
  return judge.summary();
}

// Of several traces the worst counts: a rejection, then the caller's fault, then what is undecided.
int worse(int one, int other) {
  const auto rank = [](int code) { return code == 1 ? 3 : code == 4 ? 2 : code == 3 ? 1 : 0; };
  return rank(one) >= rank(other) ? one : other;
}

int check(const Arguments& arguments) {
  JsonOutput json(arguments.json);
  int result = 0;
  for (const std::string& path : arguments.traces) {
    const Summary summary = check_trace(path, arguments, json);
    json.write(to_json(summary));
    const std::string prefix = arguments.traces.size() > 1 ? path + ": " : "";
    if (!json.takes_standard_output()) fmt::print("{}{}", prefix, to_text(summary, arguments.reading));
    result = worse(result, static_cast<int>(summary.overall));
  }
  return result;
}

void print_allowed(const trace::Line& line, const Verdict& verdict) {
  fmt::print("line {}: {} may return:\n", line.number, line.call);
  std::vector<const char*> cited;
  for (const Allowed& each : verdict.allowed) {
    fmt::print("{}", to_text(each));
    for (const char* id : each.clauses) {
      if (std::find(cited.begin(), cited.end(), id) == cited.end()) cited.push_back(id);
    }
  }
  fmt::print("  clauses:\n");
  for (const char* id : cited) fmt::print("{}", clause_text(id));
}

int allowed(const Arguments& arguments) {
  JsonOutput json(arguments.json);
  trace::Reader reader = trace::Reader::open(arguments.traces.front(), note);
  Judge judge(arguments.options());
  trace::Line line, ahead;
  if (!reader.next(line)) throw std::runtime_error(reader.name() + ": there is no line to answer for");
  // A line is complained about while it is still the reader's: so the one before the last is judged when it was read.
  for (std::size_t number = reader.line_number(); reader.next(ahead); number = reader.line_number(), std::swap(line, ahead)) {
    try {
      judge.judge(line);
    } catch (const trace::BadInput& error) {
      throw trace::BadInput(reader.name(), number, error.column(), error.message());
    }
  }
  const Verdict verdict = judge.allowed(line);
  json.write(to_json(line, verdict));
  if (json.takes_standard_output()) return 0;
  if (verdict.kind == Verdict::Kind::accepted) print_allowed(line, verdict);
  else fmt::print("{}", to_text(line, verdict));
  return verdict.kind == Verdict::Kind::undefined ? static_cast<int>(Overall::undefined) : 0;
}

// A line in, a verdict out; a line that makes no sense is answered with an error, and the next one is read.
int serve(const Arguments& arguments) {
  trace::Reader reader = trace::Reader::open("-", note);
  Judge judge(arguments.options());
  trace::Line line;
  for (;;) {
    try {
      if (!reader.next(line)) break;
      std::cout << to_json(line, judge_next(judge, reader, line)) << std::endl;
    } catch (const trace::BadInput& error) {
      std::string text = "{\"error\":";
      trace::append_quoted(text, error.what());
      std::cout << text << '}' << std::endl;
    }
  }
  const Summary summary = judge.summary();
  std::cout << to_json(summary) << std::endl;
  return static_cast<int>(summary.overall);
}

int run(int argc, char** argv) {
  CLI::App app{"May an implementation do this? Judges traces of calls by the model."};
  app.require_subcommand(1);
  Arguments arguments;
  const auto add_common = [&](CLI::App* verb) {
    verb->add_option("--reading", arguments.reading, "The reading to judge under: page, header or windows");
    verb->add_option("--bound", arguments.bound, "How many states to follow at once; of more than that some are followed")->check(CLI::PositiveNumber);
  };
  CLI::App* check_verb = app.add_subcommand("check", "Judge each call of the traces");
  add_common(check_verb);
  check_verb->add_option("--json", arguments.json, "Write verdicts as JSON lines to this file; - is standard output");
  check_verb->add_option("trace", arguments.traces, "Trace files; - is standard input")->required();
  CLI::App* allowed_verb = app.add_subcommand("allowed", "Say everything that the last call of the trace may return");
  add_common(allowed_verb);
  allowed_verb->add_option("--json", arguments.json, "Write it as a JSON line to this file; - is standard output");
  allowed_verb->add_option("trace", arguments.traces, "The trace; its last line has no results")->required()->expected(1);
  CLI::App* serve_verb = app.add_subcommand("serve", "Judge trace lines from standard input, a verdict a line");
  add_common(serve_verb);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    // The parser's own message turns the words around.
    fmt::print(stderr, "certlife-oracle: not expected: {}; --help lists what is\n", fmt::join(app.remaining(true), " "));
    return tool_error;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : tool_error;
  }
  if (!reading_named(arguments.reading)) {
    fmt::print(stderr, "certlife-oracle: no reading is called \"{}\"; there are {}\n", arguments.reading,
               fmt::join(model::reading_names, ", "));
    return tool_error;
  }
  return *check_verb ? check(arguments) : *allowed_verb ? allowed(arguments) : serve(arguments);
}

}  // namespace
}  // namespace certlife::oracle

int main(int argc, char** argv) {
  try {
    return certlife::oracle::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
