#include "model/oracle/wrong_effects.h"

#include <algorithm>

#include "model/oracle/knowledge.h"
#include "model/rules/holding.h"
#include "model/trace/bad_input.h"

namespace certlife::oracle {
namespace {

using trace::Call;
using trace::Line;
using On = WrongEffect::On;
using By = WrongEffect::Role;

bool is_between(Call call, Call first, Call last) { return call >= first && call <= last; }

// --- Which effects a call has ---------------------------------------------------------------------------------------------

class WrongEffectsOfACall {
 public:
  explicit WrongEffectsOfACall(const Line& line) : line_(line) {}

  std::vector<WrongEffect> all() {
    const Call call = line_.which;
    if (call == Call::CertOpenStore) open();
    else if (call == Call::CertDuplicateStore) both(On::handles, By::result, text(line_.ret), "DUPSTORE-2");
    else if (call == Call::CertCloseStore) close();
    else if (is_between(call, Call::CertCreateCertificateContext, Call::CertCreateCTLContext)) create();
    else if (is_between(call, Call::CertAddEncodedCertificateToStore, Call::CertAddCTLContextToStore)) add();
    else if (is_between(call, Call::CertEnumCertificatesInStore, Call::CertEnumCTLsInStore)) next("ENUM-2", "ENUM-1");
    else if (is_between(call, Call::CertFindCertificateInStore, Call::CertFindCTLInStore)) next("FIND-2", "FIND-1");
    else if (is_between(call, Call::CertDuplicateCertificateContext, Call::CertDuplicateCTLContext)) both(On::references, By::result, text(line_.ret), "DUP-2");
    else if (is_between(call, Call::CertFreeCertificateContext, Call::CertFreeCTLContext)) free();
    else if (is_between(call, Call::CertDeleteCertificateFromStore, Call::CertDeleteCTLFromStore)) remove();
    else csp_call();
    return std::move(effects_);
  }

 private:
  void open() {
    both(On::handles, By::result, text(line_.ret), "OPEN-1");
    const std::string csp = argument(trace::Role::csp);
    note(On::csp_references, By::given, 1, csp, line_.ret.is_text() ? "CSP-8" : "OPEN-11");
    note(On::csp_references, By::given, -1, csp, line_.ret.is_text() ? "OPEN-8" : "OPEN-11");
  }

  void close() {
    const std::string store = argument(trace::Role::store);
    const bool reports = line_.ret.is_boolean() && !line_.ret.truth;
    note(On::handles, By::given, 1, store, reports ? "CLOSE-6" : "CLOSE-2");
    note(On::handles, By::given, -1, store, "CLOSE-2");
    note(On::csp_references, By::of_the_store, 1, store, "CLOSE-14");
    note(On::csp_references, By::of_the_store, -1, store, "CLOSE-17");
    note(On::listing, By::elements, -1, store, "CLOSE-36");
  }

  void create() {
    both(On::references, By::result, text(line_.ret), "CREATE-1");
    note(On::listing, By::result, 1, text(line_.ret), "CREATE-2");
  }

  void add() {
    const std::string out = written_out();
    const std::string store = argument(trace::Role::store);
    if (!out.empty()) both(On::references, By::result, out, "ADD-3");
    else note(On::references, By::added, 1, store, "ADD-4");
    const std::string source = argument(trace::Role::context);
    both(On::references, By::given, source, store.empty() ? "ADD-47" : "ADD-5");
  }

  void next(const char* of_the_previous, const char* of_the_result) {
    both(On::references, By::previous, argument(trace::Role::context), of_the_previous);
    both(On::references, By::result, text(line_.ret), of_the_result);
  }

  void free() {
    const std::string context = argument(trace::Role::context);
    both(On::references, By::given, context, "FREE-2");
    note(On::listing, By::given, -1, context, "FREE-4");
  }

  void remove() {
    const std::string context = argument(trace::Role::context);
    both(On::references, By::given, context, "DELETE-2");
    note(On::listing, By::given, 1, context, "DELETE-1");
  }

  void csp_call() {
    const Call call = line_.which;
    if (call == Call::CryptAcquireContext) both(On::csp_references, By::result, text(line_.output("phProv")), "CSP-1");
    if (call == Call::CryptContextAddRef) both(On::csp_references, By::given, argument(trace::Role::csp), "CSP-2");
    if (call == Call::CryptReleaseContext) both(On::csp_references, By::given, argument(trace::Role::csp), line_.arg("dwFlags").is_nothing() ? "CSP-3" : "CSP-5");
  }

  void both(On on, By role, const std::string& name, const char* clause) {
    note(on, role, 1, name, clause);
    note(on, role, -1, name, clause);
  }
  void note(On on, By role, int by, const std::string& name, const char* clause) {
    if (!name.empty()) effects_.push_back({on, role, by, name, clause});
  }

  // The name of what an add has written to its last parameter.
  std::string written_out() const {
    const auto named = std::find_if(line_.out.begin(), line_.out.end(), [](const auto& each) { return each.value.is_text(); });
    return named == line_.out.end() ? "" : named->value.text;
  }
  static std::string text(const trace::Value& value) { return value.is_text() ? value.text : ""; }
  std::string argument(trace::Role role) const {
    for (const auto& [name, value] : line_.args) {
      const auto* described = trace::describe(line_.which).find(name);
      if (described && described->role == role && value.is_text()) return value.text;
    }
    return "";
  }

  const Line& line_;
  std::vector<WrongEffect> effects_;
};

// --- The world with them ---------------------------------------------------------------------------------------------------

class Change {
 public:
  Change(const Knowledge& known, const Candidate& candidate, World& after) : known_(known), candidate_(candidate), after_(after) {}

  void make(const WrongEffect& effect) {
    switch (effect.on) {
      case On::references: return references(effect.role == By::added ? newest_of(store(effect.name)) : context(effect.name), effect.by);
      case On::handles: return handles(store(effect.name), effect.by);
      case On::csp_references: return csp(effect.role == By::of_the_store ? after_.csp.at(store(effect.name)) : csp_called(effect.name), effect.by);
      case On::listing: return effect.role == By::elements ? unlist_all(store(effect.name)) : listing(context(effect.name), effect.by > 0);
    }
  }

 private:
  Concrete::Context context(const std::string& name) const {
    const auto id = known_.names.find(name);
    return {id ? candidate_.context_called(id) : 0};
  }
  Concrete::Store store(const std::string& name) const {
    const auto id = known_.names.find(name);
    if (!id) return Concrete::no_store();
    if (known_.names[id].thing == Thing::context) return after_.home.at(context(name));
    return {known_.names[id].thing == Thing::store ? known_.names[id].index : 0};
  }
  Concrete::Csp csp_called(const std::string& name) const {
    const auto id = known_.names.find(name);
    return {id && known_.names[id].thing == Thing::csp ? known_.names[id].index : 0};
  }

  // A reference too few ends what nothing holds any more, as a free would.
  void references(Concrete::Context context, int by) {
    if (context.index < first_free_context) return;
    after_.references.set(context, after_.references.at(context) + by, true);
    if (by > 0) return void(after_.context_allocated.set(context, true, true));
    if (after_.references.at(context) > 0) return;
    if (!after_.listed.at(context)) model::end_context<Concrete>(after_, context, true);
    model::end_store_unless_needed<Concrete>(after_, after_.home.at(context), true);
  }

  void handles(Concrete::Store store, int by) {
    if (store.index < first_free_store || after_.handles.at(store) + by < 0) return;
    after_.handles.set(store, after_.handles.at(store) + by, true);
    if (by > 0) after_.store_allocated.set(store, true, true);
    else model::end_store_unless_needed<Concrete>(after_, store, true);
  }

  void csp(Concrete::Csp csp, int by) {
    if (csp.index >= first_free_csp) after_.csp_references.set(csp, after_.csp_references.at(csp) + by, true);
  }

  void listing(Concrete::Context context, bool stays) {
    if (context.index < first_free_context) return;
    if (stays) after_.context_allocated.set(context, true, true);
    after_.listed.set(context, stays, true);
    if (!stays && after_.references.at(context) <= 0) model::end_context<Concrete>(after_, context, true);
  }

  void unlist_all(Concrete::Store store) {
    if (store.index >= first_free_store) model::end_unheld_contexts_of<Concrete>(after_, store, true);
  }

  // What an add has just made, or found, and passed out to nobody: what is listed first.
  Concrete::Context newest_of(Concrete::Store store) const {
    Concrete::Context newest;
    if (store.index < first_free_store) return newest;
    Concrete::for_each_context_of(after_, store, [&](Concrete::Context each) {
      newest = each.index > newest.index ? each : newest;
      return true;
    });
    return newest;
  }

  const Knowledge& known_;
  const Candidate& candidate_;
  World& after_;
};

// A reference that the call would take is there twice before it; what it gives is there after it. What a close does to a CSP handle it
// does to one that is there before.
bool is_made_before(const WrongEffect& effect) {
  if (effect.role == By::of_the_store) return true;
  const bool is_counted = effect.on == On::references || effect.on == On::csp_references;
  return is_counted && effect.by > 0 && (effect.role == By::given || effect.role == By::previous);
}

}  // namespace

std::string WrongEffect::text() const {
  switch (on) {
    case On::references: return (role == By::added ? "an element of " + name : name) + (by > 0 ? " is left a reference too many" : " is left a reference too few");
    case On::handles: return name + (by > 0 ? " is left a handle too many" : " is left a handle too few");
    case On::csp_references:
      return (role == By::of_the_store ? "the CSP handle of " + name : name) + (by > 0 ? " is left a reference too many" : " is left a reference too few");
    case On::listing: return (role == By::elements ? "elements of " + name + " are" : name + " is") + (by > 0 ? " still listed" : " listed no more");
  }
  return "";
}

std::vector<WrongEffect> wrong_effects_of(const Line& line) {
  if (line.kind != Line::Kind::call || line.which == Call::unknown) return {};
  return WrongEffectsOfACall(line).all();
}

void suppose(Judge& judge, const WrongEffect& effect) {
  for (Candidate& each : judge.known_.candidates) {
    World after(each.world);
    Change(judge.known_, each, after).make(effect);
    Concrete::commit(each.world, after);
  }
}

bool are_allowed(const std::vector<Line>& lines, const std::vector<Supposed>& supposed, const std::string& reading) {
  Judge judge({.reading = reading});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const Supposed& each : supposed)
      if (each.at == i && is_made_before(each.effect)) suppose(judge, each.effect);
    try {
      if (judge.judge(lines[i]).kind != Verdict::Kind::accepted) return false;
    } catch (const trace::BadInput&) {
      return false;
    }
    for (const Supposed& each : supposed)
      if (each.at == i && !is_made_before(each.effect)) suppose(judge, each.effect);
  }
  return true;
}

}  // namespace certlife::oracle
