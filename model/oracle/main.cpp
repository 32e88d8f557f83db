// certlife-oracle: may an implementation do this?
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <iostream>
#include <map>
#include <optional>
#include <vector>

#include "model/ledger/ledger.h"
#include "model/lifetimes/junit.h"
#include "model/lifetimes/page.h"
#include "model/oracle/checker.h"
#include "model/oracle/history/history.h"
#include "model/tool/help.h"
#include "model/tool/interrupts.h"
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
  std::string json, html, junit;
  Checker::Demands demands;
  bool follow = false;
  bool lenient = false;
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
  // For who reads along.
  void flush() {
    if (file_) file_->stream().flush();
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

Verdict check_next(Checker& checker, const trace::Reader& reader, const trace::Line& line) {
  try {
    return checker.check(line);
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
  void write(const trace::Line& line, const HistoryVerdict& said) {
    const Verdict& verdict = said.verdict;
    if (!wanted_ || has_nothing_to_tell(verdict)) return;
    if (verdict.kind == Verdict::Kind::not_evaluated && ++passed_over_ > most_passed_over_shown) return;
    fmt::print("{}", to_text(line, said));
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

// What is written of all programs together, when they are done: the page, and the report for continuous integration.
class Reports {
 public:
  explicit Reports(const Arguments& arguments) : arguments_(arguments) {
    if (!arguments.html.empty()) html_.emplace(arguments.html);
    if (!arguments.junit.empty()) junit_.emplace(arguments.junit);
  }
  bool wanted() const { return html_ || junit_; }
  bool take_standard_output() const { return arguments_.html == "-" || arguments_.junit == "-"; }
  // `remark` comes before what is said of the whole.
  void add(Checker& checker, const Summary& summary, std::string title, const std::string& remark) {
    if (wanted()) programs_.push_back(checker.lifetimes(summary, std::move(title), remark + to_text(summary, arguments_.reading)));
  }
  void write() {
    if (html_) html_->write(lifetimes::page_of(programs_, arguments_.reading)), html_->commit();
    if (junit_) junit_->write(lifetimes::junit_text(programs_, {arguments_.demands.balanced, arguments_.demands.usage})), junit_->commit();
  }

 private:
  const Arguments& arguments_;
  std::optional<tool::OutputFile> html_, junit_;
  std::vector<lifetimes::Program> programs_;
};

// A line that makes no sense may be noticed later than it was read, when calls of several threads are put in order.
[[noreturn]] void rethrow_with_place(const trace::BadInput& error, const trace::Reader& reader, std::size_t line) {
  if (error.line() || line == reader.line_number()) rethrow_with_place(error, reader);
  throw trace::BadInput(reader.name(), line, error.column(), error.message());
}

bool is_fault(const Verdict& verdict) { return verdict.kind == Verdict::Kind::rejected || verdict.kind == Verdict::Kind::undefined; }

struct Checked {
  Summary summary;
  std::size_t overlaps_from = 0;  // The first line that was judged as one of several that overlap, if any was.
  bool has_fault = false;
};

// To the end, or to the first fault: who follows a program is told of it at once.
Checked check_trace(Checker& checker, trace::Reader& reader, bool follows, JsonOutput& json, TextOutput& text) {
  Checked result;
  History history(checker.judge(), {}, [&](const trace::Line& line) { return checker.check(line); },
                  [&](const trace::Line& line, const HistoryVerdict& said) {
                    if (!result.overlaps_from && history.has_overlaps()) result.overlaps_from = line.number;
                    if (json.wanted() && line.kind == trace::Line::Kind::call) json.write(to_json(line, said));
                    text.write(line, said);
                    result.has_fault = result.has_fault || is_fault(said.verdict);
                  });
  trace::Line line;
  try {
    while (!(follows && result.has_fault) && reader.next(line)) {
      checker.note_place(line, [&] { return history.owed_elsewhere(); });
      history.add(line);
      if (follows) json.flush(), std::fflush(stdout);
    }
    history.finish();
  } catch (const trace::BadInput& error) {
    rethrow_with_place(error, reader, history.line_at_fault());
  }
  result.summary = checker.summary(history.owed_elsewhere());
  return result;
}

// What else is looked for and shown ends where calls overlap.
std::string overlap_text(std::size_t from) {
  return from ? fmt::format("from line {} on calls overlap: whether there is an order for them is judged; --usage, --html and --junit "
                            "speak only of what came before\n", from)
              : "";
}

std::string json_of(const Checked& checked) {
  std::string json = to_json(checked.summary);
  if (checked.overlaps_from) json.insert(json.size() - 1, fmt::format(",\"overlapFrom\":{}", checked.overlaps_from));
  return json;
}

trace::Reader lenient_if_wanted(trace::Reader reader, const Arguments& arguments) {
  if (arguments.lenient) reader.be_lenient();
  return reader;
}

trace::Reader opened(const std::string& path, const Arguments& arguments) {
  return lenient_if_wanted(trace::Reader::open(path, note), arguments);
}

// A trace that is being written is followed until somebody presses Ctrl-C.
trace::Reader reader_of(const std::string& path, const Arguments& arguments, const std::atomic<bool>& stop) {
  const bool is_whole = !arguments.follow || path == "-";
  return is_whole ? opened(path, arguments) : lenient_if_wanted(trace::Reader::follow(path, [&stop] { return stop.load(); }, note), arguments);
}

// What is to be told of a program before its verdict.
void write_debts(const Summary& summary, const std::string& prefix, TextOutput& text) {
  if (summary.owed)
    for (const Owed& owed : *summary.owed) text.write(prefix + to_text(owed));
  if (summary.usage)
    for (const UsageFinding& finding : *summary.usage) text.write(prefix + to_text(finding));
}

// Of several traces the worst counts: a rejection, then the caller's fault, then what is undecided.
int worse(int one, int other) {
  const auto rank = [](int code) { return code == 1 ? 3 : code == 4 ? 2 : code == 3 ? 1 : 0; };
  return rank(one) >= rank(other) ? one : other;
}

// One file; it may hold several programs. Of these the last line says how many came to what, the worst first.
int check_file(const std::string& path, const Arguments& arguments, JsonOutput& json, Reports& reports) {
  std::atomic<bool> stop{false};
  std::optional<tool::AskedToStop> asked;
  if (arguments.follow) asked.emplace(stop);
  trace::Reader reader = reader_of(path, arguments, stop);
  reader.expect_several();
  TextOutput text(!json.takes_standard_output() && !reports.take_standard_output());
  const std::string prefix = arguments.traces.size() > 1 ? trace::plain(path) + ": " : "";
  std::map<int, std::size_t> counts;
  int result = 0;
  bool goes_on = true;
  for (std::size_t nth = 1; goes_on; ++nth) {
    const std::size_t from = reader.line_number();
    Checker checker(arguments.options(), arguments.demands);
    if (reports.wanted()) checker.gather();
    const Checked checked = check_trace(checker, reader, arguments.follow, json, text);
    const Summary& summary = checked.summary;
    goes_on = !(arguments.follow && checked.has_fault) && reader.begin_next();
    json.write(json_of(checked));
    const bool is_only_one = nth == 1 && !goes_on;
    const std::string overlaps = overlap_text(checked.overlaps_from);
    reports.add(checker, summary, trace::plain(path) + (is_only_one ? "" : fmt::format(", program {}", nth)), overlaps);
    write_debts(summary, prefix, text);
    if (!overlaps.empty() && (reports.wanted() || arguments.demands.usage)) text.write(prefix + overlaps);
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
  if (arguments.follow && arguments.traces.size() > 1) throw std::runtime_error("certlife-oracle: --follow takes one trace");
  if (arguments.follow) tool::tidy_up_when_interrupted();
  JsonOutput json(arguments.json);
  Reports reports(arguments);
  int result = 0;
  for (const std::string& path : arguments.traces) result = worse(result, check_file(path, arguments, json, reports));
  json.commit();
  reports.write();
  return result;
}

int allowed(const Arguments& arguments) {
  JsonOutput json(arguments.json);
  trace::Reader reader = opened(arguments.traces.front(), arguments);
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
  trace::Reader reader = opened("-", arguments);
  Checker checker(arguments.options(), {});
  trace::Line line;
  while (!tool::output_is_lost()) {
    try {
      if (!reader.next(line)) break;
      std::cout << to_json(line, check_next(checker, reader, line)) << std::endl;
    } catch (const trace::BadInput& error) {
      std::string text = "{\"error\":";
      trace::append_quoted(text, error.what());
      std::cout << text << '}' << std::endl;
    }
  }
  const Summary summary = checker.summary();
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
  verb.add_flag("--lenient", arguments.lenient, "Of a log that others wrote: pass over parameters and functions that are none, rather than take them for misspelt");
}

// A debt and a finding are faults where they were asked for.
std::vector<tool::ExitCode> check_codes() {
  std::vector<tool::ExitCode> codes = verdict_codes;
  codes.back().when = "undefined: the caller is at fault; with --balanced for what it owes, with --usage for what is found";
  return codes;
}

CLI::App* add_check(CLI::App& app, Arguments& arguments) {
  CLI::App* verb = app.add_subcommand("check", "Judge each call of the traces");
  add_common(*verb, arguments);
  verb->add_option("--json", arguments.json, "Write verdicts as JSON lines to this file; - is standard output")->type_name("FILE");
  verb->add_option("--html", arguments.html, "Write a page to this file: a lane for each handle and context over the calls, with what was found; - is standard output")->type_name("FILE");
  verb->add_option("--junit", arguments.junit, "Write JUnit's XML to this file, a test suite for each program; - is standard output")->type_name("FILE");
  verb->add_flag("--balanced", arguments.demands.balanced, "What the caller still owes at the end is its fault: exit 4");
  CLI::Option* usage = verb->add_flag("--usage", arguments.demands.usage, "Say as well where the program does what the documents warn of, though it is defined: exit 4");
  verb->add_flag("--development", arguments.demands.in_development, "The program is under development: its closes with CHECK are no finding of --usage")->needs(usage);
  verb->add_flag("--follow", arguments.follow, "Judge a trace while it is written: wait for more where it ends, until the first fault or Ctrl-C");
  verb->add_option("TRACE", arguments.traces, "Trace files; - is standard input")->required()->type_name("FILE");
  tool::describe(*verb, "oracle check",
                 {{"oracle check model/trace/examples/rejected_check_blind_to_a_held_context.jsonl", "why this may not be, by which clauses"},
                  {"oracle check --balanced --json - trace.jsonl", "for a script: leaks are faults, verdicts are JSON lines"},
                  {"oracle check --html page.html trace.jsonl", "a picture of who was given what, gave it back, and what died when"},
                  {"oracle check --follow trace.jsonl", "beside a program that is being recorded: speaks at the first fault, or at Ctrl-C"},
                  {"oracle check --balanced --usage --junit check.xml trace.jsonl", "for continuous integration"}},
                 check_codes());
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
  CLI::App* verb = app.add_subcommand("serve", "Judge trace lines from standard input, a verdict a line; calls that overlap are undecided: oracle check judges them");
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
