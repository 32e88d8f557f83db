#include "model/oracle/outside_references.h"

#include <algorithm>

#include "model/oracle/callers_fault.h"
#include "model/trace/constants.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::OwnershipEffect;
using trace::Call;
using trace::Line;
using trace::Value;

namespace {

bool is_handle(const trace::Parameter& parameter) {
  return parameter.role == trace::Role::store || parameter.role == trace::Role::context;
}

// What is given up, what is used, what is got, what is held from then on.
int order_of(const OwnershipChange& change) {
  switch (change.effect) {
    case OwnershipEffect::releases:
    case OwnershipEffect::consumes: return 0;
    case OwnershipEffect::borrows:  return 1;
    case OwnershipEffect::acquires: return 2;
    case OwnershipEffect::holds:    return 3;
  }
  return 1;
}

bool gives_up(const OwnershipChange& change) {
  return change.effect == OwnershipEffect::releases || change.effect == OwnershipEffect::consumes;
}

bool is_forced_close(const Line& line) {
  constexpr std::int64_t force = trace::numbered(trace::close_flags, "CERT_CLOSE_STORE_FORCE_FLAG");
  return line.which == Call::CertCloseStore && (line.number_of("dwFlags") & force) != 0;
}

bool is_deferred_open(const Line& line) {
  constexpr std::int64_t defers = trace::numbered(trace::open_flags, "CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG");
  return line.which == Call::CertOpenStore && (line.number_of("dwFlags") & defers) != 0;
}

bool is_context(std::string_view thing) { return thing == "certificate" || thing == "crl" || thing == "ctl" || thing == "context"; }

}  // namespace

// --- What a line does ------------------------------------------------------------------------------------------------

const OutsideReferences::Account* OutsideReferences::find(std::string_view name) const {
  const auto found = accounts_.find(name);
  return found == accounts_.end() || is_of_the_model(name) ? nullptr : &found->second;
}

bool OutsideReferences::is_of_the_model(std::string_view name) const {
  const NameId id = known_.names.find(name);
  return id && known_.names[id].is_live();
}

bool OutsideReferences::is_live(std::string_view name) const {
  const Account* account = find(name);
  return account ? !account->is_dead() : is_of_the_model(name);
}

bool OutsideReferences::has_something_unknown(const Line& line) const {
  if (line.which == Call::unknown) return false;
  for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
    const Value& value = line.arg(parameter.name);
    if (!is_handle(parameter) || !value.is_text() || find(value.text)) continue;
    const NameId name = known_.names.find(value.text);
    if (!name || known_.names[name].thing == Thing::unknown) return true;
  }
  return false;
}

std::optional<std::vector<OwnershipChange>> OutsideReferences::changes_by(const Line& line) const {
  if (has_something_unknown(line)) return std::nullopt;
  auto changes = ownership_changes(line);
  if (!changes) return changes;
  std::stable_sort(changes->begin(), changes->end(), [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  return changes;
}

// --- The caller's fault ----------------------------------------------------------------------------------------------

const char* OutsideReferences::clause_about(const Account& account) const {
  if (account.by_force) return "CLOSE-12";
  return account.thing == "store" ? "HANDLE-1" : is_context(account.thing) ? "CONTEXT-1" : "OUTSIDE-2";
}

std::shared_ptr<const CallersFault> OutsideReferences::fault_with_outside(const Line& line, const std::string& name) const {
  const Account& account = *find(name);
  auto fault = fault_with(known_, line, clause_about(account), 0);
  fault->name = name;
  fault->is_of_a_store = account.thing == "store";
  fault->given_up = GivenUp{account.given_up_in, account.given_up_by, {account.by_force ? "CLOSE-12" : "OUTSIDE-1"}, ""};
  return fault;
}

// Of the model's things: a dead one, or a context that only its store still has.
std::shared_ptr<const CallersFault> OutsideReferences::fault_with_model(const Line& line, const OwnershipChange& change) const {
  const NameId name = known_.names.find(change.name);
  if (!name || known_.names[name].tainted || known_.names[name].thing == Thing::unknown) return nullptr;
  const NameEntry& entry = known_.names[name];
  if (entry.dead) {
    const bool by_force = entry.given_up.clause && std::string_view(entry.given_up.clause) == "CLOSE-12";
    const char* const broken = entry.thing == Thing::store ? "HANDLE-1" : entry.thing == Thing::context ? "CONTEXT-1" : "CSP-8";
    return fault_with(known_, line, by_force ? "CLOSE-12" : broken, name);
  }
  if (entry.thing != Thing::context || gives_up(change)) return nullptr;
  const char* broken = nullptr;
  for (const Candidate& candidate : known_.candidates) {
    broken = not_readable(candidate.world, {candidate.context_called(name)});
    if (!broken) return nullptr;
  }
  return broken ? fault_with(known_, line, broken, name) : nullptr;
}

// A store that was opened to be closed with its last context, and a context of it is held.
bool OutsideReferences::is_kept_by_a_context(std::string_view name, const Account& store) const {
  if (!store.defers || store.by_force) return false;
  const auto is_of_it = [&](std::string_view held) {
    const auto account = accounts_.find(held);
    return held == name || (account != accounts_.end() && account->second.home == name);
  };
  return std::any_of(accounts_.begin(), accounts_.end(), [&](const auto& each) { return each.second.home == name && !each.second.is_dead(); }) ||
         std::any_of(holds_.begin(), holds_.end(), [&](const Hold& hold) { return is_of_it(hold.held) && is_live(hold.holder); });
}

std::shared_ptr<const CallersFault> OutsideReferences::fault_in(const Line& line, const std::vector<OwnershipChange>& changes) const {
  for (const OwnershipChange& change : changes) {
    if (change.comes_back || !change.is_certain) continue;
    const Account* account = find(change.name);
    const bool lives_on = account && !gives_up(change) && is_kept_by_a_context(change.name, *account);
    if (account && account->is_dead() && !account->in_doubt && !lives_on) return fault_with_outside(line, change.name);
    if (account) continue;
    if (auto fault = fault_with_model(line, change)) return fault;
  }
  return nullptr;
}

std::shared_ptr<const CallersFault> OutsideReferences::fault_in(const Line& line) const {
  const auto changes = changes_by(line);
  return changes ? fault_in(line, *changes) : nullptr;
}

std::shared_ptr<const CallersFault> OutsideReferences::follow(const Line& line, const std::vector<OwnershipChange>& changes,
                                                              const std::function<Verdict(const Line&)>& judge) {
  if (auto fault = fault_in(line, changes)) return fault;
  for (const OwnershipChange& change : changes) {
    const auto same = as_call_of_the_model(change);
    if (same) known_.translate(*same);
    if (same && known_.translation.fate != Translation::Fate::judged) continue;
    const Verdict verdict = same ? judge(*same) : Verdict();
    if (!same) note(line, change);
    if (!verdict.fault) continue;
    auto fault = std::make_shared<CallersFault>(*verdict.fault);
    fault->call = line.call;
    return fault;
  }
  note_home(line, changes);
  return nullptr;
}

// --- What is got and given back --------------------------------------------------------------------------------------

// The call of the model that does the same with something of the model's; none for anything else.
std::optional<Line> OutsideReferences::as_call_of_the_model(const OwnershipChange& change) const {
  const bool is_got = change.effect == OwnershipEffect::acquires;
  if (!change.is_certain || (!is_got && !gives_up(change)) || !is_of_the_model(change.name)) return std::nullopt;
  const NameId name = known_.names.find(change.name);
  const auto call = [&](Call got, Call given_up, std::string parameter) {
    trace::Fields args;
    args[parameter] = Value::of(change.name);
    return trace::call_line(is_got ? got : given_up, std::move(args));
  };
  if (known_.names[name].thing == Thing::store) return call(Call::CertDuplicateStore, Call::CertCloseStore, "hCertStore");
  if (known_.names[name].thing == Thing::csp) return call(Call::CryptContextAddRef, Call::CryptReleaseContext, "hProv");
  const Candidate& candidate = known_.candidates.front();
  switch (candidate.world.kind.at({candidate.context_called(name)})) {
    case model::Kind::certificate: return call(Call::CertDuplicateCertificateContext, Call::CertFreeCertificateContext, "pCertContext");
    case model::Kind::crl: return call(Call::CertDuplicateCRLContext, Call::CertFreeCRLContext, "pCrlContext");
    case model::Kind::ctl: return call(Call::CertDuplicateCTLContext, Call::CertFreeCTLContext, "pCtlContext");
  }
  return std::nullopt;
}

void OutsideReferences::note(const Line& line, const OwnershipChange& change) {
  if (change.changes_contents) note_changed_contents(line, change.name);
  if (is_of_the_model(change.name) && !change.is_certain && change.effect != OwnershipEffect::holds)
    return doubts_.doubt(known_.names.find(change.name));
  if (change.effect == OwnershipEffect::holds && !change.holder.empty()) holds_.push_back({change.holder, change.name});
  if (is_of_the_model(change.name)) return;
  if (change.effect == OwnershipEffect::acquires) acquire(line, change);
  if (gives_up(change)) give_up(line, change);
}

void OutsideReferences::acquire(const Line& line, const OwnershipChange& change) {
  if (change.thing == "csp" && change.is_certain) return adopt_csp(change.name);
  if (const NameId name = known_.names.find(change.name)) known_.names.give_to_a_stranger(name);
  Account& account = accounts_[change.name];
  if (account.is_dead()) account = {};
  if (account.thing.empty()) account.thing = change.thing;
  if (account.given_by.empty()) account.given_by = line.call;
  account.in_doubt = account.in_doubt || !change.is_certain;
  account.defers = account.defers || is_deferred_open(line);
  account.since.push_back(known_.line);
  ++account.count;
}

// Of CSP handles the model knows everything.
void OutsideReferences::adopt_csp(const std::string& name) {
  known_.bindings.adopt_csps({name});
  known_.names[known_.names.find(name)].owned.add(known_.line, Call::unknown);
}

void OutsideReferences::give_up(const Line& line, const OwnershipChange& change) {
  const auto found = accounts_.find(change.name);
  if (found == accounts_.end() || found->second.is_dead()) return;
  Account& account = found->second;
  account.in_doubt = account.in_doubt || !change.is_certain;
  account.since.erase(account.since.begin());
  --account.count;
  account.given_up_in = known_.line;
  account.given_up_by = line.call;
  if (is_forced_close(line)) end_by_force(line, change.name);
  if (account.is_dead()) std::erase_if(holds_, [&](const Hold& hold) { return hold.holder == change.name; });
}

// With the store go all that was got from it.
void OutsideReferences::end_by_force(const Line& line, const std::string& store) {
  for (auto& [name, account] : accounts_) {
    if ((name != store && account.home != store) || (account.is_dead() && name != store)) continue;
    account.count = 0;
    account.since.clear();
    account.by_force = true;
    account.given_up_in = known_.line;
    account.given_up_by = line.call;
  }
}

// What a store of the model lists is not known any more, nor is what another lists that holds it. The properties that functions
// outside the vocabulary set are outside the model.
void OutsideReferences::note_changed_contents(const Line& line, const std::string& name) {
  const auto doubt = [&](const std::string& changed) {
    const NameId id = known_.names.find(changed);
    const bool matters = id && known_.names[id].is_live() && (known_.names[id].thing == Thing::store || line.which != Call::unknown);
    if (matters) doubts_.doubt(id);
  };
  doubt(name);
  for (const Hold& hold : holds_)
    if (hold.holder == name) doubt(hold.held);
}

// --- What may be held ------------------------------------------------------------------------------------------------

// What was got from a store may keep the store, which is of the model.
void OutsideReferences::note_home(const Line& line, const std::vector<OwnershipChange>& changes) {
  const auto store = std::find_if(changes.begin(), changes.end(), [](const OwnershipChange& change) {
    return change.thing == "store" && change.effect == OwnershipEffect::borrows;
  });
  if (store == changes.end() || !line.ownership.empty()) return;
  for (const OwnershipChange& change : changes) {
    const auto account = accounts_.find(change.name);
    if (change.effect != OwnershipEffect::acquires || !is_context(change.thing) || account == accounts_.end()) continue;
    account->second.home = store->name;
    if (is_of_the_model(store->name)) holds_.push_back({change.name, store->name});
  }
}

// By what lives: a holder that was released holds nothing.
std::vector<NameId> OutsideReferences::stores_that_may_be_held() const {
  std::vector<NameId> stores;
  for (const Hold& hold : holds_) {
    const NameId name = is_live(hold.holder) ? known_.names.find(hold.held) : 0;
    if (!name) continue;
    const Candidate& candidate = known_.candidates.front();
    const NameId home = known_.names[name].thing == Thing::context ? known_.bindings.of_home(candidate, {candidate.context_called(name)}) : name;
    stores.push_back(home);
  }
  return stores;
}

bool OutsideReferences::may_be_held(NameId name, const std::vector<NameId>& stores) const {
  if (!name) return false;
  const auto is_held = [&](NameId each) { return std::find(stores.begin(), stores.end(), each) != stores.end(); };
  if (is_held(name) || std::any_of(holds_.begin(), holds_.end(), [&](const Hold& hold) { return known_.names.find(hold.held) == name && is_live(hold.holder); }))
    return true;
  if (known_.names[name].thing != Thing::context) return false;
  const Candidate& candidate = known_.candidates.front();
  const NameId home = known_.bindings.of_home(candidate, {candidate.context_called(name)});
  return home && is_held(home);
}

// A close with CHECK that finds something pending.
bool OutsideReferences::reports_what_may_be_held(const Line& line, const std::vector<NameId>& stores) const {
  const auto* close = std::get_if<model::CloseStore<Concrete>>(&known_.translation.call);
  if (!close || !close->check || close->force || !line.ret.is_boolean() || line.ret.truth) return false;
  const auto pending = static_cast<std::int64_t>(*trace::error_code("CRYPT_E_PENDING_CLOSE"));
  if (!line.last_error.is_absent() && line.last_error.number != pending) return false;
  return may_be_held(known_.names.find(line.name_of("hCertStore")), stores);
}

std::optional<Line> OutsideReferences::without_what_may_be_held(const Line& line) const {
  if (holds_.empty()) return std::nullopt;
  const std::vector<NameId> stores = stores_that_may_be_held();
  if (stores.empty()) return std::nullopt;
  Line rest = line;
  bool is_less = reports_what_may_be_held(line, stores);
  if (is_less) for (Value* value : {&rest.ret, &rest.last_error, &rest.last_error_after}) value->clear();
  const auto pass_over = [&](trace::Field& field) {
    field.value = Value::null();
    is_less = true;
  };
  for (trace::Field& field : rest.observed.alive)
    if (field.value.truth && may_be_held(known_.names.find(field.name), stores)) pass_over(field);
  for (trace::Field& field : rest.observed.csp)
    if (field.value.is_text() && field.value.text == "held") pass_over(field);
  return is_less ? std::optional(std::move(rest)) : std::nullopt;
}

std::vector<Owed> OutsideReferences::owed() const {
  std::vector<Owed> all;
  for (const auto& [name, account] : accounts_) {
    if (!account.is_dead() && !account.in_doubt && find(name)) all.push_back({name, account.thing, account.count, account.since, account.given_by, {}, 0, ""});
  }
  return all;
}

}  // namespace certlife::oracle
