// The part of the judge that keeps accounts: which line gave the caller which reference, which one took it, what is
// still owed.
#include <algorithm>

#include "model/oracle/judge.h"
#include "model/oracle/remedies.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;

namespace {

std::string_view name_of_call(trace::Call call) {
  return call == trace::Call::unknown ? std::string_view() : trace::describe(call).name;
}

std::string_view thing_called(model::Kind kind) {
  switch (kind) {
    case model::Kind::certificate:
      return "certificate";
    case model::Kind::crl:
      return "crl";
    case model::Kind::ctl:
      return "ctl";
  }
  return "";
}

bool differs_in_result(const Verdict& verdict) {
  return std::find(verdict.differing.begin(), verdict.differing.end(), "ret") != verdict.differing.end();
}

}  // namespace

// The clause by which this call takes references from the caller.
const char* Judge::clause_of_giving_up() const {
  if (const auto* close = std::get_if<model::CloseStore<Concrete>>(&translation_.call)) {
    return close->force ? "CLOSE-12" : translation_.store_from ? "HANDLE-3" : "CLOSE-2";
  }
  if (std::holds_alternative<model::FreeContext<Concrete>>(translation_.call)) return "FREE-2";
  if (std::holds_alternative<model::DeleteContext<Concrete>>(translation_.call)) return "DELETE-2";
  if (const auto* next = std::get_if<model::NextContext<Concrete>>(&translation_.call))
    return next->is_find ? "FIND-2" : "ENUM-2";
  if (std::holds_alternative<model::OpenStore<Concrete>>(translation_.call)) return "OPEN-8";
  return "CSP-3";
}

// What is owned under a name has become more or less.
void Judge::note_change(NameId name, std::int64_t change, trace::Call call) {
  if (change > 0 && !name) gives_unnamed_ = true;
  if (!name) return;
  if (change > 0) names_[name].owned.add(now_, call);
  if (change <= 0) names_[name].given_up = {clause_of_giving_up(), now_, call};
  for (; change < 0; ++change) names_[name].owned.drop_oldest();
}

// Which references the caller gains and gives up by what was allowed. Under FORCE all rights end, those that nobody
// used too.
void Judge::note_references(const Line& line, const Trial& trial) {
  const Candidate& candidate = candidates_[trial.candidate];
  const World& after = trial.outcome.after;
  gives_unnamed_ = false;
  for (const auto& write : after.owned_handles.writes()) {
    note_change(store_names_[write.index], write.value - candidate.world.owned_handles.at({write.index}), line.which);
  }
  for (const auto& write : after.owned_references.writes()) {
    note_change(candidate.name_of_context(write.index),
                write.value - candidate.world.owned_references.at({write.index}), line.which);
  }
  for (const auto& write : after.owned_csp_references.writes()) {
    note_change(csp_names_[write.index], write.value - candidate.world.owned_csp_references.at({write.index}),
                line.which);
  }
}

// Something that had no name when the caller got it has one now.
void Judge::note_what_was_given(const Line& line) {
  if (!gives_unnamed_ || !translation_.object || !translation_.object->is_text()) return;
  const NameId name = names_.find(translation_.object->text);
  if (name && names_[name].is_live()) names_[name].owned.add(now_, line.which);
}

// --- Whose fault -----------------------------------------------------------------------------------------------------

// One that the reading judged under has not excluded.
const Candidate& Judge::own_candidate() const {
  const auto own = std::find_if(candidates_.begin(), candidates_.end(),
                                [&](const Candidate& each) { return (each.readings() & own_) != 0; });
  return own == candidates_.end() ? candidates_.front() : *own;
}

// The name that the caller had no right to use, as the clause has it; 0 for NULL.
NameId Judge::culprit(const Line& line, const Candidate& candidate, std::string_view clause) const {
  const auto called = [&](NameId name) { return candidate.context_called(name); };
  const auto named = [&](std::string_view parameter) {
    const Value& value = line.arg(parameter);
    return value.is_text() ? names_.find(value.text) : NameId{0};
  };
  if (clause == "CSP-8") return std::max(named("hProv"), named("hCryptProv"));
  std::vector<NameId> contexts;
  const auto mention = [&](NameId name) {
    if (name) contexts.push_back(name);
  };
  mention(translation_.store_from);
  std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.context; }) mention(call.context.index);
        if constexpr (requires { call.previous; }) mention(call.previous.index);
        if constexpr (requires { call.source; }) mention(call.source.index);
      },
      translation_.call);
  mention(translation_.content_from);
  for (const NameId name : contexts) {
    const char* const broken = not_readable(candidate.world, context_named(name, called));
    if (broken && broken == clause) return name;
  }
  if (clause == "CONTEXT-7" && !contexts.empty()) return contexts.back();
  if (!clause.starts_with("HANDLE") && clause != "CLOSE-12") return 0;
  const NameId through = translation_.store_from;
  if (!through) return named("hCertStore");
  const NameId store = store_names_[candidate.world.home.at(context_named(through, called)).index];
  return store ? store : through;
}

std::shared_ptr<const CallersFault> Judge::fault_of(const Line& line, const char* clause) const {
  const auto breaks_it = [&](const Candidate& each) {
    const char* const broken = broken_in(each);
    return broken && std::string_view(broken) == clause;
  };
  const auto found = std::find_if(candidates_.begin(), candidates_.end(), breaks_it);
  return fault_with(line, clause, found == candidates_.end() ? 0 : culprit(line, *found, clause));
}

std::shared_ptr<const CallersFault> Judge::fault_with(const Line& line, const char* clause, NameId name) const {
  auto fault = std::make_shared<CallersFault>();
  fault->line = now_;
  fault->call = line.call;
  fault->clauses = {clause};
  if (name) {
    fault->name = names_[name].text;
    fault->is_of_a_store = names_[name].thing == Thing::store;
    if (const Event& event = names_[name].given_up; event.line)
      fault->given_up = GivenUp{event.line, name_of_call(event.call), {event.clause}};
  }
  fault->right = remedy_for(clause, fault->given_up ? fault->given_up->clauses.front() : "");
  return fault;
}

// A call that is passed over, for its flags or for another name, is the caller's fault all the same if it uses what is
// gone.
std::shared_ptr<const CallersFault> Judge::use_of_a_dead_name(const Line& line) const {
  if (line.which == trace::Call::unknown) return nullptr;
  for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
    const Value& value = line.arg(parameter.name);
    const bool is_used = parameter.role == trace::Role::store || parameter.role == trace::Role::context;
    const NameId name = is_used && value.is_text() ? names_.find(value.text) : 0;
    const NameEntry& entry = names_[name];
    if (!name || !entry.dead || entry.tainted || (entry.thing != Thing::store && entry.thing != Thing::context))
      continue;
    const bool by_force = entry.given_up.clause && std::string_view(entry.given_up.clause) == "CLOSE-12";
    return fault_with(line, by_force ? "CLOSE-12" : entry.thing == Thing::store ? "HANDLE-1" : "CONTEXT-1", name);
  }
  return nullptr;
}

Verdict Judge::blame_for_all_readings(std::shared_ptr<const CallersFault> fault) {
  Verdict verdict;
  blame_the_caller(std::move(fault), verdict);
  verdict.reason = "the caller is at fault";
  fault_ = verdict.fault;
  undefined_ = every_reading();
  ++judged_;
  return verdict;
}

void Judge::blame_the_caller(std::shared_ptr<const CallersFault> fault, Verdict& verdict) {
  verdict.kind = Verdict::Kind::undefined;
  verdict.clauses = fault->clauses;
  if (fault->given_up) {
    for (const char* clause : fault->given_up->clauses) {
      if (std::string_view(clause) != verdict.clauses.front()) verdict.clauses.push_back(clause);
    }
  }
  verdict.fault = std::move(fault);
}

// --- Who holds what --------------------------------------------------------------------------------------------------

// What a close with CHECK whose result was rejected had to look at: contexts that are held, and other handles.
std::optional<std::vector<Holder>> Judge::holders(const Verdict& verdict) const {
  const auto* close = std::get_if<model::CloseStore<Concrete>>(&translation_.call);
  if (!close || !close->check || !differs_in_result(verdict)) return std::nullopt;
  const Candidate& candidate = own_candidate();
  const Concrete::Store store = std::get<model::CloseStore<Concrete>>(call_in(candidate)).store;
  std::vector<Holder> holders;
  const auto note = [&](NameId name, std::size_t nth) {
    const Acquisitions& owned = names_[name].owned;
    if (name) holders.push_back({names_[name].text, nth < owned.count() ? owned.line(nth) : 0});
  };
  Concrete::for_each_context_of(candidate.world, store, [&](Concrete::Context each) {
    if (candidate.world.references.at(each) > 0) note(candidate.name_of_context(each.index), 0);
    return true;
  });
  if (candidate.world.handles.at(store) > 1) note(store_names_[store.index], 1);
  return holders;
}

// Of what is in doubt nothing is said, nor of what nobody was seen to give.
std::optional<Owed> Judge::owed_under(NameId name, const Candidate& candidate) const {
  const NameEntry& entry = names_[name];
  if (!entry.is_live() || entry.tainted || entry.owned.count() == 0) return std::nullopt;
  const Concrete::Context context{entry.thing == Thing::context ? candidate.context_called(name) : 0};
  const NameId home = store_names_[candidate.world.home.at(context).index];
  if (home && names_[home].tainted) return std::nullopt;
  const auto count = entry.thing == Thing::store     ? candidate.world.owned_handles.at({entry.index})
                     : entry.thing == Thing::context ? candidate.world.owned_references.at(context)
                                                     : candidate.world.owned_csp_references.at({entry.index});
  if (count <= 0) return std::nullopt;
  Owed owed{entry.text, "", static_cast<std::size_t>(count), {}, ""};
  owed.thing = entry.thing == Thing::store ? "store"
               : entry.thing == Thing::csp ? "csp"
                                           : thing_called(candidate.world.kind.at(context));
  for (std::size_t nth = 0; nth < entry.owned.count(); ++nth) owed.since.push_back(entry.owned.line(nth));
  owed.call = name_of_call(entry.owned.call(0));
  return owed;
}

std::vector<Owed> Judge::owed() const {
  std::vector<Owed> all;
  if (candidates_.empty()) return all;
  const Candidate& candidate = own_candidate();
  for (NameId name = 1; name < names_.size(); ++name) {
    if (auto one = owed_under(name, candidate)) all.push_back(std::move(*one));
  }
  const auto since = [](const Owed& one) { return one.since.empty() ? 0 : one.since.front(); };
  std::stable_sort(all.begin(), all.end(), [&](const Owed& a, const Owed& b) { return since(a) < since(b); });
  return all;
}

}  // namespace certlife::oracle
