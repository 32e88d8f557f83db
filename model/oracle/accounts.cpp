#include "model/oracle/accounts.h"

#include "model/oracle/knowledge.h"

#include <algorithm>

namespace certlife::oracle {

using trace::Line;

namespace {

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
  return std::any_of(verdict.differing.begin(), verdict.differing.end(),
                     [](const Difference& each) { return each.is(model::Aspect::result); });
}

}  // namespace

// The clause by which this call takes references from the caller.
const char* Accounts::clause_of_giving_up() const {
  if (const auto* close = std::get_if<model::CloseStore<Concrete>>(&known_.translation.call)) {
    return close->force ? "CLOSE-12" : known_.translation.store_from ? "HANDLE-3" : "CLOSE-2";
  }
  if (std::holds_alternative<model::FreeContext<Concrete>>(known_.translation.call)) return "FREE-2";
  if (std::holds_alternative<model::DeleteContext<Concrete>>(known_.translation.call)) return "DELETE-2";
  if (const auto* next = std::get_if<model::NextContext<Concrete>>(&known_.translation.call))
    return next->is_find ? "FIND-2" : "ENUM-2";
  if (std::holds_alternative<model::OpenStore<Concrete>>(known_.translation.call)) return "OPEN-8";
  return "CSP-3";
}

// What is owned under a name has become more or less.
void Accounts::note_change(NameId name, std::int64_t change, trace::Call call) {
  if (change > 0 && !name) gives_unnamed_ = true;
  if (!name) return;
  if (change > 0) known_.names[name].owned.add(known_.line, call);
  if (change <= 0) known_.names[name].given_up = {clause_of_giving_up(), known_.line, call};
  for (; change < 0; ++change) known_.names[name].owned.drop(call);
}

// Under FORCE all rights end, those that nobody used too.
void Accounts::note_references(const Line& line, const Branch& branch) {
  note_references(line, known_.candidates[branch.from], branch.outcome.after);
}
void Accounts::note_references(const Line& line, const Candidate& candidate, const World& after) {
  gives_unnamed_ = false;
  for (const auto& write : after.owned_handles.writes()) {
    note_change(known_.bindings.of_store(write.index), write.value - candidate.world.owned_handles.at({write.index}), line.which);
  }
  for (const auto& write : after.owned_references.writes()) {
    note_change(candidate.name_of_context(write.index),
                write.value - candidate.world.owned_references.at({write.index}), line.which);
  }
  for (const auto& write : after.owned_csp_references.writes()) {
    note_change(known_.bindings.of_csp(write.index), write.value - candidate.world.owned_csp_references.at({write.index}),
                line.which);
  }
}

void Accounts::note_what_was_given(const Line& line) {
  const NameId name = gives_unnamed_ ? known_.name_given() : 0;
  if (name && known_.names[name].is_live()) known_.names[name].owned.add(known_.line, line.which);
}

// --- Who holds what --------------------------------------------------------------------------------------------------

std::optional<std::vector<Holder>> Accounts::holders(const Verdict& verdict, const Candidate& candidate) const {
  const auto* close = std::get_if<model::CloseStore<Concrete>>(&known_.translation.call);
  if (!close || !close->check || !differs_in_result(verdict)) return std::nullopt;
  return holders_of(known_, candidate, std::get<model::CloseStore<Concrete>>(known_.call_in(candidate)).store);
}

std::vector<Holder> holders_of(const Knowledge& known, const Candidate& candidate, Concrete::Store store) {
  std::vector<Holder> holders;
  const auto note = [&](NameId name, std::size_t nth) {
    const Acquisitions& owned = known.names[name].owned;
    if (name) holders.push_back({known.names[name].text, nth < owned.count() ? owned.line(nth) : 0, ""});
  };
  Concrete::for_each_context_of(candidate.world, store, [&](Concrete::Context each) {
    if (candidate.world.references.at(each) > 0) note(candidate.name_of_context(each.index), 0);
    return true;
  });
  if (candidate.world.handles.at(store) > 1) note(known.bindings.of_store(store.index), 1);
  return holders;
}

std::string_view thing_named(const Knowledge& known, NameId name, const Candidate& candidate) {
  switch (known.names[name].thing) {
    case Thing::store:   return "store";
    case Thing::csp:     return "csp";
    case Thing::context: return thing_called(candidate.world.kind.at({candidate.context_called(name)}));
    case Thing::file:
    case Thing::unknown: break;
  }
  return "";
}

std::optional<Owed> owed_under(const Knowledge& known, NameId name, const Candidate& candidate) {
  const NameEntry& entry = known.names[name];
  if (!entry.is_live() || entry.tainted || entry.owned.count() == 0) return std::nullopt;
  const Concrete::Context context{entry.thing == Thing::context ? candidate.context_called(name) : 0};
  const NameId home = known.bindings.of_home(candidate, context);
  if (home && known.names[home].tainted) return std::nullopt;
  const auto count = entry.thing == Thing::store     ? candidate.world.owned_handles.at({entry.index})
                     : entry.thing == Thing::context ? candidate.world.owned_references.at(context)
                                                     : candidate.world.owned_csp_references.at({entry.index});
  if (count <= 0) return std::nullopt;
  Owed owed{entry.text, "", static_cast<std::size_t>(count), {}, "", {}, 0, ""};
  owed.thing = thing_named(known, name, candidate);
  for (std::size_t nth = 0; nth < entry.owned.count(); ++nth) owed.since.push_back(entry.owned.line(nth));
  owed.call = name_of_call(entry.owned.call(0));
  owed.perhaps = entry.owned.perhaps();
  return owed;
}

std::vector<Owed> Accounts::owed(const Candidate& candidate, std::vector<Owed> all) const {
  for (NameId name = 1; name < known_.names.size(); ++name) {
    if (auto one = owed_under(known_, name, candidate)) all.push_back(std::move(*one));
  }
  const auto since = [](const Owed& one) { return one.since.empty() ? 0 : one.since.front(); };
  std::stable_sort(all.begin(), all.end(), [&](const Owed& a, const Owed& b) { return since(a) < since(b); });
  return all;
}

}  // namespace certlife::oracle
