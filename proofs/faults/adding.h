// Faults of the adds, the opens and the CSP calls.
#pragma once

#include "proofs/faults/closing.h"

namespace certlife::proofs {

template <class D>
void list_another(Outcome<D>& outcome, const AddContext<D>& call, const typename D::Bool& when) {
  make_context(outcome.after, call.fresh_context, call.store, call.kind, call.content, D::no_properties(), when);
  outcome.after.listed.set(call.fresh_context, true, when);
}

struct AddGivesNoReference {
  static constexpr FaultAbout about{"add_gives_no_reference", "What an add passes out is not counted."};
  template <class D>
  static void weaken(const model::World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const auto c = outcome.answer.context;
    outcome.after.references.set(c, before.references.at(c), call.wants_result && outcome.answer.succeeds);
  }
};

struct AddCountsWithoutOutPointer {
  static constexpr FaultAbout about{"add_counts_without_out_pointer", "An add without an out pointer counts a reference that nobody has."};
  template <class D>
  static void weaken(const model::World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const auto c = call.fresh_context;
    outcome.after.references.set(c, 1, !call.wants_result && outcome.after.context_exists.at(c) && outcome.after.context_allocated.at(c));
  }
};

struct AddTakesTheSourcesReference {
  static constexpr FaultAbout about{"add_takes_the_sources_reference", "An add of a context uses up the caller's reference to it."};
  template <class D>
  static void weaken(const model::World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const typename D::Bool takes = call.from_context && outcome.answer.succeeds && is_some<D>(call.source);
    outcome.after.references.set(call.source, outcome.after.references.at(call.source) - 1, takes);
  }
};

struct UseExistingMakesAnother {
  static constexpr FaultAbout about{"use_existing_makes_another", "CERT_STORE_ADD_USE_EXISTING lists another element although one matches."};
  template <class D>
  static void weaken(const model::World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const typename D::Bool uses = call.disposition == D::disposition(Disposition::use_existing) && is_real<D>(call.store) &&
                                  outcome.answer.succeeds && !outcome.after.context_exists.at(call.fresh_context);
    list_another(outcome, call, uses);
  }
};

struct AddNewIgnoresMatches {
  static constexpr FaultAbout about{"add_new_ignores_matches", "CERT_STORE_ADD_NEW adds although an element matches."};
  template <class D>
  static void weaken(const model::World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const typename D::Bool exists = call.disposition == D::disposition(Disposition::add_new) && !outcome.answer.succeeds &&
                                    outcome.answer.last_error == D::code(Error::exists);
    list_another(outcome, call, exists);
    answer_instead<D>(outcome, exists && !call.wants_result, true, Error::unspecified);
  }
};

struct FailedAddLeavesAContext {
  static constexpr FaultAbout about{"failed_add_leaves_a_context", "An add that fails leaks the context it began to make."};
  template <class D>
  static void weaken(const model::World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    make_context(outcome.after, call.fresh_context, call.store, call.kind, call.content, D::no_properties(), !outcome.answer.succeeds);
  }
};

struct ReplacedElementDies {
  static constexpr FaultAbout about{"replaced_element_dies", "Replacing an element frees it though it is held."};
  template <class D>
  static void weaken(const model::World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const auto replaced = [was = before.listed](const model::World<D>& w, typename D::Context c) { return was.at(c) && !w.listed.at(c); };
    D::set_for_contexts_of(outcome.after, call.store, replaced, outcome.answer.succeeds,
                           [](auto set) { set(&model::World<D>::context_allocated, typename D::Bool(false)); });
  }
};

struct ReplaceKeepsTheOld {
  static constexpr FaultAbout about{"replace_keeps_the_old", "CERT_STORE_ADD_REPLACE_EXISTING leaves the old element in the list."};
  template <class D>
  static void weaken(const model::World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const auto listed = [](const model::World<D>& w, typename D::Context c) { return w.listed.at(c); };
    restore_contexts_of(outcome.after, before, call.store, listed,
                        call.disposition == D::disposition(Disposition::replace_existing) && is_real<D>(call.store) && !call.wants_result);
  }
};

struct CreatedContextIsListed {
  static constexpr FaultAbout about{"created_context_is_listed", "A created context is listed in the null store."};
  template <class D>
  static void weaken(const model::World<D>&, const CreateContext<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    outcome.after.listed.set(call.fresh_context, true, outcome.answer.succeeds);
  }
};

struct NoCryptReleaseIsIgnored {
  static constexpr FaultAbout about{"no_crypt_release_is_ignored", "A store opened with CERT_STORE_NO_CRYPT_RELEASE_FLAG releases its CSP handle all the same."};
  template <class D>
  static void weaken(const model::World<D>&, const OpenStore<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    outcome.after.releases_csp.set(call.fresh_store, true, outcome.answer.succeeds && !(call.csp == D::no_csp()));
  }
};

struct FailedOpenReleasesAKeptHandle {
  static constexpr FaultAbout about{"failed_open_releases_a_kept_handle",
                                    "A failed open releases the CSP handle even with CERT_STORE_NO_CRYPT_RELEASE_FLAG."};
  template <class D>
  static void weaken(const model::World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) - 1,
                                     !outcome.answer.succeeds && !(call.csp == D::no_csp()) && call.no_crypt_release);
  }
};

struct OpenCountsACspReferenceOfItsOwn {
  static constexpr FaultAbout about{"open_counts_a_csp_reference_of_its_own", "An open adds a reference of its own to the CSP handle."};
  template <class D>
  static void weaken(const model::World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) + 1,
                                     outcome.answer.succeeds && !(call.csp == D::no_csp()));
  }
};

struct OpenEmptiesTheFile {
  static constexpr FaultAbout about{"open_empties_the_file", "Opening a file store on a file that is there empties the file."};
  template <class D>
  static void weaken(const model::World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const typename D::Bool is_file = call.provider == D::provider(Provider::file);
    outcome.after.image.set(call.file, D::empty_image(), outcome.answer.succeeds && is_file && before.file_exists.at(call.file));
  }
};

struct CommitForgetsToWrite {
  static constexpr FaultAbout about{"commit_forgets_to_write", "CERT_STORE_CTRL_COMMIT returns TRUE and writes nothing."};
  template <class D>
  static void weaken(const model::World<D>& before, const ControlStore<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    const auto file = before.file.at(call.store);
    outcome.after.image.set(file, before.image.at(file), true);
    outcome.after.file_exists.set(file, before.file_exists.at(file), true);
  }
};

struct ReleaseWithFlagsKeepsTheHandle {
  static constexpr FaultAbout about{"release_with_flags_keeps_the_handle", "CryptReleaseContext with flags releases nothing."};
  template <class D>
  static void weaken(const model::World<D>& before, const ReleaseCsp<D>& call, Outcome<D>& outcome, const typename D::Choices&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp), call.flags);
  }
};

}  // namespace certlife::proofs
