#include "tests/conformance/report/report_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/ledger/ledger.h"
#include "model/ledger/readings.h"
#include "model/tool/terminal.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/reproduce.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t id_width = 13;
constexpr std::size_t cell_width = 17;
constexpr std::size_t narrow_cell_width = 9;
constexpr std::size_t least_text_width = 24;

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

// For a narrow terminal.
std::string_view short_word_for(Status status) {
  switch (status) {
    case Status::pass: return "pass";
    case Status::fail: return "FAIL";
    case Status::expected_fail: return "exp.fail";
    case Status::unexpected_pass: return "UNX.PASS";
    case Status::not_supported: return "not supp";
    case Status::not_evaluated: return "not eval";
  }
  return "";
}

// Deviations of one kind stand together, in the place of the first of them.
std::vector<std::vector<const Deviation*>> by_kind(const std::vector<const Deviation*>& deviations) {
  std::vector<std::vector<const Deviation*>> kinds;
  for (const Deviation* each : deviations) {
    const auto same = [&](const auto& kind) {
      return kind.front()->signature == each->signature && kind.front()->broken() == each->broken() && kind.front()->expected == each->expected && kind.front()->is_flaky() == each->is_flaky();
    };
    const auto found = std::find_if(kinds.begin(), kinds.end(), same);
    if (found == kinds.end()) kinds.push_back({each});
    else found->push_back(each);
  }
  return kinds;
}

std::string again_text(const Deviation& deviation, const CampaignResult& campaign, const TableOptions& options) {
  if (campaign.open_with.empty()) return {};
  // One line, whatever the width: it is to be copied.
  return "    again:    " + plain(reproduce_command(deviation, campaign.open_with, options.reading)) + "\n";
}

std::string variant_text(const Deviation& deviation, const CampaignResult& campaign, const TableOptions& options) {
  const std::size_t width = std::max<std::size_t>(options.width, 40);
  return wrapped(fmt::format("{}: {}", counted(deviation.calls.size(), "call"), deviation.text()), "    also, in ", 14, width) +
         again_text(deviation, campaign, options);
}

class Table {
 public:
  Table(const std::vector<TargetReport>& reports, const TableOptions& options) : reports_(reports), options_(options) {
    if (options.width < id_width + least_text_width + reports.size() * cell_width) cell_width_ = narrow_cell_width;
    const std::size_t fixed = id_width + reports.size() * cell_width_;
    // Where there is no room for it the text is left off: `oracle explain` has it.
    text_width_ = options.width >= fixed + least_text_width ? options.width - fixed : 0;
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
    for (const TargetReport& report : reports_) out_ += padded(cut(report.campaign->target, cell_width_ - 1), cell_width_);
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
    if (text_width_ > 0) out_ += padded(cut(clause.text, text_width_ - 2), text_width_);
    std::string choices, reasons;
    for (const TargetReport& report : reports_) {
      cell(report, clause.id);
      const ClauseResult* result = row_of(report, clause.id);
      if (!result) continue;
      if (!result->choice.empty()) choices += plain(fmt::format("  {}: {}", report.campaign->target, result->choice));
      // What is not supported stands below, by what is wanting.
      if (result->status != Status::not_supported)
        if (const std::string reason = reason_of(*result); !reason.empty())
          reasons += wrapped(plain(fmt::format("{}: {}", report.campaign->target, reason)), std::string(id_width, ' '), id_width + 2, options_.width);
    }
    out_ += "\n";
    if (!choices.empty()) out_ += std::string(id_width, ' ') + "choice" + choices + "\n";
    out_ += reasons;
  }

  void cell(const TargetReport& report, const std::string& id) {
    if (!report.campaign->unavailable.empty()) {
      out_ += padded(cut("not available", cell_width_ - 1), cell_width_);
      return;
    }
    const ClauseResult* result = row_of(report, id);
    if (!result) return;
    ++counts_[report.campaign][result->status];
    const bool narrow = cell_width_ == narrow_cell_width;
    const std::string cell = padded(narrow ? short_word_for(result->status) : word_for(result->status), cell_width_);
    out_ += options_.colour ? fmt::format("{}{}\033[0m", colour_of(result->status), cell) : cell;
  }

  void totals() {
    out_ += "\n";
    for (const TargetReport& report : reports_) {
      out_ += padded(report.campaign->target, 12) + " ";
      if (!report.campaign->unavailable.empty()) {
        out_ += plain("not available: " + report.campaign->unavailable) + "\n";
        continue;
      }
      std::string counts;
      for (const Status status : {Status::pass, Status::fail, Status::expected_fail, Status::unexpected_pass, Status::not_supported, Status::not_evaluated})
        counts += fmt::format("{}{} {}", counts.empty() ? "" : ",  ", counts_[report.campaign][status], word_for(status));
      if (const std::size_t flaky = flaky_ones(*report.campaign)) counts += fmt::format(";  {} deviations are flaky", flaky);
      out_ += counts + "\n";
      if (const std::string expired = expired_text(*report.campaign); !expired.empty()) out_ += wrapped(plain(expired), std::string(13, ' '), 15, options_.width);
      if (const std::string unreached = unreached_text(report.campaign->reached); !unreached.empty()) out_ += std::string(13, ' ') + plain(unreached) + "\n";
      if (const std::string control = judge_control_text(report.campaign->judge_control); !control.empty()) out_ += std::string(13, ' ') + control + "\n";
    }
    out_ += fmt::format("{} more clauses bind callers, inform, or promise nothing; nothing is judged by them.\n", silent_);
  }

  // Of a kind the shortest in full, and the others by their calls.
  void deviations(const TargetReport& report) {
    if (report.deviations.empty() && report.unexpected_passes.empty()) return;
    out_ += fmt::format("\nDeviations of {} ({})\n", plain(report.campaign->target), report.deviations.size());
    for (const auto& kind : by_kind(report.deviations)) {
      out_ += "\n" + deviation_text(*kind.front(), *report.campaign, options_);
      for (const Deviation* each : std::span(kind).subspan(1)) out_ += variant_text(*each, *report.campaign, options_);
    }
    for (const ExpectedDeviation* each : report.unexpected_passes)
      out_ += fmt::format("\n{}  UNEXPECTED PASS: {} no longer shows: {}\n", each->clause, plain(each->place), plain(each->text()));
  }

  void limits(const TargetReport& report) {
    const CampaignResult& run = *report.campaign;
    if (!run.unavailable.empty()) return;
    out_ += fmt::format("\nLimits of the run of {} {} (reading {}, seed {})\n", plain(run.target), plain(run.version), options_.reading, run.seed);
    for (const Level& level : run.levels)
      out_ += padded("  " + level.text, std::max<std::size_t>(40, std::min<std::size_t>(72, options_.width - 47))) +
              fmt::format(" {:>8} programs {:>9} calls {:>6.1f} s{}\n", level.extent.programs, level.extent.calls, level.seconds,
                          !level.was_reached() ? ", not reached: " + level.cut_by : level.is_cut() ? ", cut there: " + level.cut_by : "");
    coverage(report);
    out_ += fmt::format("  {}; {} executed by the target, {} of the levels judged, in {:.1f} s: {:.0f} calls/s\n", counted(run.programs, "program"),
                        counted(run.calls, "call"), run.judged, run.seconds, static_cast<double>(run.calls) / std::max(run.seconds, 0.001));
    for (const Deviation& each : run.only_after_others)
      out_ += fmt::format("  seen only in a process that had run other programs, and not judged: {} | {}\n", each.clause, plain(each.text()));
    if (run.consequences > 0) out_ += fmt::format("  {} rejections were consequences of an earlier one in the same program, or not reproducible\n", run.consequences);
    if (run.endings_not_again > 0)
      out_ += wrapped(plain(fmt::format("the process ended {} in a way that was not reproducible in a fresh one{}", counted(run.endings_not_again, "time"),
                                  run.ending_not_again.empty() ? "" : "; the last time: " + run.ending_not_again)), "  ", 4, options_.width);
    if (run.cut_short > 0) out_ += fmt::format("  {} programs were run only up to a call that is known to end the process\n", run.cut_short);
    lacks(report);
    if (const std::string undecided = why_undecided(report); !undecided.empty()) out_ += "  " + undecided + "\n";
    for (const auto& change : run.judge_control.unseen) out_ += wrapped(plain("the judge accepted a changed value: " + change), "  ", 4, options_.width);
    constexpr std::size_t most_shown = 3;
    for (std::size_t i = 0; i < std::min(run.undefined_programs.size(), most_shown); ++i)
      out_ += "  a program of the suite makes an undefined call: " + cut(run.undefined_programs[i], 300) + "\n";
    if (run.undefined_programs.size() > most_shown) out_ += fmt::format("  and {} more\n", run.undefined_programs.size() - most_shown);
  }

  void coverage(const TargetReport& report) {
    const auto figure = [&](const char* what, const CoverageFigure& covered) {
      out_ += fmt::format("  {} of {} {}\n", covered.n, covered.of, what);
    };
    figure("clauses that say something about an implementation were decided", clauses_reached(report));
    const CoverageFigures& graph = report.campaign->coverage;
    if (graph.states.of > 0) figure("states of the toured scopes were reached", graph.states);
    if (graph.transitions.of > 0) figure("transitions of the toured scopes were taken", graph.transitions);
  }

  // What the target lacks, and for each the programs and clauses that were not run or not judged for want of it.
  void lacks(const TargetReport& report) {
    std::map<std::string, std::set<std::string>> clauses;
    for (const auto& lack : report.campaign->lacks) clauses[lack.first];
    for (const ClauseResult& row : report.clauses)
      if (row.status == Status::not_supported)
        for (const auto& lack : row.lacks) clauses[lack].insert(row.clause->id);
    for (const auto& [lack, without] : clauses) {
      std::string text = "not supported: " + lack + ";";
      const auto programs = report.campaign->lacks.find(lack);
      if (programs != report.campaign->lacks.end()) text += fmt::format(" {} not run, or not whole;", counted(programs->second, "program"));
      text += without.empty() ? " every clause is judged all the same" : fmt::format(" not judged are {}", fmt::join(without, ", "));
      out_ += wrapped(plain(text), "  ", 4, options_.width);
    }
  }

  const std::vector<TargetReport>& reports_;
  const TableOptions& options_;
  std::size_t cell_width_ = cell_width, text_width_;
  std::size_t silent_ = 0;
  std::map<const CampaignResult*, std::map<Status, std::size_t>> counts_;
  std::string out_;
};

}  // namespace

std::string counted(std::size_t number, const std::string& what) { return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s"); }

std::string shortest_over_text(const Deviation& deviation) { return "every shorter program over \"" + deviation.shortest_over + '"'; }

std::string shortness_text(const Deviation& deviation) {
  if (deviation.is_by_windows) return "as Windows was seen to be called";
  if (!deviation.is_reduced) return "the shortest beginning that was recorded; it was run elsewhere and could not be reduced";
  if (deviation.is_shortest()) {
    std::string text = "shortest: " + shortest_over_text(deviation) + " was run";
    for (const Checked& each : deviation.checked)
      if (deviation.shortest_over == each.alphabet) text += ", all up to " + counted(each.depth, "call");
    return text;
  }
  std::string text = deviation.is_given_up ? "not reduced further for want of time" : "minimal: no call and no two of them can be left out";
  std::map<std::size_t, std::vector<std::string>> alphabets;
  for (const Checked& each : deviation.checked) alphabets[each.depth].push_back('"' + each.alphabet + '"');
  for (const auto& [depth, names] : alphabets)
    text += fmt::format("; all up to {} over {} were run", counted(depth, "call"), names.size() == 1 ? names.front() : fmt::format("{} alphabets", names.size()));
  return text;
}

std::string choice_text(const std::string& clause_id, const std::string& reading) {
  const auto* clause = model::Ledger::load().find(clause_id);
  const auto* choice = clause && clause->choice ? model::Ledger::load().find_choice(*clause->choice) : nullptr;
  const auto value = choice ? model::value_under(*choice, reading) : std::nullopt;
  return value ? fmt::format("the reading {} fixes {} to {}; `certlife list readings` shows the others", reading, *clause->choice, *value) : "";
}

std::string blame_text(const Deviation& deviation) {
  if (!deviation.blame) return {};
  const Blame& blame = *deviation.blame;
  return fmt::format("{} at call {}: {}; {} at call {} shows it", blame.clause, blame.at + 1, blame.what, deviation.clause, deviation.calls.size());
}

namespace {

std::string sentence_of(const std::string& clause_id, std::size_t width) {
  const auto* clause = model::Ledger::load().find(clause_id);
  return clause ? wrapped(clause->text + " [" + to_string(clause->sources) + "]", "    " + clause->id + ": ", 4, width) : "";
}

}  // namespace

std::string deviation_text(const Deviation& deviation, const CampaignResult& campaign, const TableOptions& options) {
  const std::size_t width = std::max<std::size_t>(options.width, 40);
  std::string text = fmt::format("{}  {}{} on {}", deviation.broken(), deviation.expected ? "expected " : "",
                                 deviation.is_flaky() ? "FLAKY DEVIATION" : deviation.expected ? "deviation" : "DEVIATION", campaign.target);
  text = wrapped(text + fmt::format(", {}, {}", counted(deviation.calls.size(), "call"), shortness_text(deviation)), "", 4, width);
  if (deviation.is_flaky())
    text += wrapped(fmt::format("it showed in {} of {} further runs of this program", deviation.reruns.shown, deviation.reruns.of), "    flaky:    ", 14, width);
  for (std::size_t i = 0; i < deviation.calls.size(); ++i)
    text += wrapped(step_text(deviation.requests[i], deviation.calls[i]), fmt::format("    {}. ", i + 1), 7, width);
  text += wrapped(deviation.observed, "    observed: ", 14, width);
  text += wrapped(deviation.allowed, "    allowed:  ", 14, width);
  if (deviation.blame) text += wrapped(blame_text(deviation), "    cause:    ", 14, width) + sentence_of(deviation.broken(), width);
  text += sentence_of(deviation.clause, width);
  if (const std::string fixed = choice_text(deviation.clause, options.reading); !fixed.empty()) text += wrapped(fixed, "    choice:   ", 14, width);
  if (!deviation.note.empty()) text += wrapped(deviation.note, "    known:    ", 14, width);
  const bool was_reduced_now = deviation.is_reduced && deviation.ms_to_shortest > 0;
  const std::string reduced = was_reduced_now ? fmt::format("; reduced {:.0f} ms after the first failure", deviation.ms_to_shortest) : "";
  text += wrapped(fmt::format("{}{}; met by {}", deviation.found_by, reduced, counted(deviation.times, "program")), "    found by: ", 14, width);
  return text + again_text(deviation, campaign, options);
}

std::string table_text(const std::vector<TargetReport>& reports, const TableOptions& options) { return Table(reports, options).text(); }

}  // namespace certlife::conformance
