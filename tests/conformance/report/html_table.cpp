#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "model/domain/choosing.h"
#include "model/joined.h"
#include "model/ledger/ledger.h"
#include "model/tool/terminal.h"
#include "tests/conformance/report/escape.h"
#include "tests/conformance/report/html_parts.h"

namespace certlife::conformance {
namespace {

const CellKind not_judged{"not-judged", "not judged", "·"};
const CellKind not_available{"not-available", "not available", "∅"};

std::string file_of(const model::ClauseGroup& group) { return group.name; }

// --- A cell --------------------------------------------------------------------------------------------------------------------

std::string chip(const CellKind& kind, const std::string& link) {
  const std::string inner = fmt::format("<span aria-hidden=\"true\">{}</span> {}", kind.sign, kind.word);
  if (link.empty()) return fmt::format("<span class=\"chip {}\">{}</span>", kind.key, inner);
  return fmt::format("<a class=\"chip {}\" href=\"#{}\">{}</a>", kind.key, link, inner);
}

constexpr std::size_t most_of_a_reason = 100;

std::string cell(const Page& page, const TargetReport& report, const std::string& clause) {
  const ClauseResult* row = row_of(report, clause);
  const bool shows = row && !row->deviations.empty();
  std::string text = chip(kind_of(report, row), shows ? anchor_of(page, *row->deviations.front()) : "");
  if (shows && row->deviations.size() > 1) text += fmt::format("<span class=\"note\">{} programs</span>", row->deviations.size());
  if (shows && std::any_of(row->deviations.begin(), row->deviations.end(), [](const Deviation* each) { return each->is_flaky(); }))
    text += "<span class=\"note\">flaky</span>";
  if (row && !row->choice.empty()) text += fmt::format("<span class=\"note\">chooses {}</span>", escaped(row->choice));
  if (const std::string reason = row ? reason_of(*row) : ""; !reason.empty()) text += fmt::format("<span class=\"note\">{}</span>", escaped(cut(reason, most_of_a_reason)));
  return fmt::format("<td role=\"cell\" class=\"verdict\" data-target=\"{}\">{}</td>", escaped(report.campaign->target), text);
}

// --- A clause ------------------------------------------------------------------------------------------------------------------

std::string term(const char* name, const std::string& text) { return fmt::format("<dt>{}</dt><dd>{}</dd>", name, escaped(text)); }

std::string choice_terms(const model::Clause& clause) {
  const auto* choice = clause.choice ? model::Ledger::load().find_choice(*clause.choice) : nullptr;
  if (!choice) return {};
  std::vector<std::string> readings;
  for (const std::string_view reading : model::reading_names)
    readings.push_back(std::string(reading) + " " + value_under(*choice, reading).value_or("free"));
  return term("Choice", choice->name + " = " + joined(choice->values, " or ")) + term("Readings", joined(readings, "; "));
}

std::string page_terms(const model::Clause& clause) {
  std::string text;
  for (const model::Source& source : clause.sources)
    if (const auto* sentence = source.kind == model::Source::Kind::page ? model::Ledger::load().find_sentence(source.name) : nullptr)
      text += fmt::format("<li><b>{}</b>: {}</li>", escaped(sentence->name), escaped(sentence->gist));
  return text.empty() ? "" : "<dt>The page says</dt><dd><ul>" + text + "</ul></dd>";
}

std::string details(const model::Clause& clause) {
  const std::string modality(to_string(clause.modality)), evidence(to_string(clause.evidence));
  return fmt::format("<details><summary>{} · {}</summary><dl>{}{}{}{}{}</dl></details>", escaped(modality), escaped(evidence),
                     term("Modality", modality), term("Evidence", evidence), term("Sources", to_string(clause.sources)),
                     choice_terms(clause), page_terms(clause));
}

std::string row(const Page& page, const model::ClauseGroup& group, const model::Clause& clause) {
  std::string cells, statuses;
  for (const TargetReport& report : page.reports) {
    cells += cell(page, report, clause.id);
    statuses += (statuses.empty() ? "" : " ") + std::string(kind_of(report, row_of(report, clause.id)).key);
  }
  return fmt::format("<tr role=\"row\" class=\"clause\" id=\"{0}\" data-group=\"{1}\" data-statuses=\"{2}\">"
                     "<th role=\"rowheader\" scope=\"row\"><a href=\"#{0}\">{0}</a></th><td role=\"cell\" class=\"says\"><p>{3}</p>{4}</td>{5}</tr>\n",
                     escaped(clause.id), escaped(file_of(group)), statuses, escaped(clause.text), details(clause), cells);
}

bool is_reported(const Page& page, const model::Clause& clause) { return page.reports.empty() || row_of(page.reports.front(), clause.id); }

std::string body(const Page& page, const model::ClauseGroup& group) {
  std::string rows;
  for (const model::Clause& clause : group.clauses)
    if (is_reported(page, clause)) rows += row(page, group, clause);
  if (rows.empty()) return {};
  return fmt::format("<tbody role=\"rowgroup\" data-group=\"{}\">\n<tr role=\"row\" class=\"group\"><th role=\"columnheader\" scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n{}</tbody>\n",
                     escaped(file_of(group)), 2 + page.reports.size(), escaped(group.heading), rows);
}

// --- Filters -------------------------------------------------------------------------------------------------------------------

std::string option(const std::string& value, const std::string& text) {
  return fmt::format("<option value=\"{}\">{}</option>", escaped(value), escaped(text));
}

std::string group_options(const Page& page) {
  std::string options = option("", "all functions");
  for (const auto& group : model::Ledger::load().groups())
    if (std::any_of(group.clauses.begin(), group.clauses.end(), [&](const model::Clause& each) { return is_reported(page, each); }))
      options += option(file_of(group), group.heading);
  return options;
}

std::string target_options(const Page& page) {
  std::string options = option("", "all targets");
  for (std::size_t i = 0; i < page.reports.size(); ++i) options += option(std::to_string(i), page.reports[i].campaign->target);
  return options;
}

std::string status_boxes(const Page& page) {
  std::map<std::string_view, std::size_t> counts;
  for (const model::Clause* clause : model::Ledger::load().clauses())
    for (const TargetReport& report : page.reports)
      if (is_reported(page, *clause)) ++counts[kind_of(report, row_of(report, clause->id)).key];
  std::string boxes;
  for (const CellKind& kind : cell_kinds()) {
    if (counts[kind.key] == 0) continue;
    boxes += fmt::format("<label class=\"box {0}\"><input type=\"checkbox\" name=\"status\" value=\"{0}\" checked> <span aria-hidden=\"true\">{2}</span> {1}</label>\n",
                         kind.key, kind.word, kind.sign);
  }
  return boxes;
}

}  // namespace

const std::vector<CellKind>& cell_kinds() {
  static const std::vector<CellKind> kinds = {
      {"fail", "fail", "✕"},          {"unexpected-pass", "unexpected pass", "!"}, {"expected-fail", "expected fail", "≈"},
      {"pass", "pass", "✓"},          {"not-supported", "not supported", "–"},     {"not-evaluated", "not evaluated", "?"},
      not_judged, not_available};
  return kinds;
}

const CellKind& kind_of(const TargetReport& report, const ClauseResult* row) {
  if (!report.campaign->unavailable.empty()) return not_available;
  if (!row) return not_judged;
  if (row->status == Status::not_evaluated && !is_observable(*row->clause)) return not_judged;
  const auto& kinds = cell_kinds();
  return *std::find_if(kinds.begin(), kinds.end(), [&](const CellKind& kind) { return kind.key == name_of(row->status); });
}

const ClauseResult* row_of(const TargetReport& report, const std::string& clause) {
  for (const ClauseResult& row : report.clauses)
    if (row.clause->id == clause) return &row;
  return nullptr;
}

std::string filters_html(const Page& page) {
  return fmt::format(R"(<h2 id="clauses-title">Clauses</h2>
<form id="filters" class="filters" hidden aria-label="Filters">
<label class="field search">Text <input type="search" id="filter-text" autocomplete="off" placeholder="words, or a clause as CLOSE-5" aria-keyshortcuts="/"></label>
<label class="field">Function <select id="filter-group">{}</select></label>
<label class="field">Target <select id="filter-target">{}</select></label>
<fieldset><legend>Status</legend>
{}</fieldset>
<p class="under"><output id="shown" for="filter-text filter-group filter-target"></output> <button type="reset">Show all</button> <span class="hint"><kbd>/</kbd> goes to the text, <kbd>Esc</kbd> empties it</span></p>
</form>
)",
                     group_options(page), target_options(page), status_boxes(page));
}

std::string table_html(const Page& page) {
  std::string head = "<th role=\"columnheader\" scope=\"col\">Clause</th><th role=\"columnheader\" scope=\"col\">What it says</th>";
  for (const TargetReport& report : page.reports) head += fmt::format("<th role=\"columnheader\" scope=\"col\">{}</th>", escaped(report.campaign->target));
  std::string bodies;
  for (const auto& group : model::Ledger::load().groups()) bodies += body(page, group);
  return fmt::format("<table role=\"table\" class=\"clauses\">\n<caption>Every clause with what each target makes of it</caption>\n"
                     "<thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>\n{}</table>\n<p id=\"nothing\" hidden>No clause is like that.</p>\n",
                     head, bodies);
}

}  // namespace certlife::conformance
