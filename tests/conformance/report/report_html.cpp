#include "tests/conformance/report/report_html.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/conformance/report/page_files.h"
#include "tests/conformance/report/escape.h"
#include "tests/conformance/report/html_parts.h"

namespace certlife::conformance {
namespace {

// Only the script of this page runs, and nothing is fetched from anywhere.
constexpr const char* policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-certlife'; img-src data:; base-uri 'none'; form-action 'none'";

std::string page_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_page_files())
    if (file.name == name) return std::string(file.text);
  return {};
}

std::string names_of(const std::vector<TargetReport>& reports) {
  std::string names;
  for (const TargetReport& report : reports) names += (names.empty() ? "" : ", ") + report.campaign->target;
  return names;
}

std::string head(const Page& page) {
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{}">
<title>Conformance of {}</title>
<style>
{}{}</style>
</head>
)",
                     policy, escaped(names_of(page.reports)), page_file("report.css"), page.charts.style);
}

std::string header(const Page& page) {
  return fmt::format(R"(<body>
<a class="skip" href="#clauses">Skip to the clauses</a>
<header class="top">
<p class="brand">certlife conform</p>
<h1>Conformance of {}</h1>
<p class="lead">Certificate stores and the contexts in them, judged clause by clause under the reading <strong>{}</strong>.</p>
<nav aria-label="Sections"><a href="#summary">Summary</a><a href="#clauses">Clauses</a><a href="#deviations">Counterexamples</a><a href="#limits">Limits of the run</a></nav>
</header>
<main>
)",
                     escaped(names_of(page.reports)), escaped(page.reading));
}

std::string footer() {
  return fmt::format(R"(</main>
<footer><p>Written by <code>certlife conform --html</code>. Programs in this page may be used by anybody for any purpose (CC0).</p></footer>
<script nonce="certlife">
{}</script>
</body>
</html>
)",
                     page_file("report.js"));
}

}  // namespace

std::string html_text(const std::vector<TargetReport>& reports, const std::string& reading, const Charts& charts) {
  const Page page{reports, reading, charts};
  const std::string before = head(page) + header(page) + summary_html(page) + "<section id=\"clauses\" aria-labelledby=\"clauses-title\">\n" +
                             filters_html(page) + table_html(page) + "</section>\n";
  const std::string after = limits_html(page) + footer();
  const std::size_t taken = before.size() + after.size();
  return before + deviations_html(page, taken < largest_page ? largest_page - taken : 0) + after;
}

std::string fact(const char* name, const std::string& text) { return text.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>", name, escaped(text)); }

}  // namespace certlife::conformance
