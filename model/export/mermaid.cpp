#include "model/export/mermaid.h"

#include "model/export/printable.h"
#include "model/joined.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t widest = 100;

std::string broken(const std::string& text) {
  std::string result;
  for (const auto& part : wrapped(text, widest)) result += (result.empty() ? "" : "<br/>") + mermaid_text(part);
  return result;
}

// A title is not broken into lines.
std::string shortened(const std::string& text) {
  std::string first = wrapped(printable(text), widest).front();
  if (first.size() == printable(text).size()) return first;
  while (first.ends_with(' ')) first.pop_back();
  return first + "…";
}

std::string note_text(const AnnotatedCall& annotated) {
  if (!annotated.is_followed) return "not known any more";
  std::string result;
  for (const ObjectState& object : annotated.objects) result += (result.empty() ? "" : "<br/>") + broken(shown_object(object));
  return result;
}

// What the oracle says to a call that is not simply accepted.
std::string verdict_text(const AnnotatedCall& annotated) {
  switch (annotated.kind) {
    case oracle::Verdict::Kind::accepted: return "";
    case oracle::Verdict::Kind::rejected: return "not allowed (" + annotated.broken + "); allowed is only: " + shown_allowed(annotated);
    case oracle::Verdict::Kind::not_evaluated: return "not judged: " + printable(annotated.reason);
    case oracle::Verdict::Kind::undefined: return "the caller is at fault (" + joined(annotated.clauses) + ")";
  }
  return "";
}

void append_call(std::string& text, const AnnotatedCall& annotated) {
  const std::string verdict = verdict_text(annotated), answer = shown_answer(annotated.line);
  const bool stands_out = annotated.is_rejected() || annotated.kind == oracle::Verdict::Kind::undefined;
  if (stands_out) text += "  rect rgba(220, 60, 60, 0.25)\n";
  text += "  C->>I: " + broken(shown_call(annotated.line)) + "\n";
  text += "  I-->>C: " + (answer.empty() ? std::string("(nothing was seen)") : broken(answer)) + "\n";
  if (!verdict.empty()) text += "  Note over C,I: " + broken(verdict) + "\n";
  if (const std::string note = note_text(annotated); !note.empty()) text += "  Note over M: " + note + "\n";
  if (stands_out) text += "  end\n";
}

}  // namespace

// A hash and a semicolon begin and end a code, a semicolon ends a statement, and "end" closes a block.
std::string mermaid_text(std::string_view text) {
  constexpr std::string_view plain = " _-.,()=|/!*+~^$'@[]:";
  std::string result;
  for (const char c : printable(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || byte >= 0x80 || plain.find(c) != std::string_view::npos) result += c;
    else result += "#" + std::to_string(byte) + ";";
  }
  for (auto at = result.find("end"); at != std::string::npos; at = result.find("end", at + 1)) {
    const bool begins = at == 0 || result[at - 1] == ' ', stops = at + 3 == result.size() || result[at + 3] == ' ';
    if (begins && stops) result.replace(at, 1, "#101;");
  }
  return result;
}

std::string mermaid_of(const std::vector<AnnotatedCall>& story, const std::string& title) {
  std::string text = "%% SPDX-License-Identifier: CC0-1.0\nsequenceDiagram\n";
  if (!title.empty()) text += "  title " + mermaid_text(shortened(title)) + "\n";
  text += "  participant C as caller\n  participant I as implementation\n  participant M as state in the model\n";
  for (const AnnotatedCall& annotated : story) {
    if (annotated.line.kind == trace::Line::Kind::call) append_call(text, annotated);
    else text += "  Note over I: " + broken(shown_call(annotated.line)) + "\n";
  }
  return text;
}

}  // namespace certlife::conformance
