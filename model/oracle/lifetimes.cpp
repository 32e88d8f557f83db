#include "model/oracle/lifetimes.h"

#include <algorithm>
#include <utility>

#include "model/oracle/accounts.h"
#include "model/oracle/judge.h"
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"

namespace certlife::oracle {

using lifetimes::Note;
using lifetimes::Row;
using trace::Line;

namespace {

// No call is shown longer.
constexpr std::size_t longest_text = 300;

std::string shown(const Line& line) {
  const std::string seen = conformance::observation_text(line);
  return trace::excerpt(conformance::call_text(line) + (seen.empty() ? "" : " → " + seen), longest_text);
}

lifetimes::Verdict verdict_of(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::accepted:      return lifetimes::Verdict::accepted;
    case Verdict::Kind::rejected:      return lifetimes::Verdict::rejected;
    case Verdict::Kind::not_evaluated: return lifetimes::Verdict::not_evaluated;
    case Verdict::Kind::undefined:     return lifetimes::Verdict::undefined;
  }
  return lifetimes::Verdict::not_evaluated;
}

Note::Kind kind_of_note(const Verdict& verdict) {
  if (verdict.kind == Verdict::Kind::undefined) return Note::Kind::fault;
  if (verdict.kind == Verdict::Kind::rejected) return Note::Kind::rejected;
  if (!verdict.ended.empty()) return Note::Kind::forced;
  return verdict.held_by ? Note::Kind::held : Note::Kind::remark;
}

// Each line one step nearer to the margin.
std::string outdented(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = at == 0 || text[at - 1] == '\n';
    if (begins && text.compare(at, 2, "  ") == 0) at += 2;
    if (at < text.size()) result += text[at];
  }
  return result;
}

// A rule may write to one place several times: what is there in the end counts once.
template <class Writes, class Write>
bool is_repeated(const Writes& writes, const Write& write) {
  return std::any_of(writes.data(), &write, [&](const Write& before) { return before.index == write.index; });
}

// What is told of the line below its head; its clauses stand beside it.
std::string told_of(const Line& line, const Verdict& verdict) {
  std::string text = to_text(line, verdict);
  text.resize(std::min(text.size(), text.find("\n  clauses:\n")));
  text.erase(0, std::min(text.size(), text.find('\n') + 1));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return outdented(text);
}

std::string without_newline(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

// --- Events --------------------------------------------------------------------------------------------------------------

void Lifetimes::add(NameId name, const std::string& text, std::string_view thing, Event event) {
  const auto [at, is_new] = objects_.try_emplace(name, static_cast<std::uint32_t>(program_.objects.size()));
  if (is_new) program_.objects.push_back({text, thing});
  event.object = at->second;
  events_.push_back(event);
  if (event.kind == Event::Kind::died) objects_.erase(at);
}

void Lifetimes::sees(const Knowledge& known, const Line&, const Branch& branch) {
  const Candidate& before = known.candidates[branch.from];
  see_counts(known, before, branch.outcome.after);
  see_deaths(known, before, branch.outcome.after);
}

void Lifetimes::see_counts(const Knowledge& known, const Candidate& before, const World& after) {
  const auto see = [&](const auto& owned, const auto& owned_before, const auto& counted, const auto& name_of) {
    for (const auto& write : owned.writes()) {
      if (is_repeated(owned.writes(), write)) continue;
      const std::int64_t now = owned.at({write.index}), was = owned_before.at({write.index});
      const NameId name = name_of(write.index);
      if (now > was && !name) gives_unnamed_ = true;
      if (now == was || !name) continue;
      add(name, known.names[name].text, thing_named(known, name, before),
          {0, now > was ? Event::Kind::given : Event::Kind::taken, now, counted.at({write.index})});
    }
  };
  const World& world = before.world;
  see(after.owned_handles, world.owned_handles, after.handles, [&](std::uint32_t store) { return known.bindings.of_store(store); });
  see(after.owned_references, world.owned_references, after.references, [&](std::uint32_t context) { return before.name_of_context(context); });
  see(after.owned_csp_references, world.owned_csp_references, after.csp_references, [&](std::uint32_t csp) { return known.bindings.of_csp(csp); });
}

void Lifetimes::see_deaths(const Knowledge& known, const Candidate& before, const World& after) {
  const auto see = [&](const auto& lives, const auto& lived, const auto& name_of) {
    for (const auto& write : lives.writes()) {
      const NameId name = name_of(write.index);
      if (!name || lives.at({write.index}) > 0 || lived.at({write.index}) <= 0 || is_dead_already(name)) continue;
      add(name, known.names[name].text, thing_named(known, name, before), {0, Event::Kind::died, 0, 0});
      dead_.push_back(name);
    }
  };
  const World& world = before.world;
  see(after.context_allocated, world.context_allocated, [&](std::uint32_t context) { return before.name_of_context(context); });
  see(after.store_allocated, world.store_allocated, [&](std::uint32_t store) { return known.bindings.of_store(store); });
  see(after.csp_references, world.csp_references, [&](std::uint32_t csp) { return known.bindings.of_csp(csp); });
}

bool Lifetimes::is_dead_already(NameId name) const { return std::find(dead_.begin(), dead_.end(), name) != dead_.end(); }

void Lifetimes::note_what_was_given(const Knowledge& known) {
  const NameId name = known.name_given();
  if (!name || !known.names[name].is_live() || known.candidates.empty()) return;
  const Candidate& now = known.candidates.front();
  const NameEntry& entry = known.names[name];
  Event event{0, Event::Kind::given, 1, 1};
  if (entry.thing == Thing::context) {
    const Concrete::Context context{now.context_called(name)};
    event.owned = now.world.owned_references.at(context);
    event.counted = now.world.references.at(context);
  }
  add(name, entry.text, thing_named(known, name, now), event);
}

// What a line has and neither gives nor takes.
void Lifetimes::note_uses(const Knowledge& known, const Line& line) {
  for_each_name_in(line, [&](std::string_view text) {
    const NameId name = known.names.find(text);
    const auto found = name ? objects_.find(name) : objects_.end();
    if (found == objects_.end()) return;
    const bool has_event = std::ranges::any_of(events_, [&](const Event& each) { return each.object == found->second; });
    if (!has_event) events_.push_back({found->second, Event::Kind::used, -1, -1});
  });
}

// --- Rows and notes ------------------------------------------------------------------------------------------------------

std::uint32_t Lifetimes::place_of(const std::vector<const char*>& clauses) {
  std::vector<std::string> ids(clauses.begin(), clauses.end());
  const auto [at, is_new] = lists_.try_emplace(ids, static_cast<std::uint32_t>(program_.clauses.size()));
  if (ids.empty()) return 0;
  if (is_new) program_.clauses.push_back(std::move(ids));
  return at->second;
}

void Lifetimes::after(const Judge& judge, const Line& line, const Verdict& verdict) {
  if (gives_unnamed_) note_what_was_given(judge.knowledge());
  note_uses(judge.knowledge(), line);
  const std::uint32_t clauses = place_of(verdict.clauses.empty() ? judge.decided() : verdict.clauses);
  if (verdict.kind != Verdict::Kind::not_evaluated && !has_nothing_to_tell(verdict))
    program_.notes.push_back({program_.rows.size(), kind_of_note(verdict), told_of(line, verdict)});
  program_.rows.push_back({line.number, shown(line), verdict_of(verdict.kind), clauses, std::exchange(events_, {})});
  gives_unnamed_ = false;
  dead_.clear();
}

void Lifetimes::note(Note::Kind kind, std::size_t line, std::string text) {
  const auto row = std::ranges::lower_bound(program_.rows, line, {}, &Row::line);
  if (row != program_.rows.end()) program_.notes.push_back({static_cast<std::size_t>(row - program_.rows.begin()), kind, std::move(text)});
}

lifetimes::Program Lifetimes::finish(const Summary& summary, std::string title, const std::string& summary_text) {
  if (summary.owed)
    for (const Owed& owed : *summary.owed)
      for (const std::size_t line : owed.since) note(Note::Kind::owed, line, without_newline(to_text(owed)));
  if (summary.usage)
    for (const UsageFinding& finding : *summary.usage) note(Note::Kind::usage, finding.line, outdented(without_newline(to_text(finding))));
  std::ranges::stable_sort(program_.notes, {}, &Note::row);
  program_.title = std::move(title);
  program_.verdict = name_of(summary.overall);
  program_.summary = without_newline(summary_text);
  return std::exchange(program_, {});
}

}  // namespace certlife::oracle
