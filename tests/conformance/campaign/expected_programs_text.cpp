#include <algorithm>
#include <set>

#include "model/programs/program_file.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/expected_notation.h"
#include "tests/conformance/campaign/expected_programs.h"

namespace certlife::conformance {
namespace {

using trace::Line;

// As it is compared with what is read: probes are asked for anew, and an argument that is nothing may be left out.
Line bare(Line line) {
  line.observed.clear();
  trace::Fields args;
  for (const auto& [name, value] : line.args)
    if (!value.is_nothing() && !(value.kind == trace::Value::Kind::list && value.items.size() == 0)) args[name] = value;
  line.args = args;
  return line;
}

bool says(const std::string& text, const Line& line) {
  if (text.find("=>") != std::string::npos || is_of_each_kind(text) || trace::has_unprintable(text)) return false;
  try {
    return bare(parse_call(text)) == bare(line);
  } catch (const trace::BadInput&) {
    return false;
  }
}

// An arrow in it would be taken for what the program shows.
std::string as_trace_line(const Line& line) {
  std::string text = trace::to_text(bare(line));
  for (auto at = text.find("=>"); at != std::string::npos; at = text.find("=>", at)) text.replace(at, 2, "=\\u003e");
  return text;
}

// Without the arguments that may be left off at the end.
std::string text_of(const Line& line) {
  std::string text = call_text(line);
  if (!says(text, line)) return as_trace_line(line);
  for (;;) {
    const auto last = text.rfind(", ");
    const std::string shorter = text.substr(0, last) + ")";
    if (last == std::string::npos || !(text.ends_with(", NULL)") || text.ends_with(", 0)")) || !says(shorter, line))
      return text;
    text = shorter;
  }
}

using Texts = std::vector<std::string>;

// Behind " where "; nothing where the whole situation of the program counts.
std::string where_of(const ExpectedDeviation& deviation) {
  if (!deviation.where) return "";
  std::string text(of_situations);
  for (const std::string& each : *deviation.where) text.append(text == of_situations ? "" : between_traits).append(each);
  return text == of_situations ? text.append(anything) : text;
}

bool is_where(const std::string& text) { return text.empty() || text.starts_with(of_situations); }

// The calls, and behind them what the last has to meet.
Texts texts_of(const ExpectedDeviation& deviation) {
  Texts texts;
  for (const Line& line : deviation.program) texts.push_back(text_of(line));
  texts.push_back(where_of(deviation));
  return texts;
}

std::string with_words(const std::string& text, std::string_view word, std::string_view instead_of_it) {
  std::string changed;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,", begin), text.size());
    const std::string_view here = std::string_view(text).substr(begin, end - begin);
    changed.append(here == word ? instead_of_it : here).append(text.substr(end, end < text.size() ? 1 : 0));
    begin = end + 1;
  }
  return changed;
}

template <class Respell>
Texts respelled(const Texts& calls, const KindWords& kind, Respell respell) {
  Texts texts;
  for (const std::string& call : calls) texts.push_back(call.starts_with('{') || is_where(call) ? call : respell(call, kind));
  return texts;
}

Texts of_any_kind(const Texts& texts, const KindWords& kind) {
  Texts all = respelled(texts, kind, of_each_kind);
  all.back() = with_words(all.back(), kind.contents, "{k}");
  return all;
}

Texts of_one_kind(const Texts& texts, const KindWords& kind) {
  Texts all = respelled(texts, kind, of_kind);
  all.back() = of_kind(all.back(), kind);
  return all;
}

// Programs that differ in their kind alone, as one.
class KindsWriter {
 public:
  explicit KindsWriter(const std::vector<const ExpectedDeviation*>& deviations) {
    for (const ExpectedDeviation* each : deviations) {
      programs_.push_back({texts_of(*each), each});
      unwritten_.insert(key_of(programs_.back().calls, *each));
    }
  }

  // The calls of each; behind the last stands what it shows.
  std::vector<Texts> written() {
    std::vector<Texts> all;
    for (const Program& each : programs_)
      if (unwritten_.contains(key_of(each.calls, *each.deviation))) all.push_back(written(each));
    return all;
  }

 private:
  struct Program {
    Texts calls;
    const ExpectedDeviation* deviation;
  };

  static Texts key_of(const Texts& calls, const DeviationKey& key) {
    Texts all = calls;
    all.insert(all.end(), {key.clause, key.aspect});
    return all;
  }

  Texts written(const Program& program) {
    for (const KindWords& kind : kind_words) {
      const Texts calls = of_any_kind(program.calls, kind);
      const auto kinds = kinds_of(calls, *program.deviation);
      if (kinds.size() < 2 || of_one_kind(calls, kind) != program.calls) continue;
      for (const KindWords& each : kinds) unwritten_.erase(key_of(of_one_kind(calls, each), *program.deviation));
      return with_what_it_shows(calls, kinds, *program.deviation);
    }
    unwritten_.erase(key_of(program.calls, *program.deviation));
    return with_what_it_shows(program.calls, {}, *program.deviation);
  }

  // Those whose program is to be written; none if the calls are the same for each.
  std::vector<KindWords> kinds_of(const Texts& calls, const DeviationKey& key) const {
    std::vector<KindWords> kinds;
    if (std::none_of(calls.begin(), calls.end() - 1, is_of_each_kind)) return kinds;
    for (const KindWords& kind : kind_words)
      if (unwritten_.contains(key_of(of_one_kind(calls, kind), key))) kinds.push_back(kind);
    return kinds;
  }

  static Texts with_what_it_shows(Texts calls, const std::vector<KindWords>& kinds, const DeviationKey& key) {
    std::string names;
    if (kinds.size() < kind_words.size())
      for (const KindWords& kind : kinds)
        names.append(names.empty() ? of_some_kinds : between_kinds).append(kind.contents);
    const std::string where = calls.back();
    calls.pop_back();
    calls.back().append(shows).append(key.clause).append(names).append(where).append(before_aspect).append(trace::plain(key.aspect));
    return calls;
  }

  std::vector<Program> programs_;
  std::set<Texts> unwritten_;
};

using Steps = std::vector<Texts>;  // Calls that may be made instead of each other, step by step.

// Adds the other where all but one of their steps are the same.
bool takes_in(Steps& one, const Steps& other) {
  if (one.size() != other.size()) return false;
  const auto [mine, its] = std::mismatch(one.begin(), one.end(), other.begin());
  if (mine == one.end() || !std::equal(mine + 1, one.end(), its + 1)) return false;
  for (const std::string& call : *its)
    if (std::find(mine->begin(), mine->end(), call) == mine->end()) mine->push_back(call);
  return true;
}

std::vector<Steps> merged(const std::vector<Texts>& programs) {
  std::vector<Steps> all;
  for (const Texts& calls : programs) {
    Steps steps;
    for (const std::string& call : calls) steps.push_back({call});
    all.push_back(std::move(steps));
  }
  for (std::size_t before = 0; before != all.size();) {
    before = all.size();
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t other = i + 1; other < all.size();) {
        if (takes_in(all[i], all[other]))
          all.erase(all.begin() + static_cast<std::ptrdiff_t>(other));
        else
          ++other;
      }
  }
  return all;
}

}  // namespace

std::string expected_programs_text(const std::vector<const ExpectedDeviation*>& deviations) {
  std::string text;
  for (const Steps& steps : merged(KindsWriter(deviations).written()))
    for (const Texts& step : steps)
      for (const std::string& call : step)
        text += "  " + std::string(&call == &step.front() ? "" : instead) + call + "\n";
  return text;
}

}  // namespace certlife::conformance
