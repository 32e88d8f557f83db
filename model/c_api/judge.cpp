// The judge of <certlife/oracle.h>: lines in, verdicts out, and every error turned into one.
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/c_api/guarded.h"
#include "model/include/certlife/oracle.h"
#include "model/ledger/readings.h"
#include "model/oracle/judge.h"
#include "model/trace/bad_input.h"
#include "model/trace/line_parser.h"
#include "model/trace/named_bytes.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::c_api {
namespace {

using oracle::Overall;
using oracle::Owed;
using oracle::Summary;
using trace::LineText;

constexpr certlife_verdict verdict_of(oracle::Verdict::Kind kind) {
  using enum oracle::Verdict::Kind;
  switch (kind) {
    case accepted: return CERTLIFE_ACCEPTED;
    case rejected: return CERTLIFE_REJECTED;
    case not_evaluated: return CERTLIFE_NOT_EVALUATED;
    case undefined: return CERTLIFE_UNDEFINED;
  }
  return CERTLIFE_FAILED;
}

constexpr certlife_verdict verdict_of(Overall overall) {
  switch (overall) {
    case Overall::accepted: return CERTLIFE_ACCEPTED;
    case Overall::rejected: return CERTLIFE_REJECTED;
    case Overall::undecided: return CERTLIFE_NOT_EVALUATED;
    case Overall::undefined: return CERTLIFE_UNDEFINED;
  }
  return CERTLIFE_FAILED;
}

// The line without the end that a file gives it.
std::string_view without_newline(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string_view line_from(const char* line, std::size_t length) {
  if (line == nullptr) return {};
  return without_newline({line, length == CERTLIFE_TO_NUL ? std::strlen(line) : length});
}

std::string json_of_error(std::string_view message) {
  std::string text = "{\"error\":";
  trace::append_quoted(text, message);
  return text + '}';
}

}  // namespace

// What the last question came to; its text and JSON are written when somebody asks for them.
struct Answer {
  enum class Of { nothing, line, allowed, all_lines, error } of = Of::nothing;
  oracle::Verdict verdict;
  Summary summary;
  std::string error;
  std::optional<std::string> text, json;

  void begin(Of what) {
    of = what;
    text.reset();
    json.reset();
  }
};

}  // namespace certlife::c_api

using certlife::c_api::Answer;
using certlife::c_api::guarded;

struct certlife_judge {
  explicit certlife_judge(const char* name) : reading(name), judge({.reading = reading}) {}

  enum class Question { judge, allowed };
  certlife_verdict ask(Question question, std::string_view text) noexcept;
  certlife_verdict summarise() noexcept;
  std::size_t list_owed() noexcept;
  const char* text() noexcept;
  const char* json() noexcept;
  const certlife_owed* owed_at(std::size_t index) const { return index < owed_entries.size() ? &owed_entries[index] : nullptr; }

 private:
  // What came of an action; whatever it throws is told and becomes a verdict.
  template <class Action>
  certlife_verdict answered(Action action) noexcept;
  certlife_verdict fail(certlife_verdict verdict, const char* message) noexcept;
  // Reads the next line. Is it one for the judge?
  bool read(std::string_view text, bool is_last);
  std::string written_text() const;
  std::string written_json() const;

  std::string reading;
  certlife::oracle::Judge judge;
  certlife::trace::Line line;
  certlife::trace::NamedBytes bytes;
  std::string line_text;
  std::size_t lines = 0;
  bool call_seen = false, file_or_call_seen = false, is_recording = false;
  Answer answer;
  std::vector<certlife::oracle::Owed> owed;
  std::vector<certlife_owed> owed_entries;
};

certlife_verdict certlife_judge::fail(certlife_verdict verdict, const char* message) noexcept {
  answer.begin(Answer::Of::error);
  return guarded(CERTLIFE_FAILED, [&] {
    answer.error = message;
    return verdict;
  });
}

template <class Action>
certlife_verdict certlife_judge::answered(Action action) noexcept {
  try {
    return action();
  } catch (const certlife::trace::BadInput& bad) {
    return guarded(CERTLIFE_FAILED, [&] {
      const std::string place = bad.column() == 0 ? "" : "column " + std::to_string(bad.column()) + ": ";
      return fail(CERTLIFE_BAD_INPUT, (place + bad.message()).c_str());
    });
  } catch (const std::bad_alloc&) {
    return fail(CERTLIFE_FAILED, "no memory");
  } catch (const std::exception& bug) {
    return fail(CERTLIFE_FAILED, bug.what());
  }
}

bool certlife_judge::read(std::string_view text, bool is_last) {
  using namespace certlife::trace;
  if (text.find_first_not_of(" \t\r") == std::string_view::npos) return false;
  if (text.size() > longest_line) throw BadInput(1, "the line is longer than " + std::to_string(longest_line) + " bytes");
  if (const auto end = text.find('\n'); end != std::string_view::npos) throw BadInput(end + 1, "one line is judged at a time");
  line_text.assign(text);
  line_text += '\n';
  const LineText kind = parse_line_text(std::string_view(line_text).substr(0, text.size()), line, {});
  const bool is_version = kind == LineText::version || kind == LineText::recording;
  if (is_version && file_or_call_seen) throw BadInput(1, "the version must be in the first line");
  is_recording = is_recording || kind == LineText::recording;
  if (kind == LineText::bytes) bytes.take(line);
  else bytes.put_into(line);
  // What a recorded program opens is known when it opens it.
  if (kind == LineText::file && call_seen && !is_recording) throw BadInput(1, "a file must come before the first call");
  if (kind == LineText::file && is_last) throw BadInput(1, "expected a call");
  line.number = lines;
  return kind == LineText::call || kind == LineText::file;
}

certlife_verdict certlife_judge::ask(Question question, std::string_view text) noexcept {
  const bool judges = question == Question::judge;
  return answered([&] {
    answer.begin(Answer::Of::nothing);
    lines += judges;
    if (!read(text, !judges)) return CERTLIFE_NO_CALL;
    answer.verdict = judges ? judge.judge(line) : judge.allowed(line);
    answer.begin(judges ? Answer::Of::line : Answer::Of::allowed);
    const bool is_call = line.kind == certlife::trace::Line::Kind::call;
    file_or_call_seen = file_or_call_seen || judges;
    call_seen = call_seen || (judges && is_call);
    return is_call ? certlife::c_api::verdict_of(answer.verdict.kind) : CERTLIFE_NO_CALL;
  });
}

certlife_verdict certlife_judge::summarise() noexcept {
  return answered([&] {
    answer.summary = judge.summary();
    answer.begin(Answer::Of::all_lines);
    return certlife::c_api::verdict_of(answer.summary.overall);
  });
}

std::size_t certlife_judge::list_owed() noexcept {
  owed_entries.clear();
  return guarded(CERTLIFE_OWED_UNKNOWN, [&] {
    auto summary = judge.summary();
    if (!summary.owed) return CERTLIFE_OWED_UNKNOWN;
    owed = std::move(*summary.owed);
    // What these point at has a NUL behind it: literals, and strings of `owed`.
    for (const auto& each : owed)
      owed_entries.push_back({each.name.c_str(), each.thing.data(), each.call.data(), each.count, each.since.data(), each.since.size()});
    return owed_entries.size();
  });
}

std::string certlife_judge::written_text() const {
  switch (answer.of) {
    case Answer::Of::nothing: return {};
    case Answer::Of::line: return to_text(line, answer.verdict);
    case Answer::Of::allowed:
      return answer.verdict.kind == certlife::oracle::Verdict::Kind::accepted ? allowed_text(line, answer.verdict) : to_text(line, answer.verdict);
    case Answer::Of::all_lines: return to_text(answer.summary, reading);
    case Answer::Of::error: return answer.error;
  }
  return {};
}

std::string certlife_judge::written_json() const {
  switch (answer.of) {
    case Answer::Of::nothing: return {};
    case Answer::Of::line:
    case Answer::Of::allowed: return to_json(line, answer.verdict);
    case Answer::Of::all_lines: return to_json(answer.summary);
    case Answer::Of::error: return certlife::c_api::json_of_error(answer.error);
  }
  return {};
}

const char* certlife_judge::text() noexcept {
  return guarded("", [&] {
    if (!answer.text) answer.text = written_text();
    return answer.text->c_str();
  });
}

const char* certlife_judge::json() noexcept {
  return guarded("", [&] {
    if (!answer.json) answer.json = written_json();
    return answer.json->c_str();
  });
}

// --- The functions of C --------------------------------------------------------------------------------------------------

const char* certlife_oracle_version(void) { return CERTLIFE_VERSION; }

const char* certlife_reading_name(size_t index) {
  return index < certlife::model::reading_names.size() ? certlife::model::reading_names[index].data() : nullptr;
}

const char* certlife_verdict_name(certlife_verdict verdict) {
  switch (verdict) {
    case CERTLIFE_ACCEPTED: return "accepted";
    case CERTLIFE_REJECTED: return "rejected";
    case CERTLIFE_BAD_INPUT: return "bad input";
    case CERTLIFE_NOT_EVALUATED: return "not evaluated";
    case CERTLIFE_UNDEFINED: return "undefined";
    case CERTLIFE_NO_CALL: return "no call";
    case CERTLIFE_FAILED: return "failed";
  }
  return "";
}

certlife_judge* certlife_judge_create(const char* reading) {
  return guarded<certlife_judge*>(nullptr, [&] { return std::make_unique<certlife_judge>(reading == nullptr ? "windows" : reading).release(); });
}

void certlife_judge_destroy(certlife_judge* judge) { delete judge; }

certlife_verdict certlife_judge_line(certlife_judge* judge, const char* line, size_t length) {
  return judge->ask(certlife_judge::Question::judge, certlife::c_api::line_from(line, length));
}

certlife_verdict certlife_judge_allowed_line(certlife_judge* judge, const char* line, size_t length) {
  return judge->ask(certlife_judge::Question::allowed, certlife::c_api::line_from(line, length));
}

certlife_verdict certlife_judge_summary(certlife_judge* judge) { return judge->summarise(); }
const char* certlife_judge_text(certlife_judge* judge) { return judge->text(); }
const char* certlife_judge_json(certlife_judge* judge) { return judge->json(); }
size_t certlife_judge_owed(certlife_judge* judge) { return judge->list_owed(); }
const certlife_owed* certlife_judge_owed_at(certlife_judge* judge, size_t index) { return judge->owed_at(index); }

namespace {

certlife_verdict ask_of_call(certlife_judge* judge, certlife_judge::Question question, certlife_call* call) {
  const char* const line = certlife_call_line(call);
  return line == nullptr ? CERTLIFE_FAILED : judge->ask(question, line);
}

}  // namespace

certlife_verdict certlife_judge_call(certlife_judge* judge, certlife_call* call) {
  return ask_of_call(judge, certlife_judge::Question::judge, call);
}

certlife_verdict certlife_judge_allowed_call(certlife_judge* judge, certlife_call* call) {
  return ask_of_call(judge, certlife_judge::Question::allowed, call);
}
