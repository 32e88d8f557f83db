// A clause that is cited applies: for each clause that a rule cites there is the condition under which its sentence speaks of
// what happened, and random calls in random worlds are asked whether it holds.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>

#include "model/first_values.h"
#include "model/ledger/ledger.h"
#include "model/oracle/player.h"
#include "model/oracle/tests/story.h"
#include "model/rules/step.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

using model::Disposition;
using model::Encoding;
using model::Error;
using model::Provider;

// One call in one world and one thing that may come of it.
struct Applied {
  const World& before;
  const ConcreteCall& call;
  const Outcome& outcome;

  template <template <class> class Call>
  const Call<Concrete>& the() const { return std::get<Call<Concrete>>(call); }
  bool succeeds() const { return outcome.answer.succeeds; }
  bool fails_with(Error error) const { return !succeeds() && outcome.answer.last_error == error; }

  // Of a close.
  Concrete::Store store() const {
    return std::visit([](const auto& it) { if constexpr (requires { it.store; }) return it.store; else return Concrete::Store{}; }, call);
  }
  bool holds_element() const {
    return Concrete::any_context_of(before, store(), [](const World& w, Concrete::Context c) { return w.references.at(c) > 0 && w.listed.at(c); });
  }
  bool holds_deleted() const {
    return Concrete::any_context_of(before, store(), [](const World& w, Concrete::Context c) { return w.references.at(c) > 0 && !w.listed.at(c); });
  }
  bool holds_any() const { return holds_element() || holds_deleted(); }
  bool is_last() const { return before.handles.at(store()) == 1; }
  bool store_ended() const { return before.handles.at(store()) > 0 && outcome.after.handles.at(store()) == 0; }
  bool checks() const { return the<model::CloseStore>().check; }
  // A call that is refused for its other flags forces nothing.
  bool forces() const { return the<model::CloseStore>().force && !fails_with(Error::invalid_argument); }

  // Of an add.
  const model::AddContext<Concrete>& add() const { return the<model::AddContext>(); }
  bool disposes(Disposition wanted) const { return add().disposition == wanted; }
  template <class Matches>
  bool lists_one(Matches matches) const {
    return Concrete::any_context_of(before, add().store, [&](const World& w, Concrete::Context c) {
      return w.listed.at(c) && w.kind.at(c) == add().kind && matches(w.content.at(c));
    });
  }
  // By one of the ways in which elements may match; and by every one of them.
  bool match_was_listed() const {
    return lists_one([&](const Concrete::Content& it) { return Concrete::same_key(it, add().content) || it.bytes == add().content.bytes; });
  }
  bool sure_match_was_listed() const {
    return lists_one([&](const Concrete::Content& it) { return it == add().content; });
  }
  bool made_element() const { return outcome.after.context_exists.at(add().fresh_context) || (succeeds() && !add().wants_result); }
  bool unlisted_one() const {
    return Concrete::any_context_of(before, add().store, [&](const World& w, Concrete::Context c) { return w.listed.at(c) && !outcome.after.listed.at(c); });
  }

  // Of calls with a context.
  Concrete::Context context() const { return *context_argument(call); }
  bool lives() const { return outcome.after.context_allocated.at(context()); }
  const model::NextContext<Concrete>& next() const { return the<model::NextContext>(); }
};

using Condition = std::function<bool(const Applied&)>;

const std::map<std::string, Condition>& conditions() {
  static const std::map<std::string, Condition> all{
      // Closes.
      {"CLOSE-3", [](const Applied& it) { return !it.checks() && it.succeeds(); }},
      {"CLOSE-4", [](const Applied& it) { return it.checks() && it.is_last() && !it.holds_any() && it.succeeds(); }},
      {"CLOSE-5", [](const Applied& it) { return it.checks() && it.holds_element() && it.fails_with(Error::pending_close); }},
      {"CLOSE-7", [](const Applied& it) { return it.checks() && !it.holds_element() && !it.is_last(); }},
      {"CLOSE-8", [](const Applied& it) { return !it.forces() && it.holds_any(); }},
      {"CLOSE-11", [](const Applied& it) { return it.forces() && it.store_ended(); }},
      {"CLOSE-14", [](const Applied& it) { return it.before.releases_csp.at(it.store()) && !it.outcome.after.releases_csp.at(it.store()); }},
      {"CLOSE-19", [](const Applied& it) { return !it.forces() && it.is_last() && !it.holds_any() && !it.outcome.after.store_allocated.at(it.store()); }},
      {"CLOSE-22", [](const Applied& it) { return it.checks() && it.succeeds() && it.outcome.answer.last_error == Error::unspecified; }},
      {"CLOSE-23", [](const Applied& it) { return it.checks() && it.forces() && (it.holds_any() || !it.is_last()); }},
      {"CLOSE-26", [](const Applied& it) { return it.store() == Concrete::no_store(); }},
      {"CLOSE-27", [](const Applied& it) { return it.store() == Concrete::null_store(); }},
      {"CLOSE-29", [](const Applied& it) { return it.checks() && !it.holds_element() && it.holds_deleted(); }},
      {"CLOSE-30", [](const Applied& it) { return it.the<model::CloseStore>().unknown_flags && it.fails_with(Error::invalid_argument); }},
      {"CLOSE-31", [](const Applied& it) { return it.before.commits.at(it.store()) && it.store_ended(); }},
      {"CLOSE-33", [](const Applied& it) { return it.the<model::CloseStore>().commit_fails && !it.succeeds(); }},
      // Frees and deletes.
      {"FREE-1", [](const Applied& it) { return it.succeeds() && it.context().index != 0; }},
      {"FREE-2", [](const Applied& it) { return it.context().index != 0; }},
      {"FREE-3", [](const Applied& it) { return !it.lives() && (!it.before.listed.at(it.context()) || std::holds_alternative<model::DeleteContext<Concrete>>(it.call)); }},
      {"FREE-4", [](const Applied& it) { return it.lives() && it.outcome.after.references.at(it.context()) == 0 && it.before.handles.at(it.before.home.at(it.context())) > 0; }},
      {"FREE-5", [](const Applied& it) { return it.context().index == 0 && it.succeeds(); }},
      {"CLOSE-20", [](const Applied& it) { return !it.lives() && it.before.listed.at(it.context()) && it.before.handles.at(it.before.home.at(it.context())) == 0; }},
      {"DELETE-2", [](const Applied&) { return true; }},
      {"DELETE-3", [](const Applied& it) { return it.succeeds(); }},
      {"DELETE-4", [](const Applied& it) { return it.lives() && !it.outcome.after.listed.at(it.context()); }},
      // Duplicates.
      {"DUP-1", [](const Applied& it) { return it.context().index != 0 && it.outcome.answer.context == it.context(); }},
      {"DUP-3", [](const Applied& it) { return it.context().index == 0 && !it.succeeds(); }},
      {"DUPSTORE-1", [](const Applied& it) { return it.outcome.answer.store == it.store(); }},
      // Enumerations and finds.
      {"ENUM-1", [](const Applied& it) { return !it.next().is_find && it.outcome.answer.context.index != 0; }},
      {"ENUM-2", [](const Applied& it) { return !it.next().is_find && it.next().previous.index != 0; }},
      {"ENUM-3", [](const Applied& it) { return !it.next().is_find && it.fails_with(Error::not_found); }},
      {"ENUM-12", [](const Applied& it) { return !it.next().is_find && it.next().previous.index && !(it.before.home.at(it.next().previous) == it.store()); }},
      {"FIND-1", [](const Applied& it) { return it.next().is_find && it.outcome.answer.context.index != 0; }},
      {"FIND-2", [](const Applied& it) { return it.next().is_find && it.next().previous.index != 0; }},
      {"FIND-3", [](const Applied& it) { return it.next().is_find && it.fails_with(Error::not_found); }},
      {"FIND-10", [](const Applied& it) { return it.next().is_find && !it.next().known_find_type; }},
      {"FIND-21", [](const Applied& it) { return it.next().is_find && !it.next().known_find_type && it.fails_with(Error::invalid_argument); }},
      {"FIND-17", [](const Applied& it) { return it.next().is_find && it.next().previous.index && !(it.before.home.at(it.next().previous) == it.store()); }},
      // Creates.
      {"CREATE-1", [](const Applied& it) { return it.succeeds(); }},
      {"CREATE-7", [](const Applied& it) { return it.the<model::CreateContext>().encoding == Encoding::bad_type; }},
      {"CREATE-8", [](const Applied& it) { return it.the<model::CreateContext>().encoding == Encoding::no_bytes; }},
      {"CREATE-9", [](const Applied& it) { return it.the<model::CreateContext>().kind != Kind::ctl && !it.succeeds(); }},
      {"CREATE-15", [](const Applied& it) { return it.the<model::CreateContext>().kind == Kind::ctl && it.the<model::CreateContext>().encoding == Encoding::no_message; }},
      {"CREATE-16", [](const Applied& it) { return it.the<model::CreateContext>().kind == Kind::ctl && it.the<model::CreateContext>().encoding == Encoding::undecodable; }},
      {"CREATE-17", [](const Applied& it) { return it.the<model::CreateContext>().kind == Kind::ctl && it.succeeds(); }},
      // Adds.
      {"ADD-1", [](const Applied& it) { return it.succeeds() && it.made_element(); }},
      {"ADD-3", [](const Applied& it) { return it.add().wants_result && it.outcome.answer.context.index != 0; }},
      {"ADD-8", [](const Applied& it) { return it.disposes(Disposition::always) && it.succeeds(); }},
      {"ADD-9", [](const Applied& it) { return it.disposes(Disposition::add_new) && it.match_was_listed() && it.fails_with(Error::exists); }},
      {"ADD-10", [](const Applied& it) { return (it.disposes(Disposition::newer) || it.disposes(Disposition::newer_inherit_properties)) && it.match_was_listed(); }},
      {"ADD-12", [](const Applied& it) { return it.disposes(Disposition::newer_inherit_properties) && it.match_was_listed(); }},
      {"ADD-13", [](const Applied& it) { return it.disposes(Disposition::replace_existing) && it.match_was_listed() && it.unlisted_one(); }},
      {"ADD-16", [](const Applied& it) { return it.disposes(Disposition::replace_existing_inherit_properties) && it.match_was_listed() && !it.unlisted_one(); }},
      {"ADD-17", [](const Applied& it) { return it.disposes(Disposition::replace_existing_inherit_properties) && it.match_was_listed(); }},
      {"ADD-18", [](const Applied& it) { return it.disposes(Disposition::use_existing) && it.match_was_listed() && it.succeeds(); }},
      {"ADD-20", [](const Applied& it) { return it.succeeds() && !it.sure_match_was_listed() && it.store().index > 1; }},
      {"ADD-21", [](const Applied& it) { return it.disposes(Disposition::none) && !it.succeeds(); }},
      {"ADD-23", [](const Applied& it) { return it.disposes(Disposition::unknown) && !it.succeeds(); }},
      {"ADD-28", [](const Applied& it) { return (it.add().encoding == Encoding::undecodable || it.add().encoding == Encoding::no_message) && !it.succeeds(); }},
      {"ADD-41", [](const Applied& it) { return it.add().encoding == Encoding::no_bytes && it.add().kind == Kind::crl && !it.succeeds(); }},
      {"ADD-45", [](const Applied& it) { return it.disposes(Disposition::newer_inherit_properties) && it.match_was_listed() && !it.unlisted_one(); }},
      {"ADD-50", [](const Applied& it) { return it.add().encoding == Encoding::no_bytes && it.add().kind != Kind::crl && !it.succeeds(); }},
      {"ADD-31", [](const Applied& it) { return it.store() == Concrete::no_store() && !it.add().from_context && it.succeeds(); }},
      {"ADD-47", [](const Applied& it) { return it.store() == Concrete::no_store() && it.add().from_context && it.succeeds(); }},
      {"ADD-32", [](const Applied& it) { return it.store() == Concrete::null_store() && it.succeeds(); }},
      {"ADD-36", [](const Applied& it) { return it.add().encoding == Encoding::bad_type && it.fails_with(Error::invalid_argument); }},
      // Opens.
      {"OPEN-1", [](const Applied& it) { return it.outcome.answer.store.index != 0; }},
      {"OPEN-4", [](const Applied& it) { return it.the<model::OpenStore>().provider == Provider::memory && it.the<model::OpenStore>().delete_flag; }},
      {"OPEN-5", [](const Applied& it) { return it.the<model::OpenStore>().provider == Provider::unknown; }},
      {"OPEN-10", [](const Applied& it) { return !it.succeeds() && it.the<model::OpenStore>().csp.index != 0; }},
      {"FILE-2", [](const Applied& it) { return it.the<model::OpenStore>().open_existing && !it.before.file_exists.at(it.the<model::OpenStore>().file); }},
      {"FILE-3", [](const Applied& it) { return it.the<model::OpenStore>().create_new && it.before.file_exists.at(it.the<model::OpenStore>().file); }},
      {"FILE-4", [](const Applied& it) { return !it.the<model::OpenStore>().file_is_readable && !it.succeeds(); }},
      {"FILE-9", [](const Applied& it) { return it.the<model::OpenStore>().read_only && it.the<model::OpenStore>().commit_enable; }},
      {"FILE-26", [](const Applied& it) { return it.the<model::OpenStore>().provider == Provider::file && it.the<model::OpenStore>().file == Concrete::no_file(); }},
      {"FILE-27", [](const Applied& it) { return it.the<model::OpenStore>().provider == Provider::file_handle && !it.succeeds(); }},
      {"FILE-28", [](const Applied& it) { return it.the<model::OpenStore>().file_is_loose && !it.succeeds(); }},
      {"FILE-11", [](const Applied& it) { return it.succeeds() && it.before.file_exists.at(it.the<model::OpenStore>().file); }},
      // Control, save, properties, CSP handles.
      {"CONTROL-1", [](const Applied& it) { return it.succeeds() && it.before.commits.at(it.store()) && !it.the<model::ControlStore>().clear; }},
      {"CONTROL-2", [](const Applied& it) { return !it.before.commits.at(it.store()) && it.fails_with(Error::call_not_implemented); }},
      {"CONTROL-4", [](const Applied& it) { return it.succeeds() && it.the<model::ControlStore>().clear; }},
      {"CONTROL-8", [](const Applied& it) { return it.the<model::ControlStore>().commit_fails && !it.succeeds(); }},
      {"SAVE-1", [](const Applied& it) { return it.succeeds() && !it.the<model::SaveStore>().as_pkcs7; }},
      {"SAVE-12", [](const Applied& it) { return it.succeeds() && it.the<model::SaveStore>().as_pkcs7; }},
      {"SAVE-8", [](const Applied& it) { return it.the<model::SaveStore>().save_fails && !it.succeeds(); }},
      {"CSP-1", [](const Applied& it) { return it.succeeds(); }},
      {"CSP-2", [](const Applied& it) { return it.succeeds(); }},
      {"CSP-3", [](const Applied& it) { return it.succeeds() && !it.the<model::ReleaseCsp>().flags; }},
      {"CSP-5", [](const Applied& it) { return it.the<model::ReleaseCsp>().flags && it.fails_with(Error::bad_flags); }},
      {"CSP-6", [](const Applied& it) { return !it.succeeds(); }},
      {"CSP-12", [](const Applied& it) { return it.fails_with(Error::invalid_parameter); }},
      {"CSP-13", [](const Applied& it) { return it.the<model::AcquireCsp>().bad_type && !it.succeeds(); }},
      {"CSP-14", [](const Applied& it) { return it.the<model::AcquireCsp>().unknown_type && !it.succeeds(); }},
      {"CSP-7", [](const Applied& it) { return it.succeeds(); }},
  };
  return all;
}

// Clauses of properties, of hashes that are set and of what form a file has are left to the tests of those.
bool is_left_out(std::string_view clause) {
  return clause.starts_with("PROP-") || clause == "ADD-42" || clause == "FILE-25";
}

// --- Calls to ask about -----------------------------------------------------------------------------------------------------

class Asking {
 public:
  explicit Asking(const World& world) : world_(world) {}

  template <class Visit>
  void every_call(Visit visit) {
    opens(visit);
    for (const std::uint32_t store : {0u, 1u, 4u, 5u, 6u}) of_store({store}, visit);
    for (std::uint32_t context = 0; context < world_.context_exists.size() + 1; ++context) of_context({context}, visit);
    for (const Encoding encoding : encodings) {
      for (const Kind kind : kinds) visit(model::CreateContext<Concrete>{kind, encoding, content(1, 1), fresh_context()});
    }
    visit(model::AcquireCsp<Concrete>{{9}, false, false});
    visit(model::AcquireCsp<Concrete>{{9}, true, false});
    visit(model::AcquireCsp<Concrete>{{9}, false, true});
    for (const std::uint32_t csp : {1u, 2u, 3u}) {
      visit(model::AddCspReference<Concrete>{{csp}});
      for (const bool flags : {false, true}) visit(model::ReleaseCsp<Concrete>{{csp}, flags});
      visit(model::AskCsp<Concrete>{{csp}});
    }
  }

 private:
  static constexpr Encoding encodings[] = {Encoding::sound, Encoding::bad_type, Encoding::no_bytes, Encoding::undecodable,
                                           Encoding::no_message};
  static constexpr Kind kinds[] = {Kind::certificate, Kind::crl, Kind::ctl};

  Concrete::Context fresh_context() const { return {static_cast<std::uint32_t>(world_.context_exists.size() + 1)}; }
  // The keys that the player's elements have, and others.
  static Concrete::Content content(int key, int time) { return {key, key, time, 0, 0}; }

  template <class Visit>
  void opens(Visit visit) {
    for (const Provider provider : {Provider::memory, Provider::file, Provider::file_handle, Provider::unknown}) {
      for (int bits = 0; bits < 32; ++bits) {
        model::OpenStore<Concrete> call{};
        call.provider = provider;
        call.delete_flag = (bits & 1) && provider == Provider::memory;
        call.create_new = bits & 2;
        call.open_existing = bits & 4;
        call.read_only = bits & 8;
        call.commit_enable = bits & 16;
        call.file = provider == Provider::file ? Concrete::File{1} : Concrete::no_file();
        call.fresh_store = {20};
        for (const std::uint32_t csp : {0u, 2u}) call.csp = {csp}, visit(call);
        call.file_is_loose = true;
        visit(call);
        call.file_is_readable = false;
        visit(call);
        call.file = Concrete::no_file();
        visit(call);
      }
    }
  }

  template <class Visit>
  void of_store(Concrete::Store store, Visit visit) {
    visit(model::DuplicateStore<Concrete>{store});
    for (int bits = 0; bits < 16; ++bits) {
      visit(model::CloseStore<Concrete>{store, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0});
      visit(model::ControlStore<Concrete>{store, (bits & 1) != 0, (bits & 2) != 0, (bits & 8) != 0});
    }
    for (const bool fails : {false, true}) visit(model::SaveStore<Concrete>{store, {2}, false, fails});
    visit(model::SaveStore<Concrete>{store, {2}, true, false});
    for (const Kind kind : kinds) {
      for (const bool is_find : {false, true}) steps(store, kind, is_find, visit);
      adds(store, kind, visit);
    }
  }

  template <class Visit>
  void steps(Concrete::Store store, Kind kind, bool is_find, Visit visit) {
    for (std::uint32_t previous = 0; previous < world_.context_exists.size(); ++previous) {
      model::NextContext<Concrete> call{};
      call.store = store;
      call.kind = kind;
      call.previous = {previous};
      call.is_find = is_find;
      visit(call);
      call.known_find_type = !is_find;
      visit(call);
    }
  }

  template <class Visit>
  void adds(Concrete::Store store, Kind kind, Visit visit) {
    model::AddContext<Concrete> call{};
    call.store = store;
    call.kind = kind;
    call.fresh_context = fresh_context();
    for (int disposition = 0; disposition <= 8; ++disposition) {
      call.disposition = static_cast<Disposition>(disposition);
      for (const bool wants : {false, true}) {
        call.wants_result = wants;
        for (const Encoding encoding : encodings) {
          call.encoding = encoding;
          for (const int time : {0, 1, 3}) call.content = like_one_of(store, kind, time), visit(call);
          call.content = content(1'000, 1), visit(call);
        }
      }
    }
  }
  // An element of the store's, with another date.
  Concrete::Content like_one_of(Concrete::Store store, Kind kind, int time) const {
    Concrete::Content found = content(1'000, 1);
    Concrete::for_each_context_of(world_, store, [&](Concrete::Context c) {
      if (world_.kind.at(c) == kind && world_.listed.at(c)) found = world_.content.at(c);
      return true;
    });
    found.time = time;
    return found;
  }

  template <class Visit>
  void of_context(Concrete::Context context, Visit visit) {
    visit(model::DuplicateContext<Concrete>{context});
    visit(model::FreeContext<Concrete>{context});
    visit(model::DeleteContext<Concrete>{context});
    model::AddContext<Concrete> call{};
    call.store = world_.home.at(context);
    call.kind = world_.kind.at(context);
    call.encoding = Encoding::sound;
    call.content = world_.content.at(context);
    call.from_context = true;
    call.source = context;
    call.fresh_context = fresh_context();
    for (int disposition = 1; disposition <= 8; ++disposition) {
      call.disposition = static_cast<Disposition>(disposition);
      for (const int time : {0, 1, 3}) call.content.time = time, visit(call);
    }
    call.store = Concrete::no_store();
    call.disposition = Disposition::always;
    visit(call);
  }

  const World& world_;
};

TEST(ACitation, IsOfAClauseThatApplies) {
  std::set<std::string> cited, wrong;
  const model::Reading everything = model::Reading::everything_free();
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    Player player(seed, model::first_values(seed % 2 ? "windows" : "page"), {.stores = 3, .contexts = 4, .probes = 0});
    for (int step = 0; step < 60; ++step) {
      player.next();
      if (step % 3) continue;
      Asking(player.world()).every_call([&](const ConcreteCall& call) {
        for (model::Choosing way(everything, {});;) {
          const Outcome outcome = model::step<Concrete>(player.world(), call, way);
          if (!outcome.given.holds()) break;
          for (const char* clause : outcome.citations) {
            cited.insert(clause);
            const auto condition = conditions().find(clause);
            if (condition != conditions().end() && !condition->second({player.world(), call, outcome})) wrong.insert(clause);
          }
          if (!way.next()) break;
        }
      });
    }
  }
  EXPECT_EQ(wrong, std::set<std::string>{});
  for (const std::string& clause : cited) EXPECT_TRUE(is_left_out(clause) || conditions().contains(clause)) << clause << " has no condition here";
  for (const auto& [clause, condition] : conditions()) EXPECT_TRUE(cited.contains(clause)) << clause << " is never cited";
}

// --- Frames --------------------------------------------------------------------------------------------------------------

// The rows of all rules, those included that do not apply there.
template <class Visit>
void for_each_frame(Visit visit) {
  const model::Reading everything = model::Reading::everything_free();
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Player player(seed, model::first_values(seed % 2 ? "windows" : "page"), {.stores = 3, .contexts = 4, .probes = 0});
    for (int step = 0; step < 60; ++step) {
      player.next();
      if (step % 10) continue;
      Asking(player.world()).every_call([&](const ConcreteCall& call) {
        model::Choosing way(everything, {});
        way.explain(true);
        do visit(model::step<Concrete>(player.world(), call, way)); while (way.next());
      });
    }
  }
}

TEST(AFrame, SpeaksOfEachAspectThatNeedsAProbe) {
  std::set<model::Aspect> spoken_of;
  for_each_frame([&](const Outcome& outcome) {
    ASSERT_FALSE(outcome.frame.empty()) << "each rule has one";
    for (const auto& row : outcome.frame) spoken_of.insert(row.aspect);
  });
  for (std::size_t i = 0; i < model::words_of_traces.size(); ++i) {
    const auto aspect = static_cast<model::Aspect>(i);
    EXPECT_TRUE(spoken_of.contains(aspect) || !needs_a_probe(aspect)) << word_of(aspect);
  }
}

TEST(AFrame, IsOfClausesThatSayWhereTheyShow) {
  std::set<std::string> decide_results, shown_nowhere;
  for_each_frame([&](const Outcome& outcome) { decide_results.insert(outcome.citations.begin(), outcome.citations.end()); });
  for_each_frame([&](const Outcome& outcome) {
    for (const auto& row : outcome.frame) {
      const model::Clause* clause = model::Ledger::load().find(row.clause);
      ASSERT_TRUE(clause) << row.clause;
      if (needs_a_probe(row.aspect) && !clause->probe && !decide_results.contains(clause->id)) shown_nowhere.insert(clause->id);
    }
  });
  EXPECT_EQ(shown_nowhere, std::set<std::string>{}) << "the ledger names no probe for them, and no result shows them";
}

TEST(AFrame, IsNotWorkedOutForWhoDoesNotAsk) {
  model::Choosing way(model::Reading::everything_free(), {});
  EXPECT_TRUE(model::step<Concrete>(Candidate::at_the_start().world, model::AskCsp<Concrete>{{1}}, way).frame.empty());
}

// --- Choices that decide --------------------------------------------------------------------------------------------------

TEST(ADecidingChoice, IsNamedWithTheValueThatLeadsToEachAnswer) {
  // CLOSE-29
  Story story;
  story.open("s").add("s", "cert:A", "c").call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c"},"ret":"c")");
  story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
  const Verdict verdict = story.judge().allowed(trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":2}})"));
  std::string told;
  for (const Allowed& each : verdict.allowed) told += to_text(each);
  EXPECT_NE(told.find("ret false, lastError \"CRYPT_E_PENDING_CLOSE\"   (readings page, header, windows; CLOSE-29"), std::string::npos) << told;
  EXPECT_NE(told.find("CLOSE-29: deleted_but_held_is_pending = yes)"), std::string::npos) << told;
  EXPECT_NE(told.find("CLOSE-29: deleted_but_held_is_pending = no"), std::string::npos) << told;
  EXPECT_EQ(told.find("CLOSE-5"), std::string::npos) << told;
  EXPECT_EQ(told.find("CLOSE-4,"), std::string::npos) << told;
}

TEST(ADecidingChoice, IsNotNamedWhereEveryValueLeadsToTheSame) {
  // CLOSE-20
  Story story;
  story.open("s").add("s", "cert:A", "c").add("s", "cert:B");
  const Verdict verdict = story.judge().allowed(trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":2}})"));
  ASSERT_EQ(verdict.allowed.size(), 1u);
  EXPECT_TRUE(verdict.allowed[0].deciding.empty()) << to_text(verdict.allowed[0]);
}

TEST(ADecidingChoice, IsCitedInARejectionToo) {
  // CLOSE-7
  Story story;
  story.open("s").call("CertDuplicateStore", R"("args":{"hCertStore":"s"},"ret":"s")");
  EXPECT_NE(clauses_of(story.close("s", "CHECK", R"("ret":true)")).find("CLOSE-7"), std::string::npos);
}

}  // namespace
}  // namespace certlife::oracle
