// Mutants of the adds, the opens and the CSP calls.
#pragma once

#include "model/mutants/closing.h"
#include "model/rules/add_context.h"
#include "model/rules/csp_handle.h"

namespace certlife::model::mutants {

template <class D>
void list_another(const World<D>& before, Outcome<D>& outcome, const AddContext<D>& call, const Bool<D>& when,
                  const Choices<D>& choice) {
  const auto fresh = call.fresh_context;
  make_context(outcome.after, fresh, call.store, call.kind, call.content, properties_brought(before, call), when);
  list_element(outcome.after, fresh, when, false, choice);
}

struct AddGivesNoReference {
  static constexpr MutantAbout about{"add_gives_no_reference", "What an add passes out is not counted."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto c = outcome.answer.context;
    outcome.after.references.set(c, before.references.at(c), call.wants_result && outcome.answer.succeeds);
  }
};

struct AddCountsWithoutOutPointer {
  static constexpr MutantAbout about{"add_counts_without_out_pointer", "An add without an out pointer counts a reference that nobody has."};
  template <class D>
  static void mutate(const World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto c = call.fresh_context;
    outcome.after.references.set(c, 1, !call.wants_result && outcome.after.context_exists.at(c) && outcome.after.context_allocated.at(c));
  }
};

struct AddTakesTheSourcesReference {
  static constexpr MutantAbout about{"add_takes_the_sources_reference", "An add of a context uses up the caller's reference to it."};
  template <class D>
  static void mutate(const World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> takes = call.from_context && outcome.answer.succeeds && is_some<D>(call.source);
    outcome.after.references.set(call.source, outcome.after.references.at(call.source) - 1, takes);
  }
};

struct UseExistingMakesAnother {
  static constexpr MutantAbout about{"use_existing_makes_another", "CERT_STORE_ADD_USE_EXISTING lists another element although one matches."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const Bool<D> uses = call.disposition == D::disposition(Disposition::use_existing) && is_real<D>(call.store) &&
                         outcome.answer.succeeds && !outcome.after.context_exists.at(call.fresh_context);
    list_another(before, outcome, call, uses, choice);
  }
};

struct AddNewIgnoresMatches {
  static constexpr MutantAbout about{"add_new_ignores_matches", "CERT_STORE_ADD_NEW adds although an element matches."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const Bool<D> exists = call.disposition == D::disposition(Disposition::add_new) && !outcome.answer.succeeds &&
                                    outcome.answer.last_error == D::code(Error::exists);
    list_another(before, outcome, call, exists, choice);
    give_reference(outcome.after, call.fresh_context, exists && call.wants_result);
    outcome.answer.context = D::choose(exists && call.wants_result, call.fresh_context, outcome.answer.context);
    answer_instead<D>(outcome, exists, true, Error::unspecified);
  }
};

template <class D>
void refuse_instead(Outcome<D>& outcome, const Bool<D>& when) {
  answer_instead<D>(outcome, when, false, Error::exists);
  outcome.answer.context = D::choose(when, D::no_context(), outcome.answer.context);
}

template <class D>
Bool<D> adds_a_new_certificate(const AddContext<D>& call, const Outcome<D>& outcome) {
  return call.disposition == D::disposition(Disposition::add_new) && call.kind == D::kind(Kind::certificate) &&
         is_real<D>(call.store) && outcome.answer.succeeds;
}

struct AddNewRefusesAnotherEdition {
  static constexpr MutantAbout about{"add_new_refuses_another_edition",
                                    "Although certificates match by hash, CERT_STORE_ADD_NEW refuses one with the issuer and serial number of a listed one."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto edition = [call](const World<D>& w, Context<D> c) {
      return is_listed_of(w, c, call.kind) && D::same_key(w.content.at(c), call.content);
    };
    const Bool<D> adds = adds_a_new_certificate(call, outcome);
    const Bool<D> refuses = adds && D::any_context_of(before, call.store, edition) && choice.takes(certificates_match_by_hash, adds);
    refuse_instead(outcome, refuses);
  }
};

struct AddIgnoresASetHash {
  static constexpr MutantAbout about{"add_ignores_a_set_hash", "CERT_STORE_ADD_NEW goes by the hash of a certificate's bytes, whatever its hash property says."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto same_bytes = [call](const World<D>& w, Context<D> c) {
      return is_listed_of(w, c, call.kind) && w.content.at(c) == call.content;
    };
    const Bool<D> adds = adds_a_new_certificate(call, outcome);
    const Bool<D> refuses = adds && D::any_context_of(before, call.store, same_bytes) && choice.takes(certificates_match_by_hash, adds);
    refuse_instead(outcome, refuses);
  }
};

struct AddLooksAtTheDispositionFirst {
  static constexpr MutantAbout about{"add_looks_at_the_disposition_first", "An encoded add refuses disposition 0 before it looks at the bytes."};
  template <class D>
  static void mutate(const World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> no_bytes = call.encoding == D::encoding(Encoding::no_bytes);
    answer_instead<D>(outcome, no_bytes && call.disposition == D::disposition(Disposition::none), false, Error::invalid_argument);
  }
};

struct EncodedAddBringsProperties {
  static constexpr MutantAbout about{"encoded_add_brings_properties", "An encoded add of bytes that the store lists already takes over the properties of that element."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto same_bytes = [call](const World<D>& w, Context<D> c) {
      return is_listed_of(w, c, call.kind) && w.content.at(c) == call.content;
    };
    const Bool<D> adds = !call.from_context && call.disposition == D::disposition(Disposition::always) && outcome.answer.succeeds;
    const auto other = D::some_context_of(before, call.store, same_bytes, adds, choice);
    outcome.after.properties.set(call.fresh_context, before.properties.at(other.context), adds && other.found);
  }
};

struct CopyToNoStoreHoldsItsSource {
  static constexpr MutantAbout about{"copy_to_no_store_holds_its_source", "The copy that an add of a context to NULL makes keeps a reference to its source."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> copies = call.from_context && call.store == D::no_store() && outcome.answer.succeeds;
    outcome.after.references.set(call.source, before.references.at(call.source) + 1, copies);
  }
};

struct FindByHashTakesAnyCertificate {
  static constexpr MutantAbout about{"find_by_hash_takes_any_certificate", "A find by hash returns the first certificate, whatever its hash."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto any = [call](const World<D>& w, Context<D> c) { return is_listed_of(w, c, call.kind); };
    const Bool<D> asks = call.is_find && call.known_find_type && is_real<D>(call.store) && !outcome.answer.succeeds &&
                         !(D::hash_sought(call.filter) == D::no_value()) && !is_some<D>(call.previous);
    const auto first = D::some_context_of(before, call.store, any, asks, choice);
    outcome.answer.context = D::choose(asks && first.found, first.context, outcome.answer.context);
    answer_instead<D>(outcome, asks && first.found, true, Error::unspecified);
  }
};

struct PropertiesAreNotCopied {
  static constexpr MutantAbout about{"properties_are_not_copied", "An add of a context copies no properties."};
  template <class D>
  static void mutate(const World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.properties.set(call.fresh_context, D::no_properties(), call.from_context && outcome.answer.succeeds);
  }
};

struct FailedAddLeavesAContext {
  static constexpr MutantAbout about{"failed_add_leaves_a_context", "An add that fails leaks the context it began to make."};
  template <class D>
  static void mutate(const World<D>&, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    make_context(outcome.after, call.fresh_context, call.store, call.kind, call.content, D::no_properties(), !outcome.answer.succeeds);
  }
};

struct ReplacedElementDies {
  static constexpr MutantAbout about{"replaced_element_dies", "Replacing an element frees it though it is held."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto replaced = [was = before.listed](const World<D>& w, Context<D> c) { return was.at(c) && !w.listed.at(c); };
    D::set_for_contexts_of(outcome.after, call.store, replaced, outcome.answer.succeeds,
                           [](auto set) { set(&World<D>::context_allocated, Bool<D>(false)); });
  }
};

struct ReplaceKeepsTheOld {
  static constexpr MutantAbout about{"replace_keeps_the_old", "CERT_STORE_ADD_REPLACE_EXISTING leaves the old element in the list."};
  template <class D>
  static void mutate(const World<D>& before, const AddContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto listed = [](const World<D>& w, Context<D> c) { return w.listed.at(c); };
    restore_contexts_of(outcome.after, before, call.store, listed,
                        call.disposition == D::disposition(Disposition::replace_existing) && is_real<D>(call.store) && !call.wants_result);
  }
};

struct CreatedContextIsListed {
  static constexpr MutantAbout about{"created_context_is_listed", "A created context is listed in the null store."};
  template <class D>
  static void mutate(const World<D>&, const CreateContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.listed.set(call.fresh_context, true, outcome.answer.succeeds);
  }
};

struct NoCryptReleaseIsIgnored {
  static constexpr MutantAbout about{"no_crypt_release_is_ignored", "A store opened with CERT_STORE_NO_CRYPT_RELEASE_FLAG releases its CSP handle all the same."};
  template <class D>
  static void mutate(const World<D>&, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.releases_csp.set(call.fresh_store, true, outcome.answer.succeeds && !(call.csp == D::no_csp()));
  }
};

struct FailedOpenReleasesAKeptHandle {
  static constexpr MutantAbout about{"failed_open_releases_a_kept_handle",
                                    "A failed open releases the CSP handle even with CERT_STORE_NO_CRYPT_RELEASE_FLAG."};
  template <class D>
  static void mutate(const World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) - 1,
                                     !outcome.answer.succeeds && !(call.csp == D::no_csp()) && call.no_crypt_release);
  }
};

struct OpenCountsACspReferenceOfItsOwn {
  static constexpr MutantAbout about{"open_counts_a_csp_reference_of_its_own", "An open adds a reference of its own to the CSP handle."};
  template <class D>
  static void mutate(const World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) + 1,
                                     outcome.answer.succeeds && !(call.csp == D::no_csp()));
  }
};

struct OpenEmptiesTheFile {
  static constexpr MutantAbout about{"open_empties_the_file", "Opening a file store on a file that is there empties the file."};
  template <class D>
  static void mutate(const World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> is_file = call.provider == D::provider(Provider::file);
    outcome.after.image.set(call.file, D::empty_image(), outcome.answer.succeeds && is_file && before.file_exists.at(call.file));
  }
};

struct CommitForgetsToWrite {
  static constexpr MutantAbout about{"commit_forgets_to_write", "CERT_STORE_CTRL_COMMIT returns TRUE and writes nothing."};
  template <class D>
  static void mutate(const World<D>& before, const ControlStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto file = before.file.at(call.store);
    outcome.after.image.set(file, before.image.at(file), true);
    outcome.after.form.set(file, before.form.at(file), true);
    outcome.after.file_exists.set(file, before.file_exists.at(file), true);
  }
};

struct CommitIgnoresTheFormOfTheFile {
  static constexpr MutantAbout about{"commit_ignores_the_form_of_the_file", "A commit to a PKCS #7 file writes a serialized store."};
  template <class D>
  static void mutate(const World<D>& before, const ControlStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto file = before.file.at(call.store);
    const Bool<D> writes = before.commits.at(call.store) && before.writes_pkcs7.at(call.store) && !call.clear &&
                                    !call.commit_fails && (call.force || before.changed.at(call.store));
    outcome.after.image.set(file, D::snapshot(before, call.store, false), writes);
    outcome.after.form.set(file, D::form(FileForm::serialized_store), writes);
  }
};

struct OpenForgetsTheFormOfTheFile {
  static constexpr MutantAbout about{"open_forgets_the_form_of_the_file", "A store opened on a file named *.p7c writes a serialized store."};
  template <class D>
  static void mutate(const World<D>&, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.writes_pkcs7.set(call.fresh_store, false, outcome.answer.succeeds);
  }
};

struct OpenToCommitMakesNoFile {
  static constexpr MutantAbout about{"open_to_commit_makes_no_file", "An open with COMMIT_ENABLE leaves the making of a missing file to the first commit."};
  template <class D>
  static void mutate(const World<D>& before, const OpenStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.file_exists.set(call.file, before.file_exists.at(call.file), true);
  }
};

struct ReleaseWithFlagsKeepsTheHandle {
  static constexpr MutantAbout about{"release_with_flags_keeps_the_handle", "CryptReleaseContext with flags releases nothing."};
  template <class D>
  static void mutate(const World<D>& before, const ReleaseCsp<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp), call.flags);
  }
};

struct ADeadHandleIsAnInvalidHandle {
  static constexpr MutantAbout about{"a_dead_handle_is_an_invalid_handle", "Releasing a dead CSP handle fails with ERROR_INVALID_HANDLE."};
  template <class D>
  static void mutate(const World<D>& before, const ReleaseCsp<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, !is_live(before, call.csp), false, Error::invalid_handle);
  }
};

struct AnyProviderTypeWillDo {
  static constexpr MutantAbout about{"any_provider_type_will_do", "An acquire with provider type 0 fails for its flags."};
  template <class D>
  static void mutate(const World<D>&, const AcquireCsp<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, call.bad_type, false, Error::bad_flags);
  }
};

}  // namespace certlife::model::mutants
