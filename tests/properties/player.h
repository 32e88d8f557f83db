// Plays calls on the model and on the library at once, and compares after each.
//
// Where the model allows more than one thing and the library's answer does not tell which it was (which of two equal elements an
// enumeration gave), every account that fits is followed, until a later answer tells. The first one leads: programs are in
// its names, and the others find what it names by the pointer that the name stands for.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "model/rules/step.h"
#include "tests/properties/comparison.h"

namespace certlife::properties {

// One account of what the library did: a world of the model, and which pointers its names stand for.
template <class D>
struct Account {
  model::World<D> world;
  Bindings<D> bindings;
  model::Answer<D> last_answer;

  void go_on_with(const model::Outcome<D>& outcome, Bindings<D> bound) {
    bindings = std::move(bound);
    last_answer = outcome.answer;
    if constexpr (std::is_same_v<D, Small>) world = outcome.after; else D::commit(world, outcome.after);
  }
  Account copy() const {
    if constexpr (std::is_same_v<D, Small>) return *this; else return {D::copy_of(world), bindings, last_answer};
  }
};

template <class D>
class Player {
 public:
  using World = model::World<D>;
  using Call = model::Call<D>;
  using Outcome = model::Outcome<D>;
  using Context = typename D::Context;

  Player(const Library& library, const Arena* arena, Files files = {});

  // Makes the call, unless the documents leave it undefined here or it is outside the scope.
  Verdict play(const Call& call);

  // Walks every store that the caller can name to its end, for each kind, by calls.
  Verdict play_walks();

  // Frees and closes all that the caller holds.
  Verdict play_ending();

  const World& world() const { return leader().world; }
  // The most accounts that were followed at once.
  std::size_t most_followed() const { return most_followed_; }
  // The last call that was defined.
  const Call& last_call() const { return last_call_; }

  // What a walk over programs puts aside and takes up again. Of the small domain only, where one account is always enough.
  struct State {
    World world;
    Bindings<D> bindings;
  };
  State state() const requires std::is_same_v<D, Small> { return {world(), leader().bindings}; }
  void take_up(const State& state) requires std::is_same_v<D, Small> {
    leader().world = state.world;
    leader().bindings = state.bindings;
  }

 private:
  // Some hundreds at most in a hundred thousand random programs.
  static constexpr std::size_t most_accounts = 5000;

  // A way through the model that fits what the library did, from one of the accounts.
  struct Fit {
    std::size_t account;
    Outcome outcome;
    Bindings<D> bindings;
  };

  const Account<D>& leader() const { return accounts_.front(); }
  Account<D>& leader() { return accounts_.front(); }
  template <class Use>
  void for_each_way(Use use) const;
  std::optional<Fresh<D>> names_for(const Call& call) const;
  std::optional<Call> call_of(Account<D>& account, const Call& call);
  std::optional<std::vector<Call>> calls_of_the_others(const Call& call);
  void go_on_with(std::vector<Fit>& fits);
  std::vector<Call> ending_calls() const;

  const Library& library_;
  Instruments with_;
  Files files_;
  std::vector<Account<D>> accounts_;
  model::Assignment choices_ = choices_of_the_library();
  model::Reading everything_ = model::Reading::everything_free();
  Call last_call_;
  std::size_t most_followed_ = 1;
};

template <class D>
Player<D>::Player(const Library& library, const Arena* arena, Files files)
    : library_(library), with_{library, arena, 0}, files_(std::move(files)) {
  accounts_.push_back({Speaks<D>::empty_world(), {}, {}});
  if (arena == nullptr) library.keep_register(true);
  leader().bindings.of(D::null_store()) = library.null_store();
  with_.registered_before = library.registered_objects();
  // Two empty files, and one that is no store, are there from the beginning.
  if constexpr (Speaks<D>::has_files) {
    World with_file = world();
    for (std::uint32_t file = 1; file <= Files::unreadable; ++file) with_file.file_exists.set({file}, true, true);
    D::commit(leader().world, with_file);
  }
}

// The names that the call would give, if they are free and it is in scope. A closed store that waits for its contexts is not
// duplicated: what becomes of its elements then no source says.
template <class D>
std::optional<Fresh<D>> Player<D>::names_for(const Call& call) const {
  using Says = Speaks<D>;
  if (const auto* duplicate = std::get_if<model::DuplicateStore<D>>(&call)) {
    if (!(duplicate->store == D::null_store()) && world().handles.at(duplicate->store) <= 0) return std::nullopt;
    return Fresh<D>{};
  }
  Fresh<D> fresh;
  bool is_free = true;
  if (const auto* open = std::get_if<model::OpenStore<D>>(&call)) {
    fresh.store = open->fresh_store;
    is_free = Says::store_is_fresh(world(), fresh.store);
  } else if (const auto* csp = std::get_if<model::AcquireCsp<D>>(&call)) {
    fresh.csp = csp->fresh_csp;
    is_free = Says::csp_is_fresh(world(), fresh.csp);
  } else if (const auto* made = std::get_if<model::CreateContext<D>>(&call)) {
    fresh.context = made->fresh_context;
    is_free = Says::context_is_fresh(world(), fresh.context);
  } else if (const auto* added = std::get_if<model::AddContext<D>>(&call)) {
    fresh.context = added->fresh_context;
    is_free = Says::context_is_fresh(world(), fresh.context);
  }
  return is_free ? std::optional(fresh) : std::nullopt;
}

// The same call in another account's names: what the leader calls by a name is there what has the same pointer.
template <class D>
std::optional<model::Call<D>> Player<D>::call_of(Account<D>& account, const Call& call) {
  bool all_found = true;
  const auto rename = [&](Context& name) {
    const void* const pointer = leader().bindings.of(name);
    if (pointer == nullptr) return;
    Context same = D::no_context();
    for_each_context<D>(account.world, [&](Context other) {
      if (account.world.context_allocated.at(other) && account.bindings.of(other) == pointer) same = other;
    });
    all_found = all_found && !(same == D::no_context());
    name = same;
  };
  Call renamed = call;
  std::visit([&](auto& each) {
    if constexpr (requires { each.context; }) rename(each.context);
    if constexpr (requires { each.previous; }) rename(each.previous);
    if constexpr (requires { each.source; }) rename(each.source);
  }, renamed);
  return all_found ? std::optional(renamed) : std::nullopt;
}

// `use` gets one way through the choices and says whether it has had enough.
template <class D>
template <class Use>
void Player<D>::for_each_way(Use use) const {
  if constexpr (std::is_same_v<D, Small>) {
    static const model::Assignment settled = [this] {
      auto choices = choices_;
      choices[model::Choice::replaced_element_goes] = model::replaced_element_goes_to_the_head.value;
      return choices;
    }();
    use(Small::Choices{settled});
  } else {
    auto settled = choices_;
    settled[model::Choice::failed_commit_shows] = model::Assignment::free;
    for (model::Choosing way(everything_, settled);;) {
      if (use(way) || !way.next()) return;
    }
  }
}

// The call in the names of each account but the leader; nothing if one of them cannot make it.
template <class D>
std::optional<std::vector<model::Call<D>>> Player<D>::calls_of_the_others(const Call& call) {
  std::vector<Call> calls;
  for (std::size_t i = 1; i < accounts_.size(); ++i) {
    const auto renamed = call_of(accounts_[i], call);
    if (!renamed) return std::nullopt;
    calls.push_back(*renamed);
    bool is_defined = false;
    for_each_way([&](const typename D::Choices& choice) { return is_defined = model::step<D>(accounts_[i].world, *renamed, choice).given.holds(), true; });
    if (!is_defined) return std::nullopt;
  }
  return calls;
}

template <class D>
Verdict Player<D>::play(const Call& call) {
  constexpr Verdict undefined{Result::undefined, "", 0, 0, 0};
  const auto fresh = names_for(call);
  const auto others = fresh ? calls_of_the_others(call) : std::nullopt;
  if (!others) return undefined;
  std::optional<Observed> observed;
  std::optional<Verdict> first;
  std::vector<Fit> fits;
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    for_each_way([&](const typename D::Choices& choice) {
      Outcome outcome = model::step<D>(accounts_[i].world, i == 0 ? call : (*others)[i - 1], choice);
      if (!observed) {
        if (!outcome.given.holds()) return true;
        last_call_ = call;
        observed = std::visit(Execute<D>(library_, world(), leader().bindings, files_), call);
      }
      Fit fit{i, std::move(outcome), accounts_[i].bindings};
      const Verdict verdict = Comparison<D>(with_, *fresh, accounts_[i].world, fit.bindings).of(fit.outcome, *observed);
      if (!first) first = verdict;
      if (!verdict.differs()) fits.push_back(std::move(fit));
      return false;
    });
    if (!observed) return undefined;
  }
  if (fits.empty()) return *first;
  if (fits.size() > most_accounts) return difference("the number of accounts to follow", most_accounts, static_cast<long long>(fits.size()));
  go_on_with(fits);
  return {};
}

// An account from which several ways go on is copied for all but the last of them.
template <class D>
void Player<D>::go_on_with(std::vector<Fit>& fits) {
  if (accounts_.size() == 1 && fits.size() == 1) return leader().go_on_with(fits.front().outcome, std::move(fits.front().bindings));
  std::vector<Account<D>> next;
  next.reserve(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) {
    Account<D>& from = accounts_[fits[i].account];
    const bool is_last = i + 1 == fits.size() || fits[i + 1].account != fits[i].account;
    next.push_back(is_last ? std::move(from) : from.copy());
    next.back().go_on_with(fits[i].outcome, std::move(fits[i].bindings));
  }
  accounts_ = std::move(next);
  most_followed_ = std::max(most_followed_, accounts_.size());
}

template <class D>
Verdict Player<D>::play_walks() {
  std::vector<typename D::Store> stores;
  for_each_store<D>(world(), [&](typename D::Store store) { if (world().owned_handles.at(store) > 0) stores.push_back(store); });
  for (const auto store : stores) {
    for (const Kind kind : {Kind::certificate, Kind::crl, Kind::ctl}) {
      model::NextContext<D> call{store, kind};
      do {
        const Verdict verdict = play(call);
        if (verdict.result != Result::agrees) return verdict;
        call.previous = leader().last_answer.context;
      } while (!(call.previous == D::no_context()));
    }
  }
  return {};
}

// Where another account may lead after a call, with other names, what is held is looked up anew.
template <class D>
Verdict Player<D>::play_ending() {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const Call& call : ending_calls()) {
      const bool leads_alone = accounts_.size() == 1;
      const Verdict verdict = play(call);
      if (verdict.differs()) return verdict;
      goes_on = goes_on || verdict.result == Result::agrees;
      if (goes_on && !leads_alone) break;
    }
  }
  return {};
}

// One call for each thing held: contexts go first, then stores, then CSP handles. What a forced close took may not be closed.
template <class D>
std::vector<model::Call<D>> Player<D>::ending_calls() const {
  std::vector<Call> calls;
  for_each_context<D>(world(), [&](Context context) {
    if (world().owned_references.at(context) > 0) calls.push_back(model::FreeContext<D>{context});
  });
  for_each_store<D>(world(), [&](typename D::Store store) {
    if (world().owned_handles.at(store) > 0) calls.push_back(model::CloseStore<D>{store});
  });
  for_each_csp<D>(world(), [&](typename D::Csp csp) {
    if (world().owned_csp_references.at(csp) > 0) calls.push_back(model::ReleaseCsp<D>{csp});
  });
  return calls;
}

}  // namespace certlife::properties
