#include "model/lifetimes/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "model/lifetimes/page_data.h"
#include "model/lifetimes/page_files.h"
#include "model/trace/markup.h"

namespace certlife::lifetimes {

using trace::escaped;

namespace {

// Only the script of this page runs, and nothing is fetched from anywhere.
constexpr const char* policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-certlife'; img-src data:; base-uri 'none'; form-action 'none'";

// So many notes of a program stand in the page as text; the script has them all.
constexpr std::size_t most_notes_as_text = 100;

std::string_view page_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_page_files())
    if (file.name == name) return file.text;
  return {};
}

std::string title_of(const std::vector<Program>& programs) {
  return programs.size() == 1 ? programs.front().title : fmt::format("{} programs", programs.size());
}

std::string head(const std::vector<Program>& programs) {
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{}">
<title>Lifetimes of {}</title>
<style>
{}</style>
</head>
)",
                     policy, escaped(title_of(programs)), page_file("lifetimes.css"));
}

std::string header(const std::vector<Program>& programs, const std::string& reading) {
  return fmt::format(R"(<body>
<a class="skip" href="#programs">Skip to the calls</a>
<header class="top">
<p class="brand">certlife oracle check</p>
<h1>Lifetimes of {}</h1>
<p class="lead">Who was given which handle and context, who gave it back, and when it died, judged under the reading <strong>{}</strong>.</p>
<ul class="legend" aria-label="Signs">
<li><b>+</b> given to the caller</li><li><b>−</b> given back</li><li><b>✕</b> died</li><li><b>·</b> used</li>
<li>solid: the caller owns it</li><li>dashed: counted or allocated, and nobody owns it</li>
</ul>
<p class="hint" id="keys" hidden><kbd>↑</kbd> <kbd>↓</kbd> go through the calls, <kbd>Enter</kbd> opens one or a fold, <kbd>n</kbd> <kbd>p</kbd> go to what was found</p>
</header>
<main id="programs">
)",
                     escaped(title_of(programs)), escaped(reading));
}

std::string note_item(const Program& program, const Note& note) {
  const std::size_t line = note.row < program.rows.size() ? program.rows[note.row].line : 0;
  return fmt::format("<li class=\"{0}\"><span class=\"chip {0}\">{0}</span> <span class=\"at\">line {1}</span> <span class=\"text\">{2}</span></li>\n",
                     name_of(note.kind), line, escaped(note.text));
}

std::string notes(const Program& program) {
  if (program.notes.empty()) return "<p>There is nothing to tell of any call.</p>\n";
  std::string items;
  for (std::size_t i = 0; i < program.notes.size() && i < most_notes_as_text; ++i) items += note_item(program, program.notes[i]);
  const std::size_t more = program.notes.size() - std::min(program.notes.size(), most_notes_as_text);
  return "<ul class=\"notes\">\n" + items + "</ul>\n" + (more ? fmt::format("<p>{} more stand at their calls.</p>\n", more) : "");
}

std::string section(const Program& program, std::size_t number) {
  return fmt::format(R"(<section class="program" aria-labelledby="title-{0}">
<h2 id="title-{0}">{1} <span class="chip {2}">{2}</span></h2>
<p class="summary">{3}</p>
{4}<div class="lanes" id="program-{0}" role="region" aria-label="Calls of {1}"><p class="noscript">The calls are drawn by the script of this page.</p></div>
</section>
)",
                     number, escaped(program.title), escaped(program.verdict), escaped(program.summary), notes(program));
}

std::string footer(const std::vector<Program>& programs) {
  return fmt::format(R"(</main>
<footer><p>Written by <code>certlife oracle check --html</code>.</p></footer>
<script type="application/json" id="data">{}</script>
<script nonce="certlife">
{}</script>
</body>
</html>
)",
                     page_data(programs), page_file("lifetimes.js"));
}

}  // namespace

std::string page_of(const std::vector<Program>& programs, const std::string& reading) {
  std::string text = head(programs) + header(programs, reading);
  for (std::size_t i = 0; i < programs.size(); ++i) text += section(programs[i], i);
  return text + footer(programs);
}

}  // namespace certlife::lifetimes
