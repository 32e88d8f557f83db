#include "model/export/story.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>

#include "model/export/homes.h"
#include "model/export/printable.h"
#include "model/oracle/judge.h"
#include "model/oracle/readings.h"
#include "model/programs/model_answers.h"
#include "model/programs/program_states.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using oracle::Verdict;
using trace::Fields;
using trace::Line;
using trace::Value;

int differences(const Fields& seen, const Fields& shown) {
  return static_cast<int>(std::count_if(shown.begin(), shown.end(), [&](const trace::Field& field) {
    const Value* observed = seen.find(field.name);
    return observed && !observed->is_null() && !(*observed == field.value);
  }));
}

// In how much of what was seen a candidate state disagrees; nothing that was not seen counts.
int differences(const Line& seen, const Line& shown) {
  int count = seen.ret.is_absent() || seen.ret == shown.ret ? 0 : 4;
  for (const auto& out : shown.out) {
    const Value& observed = seen.output(out.name);
    if (!observed.is_null() && !(observed == out.value)) count += 2;
  }
  const bool same_error = seen.last_error.is_absent() || seen.last_error == shown.last_error;
  count += same_error ? 0 : 1;
  return count + differences(seen.observed.alive, shown.observed.alive) + differences(seen.observed.csp, shown.observed.csp);
}

// Carries the model along beside the oracle, for what the oracle does not tell: counts and lists. Where the model leaves
// several ways it takes those nearest to what was seen, and shows the first of them.
class FollowedState {
 public:
  explicit FollowedState(const std::string& reading)
      : states_(oracle::reading_called(reading), words_, std::numeric_limits<std::size_t>::max()) {}

  // False once it cannot follow.
  bool follow(const Line& line) {
    if (line.kind == Line::Kind::file) states_ = states_.with_file(line.file);
    else if (!step(line)) states_.clear();
    if (states_.empty()) return false;
    note_names();
    return true;
  }

  std::vector<ObjectState> objects() const {
    std::vector<ObjectState> all;
    if (states_.empty()) return all;
    for (const auto& [name, thing] : names_) all.push_back(object(states_.front(), name, thing));
    return all;
  }

 private:
  static constexpr std::size_t most_states = 32;

  bool step(const Line& line) {
    const ProgramBranches branches = states_.branches_if_whole(line);
    if (!branches.are_whole()) return false;
    states_ = states_.after(line, branches);
    std::vector<int> counts;
    for (std::size_t i = 0; i < states_.size(); ++i) counts.push_back(difference(line, branches.all[i].outcome.answer, states_[i]));
    std::size_t kept = 0;
    states_.keep_if([&](std::size_t at) { return counts[at] == *std::ranges::min_element(counts) && kept++ < most_states; });
    return true;
  }

  int difference(const Line& line, const model::Answer<Concrete>& answer, ModelState& after) {
    bind_homes(line, after);
    Line shown = line;
    show_results(shown, answer, after, words_);
    show_probes(shown, after, words_);
    return differences(line, shown);
  }

  // Names in the order in which they came up.
  void note_names() {
    for (const Binding& each : states_.front().names.all()) {
      const bool known = std::any_of(names_.begin(), names_.end(), [&](const auto& name) { return name.first == each.name; });
      if (!known) names_.emplace_back(each.name, each.thing);
    }
  }

  static ObjectState object(const ModelState& state, const std::string& name, Thing thing) {
    ObjectState result;
    result.name = name;
    result.thing = thing == Thing::store ? ObjectState::Thing::store : thing == Thing::context ? ObjectState::Thing::context : ObjectState::Thing::csp;
    const Binding* binding = state.names.find(name);
    result.exists = binding && !binding->dead;
    if (!result.exists) return result;
    if (binding->thing == Thing::store) look_at_store(state.world, {binding->index}, result);
    else if (binding->thing == Thing::context) look_at_context(state.world, {binding->index}, result);
    else look_at_csp(state.world, {binding->index}, result);
    return result;
  }

  static void look_at_store(const ModelWorld& world, Concrete::Store store, ObjectState& result) {
    result.references = world.handles.at(store);
    result.owned = world.owned_handles.at(store);
    result.was_created_alone = store == Concrete::null_store();
    Concrete::for_each_context_of(world, store, [&](Concrete::Context c) {
      result.lists += world.listed.at(c) ? 1 : 0;
      return true;
    });
  }
  static void look_at_context(const ModelWorld& world, Concrete::Context context, ObjectState& result) {
    result.references = world.references.at(context);
    result.owned = world.owned_references.at(context);
    result.listed = world.listed.at(context);
    result.was_created_alone = world.home.at(context) == Concrete::null_store();
  }
  static void look_at_csp(const ModelWorld& world, Concrete::Csp csp, ObjectState& result) {
    result.references = world.csp_references.at(csp);
    result.owned = world.owned_csp_references.at(csp);
    result.exists = result.references > 0;
  }

  Vocabulary words_;
  ProgramStates states_;
  std::vector<std::pair<std::string, Thing>> names_;
};

void add_new(std::vector<std::string>& to, const std::vector<const char*>& clauses) {
  for (const char* clause : clauses)
    if (std::find(to.begin(), to.end(), clause) == to.end()) to.emplace_back(clause);
}

class Annotator {
 public:
  explicit Annotator(const std::string& reading)
      : judge_(oracle::Judge::Options{.reading = checked(reading)}), followed_(reading),
        own_(static_cast<oracle::ReadingSet>(1u << *oracle::reading_named(reading))) {}

  AnnotatedCall tell(const Line& line) {
    AnnotatedCall annotated;
    annotated.line = line;
    if (line.kind == Line::Kind::call) look_ahead(annotated);
    const Verdict verdict = judge_.judge(line);
    annotated.kind = verdict.kind;
    annotated.reason = verdict.reason;
    annotated.differing = verdict.differing;
    annotated.broken = verdict.broken();
    if (verdict.kind == Verdict::Kind::undefined) annotated.clauses.clear(), add_new(annotated.clauses, verdict.clauses);
    // What the oracle could not judge may have changed the world in ways that the model does not know.
    lost_ = lost_ || verdict.kind == Verdict::Kind::undefined;
    annotated.is_followed = !lost_ && followed_.follow(line);
    if (annotated.is_followed) annotated.objects = followed_.objects();
    return annotated;
  }

 private:
  static std::string_view checked(const std::string& reading) {
    if (!oracle::reading_named(reading)) throw std::invalid_argument("there is no reading \"" + printable(reading) + "\"; there are page, header and windows");
    return reading;
  }

  void look_ahead(AnnotatedCall& annotated) {
    for (const auto& each : judge_.allowed(annotated.line).allowed) {
      if (!(each.readings & own_)) continue;
      annotated.allowed.push_back(each.answer);
      add_new(annotated.clauses, each.clauses);
    }
  }

  oracle::Judge judge_;
  FollowedState followed_;
  oracle::ReadingSet own_;
  bool lost_ = false;
};

// A new object reads better as words.
void put_new_into_words(Value& value) {
  if (const Value* what = value.is_fields() ? value.fields.find("new") : nullptr; what && what->is_text())
    value = Value::of("a new " + what->text);
}

std::string counted(std::int64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

std::vector<AnnotatedCall> story_of(const std::vector<Line>& lines, const std::string& reading, const std::string& name) {
  Annotator telling(reading);
  std::vector<AnnotatedCall> story;
  for (const Line& line : lines) try {
    story.push_back(telling.tell(line));
  } catch (const trace::BadInput& error) {
    throw trace::BadInput(name, line.number, error.column(), error.message());
  }
  return story;
}

std::string shown_call(const Line& line) {
  if (line.kind == Line::Kind::call && line.which == trace::Call::unknown) return printable(line.call) + "(…)";
  return printable(call_text(line));
}

std::string shown_answer(const Line& line) {
  Line copy = line;
  put_new_into_words(copy.ret);
  for (auto& out : copy.out) put_new_into_words(out.value);
  return printable(observation_text(copy));
}

std::string shown_allowed(const AnnotatedCall& annotated) {
  std::vector<std::string> texts;
  for (const Line& answer : annotated.allowed)
    if (const std::string text = shown_answer(answer); std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  constexpr std::size_t most = 3;
  std::string all;
  for (std::size_t i = 0; i < std::min(texts.size(), most); ++i) all += (i == 0 ? "" : " or ") + texts[i];
  return texts.size() > most ? all + " or " + std::to_string(texts.size() - most) + " more" : all;
}

std::string shown_object(const ObjectState& object) {
  const std::string name = printable(object.name) + "  ";
  switch (object.thing) {
    case ObjectState::Thing::store:
      if (!object.exists) return name + "freed";
      if (object.was_created_alone) return name + "of created contexts";
      return name + (object.references == 0 ? "closed, waits for its contexts" : counted(object.references, "handle", "handles")) +
             ", lists " + std::to_string(object.lists);
    case ObjectState::Thing::context:
      if (!object.exists) return name + "freed";
      return name + counted(object.references, "reference", "references") +
             (object.was_created_alone ? ", of no store" : object.listed ? ", listed" : ", not listed");
    case ObjectState::Thing::csp:
      return name + (object.exists ? counted(object.references, "reference", "references") : "released");
  }
  return name;
}

}  // namespace certlife::conformance
