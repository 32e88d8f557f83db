#include "tests/conformance/runner/report_table.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "model/clauses/ledger.h"
#include "tests/conformance/runner/notation.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t id_width = 12;
constexpr std::size_t cell_width = 17;

std::string_view word_for(Status status) {
  switch (status) {
    case Status::pass: return "pass";
    case Status::fail: return "FAIL";
    case Status::expected_fail: return "expected fail";
    case Status::unexpected_pass: return "unexpected pass";
    case Status::not_supported: return "not supported";
    case Status::not_evaluated: return "not evaluated";
  }
  return "";
}

std::string_view colour_of(Status status) {
  switch (status) {
    case Status::pass: return "\033[32m";
    case Status::fail:
    case Status::unexpected_pass: return "\033[1;31m";
    case Status::expected_fail: return "\033[33m";
    default: return "\033[2m";
  }
}

std::string cut(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  return text.substr(0, width - 1) + "…";
}

// Words on lines of at most this width, each line indented.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  std::string all, line;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && indent + line.size() + 1 + word.size() > width) {
      all += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return line.empty() ? all : all + std::string(indent, ' ') + line + "\n";
}

class Table {
 public:
  Table(const std::vector<TargetReport>& reports, const TableOptions& options) : reports_(reports), options_(options) {
    const std::size_t cells = reports.size() * cell_width;
    text_width_ = std::max<std::size_t>(30, options.width > id_width + cells ? options.width - id_width - cells : 30);
  }

  std::string text() {
    header();
    for (const auto& group : model::Ledger::load().groups()) rows_of(group);
    totals();
    for (const TargetReport& report : reports_) deviations(report);
    for (const TargetReport& report : reports_) limits(report);
    return std::move(out_);
  }

 private:
  void header() {
    out_ += fmt::format("{:<{}}{:<{}}", "clause", id_width, "", text_width_);
    for (const TargetReport& report : reports_) out_ += fmt::format("{:<{}}", report.campaign->target, cell_width);
    out_ += "\n";
  }

  const ClauseResult* row_of(const TargetReport& report, const std::string& id) const {
    for (const ClauseResult& row : report.clauses)
      if (row.clause->id == id) return &row;
    return nullptr;
  }

  void rows_of(const model::ClauseGroup& group) {
    bool headed = false;
    for (const model::Clause& clause : group.clauses) {
      if (!is_observable(clause)) {
        ++silent_;
        continue;
      }
      if (reports_.empty() || !row_of(reports_.front(), clause.id)) continue;
      if (!headed) out_ += "\n" + cut(group.heading, options_.width) + "\n";
      headed = true;
      row(clause);
    }
  }

  void row(const model::Clause& clause) {
    out_ += fmt::format("  {:<{}}{:<{}}", clause.id, id_width - 2, "", 0);
    const std::string text = cut(clause.text, text_width_ - 2);
    out_ += text + std::string(text_width_ - std::min(text_width_, text.size() > text_width_ - 2 ? text_width_ - 2 : text.size()), ' ');
    std::string choices;
    for (const TargetReport& report : reports_) {
      cell(report, clause.id);
      const ClauseResult* result = row_of(report, clause.id);
      if (result && !result->choice.empty()) choices += fmt::format("  {}: {}", report.campaign->target, result->choice);
    }
    out_ += "\n";
    if (!choices.empty()) out_ += std::string(id_width, ' ') + "choice" + choices + "\n";
  }

  void cell(const TargetReport& report, const std::string& id) {
    if (!report.campaign->unavailable.empty()) {
      out_ += fmt::format("{:<{}}", "not available", cell_width);
      return;
    }
    const ClauseResult* result = row_of(report, id);
    if (!result) return;
    ++counts_[report.campaign][result->status];
    const std::string cell = fmt::format("{:<{}}", word_for(result->status), cell_width);
    out_ += options_.colour ? fmt::format("{}{}\033[0m", colour_of(result->status), cell) : cell;
  }

  void totals() {
    out_ += "\n";
    for (const TargetReport& report : reports_) {
      out_ += fmt::format("{:<12}", report.campaign->target);
      if (!report.campaign->unavailable.empty()) {
        out_ += "not available: " + report.campaign->unavailable + "\n";
        continue;
      }
      for (const Status status : {Status::pass, Status::fail, Status::expected_fail, Status::unexpected_pass, Status::not_supported, Status::not_evaluated})
        out_ += fmt::format("{} {}   ", counts_[report.campaign][status], word_for(status));
      out_ += "\n";
    }
    out_ += fmt::format("{} more clauses bind callers, inform, or promise nothing; nothing is judged by them.\n", silent_);
  }

  void deviations(const TargetReport& report) {
    std::vector<const Deviation*> shown;
    for (const Deviation& each : report.campaign->deviations)
      if (row_of(report, each.clause)) shown.push_back(&each);
    if (shown.empty() && report.unexpected_passes.empty()) return;
    out_ += fmt::format("\nDeviations of {} ({})\n", report.campaign->target, shown.size());
    for (const Deviation* each : shown) out_ += "\n" + deviation_text(*each, report.campaign->target);
    for (const ExpectedDeviation* each : report.unexpected_passes)
      out_ += fmt::format("\n{}  UNEXPECTED PASS: {} no longer shows: {}\n", each->clause, each->place, each->shape);
  }

  void limits(const TargetReport& report) {
    const CampaignResult& run = *report.campaign;
    if (!run.unavailable.empty()) return;
    out_ += fmt::format("\nLimits of the run of {} {} (reading {}, seed {})\n", run.target, run.version, options_.reading, run.seed);
    for (const Level& level : run.levels)
      out_ += fmt::format("  {:<70} {:>8} programs {:>9} calls {:>6.1f} s{}\n", level.text, level.extent.programs, level.extent.calls,
                          level.seconds, level.is_cut ? ", cut there" : "");
    out_ += fmt::format("  {} programs; {} calls executed by the target, {} judged of the levels, in {:.1f} s: {:.0f} calls/s\n", run.programs,
                        run.calls, run.judged, run.seconds, static_cast<double>(run.calls) / std::max(run.seconds, 0.001));
    out_ += fmt::format("  coverage: {} of {} clauses, {} of {} states and {} of {} transitions of the toured scopes\n", run.covered.clauses.size(),
                        run.covered.clauses_of, run.coverage.states.n, run.coverage.states.of, run.coverage.transitions.n, run.coverage.transitions.of);
    if (run.consequences > 0) out_ += fmt::format("  {} rejections only followed from an earlier one in the same program or did not come again\n", run.consequences);
    if (run.cut_short > 0) out_ += fmt::format("  {} programs were run only up to a call that is known to end the process\n", run.cut_short);
    if (run.died_too_often) out_ += "  the target died too often; the rest was not run\n";
    constexpr std::size_t most_shown = 3;
    for (std::size_t i = 0; i < std::min(run.undefined_programs.size(), most_shown); ++i)
      out_ += "  a program of the suite makes an undefined call: " + cut(run.undefined_programs[i], 300) + "\n";
    if (run.undefined_programs.size() > most_shown) out_ += fmt::format("  and {} more\n", run.undefined_programs.size() - most_shown);
  }

  const std::vector<TargetReport>& reports_;
  const TableOptions& options_;
  std::size_t text_width_;
  std::size_t silent_ = 0;
  std::map<const CampaignResult*, std::map<Status, std::size_t>> counts_;
  std::string out_;
};

}  // namespace

std::string deviation_text(const Deviation& deviation, const std::string& target) {
  std::string text = fmt::format("{}  {} on {}", deviation.clause, deviation.expected ? "expected deviation" : "DEVIATION", target);
  text += fmt::format(", {} calls", deviation.calls.size());
  text += deviation.shortest_over.empty() ? ", from which no one and no two can be taken\n"
                                          : ", shortest: " + deviation.shortest_over + " was run\n";
  for (std::size_t i = 0; i < deviation.calls.size(); ++i) text += fmt::format("    {}. {}\n", i + 1, call_text(deviation.calls[i]));
  text += wrapped("observed: " + deviation.observed, 4, 118);
  text += wrapped("allowed:  " + deviation.allowed, 4, 118);
  if (const auto* clause = model::Ledger::load().find(deviation.clause))
    text += wrapped(clause->id + ": " + clause->text + " [" + to_string(clause->sources) + "]", 4, 118);
  return text;
}

std::string table_text(const std::vector<TargetReport>& reports, const TableOptions& options) { return Table(reports, options).text(); }

}  // namespace certlife::conformance
