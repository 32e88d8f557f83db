#include "model/oracle/callers_fault.h"

#include <algorithm>

#include "model/oracle/knowledge.h"
#include "model/oracle/accounts.h"
#include "model/oracle/allowed_answers.h"
#include "model/oracle/remedies.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;

namespace {

// The contexts that the call has, by their names.
std::vector<NameId> contexts_in(const Translation& translation) {
  std::vector<NameId> contexts;
  const auto mention = [&](NameId name) {
    if (name) contexts.push_back(name);
  };
  mention(translation.store_from);
  std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.context; }) mention(call.context.index);
        if constexpr (requires { call.previous; }) mention(call.previous.index);
        if constexpr (requires { call.source; }) mention(call.source.index);
      },
      translation.call);
  mention(translation.content_from);
  return contexts;
}

// The name that the caller had no right to use, as the clause has it; 0 for NULL.
NameId culprit(const Knowledge& known, const Line& line, const Candidate& candidate, std::string_view clause) {
  const auto called = [&](NameId name) { return candidate.context_called(name); };
  const auto named = [&](std::string_view parameter) {
    const Value& value = line.arg(parameter);
    return value.is_text() ? known.names.find(value.text) : NameId{0};
  };
  if (clause == "CSP-8") return std::max(named("hProv"), named("hCryptProv"));
  const std::vector<NameId> contexts = contexts_in(known.translation);
  for (const NameId name : contexts) {
    const char* const broken = not_readable(candidate.world, context_named(name, called));
    if (broken && broken == clause) return name;
  }
  if (clause == "CONTEXT-7" && !contexts.empty()) return contexts.back();
  if (!clause.starts_with("HANDLE") && clause != "CLOSE-12") return 0;
  const NameId through = known.translation.store_from;
  if (!through) return named("hCertStore");
  const NameId store = known.bindings.of_home(candidate, context_named(through, called));
  return store ? store : through;
}

}  // namespace

std::shared_ptr<CallersFault> fault_with(const Knowledge& known, const Line& line, const char* clause, NameId name) {
  auto fault = std::make_shared<CallersFault>();
  fault->line = known.line;
  fault->call = line.call;
  fault->clauses = {clause};
  if (name) {
    fault->name = known.names[name].text;
    fault->is_of_a_store = known.names[name].thing == Thing::store;
    if (const Event& event = known.names[name].given_up; event.line)
      fault->given_up = GivenUp{event.line, std::string(name_of_call(event.call)), {event.clause}, ""};
  }
  fault->right = remedy_for(clause, fault->given_up ? fault->given_up->clauses.front() : "");
  return fault;
}

std::shared_ptr<const CallersFault> fault_of(const Knowledge& known, const Line& line, const char* clause) {
  const auto breaks_it = [&](const Candidate& each) {
    const char* const broken = known.undefined_in(each);
    return broken && std::string_view(broken) == clause;
  };
  const auto found = std::find_if(known.candidates.begin(), known.candidates.end(), breaks_it);
  return fault_with(known, line, clause, found == known.candidates.end() ? 0 : culprit(known, line, *found, clause));
}

std::shared_ptr<const CallersFault> use_of_a_dead_name(const Knowledge& known, const Line& line) {
  if (line.which == trace::Call::unknown) return nullptr;
  for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
    const Value& value = line.arg(parameter.name);
    const bool is_used = parameter.role == trace::Role::store || parameter.role == trace::Role::context;
    const NameId name = is_used && value.is_text() ? known.names.find(value.text) : 0;
    const NameEntry& entry = known.names[name];
    if (!name || !entry.dead || entry.tainted || (entry.thing != Thing::store && entry.thing != Thing::context))
      continue;
    const bool by_force = entry.given_up.clause && std::string_view(entry.given_up.clause) == "CLOSE-12";
    return fault_with(known, line, by_force ? "CLOSE-12" : entry.thing == Thing::store ? "HANDLE-1" : "CONTEXT-1", name);
  }
  return nullptr;
}

void blame_the_caller(std::shared_ptr<const CallersFault> fault, Verdict& verdict) {
  verdict.kind = Verdict::Kind::undefined;
  verdict.clauses = fault->clauses;
  if (fault->given_up) {
    for (const char* clause : fault->given_up->clauses) cite(verdict.clauses, clause);
  }
  verdict.fault = std::move(fault);
}

}  // namespace certlife::oracle
