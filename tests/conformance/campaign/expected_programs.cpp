#include "tests/conformance/campaign/expected_programs.h"

#include <algorithm>
#include <optional>

#include "model/ledger/ledger.h"
#include "model/programs/pattern.h"
#include "model/programs/program_file.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "model/trace/reader.h"
#include "tests/conformance/campaign/expected_notation.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;

bool is_trace_line(std::string_view text) { return text.starts_with('{'); }

// What stands behind the last call of a program.
struct Shown {
  std::string clause, aspect;
  std::vector<KindWords> kinds;  // Empty: all.
  std::optional<std::string> where;
};

// One line of the text.
struct CallText {
  std::string text;
  std::size_t line = 0, column = 1;
  std::optional<Shown> shown;
};

class ProgramsParser {
 public:
  ProgramsParser(const std::string& file, std::size_t first_line) : file_(file), line_(first_line) {}

  std::vector<ExpectedDeviation> parse(std::string_view text) {
    for (; !text.empty(); ++line_) {
      const auto end = std::min(text.find('\n'), text.size());
      take(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!steps_.empty()) finish();
    return std::move(deviations_);
  }

 private:
  [[noreturn]] void fail(const CallText& call, std::size_t column, const std::string& message) const {
    throw BadInput(file_, call.line, column, message);
  }

  void take(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    if (begin == text.size()) return;
    const bool is_instead = text.substr(begin).starts_with(instead);
    CallText call = call_in(text, begin + (is_instead ? instead.size() : 0));
    if (is_instead && steps_.empty())
      fail(call, begin + 1, "there is no call above, instead of which this could be made");
    if (!is_instead && is_at_end()) finish();
    if (is_instead)
      steps_.back().push_back(std::move(call));
    else
      steps_.push_back({std::move(call)});
  }

  bool is_at_end() const { return !steps_.empty() && steps_.back().front().shown; }

  CallText call_in(std::string_view text, std::size_t begin) const {
    const auto end = text.find(shows, begin);
    CallText call{std::string(text.substr(begin, end - begin)), line_, begin + 1, std::nullopt};
    if (end != std::string_view::npos) call.shown = shown_in(text.substr(end + shows.size()), call);
    return call;
  }

  Shown shown_in(std::string_view text, const CallText& call) const {
    const std::size_t column = call.column + call.text.size() + shows.size();
    const auto colon = text.find(before_aspect);
    if (colon == std::string_view::npos) fail(call, column, "what a program shows is written CLAUSE: what differs");
    const std::string aspect(text.substr(colon + before_aspect.size()));
    text = text.substr(0, colon);
    const auto situation = text.find(of_situations);
    const auto kinds = text.substr(0, situation).find(of_some_kinds);
    Shown shown{std::string(text.substr(0, std::min(kinds, situation))), aspect, {}, std::nullopt};
    if (situation != std::string_view::npos) shown.where = std::string(text.substr(situation + of_situations.size()));
    text = text.substr(0, situation);
    if (!model::Ledger::load().find(shown.clause))
      fail(call, column, "there is no clause " + trace::excerpt(shown.clause));
    if (kinds != std::string_view::npos)
      shown.kinds = kinds_in(text.substr(kinds + of_some_kinds.size()), call, column);
    return shown;
  }

  std::vector<KindWords> kinds_in(std::string_view text, const CallText& call, std::size_t column) const {
    std::vector<KindWords> kinds;
    for (bool is_last = false; !is_last;) {
      const auto end = text.find(between_kinds);
      const auto found = std::find_if(kind_words.begin(), kind_words.end(),
                                      [&](const KindWords& each) { return each.contents == text.substr(0, end); });
      if (found == kind_words.end()) fail(call, column, "behind \"of\" stand kinds: cert, crl, ctl");
      kinds.push_back(*found);
      is_last = end == std::string_view::npos;
      if (!is_last) text.remove_prefix(end + between_kinds.size());
    }
    return kinds;
  }

  // Every way to go through the steps is a program.
  void finish() {
    for (const auto& step : steps_)
      for (const CallText& call : step)
        if (call.shown.has_value() != (&step == &steps_.back()))
          fail(call, call.column,
               "behind the last call of a program, and of each instead of it, stands what it shows: "
               "=> CLAUSE: what differs");
    std::vector<std::vector<CallText>> programs{{}};
    for (const auto& step : steps_) {
      std::vector<std::vector<CallText>> longer;
      for (const auto& program : programs)
        for (const CallText& call : step) {
          longer.push_back(program);
          longer.back().push_back(call);
          if (longer.size() > most_programs)
            fail(call, call.column, "too many calls that may be made instead of others");
        }
      programs = std::move(longer);
    }
    for (const auto& program : programs) take_program(program);
    steps_.clear();
  }

  void take_program(const std::vector<CallText>& calls) {
    const Shown& shown = *calls.back().shown;
    const bool of_kinds = std::any_of(calls.begin(), calls.end(), [](const CallText& each) {
      return !is_trace_line(each.text) && is_of_each_kind(each.text);
    });
    if (!of_kinds && !shown.kinds.empty())
      fail(calls.back(), calls.back().column, "a program of some kinds has {K} or {k} in its calls");
    const std::vector<KindWords> all(kind_words.begin(), of_kinds ? kind_words.end() : kind_words.begin() + 1);
    for (const KindWords& kind : shown.kinds.empty() ? all : shown.kinds) expand(calls, shown, kind);
  }

  static std::vector<std::string> traits_in(std::string_view text) {
    std::vector<std::string> traits;
    for (auto end = text.find(between_traits); text != anything && end != std::string_view::npos; end = text.find(between_traits)) {
      traits.emplace_back(text.substr(0, end));
      text.remove_prefix(end + between_traits.size());
    }
    if (text != anything) traits.emplace_back(text);
    return traits;
  }

  void expand(const std::vector<CallText>& calls, const Shown& shown, const KindWords& kind) {
    ExpectedDeviation deviation;
    if (shown.where) deviation.where = traits_in(of_kind(*shown.where, kind));
    for (const CallText& call : calls) deviation.program.push_back(line_of(call, kind));
    deviation.clause = shown.clause;
    deviation.shape = shape_of(deviation.program);
    deviation.aspect = shown.aspect;
    deviation.place = file_ + ":" + std::to_string(calls.back().line);
    deviations_.push_back(std::move(deviation));
  }

  trace::Line line_of(const CallText& call, const KindWords& kind) const {
    try {
      return is_trace_line(call.text) ? trace::parse_line(call.text) : parse_call(of_kind(call.text, kind));
    } catch (const BadInput& error) {
      fail(call, call.column + std::max<std::size_t>(error.column(), 1) - 1, error.message());
    }
  }

  static constexpr std::size_t most_programs = 10'000;

  std::string file_;
  std::size_t line_;
  std::vector<std::vector<CallText>> steps_;  // Of the program being read: calls made instead of each other.
  std::vector<ExpectedDeviation> deviations_;
};

}  // namespace

std::vector<ExpectedDeviation> parse_expected_programs(const std::string& file, std::size_t first_line,
                                                       std::string_view text) {
  return ProgramsParser(file, first_line).parse(text);
}

}  // namespace certlife::conformance
