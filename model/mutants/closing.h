// Mutants of CertCloseStore.
#pragma once

#include "model/mutants/mutant.h"

namespace certlife::model::mutants {

template <class D>
Bool<D> ends_here(const Outcome<D>& outcome, const CloseStore<D>& call) {
  return is_real<D>(call.store) && !call.unknown_flags && outcome.after.handles.at(call.store) == 0;
}

struct ForcedCloseForgetsCrls {
  static constexpr MutantAbout about{"forced_close_forgets_crls", "A forced close leaves the CRLs of the store in memory."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto crl = [](const World<D>& w, Context<D> c) { return w.kind.at(c) == D::kind(Kind::crl); };
    restore_contexts_of(outcome.after, before, call.store, crl, call.force && ends_here(outcome, call));
  }
};

template <class D>
void check_looks_only_for(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, Kind one, Kind other) {
  const Bool<D> found = any_held_of(before, call.store, one) || any_held_of(before, call.store, other) ||
                        before.handles.at(call.store) > 1;
  answer_instead<D>(outcome, is_real<D>(call.store) && call.check && !call.unknown_flags && !found, true, Error::unchanged);
}

struct CheckForgetsCtls {
  static constexpr MutantAbout about{"check_forgets_ctls", "CHECK does not look for CTLs that are held."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    check_looks_only_for(before, call, outcome, Kind::certificate, Kind::crl);
  }
};

struct CheckForgetsCrls {
  static constexpr MutantAbout about{"check_forgets_crls", "CHECK does not look for CRLs that are held."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    check_looks_only_for(before, call, outcome, Kind::certificate, Kind::ctl);
  }
};

struct CheckForgetsCertificates {
  static constexpr MutantAbout about{"check_forgets_certificates", "CHECK does not look for certificates that are held."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    check_looks_only_for(before, call, outcome, Kind::crl, Kind::ctl);
  }
};

struct CheckCountsElements {
  static constexpr MutantAbout about{"check_counts_elements", "CHECK reports elements that nobody holds."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto element = [](const World<D>& w, Context<D> c) { return w.listed.at(c); };
    const Bool<D> any = D::any_context_of(before, call.store, element);
    answer_instead<D>(outcome, is_real<D>(call.store) && call.check && !call.force && !call.unknown_flags && any, false, Error::pending_close);
  }
};

struct CheckForgetsOtherHandles {
  static constexpr MutantAbout about{"check_forgets_other_handles", "CHECK does not look for other handles to the store."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> others = any_context_held_from(before, call.store);
    answer_instead<D>(outcome, is_real<D>(call.store) && call.check && !call.unknown_flags && !others, true, Error::unchanged);
  }
};

struct PendingCloseKeepsTheHandle {
  static constexpr MutantAbout about{"pending_close_keeps_the_handle", "A close that reports CRYPT_E_PENDING_CLOSE takes no handle away."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> pending = outcome.answer.last_error == D::code(Error::pending_close);
    outcome.after.handles.set(call.store, before.handles.at(call.store), pending && !call.force);
    outcome.after.store_allocated.set(call.store, true, pending && !call.force);
  }
};

struct ForceSparesHeldContexts {
  static constexpr MutantAbout about{"force_spares_held_contexts", "A forced close leaves the contexts that are held in memory."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto held = [](const World<D>& w, Context<D> c) { return is_held(w, c); };
    restore_contexts_of(outcome.after, before, call.store, held, call.force && ends_here(outcome, call));
  }
};

struct DefaultCloseFreesHeldContexts {
  static constexpr MutantAbout about{"default_close_frees_held_contexts", "The last close frees contexts that are held, as if it were forced."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    end_all_contexts_of(outcome.after, call.store, ends_here(outcome, call));
  }
};

struct CloseFreesDeletedContexts {
  static constexpr MutantAbout about{"close_frees_deleted_contexts", "The last close frees deleted contexts that are still held."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto deleted = [](const World<D>& w, Context<D> c) { return !w.listed.at(c); };
    D::set_for_contexts_of(outcome.after, call.store, deleted, ends_here(outcome, call),
                           [](auto set) { set(&World<D>::context_allocated, Bool<D>(false)); });
  }
};

struct NonFinalCloseEndsTheStore {
  static constexpr MutantAbout about{"non_final_close_ends_the_store", "Any close frees the elements that nobody holds, other handles or not."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    end_unheld_contexts_of(outcome.after, call.store, is_real<D>(call.store) && !call.unknown_flags);
  }
};

struct PlainCloseClobbersLastError {
  static constexpr MutantAbout about{"plain_close_clobbers_last_error", "A close without flags sets last error when contexts are held."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> held = any_context_held_from(before, call.store);
    const Bool<D> plain = is_real<D>(call.store) && !call.check && !call.force && !call.unknown_flags;
    answer_instead<D>(outcome, plain && held, outcome.answer.succeeds, Error::pending_close);
  }
};

struct CheckClobbersLastError {
  static constexpr MutantAbout about{"check_clobbers_last_error", "A close with CHECK that returns TRUE changes last error."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, is_real<D>(call.store) && call.check && outcome.answer.succeeds, true, Error::not_found);
  }
};

struct PlainCloseReportsPending {
  static constexpr MutantAbout about{"plain_close_reports_pending", "A close without flags returns FALSE when contexts are held."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> held = any_context_held_from(before, call.store);
    const Bool<D> plain = is_real<D>(call.store) && !call.check && !call.force && !call.unknown_flags;
    answer_instead<D>(outcome, plain && held, false, Error::pending_close);
  }
};

struct ClosedStoreIsNeverFreed {
  static constexpr MutantAbout about{"closed_store_is_never_freed", "The last close leaves the store itself in memory."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.store_allocated.set(call.store, true, ends_here(outcome, call));
  }
};

struct StoreIsFreedUnderItsContexts {
  static constexpr MutantAbout about{"store_is_freed_under_its_contexts", "The last close frees the store though contexts of it are held."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.store_allocated.set(call.store, false, ends_here(outcome, call));
  }
};

struct NullStoreCloses {
  static constexpr MutantAbout about{"null_store_closes", "A close of the null store frees the created contexts."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    end_all_contexts_of(outcome.after, call.store, call.store == D::null_store());
  }
};

struct ForceFreesCreatedContexts {
  static constexpr MutantAbout about{"force_frees_created_contexts", "A forced close of a store frees the created contexts too."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    end_all_contexts_of(outcome.after, D::null_store(), call.force && ends_here(outcome, call));
  }
};

struct CspHandleGoesEarly {
  static constexpr MutantAbout about{"csp_handle_goes_early", "The CSP handle is released at a close that is not the last."};
  template <class D>
  static void mutate(const World<D>&, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    release_csp_of(outcome.after, call.store, is_real<D>(call.store) && !call.unknown_flags);
  }
};

struct CspHandleIsNeverReleased {
  static constexpr MutantAbout about{"csp_handle_is_never_released", "The last close forgets to release the CSP handle."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto csp = before.csp.at(call.store);
    outcome.after.csp_references.set(csp, before.csp_references.at(csp), ends_here(outcome, call));
  }
};

struct CspHandleIsReleasedTwice {
  static constexpr MutantAbout about{"csp_handle_is_released_twice", "The last close releases the CSP handle twice."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto csp = before.csp.at(call.store);
    outcome.after.csp_references.set(csp, outcome.after.csp_references.at(csp) - 1,
                                     ends_here(outcome, call) && before.releases_csp.at(call.store));
  }
};

struct CloseForgetsToCommit {
  static constexpr MutantAbout about{"close_forgets_to_commit", "The last close does not write the changes of a file store."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto file = before.file.at(call.store);
    outcome.after.image.set(file, before.image.at(file), !call.force);
    outcome.after.file_exists.set(file, before.file_exists.at(file), !call.force);
  }
};

struct CloseCommitsUnasked {
  static constexpr MutantAbout about{"close_commits_unasked", "The last close writes the file of a store that was not opened to commit."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto file = before.file.at(call.store);
    outcome.after.image.set(file, D::snapshot(before, call.store, before.writes_pkcs7.at(call.store)),
                            ends_here(outcome, call) && !(file == D::no_file()) && before.changed.at(call.store));
  }
};

struct ClosedStoreStillCommits {
  static constexpr MutantAbout about{"closed_store_still_commits", "A store goes on writing to its file after its last close."};
  template <class D>
  static void mutate(const World<D>& before, const CloseStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.commits.set(call.store, before.commits.at(call.store), true);
    outcome.after.file.set(call.store, before.file.at(call.store), true);
  }
};

}  // namespace certlife::model::mutants
