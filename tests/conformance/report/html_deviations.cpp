#include <algorithm>

#include <fmt/format.h>

#include "model/ledger/ledger.h"
#include "model/trace/notation.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/report/escape.h"
#include "tests/conformance/report/html_parts.h"
#include "tests/conformance/report/report_table.h"

namespace certlife::conformance {
namespace {

// Words for what the deviation is.
std::string badges(const Deviation& deviation) {
  std::string text = deviation.expected ? "<span class=\"chip expected-fail\">known deviation</span>" : "<span class=\"chip fail\">deviation</span>";
  if (deviation.is_flaky())
    text += fmt::format("<span class=\"chip unexpected-pass\">flaky: {} of {} runs</span>", deviation.reruns.shown, deviation.reruns.of);
  if (deviation.is_shortest()) text += "<span class=\"chip pass\">shortest</span>";
  return text;
}

// A picture takes more room than words: it is left off rather than another counterexample.
constexpr std::size_t largest_chart = 40'000;

std::string chart(const Page& page, const Deviation& deviation) {
  if (!page.charts.draw) return {};
  const std::string picture = page.charts.draw(deviation.calls, page.reading);
  if (picture.size() > largest_chart) return {};
  return "<div class=\"chart\" tabindex=\"0\" role=\"region\" aria-label=\"Chart of the calls\">" + picture + "</div>\n";
}

// The calls with what came of each; the last one deviates.
std::string program(const Deviation& deviation) {
  std::string items;
  for (std::size_t i = 0; i < deviation.calls.size(); ++i) {
    const bool last = i + 1 == deviation.calls.size();
    std::string seen = observation_text(deviation.calls[i]);
    if (seen.empty() && last) seen = deviation.observed;
    const bool to_blame = deviation.blame && deviation.blame->at == i;
    if (to_blame) seen += (seen.empty() ? "" : "; ") + deviation.blame->clause + ": " + deviation.blame->what;
    items += fmt::format("<li{}><code>{}</code>{}</li>\n", last || to_blame ? " class=\"deviates\"" : "", escaped(step_text(deviation.requests[i], deviation.calls[i])),
                         seen.empty() ? "" : fmt::format("<span class=\"seen\"><span aria-hidden=\"true\">→</span> {}</span>", escaped(seen)));
  }
  return "<ol class=\"program\">\n" + items + "</ol>\n";
}

std::string trace_text(const Deviation& deviation) {
  std::string text = std::string(trace::version_line()) + "\n";
  for (const auto& line : deviation.calls) text += trace::to_text(line) + "\n";
  return text;
}

std::string facts(const Deviation& deviation, const std::string& reading) {
  const bool was_reduced_now = deviation.is_reduced && deviation.ms_to_shortest > 0;
  return "<dl class=\"facts\">" + fact("Length", counted(deviation.calls.size(), "call") + ", " + shortness_text(deviation)) +
         fact("Cause", blame_text(deviation)) + fact("Known", deviation.note) + fact("Choice", choice_text(deviation.clause, reading)) +
         fact("Found by", deviation.found_by + "; met by " + counted(deviation.times, "program")) +
         fact("Reduced", was_reduced_now ? fmt::format("{:.0f} ms after the first failure", deviation.ms_to_shortest) : "") + "</dl>\n";
}

std::string command(const std::string& text) {
  return fmt::format("<div class=\"command\"><pre><code>{}</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n", escaped(text));
}

std::string clause_text(const std::string& id) {
  const auto* clause = model::Ledger::load().find(id);
  return clause ? clause->text : std::string();
}

// What was recorded elsewhere has no command.
std::string again(const Deviation& deviation, const CampaignResult& run, const std::string& reading) {
  if (run.open_with.empty()) return {};
  return "<p class=\"label\">Shows it again:</p>\n" + command(reproduce_command(deviation, run.open_with, reading));
}

std::string article(const Page& page, std::size_t target, const Deviation& deviation) {
  const CampaignResult& run = *page.reports[target].campaign;
  return fmt::format(R"(<article class="deviation" id="{0}" data-target="{1}" data-clause="{2}" aria-labelledby="{0}-title">
<h4 id="{0}-title"><a href="#{2}">{2}</a> <span class="badges">{3}</span></h4>
<p>{4}</p>
<div class="versus"><div class="observed"><b>Observed</b> {5}</div><div class="allowed"><b>Allowed</b> {6}</div></div>
{11}{7}{8}{9}<details><summary>As a trace</summary><pre tabindex="0" aria-label="Trace"><code>{10}</code></pre></details>
</article>
)",
                     anchor_of(page, deviation), target, escaped(deviation.broken()), badges(deviation), escaped(clause_text(deviation.broken())),
                     escaped(deviation.observed), escaped(deviation.allowed), program(deviation), facts(deviation, page.reading),
                     again(deviation, run, page.reading), escaped(trace_text(deviation)), chart(page, deviation));
}

// The deviations of one target, as far as there is room.
std::string of_target(const Page& page, std::size_t target, std::size_t room) {
  const TargetReport& report = page.reports[target];
  std::string articles;
  std::size_t count = 0, left_off = 0;
  for (const Deviation* each : report.deviations) {
    ++count;
    const std::string text = left_off == 0 ? article(page, target, *each) : "";
    if (left_off > 0 || articles.size() + text.size() > room) ++left_off;
    else articles += text;
  }
  if (count == 0 && report.unexpected_passes.empty()) return {};
  std::string text = fmt::format("<h3>{}: {}</h3>\n{}", escaped(report.campaign->target), counted(count, "counterexample"), articles);
  if (left_off > 0) text += fmt::format("<p class=\"warning\">{} more do not fit into this page; <code>--json</code> has them all.</p>\n", left_off);
  for (const ExpectedDeviation* each : report.unexpected_passes)
    text += fmt::format("<p class=\"warning\"><span class=\"chip unexpected-pass\">unexpected pass</span> <a href=\"#{0}\">{0}</a>: {1} no longer shows: <code>{2}</code></p>\n",
                        escaped(each->clause), escaped(each->place), escaped(each->text()));
  return text;
}

}  // namespace

std::string anchor_of(const Page& page, const Deviation& deviation) {
  for (std::size_t target = 0; target < page.reports.size(); ++target) {
    const auto& all = page.reports[target].campaign->deviations;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (&all[i] == &deviation) return fmt::format("deviation-{}-{}", target + 1, i + 1);
  }
  return "deviations";
}

std::string deviations_html(const Page& page, std::size_t room) {
  std::string parts;
  // What a target says beside its articles takes a little as well.
  constexpr std::size_t beside = 20'000;
  for (std::size_t target = 0; target < page.reports.size(); ++target) {
    const std::size_t left = room - std::min(room, parts.size()), each = left / (page.reports.size() - target);
    parts += of_target(page, target, each - std::min(each, beside));
  }
  if (parts.empty()) parts = "<p>None: every program was answered as the documents allow.</p>\n";
  return "<section id=\"deviations\" aria-labelledby=\"deviations-title\">\n<h2 id=\"deviations-title\">Counterexamples</h2>\n" + parts + "</section>\n";
}

}  // namespace certlife::conformance
