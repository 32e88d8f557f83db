#include "tests/conformance/report/report_junit.h"

#include <fmt/format.h>

#include "model/ledger/ledger.h"
#include "tests/conformance/report/escape.h"
#include "tests/conformance/report/report_table.h"

namespace certlife::conformance {
namespace {

// The tests, failures, errors and cases left out of a suite or of all.
struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
  }
};

std::string counts_text(const Counts& counts) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", counts.tests, counts.failures, counts.errors, counts.skipped);
}

std::string joined_programs(const ClauseResult& row, const CampaignResult& run, const TableOptions& options) {
  std::string text;
  for (const Deviation* each : row.deviations) text += (text.empty() ? "" : "\n") + deviation_text(*each, run, options);
  return text;
}

std::string first_line(const ClauseResult& row) {
  const Deviation& first = *row.deviations.front();
  const std::string cause = first.blame ? blame_text(first) + "; " : "";
  return fmt::format("{}{}observed: {}; allowed: {}", first.is_flaky() ? "flaky; " : "", cause, first.observed, first.allowed);
}

class Suite {
 public:
  Suite(const TargetReport& report, const std::string& reading) : report_(report), run_(*report.campaign) { options_.reading = reading; }

  std::string text() {
    if (!run_.unavailable.empty()) whole_target("is available", "skipped", "not available: " + run_.unavailable);
    else cases();
    std::string head = fmt::format("  <testsuite name=\"{}\" {} time=\"{:.3f}\">\n", escaped(run_.target), counts_text(counts_), run_.seconds);
    return head + properties() + cases_ + "  </testsuite>\n";
  }

  const Counts& counts() const { return counts_; }

 private:
  void cases() {
    for (const ClauseResult& row : report_.clauses) clause(row);
    for (const Reach& each : run_.reached) level(each);
    if (run_.judge_control.of > 0) judge_control();
    if (run_.died_too_often) whole_target("lives long enough to be judged", "error", why_undecided(report_));
    else if (nothing_was_judged(report_)) whole_target("is judged", "error", why_undecided(report_));
  }

  std::string properties() const {
    const auto property = [](const char* name, const std::string& value) {
      return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, escaped(value));
    };
    return "    <properties>\n" + property("version", run_.version) + property("seed", std::to_string(run_.seed)) +
           property("reading", options_.reading) + property("calls", std::to_string(run_.calls)) + "    </properties>\n";
  }

  // What was not reached is no pass, and neither is what was only begun.
  void level(const Reach& reach) {
    open_case("level " + std::string(level_names[static_cast<std::size_t>(reach.level)]), "levels");
    switch (reach.how) {
      case Reach::How::whole: cases_ += "/>\n"; return;
      case Reach::How::cut: return skipped("cut: " + reach.why);
      case Reach::How::not_reached: return skipped("not reached: " + reach.why);
      case Reach::How::nothing_to_run: return skipped("nothing of it can be run on this target");
    }
  }

  void judge_control() {
    open_case(judge_control_text(run_.judge_control), "judge");
    if (run_.judge_control.is_good()) return void(cases_ += "/>\n");
    ++counts_.errors;
    std::string unseen;
    for (const auto& change : run_.judge_control.unseen) unseen += change + "\n";
    close_with("error", "a changed value was accepted: the verdicts cannot be relied on", unseen);
  }

  void open_case(const std::string& name, const std::string& group) {
    ++counts_.tests;
    cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escaped(run_.target + "." + group), escaped(name));
  }

  void close_with(const char* element, const std::string& message, const std::string& text) {
    cases_ += fmt::format(">\n      <{} message=\"{}\"", element, escaped(message));
    cases_ += text.empty() ? "/>\n" : fmt::format(">{}</{}>\n", escaped(text), element);
    cases_ += "    </testcase>\n";
  }

  void whole_target(const std::string& name, const char* element, const std::string& message) {
    open_case("the target " + name, "target");
    ++(std::string_view(element) == "error" ? counts_.errors : counts_.skipped);
    close_with(element, message, "");
  }

  void failed(const std::string& message, const std::string& text) {
    ++counts_.failures;
    close_with("failure", message, text);
  }
  void skipped(const std::string& message, const std::string& text = "") {
    ++counts_.skipped;
    close_with("skipped", message, text);
  }

  void clause(const ClauseResult& row) {
    open_case(row.clause->id + " " + row.clause->text, group_of(*row.clause));
    switch (row.status) {
      case Status::pass: cases_ += "/>\n"; return;
      case Status::fail: return failed(first_line(row), joined_programs(row, run_, options_));
      case Status::unexpected_pass: return failed("a known deviation no longer shows", unexpected(row));
      case Status::expected_fail: return skipped("known deviation: " + first_line(row), joined_programs(row, run_, options_));
      case Status::not_supported: return skipped("not supported by the target");
      case Status::not_evaluated: break;
    }
    skipped(is_observable(*row.clause) ? "not evaluated: nothing that was run decided it"
                                       : "not judged: it binds callers, informs, or promises nothing");
  }

  std::string unexpected(const ClauseResult& row) const {
    std::string text;
    for (const ExpectedDeviation* each : report_.unexpected_passes)
      if (each->clause == row.clause->id) text += each->place + ": " + each->text() + "\n";
    return text;
  }

  // The clause file: "close_store".
  static std::string group_of(const model::Clause& clause) { return clause.place.file.substr(0, clause.place.file.find('.')); }

  const TargetReport& report_;
  const CampaignResult& run_;
  TableOptions options_;
  Counts counts_;
  std::string cases_;
};

}  // namespace

std::string junit_text(const std::vector<TargetReport>& reports, const std::string& reading) {
  std::string suites;
  Counts counts;
  double seconds = 0;
  for (const TargetReport& report : reports) {
    Suite suite(report, reading);
    suites += suite.text();
    counts.add(suite.counts());
    seconds += report.campaign->seconds;
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"certlife conform\" {} time=\"{:.3f}\">\n{}</testsuites>\n",
                     counts_text(counts), seconds, suites);
}

}  // namespace certlife::conformance
