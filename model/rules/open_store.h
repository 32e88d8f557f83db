// CertOpenStore, for memory stores and file name stores.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

// A CSP handle given to an open must be the caller's to give.
template <class D>
Given<D> may_open(const World<D>& before, const OpenStore<D>& call) {
  const typename D::Bool none = call.csp == D::no_csp();
  return given<D>(Requirement<D>{none || before.owned_csp_references.at(call.csp) > 0, "CSP-8"});
}

// What stands against the open, if anything; the first that applies decides.
template <class D>
struct Obstacles {
  typename D::Bool unknown_provider;
  typename D::Bool memory_delete;
  typename D::Bool commits_read_only;
  typename D::Bool file_missing;
  typename D::Bool file_in_the_way;
  typename D::Bool file_unreadable;

  typename D::Bool any() const {
    return unknown_provider || memory_delete || commits_read_only || file_missing || file_in_the_way || file_unreadable;
  }
};

template <class D>
Obstacles<D> obstacles_to(const World<D>& before, const OpenStore<D>& call) {
  const typename D::Bool is_memory = call.provider == D::provider(Provider::memory);
  const typename D::Bool is_file = call.provider == D::provider(Provider::file);
  const typename D::Bool exists = before.file_exists.at(call.file);
  return {call.provider == D::provider(Provider::unknown),
          is_memory && call.delete_flag,
          is_file && call.read_only && call.commit_enable,
          is_file && call.open_existing && !exists,
          is_file && call.create_new && exists,
          is_file && exists && !call.file_is_readable};
}

template <class D>
void make_store(World<D>& after, const OpenStore<D>& call, typename D::Bool when) {
  const auto store = call.fresh_store;
  const typename D::Bool is_file = call.provider == D::provider(Provider::file);
  const typename D::Bool owes_release = !(call.csp == D::no_csp()) && !call.no_crypt_release;
  after.store_exists.set(store, true, when);
  after.store_allocated.set(store, true, when);
  after.handles.set(store, 1, when);
  after.owned_handles.set(store, 1, when);
  after.shows_archived.set(store, call.enum_archived, when);
  after.csp.set(store, call.csp, when);
  after.releases_csp.set(store, owes_release, when);
  after.file.set(store, call.file, when && is_file);
  after.commits.set(store, is_file && call.commit_enable, when);
}

template <class D>
Outcome<D> open_store(const World<D>& before, const OpenStore<D>& call, const typename D::Choices& choice) {
  using Bool = typename D::Bool;

  // GIVEN   no CSP handle, or one of which the caller owns a reference.                  [CSP-8]
  Outcome<D> outcome{may_open(before, call), before, {}, {}};
  World<D>& after = outcome.after;
  const Obstacles<D> obstacle = obstacles_to(before, call);
  const Bool opens = !obstacle.any();
  const Bool is_file = call.provider == D::provider(Provider::file);
  const Bool reads = opens && is_file && before.file_exists.at(call.file);

  // THEN    a new store is open with one handle reference, which the caller owns;         [OPEN-1, OPEN-2, OPEN-3, OPEN-12]
  make_store(after, call, opens);
  //         the caller's reference to the CSP handle passes to it, unless kept back;      [OPEN-8, OPEN-9, CSP-8]
  const Bool gives_csp = !(call.csp == D::no_csp()) && !call.no_crypt_release;
  const Bool fails_with_csp = gives_csp && !opens;
  const Bool released = fails_with_csp && choice.takes(failed_open_releases_csp, fails_with_csp);
  const auto owned = before.owned_csp_references.at(call.csp);
  after.owned_csp_references.set(call.csp, owned - 1, gives_csp && (opens || released));
  //         a failed open may release it;                                                 [OPEN-10 OPEN, OPEN-11]
  after.csp_references.set(call.csp, before.csp_references.at(call.csp) - 1, released);
  //         what the file lists is listed, in an order that nobody promises.              [FILE-1, FILE-5, FILE-11, FILE-14]
  D::load(after, call.fresh_store, before.image.at(call.file), reads);
  //         A file that is not there may appear now, empty, or with the first commit.     [FILE-17 OPEN]
  const Bool misses = opens && is_file && !before.file_exists.at(call.file);
  const Bool appears = misses && choice.takes(new_file_appears_at_open, misses);
  after.file_exists.set(call.file, true, appears);
  after.image.set(call.file, D::empty_image(), appears);

  // RESULT  the handle, or NULL with what stood against it.
  outcome.answer.store = D::choose(opens, call.fresh_store, D::no_store());
  answer_by<D, 7>(outcome, {{
      {obstacle.unknown_provider,   false, Error::file_not_found,       "OPEN-5"},
      {obstacle.memory_delete,      false, Error::call_not_implemented, "OPEN-4"},
      {obstacle.commits_read_only,  false, Error::invalid_argument,     "FILE-9"},
      {obstacle.file_missing,       false, Error::file_not_found,       "FILE-2"},
      {obstacle.file_in_the_way,    false, Error::file_exists,          "FILE-3"},
      {obstacle.file_unreadable,    false, Error::some_failure,         "FILE-4"},
      {true,                        true,  Error::unspecified,          "OPEN-1"},
  }});
  cite_effects<D, 2>(outcome, {{{released, "OPEN-10"}, {reads, "FILE-11"}}});
  return outcome;
}

}  // namespace certlife::model
