// What opens and creates promise.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/file_form.h"

namespace certlife::model {

struct AnOpenMakesANewStore {
  static constexpr About about{"an_open_makes_a_new_store",
                               "A successful open returns a new store with one handle, which the caller owns.", "OPEN-1 OPEN-2 OPEN-3 FILE-12 FILE-13"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>&) {
    const auto s = it.answer.store;
    return implied<D>(it.answer.succeeds, is_real<D>(s) && !it.before.store_exists.at(s) && it.after.store_exists.at(s) &&
                                              it.after.store_allocated.at(s) && it.after.handles.at(s) == 1 &&
                                              it.after.owned_handles.at(s) == 1 && !it.after.changed.at(s)) &&
           implied<D>(!it.answer.succeeds, s == D::no_store());
  }
};

struct AMemoryStoreOpensEmpty {
  static constexpr About about{"a_memory_store_opens_empty", "A memory store opens with no elements, and unless it is to be deleted it opens.",
                               "OPEN-2 OPEN-3 OPEN-4 OPEN-7"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> memory = call.provider == D::provider(Provider::memory);
    return implied<D>(memory, it.answer.succeeds == !call.delete_flag) &&
           implied<D>(memory, same_at<D>(it.before, it.after, it.context));
  }
};

struct AnOpenTouchesNothingElse {
  static constexpr About about{"an_open_touches_nothing_else",
                               "An open changes no file that was there, no other store and no context.", "OPEN-2 FILE-4 FILE-7 FILE-12 FILE-15"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> may_appear = it.file == call.file && !it.before.file_exists.at(it.file);
    return implied<D>(!may_appear, same_at<D>(it.before, it.after, it.file)) &&
           implied<D>(!(it.store == call.fresh_store), same_at<D>(it.before, it.after, it.store)) &&
           implied<D>(was_there(it, it.context), same_at<D>(it.before, it.after, it.context));
  }
};

struct AFailedOpenMakesNothing {
  static constexpr About about{"a_failed_open_makes_nothing", "An open that fails makes no store, no context and no file.", "OPEN-12 FILE-4 FILE-15"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>&) {
    return implied<D>(!it.answer.succeeds, same_at<D>(it.before, it.after, it.store) && same_at<D>(it.before, it.after, it.context) &&
                                               same_at<D>(it.before, it.after, it.file));
  }
};

struct AFileThatAnOpenMakesIsEmpty {
  static constexpr About about{"a_file_that_an_open_makes_is_empty",
                               "A file that an open brings about is empty, and the open is not one with OPEN_EXISTING.", "FILE-2 FILE-5 FILE-17 FILE-18"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    return implied<D>(!it.before.file_exists.at(call.file) && it.after.file_exists.at(call.file),
                      it.answer.succeeds && !call.open_existing && same_image<D>(it.after.image.at(call.file), D::empty_image()) &&
                          it.after.form.at(call.file) == D::form(FileForm::empty));
  }
};

struct WhatAFileHeldIsListed {
  static constexpr About about{"what_a_file_held_is_listed", "Contexts that an open brings about are elements of the new store that nobody holds, and the file was not empty.",
                               "FILE-1 FILE-11 FILE-13"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const auto c = it.context;
    return implied<D>(is_new(it, c), it.answer.succeeds && is_of_a_file(call) &&
                                         it.before.file_exists.at(call.file) &&
                                         !same_image<D>(it.before.image.at(call.file), D::empty_image()) &&
                                         it.after.home.at(c) == call.fresh_store &&
                                         it.after.listed.at(c) && it.after.references.at(c) == 0);
  }
};

struct AFileThatIsMissingOrInTheWayIsRefused {
  static constexpr About about{"a_file_that_is_missing_or_in_the_way_is_refused",
                               "OPEN_EXISTING of a missing file, CREATE_NEW of an existing one, a file of no known format, READONLY with "
                               "COMMIT_ENABLE, COMMIT_ENABLE of one certificate, and an open without a file fail, and nothing else does.",
                               "FILE-2 FILE-3 FILE-4 FILE-9 FILE-19 FILE-25 FILE-26 FILE-27 FILE-28 FILE-29"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> file = is_of_a_file(call);
    const Bool<D> by_handle = call.provider == D::provider(Provider::file_handle);
    const Bool<D> exists = it.before.file_exists.at(call.file);
    const Bool<D> loose = exists && call.file_is_readable && call.file_is_loose && it.choice.takes(loose_file_forms_are_refused, true);
    const Bool<D> one_certificate = exists && it.before.form.at(call.file) == D::form(FileForm::one_certificate);
    const Bool<D> refused = (call.open_existing && !exists) || (call.create_new && exists) ||
                            (exists && !call.file_is_readable) || (call.read_only && call.commit_enable) || loose ||
                            (one_certificate && call.commit_enable) || call.file == D::no_file() || (by_handle && call.delete_flag);
    return implied<D>(file, it.answer.succeeds == !refused);
  }
};

struct AnUnknownProviderIsRefused {
  static constexpr About about{"an_unknown_provider_is_refused", "An open of an unknown provider fails with ERROR_FILE_NOT_FOUND.", "OPEN-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    return implied<D>(call.provider == D::provider(Provider::unknown), is_failure(it.answer, Error::file_not_found));
  }
};

struct ACreatedContextStandsFree {
  static constexpr About about{"a_created_context_stands_free",
                               "A create returns a new context of the null store, listed nowhere, with the bytes given and one reference.",
                               "CREATE-1 CREATE-2 CREATE-3 CREATE-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CreateContext<D>& call) {
    const auto c = it.answer.context;
    return implied<D>(it.answer.succeeds, is_some<D>(c) && !it.before.context_exists.at(c) && it.after.context_allocated.at(c) &&
                                              it.after.home.at(c) == D::null_store() && !it.after.listed.at(c) &&
                                              it.after.content.at(c) == call.content && it.after.kind.at(c) == call.kind &&
                                              it.after.references.at(c) == 1 && it.after.owned_references.at(c) == 1);
  }
};

struct BytesThatAreNoElementAreRefusedByTheirKind {
  static constexpr About about{"bytes_that_are_no_element_are_refused_by_their_kind",
                               "Bytes that are no PKCS #7 message make no CTL and ERROR_INVALID_DATA; bytes that are no certificate or CRL an ASN.1 error.",
                               "CREATE-9 CREATE-15 ADD-28"};
  template <class D, class Call>
  static Bool<D> refuses(const Seen<D>& it, const Call& call, const Bool<D>& looks) {
    const Bool<D> ctl = call.kind == D::kind(Kind::ctl);
    return implied<D>(looks && ctl && call.encoding == D::encoding(Encoding::no_message), is_failure(it.answer, Error::invalid_data)) &&
           implied<D>(looks && !ctl && call.encoding == D::encoding(Encoding::undecodable), is_failure(it.answer, Error::any_asn1));
  }
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CreateContext<D>& call) { return refuses<D>(it, call, true); }
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    return refuses<D>(it, call, !call.from_context && !has(call, Disposition::none) && !has(call, Disposition::unknown));
  }
};

struct AFailedCreateMakesNothing {
  static constexpr About about{"a_failed_create_makes_nothing", "A create of bytes that do not decode returns NULL and changes nothing.",
                               "CREATE-7 CREATE-8 CREATE-9 CREATE-13 CREATE-16"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CreateContext<D>& call) {
    const Bool<D> sound = call.encoding == D::encoding(Encoding::sound);
    return implied<D>(!sound, !it.answer.succeeds && nothing_changes(it)) && implied<D>(sound, it.answer.succeeds);
  }
};

}  // namespace certlife::model
