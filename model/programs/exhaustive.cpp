// Instances of templates, and the walk through all programs of an alphabet.
#include <algorithm>

#include "model/programs/call_template.h"
#include "model/programs/walk.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Value;

bool is_context_of(const Standing& at, const Binding& name, model::Kind kind) {
  return name.thing == Thing::context && at.world.kind.at({name.index}) == kind;
}

bool fits(const Standing& at, const Binding& name, std::string_view placeholder) {
  if (placeholder == "$store") return name.thing == Thing::store;
  if (placeholder == "$csp") return name.thing == Thing::csp;
  if (placeholder == "$cert") return is_context_of(at, name, model::Kind::certificate);
  if (placeholder == "$crl") return is_context_of(at, name, model::Kind::crl);
  return placeholder == "$ctl" && is_context_of(at, name, model::Kind::ctl);
}

char letter_of(const Line& line, const trace::Field* out) {
  if (out) return out->name == "phProv" ? 'p' : 'c';
  return trace::describe(line.which).returns == trace::Returns::store ? 's' : 'c';
}

// Fills in the placeholders of one template, one after the other, in every way.
class Filling {
 public:
  Filling(const Standing& at, const Alphabet& limits, const CallTemplate::Visit& visit) : at_(at), limits_(limits), visit_(visit) {}

  void fill(Line& line, Progress progress, std::size_t from = 0) {
    for (std::size_t i = from; i < line.args.size(); ++i) {
      Value& value = line.args[i].value;
      if (!value.is_text()) continue;
      if (value.text.starts_with("$")) return fill_name(line, progress, i);
      if (value.text.ends_with(":$label")) return fill_label(line, progress, i);
    }
    name_results(line, progress);
  }

 private:
  void fill_name(Line& line, Progress progress, std::size_t i) {
    const std::string placeholder = line.args[i].value.text;
    for (const Binding* name : at_.names) {
      if (!fits(at_, *name, placeholder)) continue;
      line.args[i].value.text = name->name;
      fill(line, progress, i + 1);
    }
    line.args[i].value.text = placeholder;
  }

  void fill_label(Line& line, Progress progress, std::size_t i) {
    const std::string placeholder = line.args[i].value.text;
    const std::string kind = placeholder.substr(0, placeholder.find('$'));
    for (int label = 0; label <= std::min(progress.labels, limits_.most_labels - 1); ++label) {
      Progress next = progress;
      next.labels = std::max(progress.labels, label + 1);
      line.args[i].value.text = kind + static_cast<char>('A' + label);
      fill(line, next, i + 1);
    }
    line.args[i].value.text = placeholder;
  }

  void name_results(const Line& line, Progress progress) {
    Line named = line;
    if (named.ret.is_text()) named.ret.text = next_name(letter_of(named, nullptr), progress);
    for (auto& out : named.out)
      if (out.value.is_text()) out.value.text = next_name(letter_of(named, &out), progress);
    visit_(named, progress);
  }

  static std::string next_name(char letter, Progress& progress) {
    int& count = letter == 's' ? progress.stores : letter == 'p' ? progress.csps : progress.contexts;
    return letter + std::to_string(++count);
  }

  const Standing& at_;
  const Alphabet& limits_;
  const CallTemplate::Visit& visit_;
};

class Search {
 public:
  Search(const Alphabet& alphabet, const std::function<bool(TestProgram&&)>& visit) : alphabet_(alphabet), visit_(visit) {
    for (const auto& call : alphabet.calls) templates_.emplace_back(call);
  }

  Extent run(const model::Reading& reading) {
    Vocabulary words;
    Walk walk(reading, words);
    Progress progress;
    for (const auto& call : alphabet_.before) begin_with(CallTemplate(call), walk, progress);
    go_on(walk, progress, alphabet_.depth);
    return extent_;
  }

 private:
  void begin_with(const CallTemplate& call, Walk& walk, Progress& progress) {
    Walk before = std::move(walk);
    bool taken = false;
    Progress reached = progress;
    call.for_each_instance(before, progress, alphabet_, [&](const Line& line, const Progress& then) {
      if (taken) return;
      auto after = before.after(line);
      if (!after) return;
      walk = std::move(*after);
      reached = then;
      path_.push_back(line);
      taken = true;
    });
    if (!taken) throw std::logic_error(alphabet_.name + ": the calls before are not defined");
    progress = reached;
  }

  void go_on(const Walk& walk, const Progress& progress, int depth) {
    bool goes_on = false;
    if (depth > 0) {
      for (const auto& call : templates_) {
        call.for_each_instance(walk, progress, alphabet_, [&](const Line& line, const Progress& then) {
          if (stopped_) return;
          const auto after = walk.after(line);
          if (!after) return;
          goes_on = true;
          path_.push_back(line);
          go_on(*after, then, depth - 1);
          path_.pop_back();
        });
      }
    }
    if (!goes_on && !stopped_) deliver();
  }

  void deliver() {
    extent_.programs += 1;
    extent_.calls += path_.size();
    stopped_ = !visit_(TestProgram{{}, alphabet_.name, path_});
  }

  const Alphabet& alphabet_;
  const std::function<bool(TestProgram&&)>& visit_;
  std::vector<CallTemplate> templates_;
  std::vector<Line> path_;
  Extent extent_;
  bool stopped_ = false;
};

}  // namespace

CallTemplate::CallTemplate(const std::string& text) : line_(parse_call(text)) {
  opens_ = line_.which == trace::Call::CertOpenStore;
}

void CallTemplate::for_each_instance(const Walk& walk, const Progress& progress, const Alphabet& limits, const Visit& visit) const {
  for_each_instance(Standing{walk.names(), walk.world()}, progress, limits, visit);
}

void CallTemplate::for_each_instance(const Standing& at, const Progress& progress, const Alphabet& limits,
                                     const Visit& visit) const {
  if (opens_ && progress.stores >= limits.most_stores) return;
  Line line = line_;
  Filling(at, limits, visit).fill(line, progress);
}

Extent for_each_program(const Alphabet& alphabet, const model::Reading& reading,
                        const std::function<bool(TestProgram&&)>& visit) {
  return Search(alphabet, visit).run(reading);
}

}  // namespace certlife::conformance
