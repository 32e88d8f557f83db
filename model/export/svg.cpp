#include "model/export/svg.h"

#include <algorithm>

#include "model/export/printable.h"
#include "model/export/story.h"
#include "model/joined.h"
#include "model/trace/bad_input.h"

namespace certlife::conformance {
namespace {

// All in pixels. Characters of the monospaced fonts named in the style are at most so wide at 13 pixels.
constexpr double character = 7.85;
constexpr int line_height = 17, margin = 16, gutter = 34, row_gap = 10, panel_pad = 8;
constexpr std::size_t widest_call = 84, widest_object = 46;

int pixels(std::size_t characters) { return static_cast<int>(static_cast<double>(characters) * character) + 1; }

std::size_t widest(const std::vector<std::string>& texts, std::size_t least) {
  for (const auto& text : texts) least = std::max(least, width_of(text));
  return least;
}

// One call of the chart, in lines of text.
struct Row {
  std::string number;
  std::vector<std::string> call, answer, allowed, objects;
  std::string clauses;
  bool is_call = true, is_bad = false, is_fault = false;

  std::size_t lines_between() const { return call.size() + answer.size() + allowed.size() + (clauses.empty() ? 0 : 1); }
};

std::vector<std::string> objects_of(const AnnotatedCall& annotated) {
  if (!annotated.is_followed) return {"not known any more"};
  std::vector<std::string> lines;
  for (const ObjectState& object : annotated.objects)
    for (auto& part : wrapped(shown_object(object), widest_object)) lines.push_back(std::move(part));
  return lines;
}

std::string verdict_text(const AnnotatedCall& annotated) {
  switch (annotated.kind) {
    case oracle::Verdict::Kind::accepted: return "";
    case oracle::Verdict::Kind::rejected: return "not allowed; allowed is only: " + shown_allowed(annotated);
    case oracle::Verdict::Kind::not_evaluated: return "not judged: " + printable(annotated.reason);
    case oracle::Verdict::Kind::undefined: return "the caller is at fault: the documents do not define this call";
  }
  return "";
}

Row row_of(const AnnotatedCall& annotated, std::size_t number) {
  Row row;
  row.is_call = annotated.line.kind == trace::Line::Kind::call;
  row.number = row.is_call ? std::to_string(number) : "";
  row.call = wrapped(shown_call(annotated.line), widest_call);
  row.is_bad = annotated.is_rejected();
  row.is_fault = annotated.kind == oracle::Verdict::Kind::undefined;
  if (row.is_call) row.answer = wrapped(shown_answer(annotated.line), widest_call);
  if (const std::string text = verdict_text(annotated); !text.empty()) row.allowed = wrapped(text, widest_call);
  row.clauses = annotated.is_rejected() ? "breaks " + annotated.broken : joined(annotated.clauses);
  row.objects = objects_of(annotated);
  return row;
}

std::vector<Row> rows_of(const std::vector<trace::Line>& lines, const std::string& reading, std::string& complaint) {
  std::vector<Row> rows;
  std::vector<AnnotatedCall> story;
  try {
    story = story_of(lines, reading);
  } catch (const std::exception& error) {
    complaint = printable(error.what());
  }
  std::size_t number = 0;
  for (const AnnotatedCall& annotated : story)
    rows.push_back(row_of(annotated, annotated.line.kind == trace::Line::Kind::call ? ++number : number));
  return rows;
}

class Chart {
 public:
  Chart(std::vector<Row> rows, std::string complaint, const SvgOptions& options)
      : rows_(std::move(rows)), complaint_(std::move(complaint)), options_(options) {
    std::size_t calls = 24, objects = 12;
    for (const Row& row : rows_) {
      calls = std::max({calls, widest(row.call, 0), widest(row.answer, 0), widest(row.allowed, 0), width_of(row.clauses)});
      objects = widest(row.objects, objects);
    }
    caller_ = margin + gutter + 30;
    callee_ = caller_ + pixels(calls) + 40;
    panel_ = callee_ + 72;
    width_ = panel_ + pixels(objects) + 2 * panel_pad + margin;
  }

  std::string text() {
    heading();
    for (const Row& row : rows_) draw(row);
    if (!complaint_.empty()) complain();
    return head() + lifelines() + body_ + "</svg>\n";
  }

 private:
  void heading() {
    y_ = margin;
    if (!options_.title.empty()) {
      const auto room = static_cast<std::size_t>((width_ - 2 * margin) / character);
      for (const auto& part : wrapped(printable(options_.title), std::max<std::size_t>(room, 20))) write("cl-title", margin, y_ += line_height, part);
      y_ += row_gap;
    }
    write("cl-head", caller_, y_ += line_height, "caller", "middle");
    write("cl-head", callee_, y_, "implementation", "middle");
    write("cl-head", panel_ + panel_pad, y_, "state in the model");
    first_ = y_ += row_gap;
  }

  void draw(const Row& row) {
    const int top = y_ + row_gap;
    const auto text_lines = std::max(row.lines_between(), row.objects.size());
    const int height = static_cast<int>(text_lines) * line_height + 3 * row_gap;
    if (row.is_bad || row.is_fault) box("cl-back", margin, top - 4, callee_ + 24 - margin, height);
    if (row.is_bad || row.is_fault) box("cl-bar", margin, top - 4, 4, height);
    if (!row.objects.empty()) box("cl-panel", panel_, top - 4, width_ - margin - panel_, static_cast<int>(row.objects.size()) * line_height + 2 * panel_pad - 4);
    int at = top + line_height - 4;
    write("cl-soft", margin + 10, at, row.number);
    exchange(row, at);
    at = top + line_height - 2;
    for (const auto& object : row.objects) write("cl-state", panel_ + panel_pad, at, object), at += line_height;
    y_ = top + height;
  }

  void exchange(const Row& row, int at) {
    const int left = caller_ + 14;
    for (const auto& part : row.call) write("cl-call", left, at, part), at += line_height;
    if (row.is_call) arrow(caller_, callee_, at - line_height + 6, "cl-arrow");
    at += 6;
    for (const auto& part : row.answer) write(row.is_bad ? "cl-call cl-bad" : "cl-call", left, at, part), at += line_height;
    if (row.is_call) arrow(callee_, caller_, at - line_height + 6, "cl-arrow cl-dashed");
    at += 6;
    for (const auto& part : row.allowed) write("cl-bad", left, at, part), at += line_height;
    if (!row.clauses.empty()) write("cl-soft", left, at, row.clauses);
  }

  void complain() {
    write("cl-bad", margin, y_ += 2 * line_height, complaint_);
    y_ += row_gap;
  }

  void write(const std::string& style, int x, int y, const std::string& text, const char* anchor = nullptr) {
    if (text.empty()) return;
    body_ += "<text class=\"" + style + "\" x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\"" +
             (anchor ? " text-anchor=\"" + std::string(anchor) + "\"" : std::string()) + ">" + xml_escaped(text) + "</text>\n";
  }

  void box(const char* style, int x, int y, int width, int height) {
    body_ += "<rect class=\"" + std::string(style) + "\" x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
             std::to_string(width) + "\" height=\"" + std::to_string(height) + "\"/>\n";
  }

  void arrow(int from, int to, int y, const char* style) {
    const int back = to > from ? -8 : 8;
    const auto point = [&](int x, int dy) { return std::to_string(x) + "," + std::to_string(y + dy) + " "; };
    body_ += "<path class=\"" + std::string(style) + "\" d=\"M" + point(from, 0) + "L" + point(to, 0) + "\"/>\n";
    body_ += "<path class=\"cl-tip\" d=\"M" + point(to, 0) + "L" + point(to + back, -4) + "L" + point(to + back, 4) + "Z\"/>\n";
  }

  std::string lifelines() const {
    std::string lines;
    for (const int x : {caller_, callee_})
      lines += "<path class=\"cl-life\" d=\"M" + std::to_string(x) + "," + std::to_string(first_) + " V" + std::to_string(y_) + "\"/>\n";
    return lines;
  }

  std::string head() const {
    const std::string size = std::to_string(width_) + " " + std::to_string(y_ + margin);
    std::string text = options_.is_inline ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- SPDX-License-Identifier: CC0-1.0 -->\n";
    text += "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cl-chart\" viewBox=\"0 0 " + size + "\" width=\"" + std::to_string(width_) +
            "\" height=\"" + std::to_string(y_ + margin) + "\" style=\"max-width:100%;height:auto\">\n";
    text += "<title>" + xml_escaped(options_.title.empty() ? "Sequence of calls" : options_.title) + "</title>\n";
    if (options_.has_style) text += "<style>\n" + svg_style() + "</style>\n";
    if (!options_.is_inline) text += "<rect class=\"cl-paper\" width=\"100%\" height=\"100%\"/>\n";
    return text;
  }

  std::vector<Row> rows_;
  std::string complaint_;
  const SvgOptions& options_;
  std::string body_;
  int caller_ = 0, callee_ = 0, panel_ = 0, width_ = 0, y_ = 0, first_ = 0;
};

}  // namespace

std::string svg_of(const std::vector<trace::Line>& lines, const SvgOptions& options) {
  std::string complaint;
  auto rows = rows_of(lines, options.reading, complaint);
  return Chart(std::move(rows), std::move(complaint), options).text();
}

std::string svg_style() {
  return R"(.cl-chart { color-scheme: light dark;
  --ink: var(--cl-ink, #1f2328); --soft: var(--cl-soft, #59636e); --line: var(--cl-line, #8c959f);
  --panel: var(--cl-panel, #f0f3f6); --bad: var(--cl-bad, #b3151f); --bad-back: var(--cl-bad-back, #ffecea); --paper: #ffffff; }
@media (prefers-color-scheme: dark) { .cl-chart {
  --ink: var(--cl-ink, #e6edf3); --soft: var(--cl-soft, #9aa4af); --line: var(--cl-line, #6e7681);
  --panel: var(--cl-panel, #1c232c); --bad: var(--cl-bad, #ff8f85); --bad-back: var(--cl-bad-back, #3d1a1d); --paper: #0d1117; } }
.cl-chart text { font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink); white-space: pre; }
.cl-chart .cl-title, .cl-chart .cl-head { font-weight: bold; }
.cl-chart .cl-soft { fill: var(--soft); }
.cl-chart .cl-bad { fill: var(--bad); font-weight: bold; }
.cl-chart .cl-life { stroke: var(--line); stroke-dasharray: 2 4; }
.cl-chart .cl-arrow { stroke: var(--ink); fill: none; }
.cl-chart .cl-dashed { stroke-dasharray: 6 4; }
.cl-chart .cl-tip { fill: var(--ink); }
.cl-chart .cl-back { fill: var(--bad-back); }
.cl-chart .cl-bar { fill: var(--bad); }
.cl-chart .cl-panel { fill: var(--panel); rx: 4px; }
.cl-chart .cl-paper { fill: var(--paper); }
)";
}

}  // namespace certlife::conformance
