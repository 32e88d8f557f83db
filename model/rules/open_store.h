// CertOpenStore, for memory stores and file name stores.
#pragma once

#include "model/rules/file_form.h"

namespace certlife::model {

// A CSP handle given to an open must be the caller's to give.
template <class D>
Given<D> may_open(const World<D>& before, const OpenStore<D>& call) {
  const Bool<D> none = call.csp == D::no_csp();
  return given<D>(Requirement<D>{none || before.owned_csp_references.at(call.csp) > 0, "CSP-8"});
}

// What stands against the open, if anything; the first that applies decides.
template <class D>
struct Obstacles {
  Bool<D> unknown_provider;
  Bool<D> memory_delete;
  Bool<D> handle_refused;
  Bool<D> handle_missing;
  Bool<D> name_missing;
  Bool<D> commits_read_only;
  Bool<D> file_missing;
  Bool<D> file_in_the_way;
  Bool<D> file_unreadable;
  Bool<D> file_loose;  // And that counts as unreadable.
  Bool<D> commits_one_certificate;

  Bool<D> any() const {
    return unknown_provider || memory_delete || handle_refused || handle_missing || name_missing || commits_read_only ||
           file_missing || file_in_the_way || file_unreadable || file_loose || commits_one_certificate;
  }
};

template <class D>
Obstacles<D> obstacles_to(const World<D>& before, const OpenStore<D>& call, const Choices<D>& choice) {
  const Bool<D> is_memory = call.provider == D::provider(Provider::memory);
  const Bool<D> is_file = is_of_a_file(call);
  const Bool<D> by_handle = call.provider == D::provider(Provider::file_handle);
  const Bool<D> exists = before.file_exists.at(call.file);
  const Bool<D> unnamed = is_file && call.file == D::no_file();
  const Bool<D> loose = is_file && exists && call.file_is_readable && call.file_is_loose;
  const Bool<D> one_certificate = exists && before.form.at(call.file) == D::form(FileForm::one_certificate);
  return {call.provider == D::provider(Provider::unknown),
          is_memory && call.delete_flag,
          by_handle && (call.delete_flag || (call.read_only && call.commit_enable)),
          unnamed && by_handle,
          unnamed && !by_handle,
          is_file && call.read_only && call.commit_enable,
          is_file && call.open_existing && !exists,
          is_file && call.create_new && exists,
          is_file && exists && !call.file_is_readable,
          loose && choice.takes(loose_file_forms_are_refused, loose),
          is_file && call.commit_enable && one_certificate};
}

template <class D>
void make_store(World<D>& after, const OpenStore<D>& call, Bool<D> when) {
  const auto store = call.fresh_store;
  const Bool<D> is_file = is_of_a_file(call);
  const Bool<D> owes_release = !(call.csp == D::no_csp()) && !call.no_crypt_release;
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

// The file was read, or may have come about, empty; a store that commits to it knows in what form. [FILE-17 OPEN, FILE-18]
template <class D>
void tie_to_file(World<D>& after, const World<D>& before, const OpenStore<D>& call, Bool<D> when,
                 const Choices<D>& choice) {
  D::load(after, call.fresh_store, before.image.at(call.file), when && before.file_exists.at(call.file));
  const Bool<D> misses = when && !before.file_exists.at(call.file);
  const Bool<D> doubtful = misses && !call.commit_enable;
  const Bool<D> appears = misses && (call.commit_enable || choice.takes(new_file_appears_at_open, doubtful));
  after.file_exists.set(call.file, true, appears);
  after.image.set(call.file, D::empty_image(), appears);
  after.form.set(call.file, D::form(FileForm::empty), appears);
  const Bool<D> commits = when && call.commit_enable;
  after.writes_pkcs7.set(call.fresh_store, commits && will_write_pkcs7(before, call, choice), commits);
}

// A store that is refused may still take the CSP handle with it. [OPEN-8, OPEN-9, OPEN-10 OPEN, OPEN-11, CSP-8]
template <class D>
Bool<D> take_csp(World<D>& after, const OpenStore<D>& call, Bool<D> opens, const Choices<D>& choice) {
  const Bool<D> gives = !(call.csp == D::no_csp()) && !call.no_crypt_release;
  const Bool<D> fails = gives && !opens;
  const Bool<D> released = fails && choice.takes(failed_open_releases_csp, fails);
  lose_one(after.owned_csp_references, call.csp, gives && (opens || released));
  lose_one(after.csp_references, call.csp, released);
  return released;
}

// The handle, or NULL with what stood against it.
template <class D>
void answer_open(Outcome<D>& outcome, const OpenStore<D>& call, const Obstacles<D>& obstacle, const Choices<D>& choice) {
  const Bool<D> no_path = obstacle.name_missing && choice.takes(file_name_missing_is_path_not_found, obstacle.name_missing);
  outcome.answer.store = D::choose(obstacle.any(), D::no_store(), call.fresh_store);
  answer_by(outcome, {
      {obstacle.unknown_provider,        false, Error::file_not_found,       "OPEN-5"},
      {obstacle.memory_delete,           false, Error::call_not_implemented, "OPEN-4"},
      {obstacle.handle_refused,          false, Error::invalid_argument,     "FILE-27"},
      {obstacle.handle_missing,          false, Error::invalid_handle,       "FILE-27"},
      {no_path,                          false, Error::path_not_found,       "FILE-26"},
      {obstacle.name_missing,            false, Error::invalid_parameter,    "FILE-26"},
      {obstacle.commits_read_only,       false, Error::invalid_argument,     "FILE-9"},
      {obstacle.file_missing,            false, Error::file_not_found,       "FILE-2"},
      {obstacle.file_in_the_way,         false, Error::file_exists,          "FILE-3"},
      {obstacle.file_unreadable,         false, Error::some_failure,         "FILE-4"},
      {obstacle.file_loose,              false, Error::some_failure,         "FILE-28"},
      {obstacle.commits_one_certificate, false, Error::access_denied,        "FILE-25"},
      {true,                             true,  Error::unspecified,          "OPEN-1"},
  });
}

template <class D>
Frame<D> frame_of_open(Bool<D> opens, Bool<D> makes_a_file) {
  return {{Aspect::csp_handle, Of::anything,        opens,        "OPEN-8"},
          {Aspect::csp_handle, Of::released_handle, true,         "OPEN-10"},
          {Aspect::csp_handle, Of::anything,        true,         "OPEN-11"},
          {Aspect::file,       Of::anything,        makes_a_file, "FILE-18"},
          {Aspect::file,       Of::anything,        true,         "FILE-15"}};
}

template <class D>
Outcome<D> open_store(const World<D>& before, const OpenStore<D>& call, const Choices<D>& choice) {
  // GIVEN   no CSP handle, or one of which the caller owns a reference.                  [CSP-8]
  Outcome<D> outcome{may_open(before, call), before, {}, {}};
  const Obstacles<D> obstacle = obstacles_to(before, call, choice);
  const Bool<D> opens = !obstacle.any();
  const Bool<D> opens_file = opens && is_of_a_file(call);

  // THEN    a new store is open with one handle reference, which the caller owns;         [OPEN-1, OPEN-2, OPEN-3, OPEN-12]
  make_store(outcome.after, call, opens);
  //         it takes over the CSP handle, unless kept back; if it fails, it may release it; [OPEN-8, OPEN-9, OPEN-10 OPEN, OPEN-11, CSP-8]
  const Bool<D> released = take_csp(outcome.after, call, opens, choice);
  //         what the file lists is listed, in an order that nobody promises.              [FILE-1, FILE-5, FILE-11, FILE-14, FILE-19, FILE-29]
  //         A file that is not there appears, empty, now or with the first commit.        [FILE-17 OPEN, FILE-18]
  tie_to_file(outcome.after, before, call, opens_file, choice);

  // RESULT  the handle, or NULL with what stood against it.
  answer_open(outcome, call, obstacle, choice);
  const Bool<D> reads = opens_file && before.file_exists.at(call.file);
  cite_effects(outcome, {{released, "OPEN-10"}, {reads, "FILE-11"}});

  // FRAME   everything stays, and a failed open leaves the file as it was.
  const Bool<D> makes_a_file = opens_file && call.commit_enable && !before.file_exists.at(call.file);
  frame_by(outcome, choice, [&] { return frame_of_open<D>(opens, makes_a_file); });
  return outcome;
}

}  // namespace certlife::model
