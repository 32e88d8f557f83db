// certlife-oracle: may an implementation do this?
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <optional>
#include <vector>

#include "model/ledger/ledger.h"
#include "model/oracle/judge.h"
#include "model/tool/help.h"
#include "model/tool/output_file.h"
#include "model/tool/tool.h"
#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

struct Arguments {
  std::string reading = "windows";
  std::string json;
  bool balanced = false;
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
  explicit JsonOutput(const std::string& path) : takes_standard_output_(path == "-") {
    if (!path.empty()) file_.emplace(path);
  }
  void write(const std::string& line) {
    if (file_) file_->stream() << line << '\n';
  }
  bool wanted() const { return file_.has_value(); }
  // Standard output holds nothing but JSON then.
  bool takes_standard_output() const { return takes_standard_output_; }
  void commit() {
    if (file_) file_->commit();
  }

 private:
  bool takes_standard_output_;
  std::optional<tool::OutputFile> file_;
};

void note(const std::string& text) { tool::complain("", text); }

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

// So many lines that were not judged are shown; how many there are the last line says.
constexpr std::size_t most_passed_over_shown = 20;

// The text of verdicts, on standard output unless JSON has it.
class TextOutput {
 public:
  explicit TextOutput(bool wanted) : wanted_(wanted) {}
  void write(const trace::Line& line, const Verdict& verdict) {
    if (!wanted_ || (verdict.kind == Verdict::Kind::accepted && verdict.remark.empty())) return;
    if (verdict.kind == Verdict::Kind::not_evaluated && ++passed_over_ > most_passed_over_shown) return;
    fmt::print("{}", to_text(line, verdict));
    if (passed_over_ == most_passed_over_shown)
      fmt::print("of further lines that are not evaluated only the number is told\n"), ++passed_over_;
  }
  void write(const std::string& text) {
    if (wanted_) fmt::print("{}", text);
  }

 private:
  bool wanted_;
  std::size_t passed_over_ = 0;
};

// What is owed is the caller's fault, where it was asked for.
void hold_to_balance(Summary& summary) {
  if (summary.overall != Overall::accepted || !summary.owed || summary.owed->empty()) return;
  const Owed& first = summary.owed->front();
  CallersFault fault;
  fault.line = first.since.empty() ? 0 : first.since.front();
  fault.call = first.call;
  fault.name = first.name;
  const bool is_context = first.thing == "certificate" || first.thing == "crl" || first.thing == "ctl" || first.thing == "context";
  fault.clauses = {first.thing == "store" ? "CLOSE-1" : first.thing == "csp" ? "CSP-4" : is_context ? "FREE-6" : "OUTSIDE-1"};
  summary.fault = std::make_shared<CallersFault>(std::move(fault));
  summary.overall = Overall::undefined;
}

Summary check_trace(trace::Reader& reader, const Arguments& arguments, JsonOutput& json, TextOutput& text) {
  Judge judge(arguments.options());
  trace::Line line;
  while (reader.next(line)) {
    const Verdict verdict = judge_next(judge, reader, line);
    if (json.wanted() && line.kind == trace::Line::Kind::call) json.write(to_json(line, verdict));
    text.write(line, verdict);
  }
  Summary summary = judge.summary();
  if (arguments.balanced) hold_to_balance(summary);
  return summary;
}

// Of several traces the worst counts: a rejection, then the caller's fault, then what is undecided.
int worse(int one, int other) {
  const auto rank = [](int code) { return code == 1 ? 3 : code == 4 ? 2 : code == 3 ? 1 : 0; };
  return rank(one) >= rank(other) ? one : other;
}

// One file; it may hold several programs. Of these the last line says how many came to what, the worst first.
int check_file(const std::string& path, const Arguments& arguments, JsonOutput& json) {
  trace::Reader reader = trace::Reader::open(path, note);
  reader.expect_several();
  TextOutput text(!json.takes_standard_output());
  const std::string prefix = arguments.traces.size() > 1 ? trace::plain(path) + ": " : "";
  std::map<int, std::size_t> counts;
  int result = 0;
  bool goes_on = true;
  for (std::size_t nth = 1; goes_on; ++nth) {
    const std::size_t from = reader.line_number();
    const Summary summary = check_trace(reader, arguments, json, text);
    goes_on = reader.begin_next();
    json.write(to_json(summary));
    const bool is_only_one = nth == 1 && !goes_on;
    if (summary.owed)
      for (const Owed& owed : *summary.owed) text.write(prefix + to_text(owed));
    text.write(prefix + (is_only_one ? "" : fmt::format("program {}, from line {}: ", nth, from + (nth == 1 ? 1 : 0))) +
               to_text(summary, arguments.reading));
    ++counts[static_cast<int>(summary.overall)];
    result = worse(result, static_cast<int>(summary.overall));
  }
  std::size_t programs = 0;
  for (const auto& [code, count] : counts) programs += count;
  if (programs > 1)
    text.write(fmt::format("{}{}: {} of {} programs\n", prefix, name_of(static_cast<Overall>(result)), counts[result],
                           programs));
  return result;
}

int check(const Arguments& arguments) {
  JsonOutput json(arguments.json);
  int result = 0;
  for (const std::string& path : arguments.traces) result = worse(result, check_file(path, arguments, json));
  json.commit();
  return result;
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
  json.commit();
  if (json.takes_standard_output()) return 0;
  fmt::print("{}", verdict.kind == Verdict::Kind::accepted ? allowed_text(line, verdict) : to_text(line, verdict));
  return verdict.kind == Verdict::Kind::undefined ? static_cast<int>(Overall::undefined) : 0;
}

// A line in, a verdict out; a line that makes no sense is answered with an error, and the next one is read.
int serve(const Arguments& arguments) {
  trace::Reader reader = trace::Reader::open("-", note);
  Judge judge(arguments.options());
  trace::Line line;
  while (!tool::output_is_lost()) {
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

const std::vector<tool::ExitCode> verdict_codes{{0, "accepted"},
                                               {1, "rejected: no implementation may do this"},
                                               {2, "bad input, named by file, line and column; or another error of the tool"},
                                               {3, "undecided: a bound was hit, or no call was judged"},
                                               {4, "undefined: the caller is at fault"}};

void add_common(CLI::App& verb, Arguments& arguments) {
  verb.add_option("--reading", arguments.reading, "The reading to judge under: page, header or windows")->capture_default_str();
  verb.add_option("--bound", arguments.bound, "Most states that are tracked at once; of more than that a sample is tracked")->check(CLI::PositiveNumber);
}

CLI::App* add_check(CLI::App& app, Arguments& arguments) {
  CLI::App* verb = app.add_subcommand("check", "Judge each call of the traces");
  add_common(*verb, arguments);
  verb->add_option("--json", arguments.json, "Write verdicts as JSON lines to this file; - is standard output")->type_name("FILE");
  verb->add_flag("--balanced", arguments.balanced, "What the caller still owes at the end is its fault: exit 4");
  verb->add_option("TRACE", arguments.traces, "Trace files; - is standard input")->required()->type_name("FILE");
  tool::describe(*verb, "oracle check",
                 {{"oracle check model/trace/examples/rejected_double_pending_close.jsonl", "why this may not be, by which clauses"},
                  {"oracle check --balanced --json - trace.jsonl", "for a script: leaks are faults, verdicts are JSON lines"}},
                 verdict_codes);
  return verb;
}

CLI::App* add_allowed(CLI::App& app, Arguments& arguments) {
  CLI::App* verb = app.add_subcommand("allowed", "Say everything that the last call of the trace may return");
  add_common(*verb, arguments);
  verb->add_option("--json", arguments.json, "Write it as a JSON line to this file; - is standard output")->type_name("FILE");
  verb->add_option("TRACE", arguments.traces, "The trace; its last line has no results")->required()->expected(1)->type_name("FILE");
  tool::describe(*verb, "oracle allowed", {{"oracle allowed question.jsonl", "each answer with its clauses and the readings that allow it"}},
                 {{0, "answered"}, {2, "bad input, or another error of the tool"}, {4, "undefined: the call is the caller's fault"}});
  return verb;
}

CLI::App* add_serve(CLI::App& app, Arguments& arguments) {
  CLI::App* verb = app.add_subcommand("serve", "Judge trace lines from standard input, a verdict a line");
  add_common(*verb, arguments);
  tool::describe(*verb, "oracle serve", {{"oracle serve < trace.jsonl", "a JSON verdict for each line, as soon as it is read"}}, verdict_codes);
  return verb;
}

int run(int argc, char** argv) {
  CLI::App app{"May an implementation do this? Judges traces of calls by the model."};
  app.require_subcommand(1);
  tool::describe(app, "oracle", {}, {});
  Arguments arguments;
  CLI::App* check_verb = add_check(app, arguments);
  CLI::App* allowed_verb = add_allowed(app, arguments);
  add_serve(app, arguments);
  if (const auto code = tool::parse(app, argc, argv)) return *code;
  if (!reading_named(arguments.reading)) {
    throw std::runtime_error(
        fmt::format("certlife-oracle: no reading is called \"{}\"; there are {}", arguments.reading, fmt::join(model::reading_names, ", ")));
  }
  return *check_verb ? check(arguments) : *allowed_verb ? allowed(arguments) : serve(arguments);
}

}  // namespace
}  // namespace certlife::oracle

int main(int argc, char** argv) {
  return certlife::tool::run("", [&] { return certlife::oracle::run(argc, argv); });
}
