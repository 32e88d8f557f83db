#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "tests/conformance/report/escape.h"
#include "tests/conformance/report/html_parts.h"
#include "tests/conformance/report/report_table.h"

namespace certlife::conformance {
namespace {

using Counts = std::map<std::string_view, std::size_t>;

Counts counts_of(const TargetReport& report) {
  Counts counts;
  for (const ClauseResult& row : report.clauses) ++counts[kind_of(report, &row).key];
  return counts;
}

// Something is known of the target: it deviates as a file of known deviations says, or no longer does.
bool has_expectations(const TargetReport& report) {
  const auto& all = report.campaign->deviations;
  return !report.unexpected_passes.empty() || std::any_of(all.begin(), all.end(), [](const Deviation& each) { return each.expected; });
}

std::string verdict(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  if (!run.unavailable.empty()) return "<span class=\"chip not-available\">not available</span>";
  switch (exit_code_of({report})) {
    case 0: return fmt::format("<span class=\"chip pass\">{}</span>", has_expectations(report) ? "as expected" : "no deviation");
    case 3:
      return fmt::format("<span class=\"chip fail\">{}</span>", run.died_too_often             ? "died too often to be judged"
                                                             : nothing_was_judged(report) ? "not judged"
                                                                                          : "judged blindly");
    default: return fmt::format("<span class=\"chip fail\">{}</span>", has_expectations(report) ? "not as expected" : "deviates");
  }
}

// What is judged, as a bar; the numbers stand beside it.
std::string bar(const Counts& counts) {
  std::string parts, numbers;
  for (const CellKind& kind : cell_kinds()) {
    const auto found = counts.find(kind.key);
    if (found == counts.end()) continue;
    numbers += fmt::format("<li><span class=\"dot {}\" aria-hidden=\"true\"></span><b>{}</b> {}</li>", kind.key, found->second, kind.word);
    if (kind.key != "not-judged") parts += fmt::format("<span class=\"{}\" style=\"flex-grow:{}\"></span>", kind.key, found->second);
  }
  return fmt::format("<div class=\"bar\" aria-hidden=\"true\">{}</div><ul class=\"counts\">{}</ul>", parts, numbers);
}

std::string share(const CoverageFigure& covered) {
  const double percent = covered.of == 0 ? 0 : 100.0 * static_cast<double>(covered.n) / static_cast<double>(covered.of);
  return fmt::format("{} of {} ({:.0f}%)", covered.n, covered.of, percent);
}

std::string facts(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  std::string text = fact("Calls executed", fmt::format("{} in {:.1f} s, {:.0f} a second", run.calls, run.seconds,
                                                      static_cast<double>(run.calls) / std::max(run.seconds, 0.001)));
  text += fact("Clauses decided", share(clauses_reached(report)));
  if (run.coverage.states.of > 0) text += fact("States reached", share(run.coverage.states));
  if (run.coverage.transitions.of > 0) text += fact("Transitions taken", share(run.coverage.transitions));
  text += fact("Counterexamples", std::to_string(report.deviations.size()));
  if (run.judge_control.of > 0) text += fact("The judge can see", fmt::format("{} of {} changed values", run.judge_control.seen, run.judge_control.of));
  if (const std::string unreached = unreached_text(run.reached); !unreached.empty()) text += fact("Not reached", unreached.substr(unreached.find(": ") + 2));
  if (const std::size_t flaky = flaky_ones(run)) text += fact("Flaky", fmt::format("{} of them", flaky));
  return "<dl class=\"facts\">" + text + "</dl>";
}

std::string card(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  const std::string inner = run.unavailable.empty() ? bar(counts_of(report)) + facts(report) : "<p>" + escaped(run.unavailable) + "</p>";
  return fmt::format("<article class=\"card\"><h3>{} <small>{}</small> {}</h3>{}</article>\n", escaped(run.target), escaped(run.version), verdict(report), inner);
}

// --- Limits --------------------------------------------------------------------------------------------------------------------

std::string text_of(const Level& level) {
  if (!level.is_cut()) return level.text;
  return level.text + (level.was_reached() ? ", cut there: " : ", not reached: ") + level.cut_by;
}

std::string levels(const CampaignResult& run) {
  std::string rows;
  for (const Level& level : run.levels)
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{:.1f}</td></tr>\n", escaped(text_of(level)), level.extent.programs,
                        level.extent.calls, level.seconds);
  return fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Levels of {0}\"><table class=\"levels\"><thead><tr><th scope=\"col\">What was run</th><th scope=\"col\">Programs</th>"
                     "<th scope=\"col\">Calls</th><th scope=\"col\">Seconds</th></tr></thead>\n<tbody>{1}</tbody>\n"
                     "<tfoot><tr><th scope=\"row\">All, with what reducing took</th><td>{2}</td><td>{3}</td><td>{4:.1f}</td></tr></tfoot></table></div>\n",
                     escaped(run.target), rows, run.programs, run.calls, run.seconds);
}

std::vector<std::string> not_run(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  std::vector<std::string> reasons;
  for (const auto& [lack, programs] : run.lacks) reasons.push_back("not supported by the target: " + lack + " (" + counted(programs, "program") + ")");
  const auto counts = counts_of(report);
  if (const auto found = counts.find("not-evaluated"); found != counts.end())
    reasons.push_back(fmt::format("{} clauses were not evaluated: nothing that was run decided them", found->second));
  if (run.endings_not_again > 0)
    reasons.push_back(fmt::format("the process ended {} in a way that was not reproducible in a fresh one", counted(run.endings_not_again, "time")));
  if (run.cut_short > 0) reasons.push_back(fmt::format("{} programs were run only up to a call that is known to end the process", run.cut_short));
  if (!run.only_after_others.empty())
    reasons.push_back(fmt::format("{} deviations are not shown: they were seen only in a process that had run other programs, and in none of their own", run.only_after_others.size()));
  if (run.consequences > 0) reasons.push_back(fmt::format("{} rejections are not shown: they only followed from an earlier one in the same program", run.consequences));
  if (const std::string undecided = why_undecided(report); !undecided.empty()) reasons.push_back(undecided);
  for (const auto& change : run.judge_control.unseen) reasons.push_back("the judge accepted a changed value: " + change);
  for (const auto& program : run.undefined_programs) reasons.push_back("a program of the suite makes an undefined call: " + program);
  return reasons;
}

std::string limits_of(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  std::string text = fmt::format("<h3>{} {}</h3>\n", escaped(run.target), escaped(run.version));
  if (!run.unavailable.empty()) return text + "<p>Nothing was run: " + escaped(run.unavailable) + "</p>\n";
  text += fmt::format("<p>Random walks have the seed {}; the same seed gives the same programs.</p>\n", run.seed) + levels(run);
  std::string items;
  for (const auto& reason : not_run(report)) items += "<li>" + escaped(reason) + "</li>";
  return items.empty() ? text : text + "<p class=\"label\">Not run, or not shown:</p><ul>" + items + "</ul>\n";
}

}  // namespace

std::string summary_html(const Page& page) {
  std::string cards;
  for (const TargetReport& report : page.reports) cards += card(report);
  return "<section id=\"summary\" aria-labelledby=\"summary-title\">\n<h2 id=\"summary-title\">Summary</h2>\n<div class=\"cards\">\n" + cards + "</div>\n</section>\n";
}

std::string limits_html(const Page& page) {
  std::string parts;
  for (const TargetReport& report : page.reports) parts += limits_of(report);
  return "<section id=\"limits\" aria-labelledby=\"limits-title\">\n<h2 id=\"limits-title\">Limits of the run</h2>\n"
         "<p>What passed here was tried only this far. A program that is called shortest is shortest among those of the alphabet named with it.</p>\n" +
         parts + "</section>\n";
}

}  // namespace certlife::conformance
