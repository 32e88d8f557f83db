// What reaches a file, and what does not.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/file_form.h"

namespace certlife::model {

// What a file holds that was just written.
template <class D>
Image<D> listing_of(const World<D>& world, Store<D> store, Bool<D> as_pkcs7) {
  auto image = D::snapshot(world, store, as_pkcs7);
  if constexpr (requires { image.settle(); }) image.settle();
  return image;
}

// Was it written as one of the two forms?
template <class D>
Bool<D> is_written(const Seen<D>& it, File<D> file, Store<D> store, Bool<D> as_pkcs7) {
  const auto form = D::choose(as_pkcs7, D::form(FileForm::pkcs7), D::form(FileForm::serialized_store));
  return it.after.file_exists.at(file) && it.after.form.at(file) == form &&
         same_image<D>(it.after.image.at(file), listing_of<D>(it.before, store, as_pkcs7));
}

// The file that the call may write.
template <class D, class Call>
Bool<D> may_write(const World<D>&, const Call&, File<D>) { return false; }
template <class D>
Bool<D> may_write(const World<D>& before, const CloseStore<D>& call, File<D> file) {
  return file == before.file.at(call.store) && before.commits.at(call.store) && before.changed.at(call.store) &&
         (before.handles.at(call.store) == 1 || call.force) && !call.commit_fails;
}
template <class D>
Bool<D> may_write(const World<D>& before, const ControlStore<D>& call, File<D> file) {
  return file == before.file.at(call.store) && before.commits.at(call.store) && !call.clear && !call.commit_fails &&
         (call.force || before.changed.at(call.store));
}
template <class D>
Bool<D> may_write(const World<D>& before, const OpenStore<D>& call, File<D> file) {
  return file == call.file && is_of_a_file(call) && !before.file_exists.at(file);
}
template <class D>
Bool<D> may_write(const World<D>&, const SaveStore<D>& call, File<D> file) {
  return file == call.file && !(file == D::no_file()) && !call.save_fails;
}

struct OnlyACommitOrASaveWritesAFile {
  static constexpr About about{"only_a_commit_or_a_save_writes_a_file",
                               "A file changes only by a save to it, or by a commit or last close of a store that was opened to commit to it and "
                               "that has changed; an open may bring about one that was missing.",
                               "FILE-7 FILE-10 FILE-15 CLOSE-34 PROP-16 CONTROL-3 CONTROL-4 CONTROL-9 CLOSE-36 SAVE-2"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    return implied<D>(!may_write<D>(it.before, call, it.file), same_at<D>(it.before, it.after, it.file));
  }
};

struct OnlyAnOpenMakesAStoreCommit {
  static constexpr About about{"only_an_open_makes_a_store_commit",
                               "A store that does not write to its file never does so later.", "CLOSE-34 FILE-10 CONTROL-9 PROP-16"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    const auto s = it.store;
    return implied<D>(it.before.store_exists.at(s) && !it.before.commits.at(s), !it.after.commits.at(s));
  }
};

struct APropertySetAfterTheLastCloseIsNotPersisted {
  static constexpr About about{"a_property_set_after_the_last_close_is_not_persisted",
                               "A property set when the store is closed changes no file, and the store will write none.", "CLOSE-34 PROP-16"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const auto home = it.before.home.at(call.context);
    return implied<D>(is_real<D>(home) && !is_open(it.before, home),
                      same_at<D>(it.before, it.after, it.file) && !it.after.commits.at(home));
  }
};

struct AChangedElementIsAChange {
  static constexpr About about{"a_changed_element_is_a_change",
                               "A store knows that it changed once an element of it was listed, unlisted or got other properties while it is open.",
                               "CLOSE-31 PROP-15 CONTROL-1"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    const auto c = it.context;
    const auto home = it.after.home.at(c);
    const Bool<D> listing = !(it.after.listed.at(c) == it.before.listed.at(c)) && it.before.store_exists.at(home);
    const Bool<D> properties = was_there(it, c) && it.after.listed.at(c) && !(it.after.properties.at(c) == it.before.properties.at(c));
    Bool<D> computes = false;
    if constexpr (std::is_same_v<Call, GetProperty<D>>) computes = call.context == c;
    return implied<D>((listing || (properties && !computes)) && is_open(it.after, home), it.after.changed.at(home));
  }
};

struct TheLastCloseCommits {
  static constexpr About about{"the_last_close_commits",
                               "The last close without FORCE of a store that commits and has changed writes to its file what it lists, with its "
                               "properties, if the file can be written.",
                               "CLOSE-31 FILE-11 FILE-20 FILE-24"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const Bool<D> writes = is_final(it, call) && !call.force && it.before.commits.at(s) && it.before.changed.at(s) && !call.commit_fails;
    const auto file = it.before.file.at(s);
    return implied<D>(writes, is_written(it, file, s, it.before.writes_pkcs7.at(s)));
  }
};

struct AForcedCloseCommits {
  static constexpr About about{"a_forced_close_commits", "A forced close that ends such a store writes its file too.", "CLOSE-32", "force_commits = yes"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const Bool<D> premise = it.choice.takes(force_commits, true);
    const Bool<D> writes = is_final(it, call) && call.force && it.before.commits.at(s) && it.before.changed.at(s) && !call.commit_fails;
    return implied<D>(premise && writes, is_written(it, it.before.file.at(s), s, it.before.writes_pkcs7.at(s)));
  }
};

struct AFailedCommitMayShow {
  static constexpr About about{"a_failed_commit_may_show",
                               "A close without CHECK returns FALSE only where a failure to write the file shows; it never does otherwise.",
                               "CLOSE-33 CLOSE-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> fails = has_known_flags(call) && !call.check && !it.answer.succeeds;
    return implied<D>(fails, call.commit_fails && it.choice.takes(failed_commit_shows, true) && it.before.commits.at(call.store));
  }
};

struct ACommitWritesWhatIsListed {
  static constexpr About about{"a_commit_writes_what_is_listed",
                               "A commit of a changed store, or one that is forced, writes to the file what the store lists and returns TRUE; "
                               "the store counts as unchanged then, and so it does once the changes are cleared.",
                               "CONTROL-1 CONTROL-4 CONTROL-5 CONTROL-8 PROP-15 FILE-20 FILE-24"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const ControlStore<D>& call) {
    const auto s = call.store;
    const Bool<D> commits = it.before.commits.at(s);
    const Bool<D> writes = commits && !call.clear && (call.force || it.before.changed.at(s));
    return implied<D>(writes && !call.commit_fails, is_written(it, it.before.file.at(s), s, it.before.writes_pkcs7.at(s)) &&
                                                        it.answer.succeeds && !it.after.changed.at(s)) &&
           implied<D>(commits && call.clear, !it.after.changed.at(s)) &&
           implied<D>(writes && call.commit_fails, !it.answer.succeeds && nothing_changes(it)) &&
           implied<D>(!commits, is_failure(it.answer, Error::call_not_implemented) && nothing_changes(it));
  }
};

struct ACommitChangesNothingInMemory {
  static constexpr About about{"a_commit_changes_nothing_in_memory", "A commit changes no context, no count and no CSP handle.", "CONTROL-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const ControlStore<D>&) {
    return same_at<D>(it.before, it.after, it.context) && same_at<D>(it.before, it.after, it.csp) &&
           it.after.handles.at(it.store) == it.before.handles.at(it.store);
  }
};

struct ASaveWritesWhatIsListed {
  static constexpr About about{"a_save_writes_what_is_listed",
                               "A save to a file makes the file hold what the store lists, and changes nothing in memory.",
                               "SAVE-1 SAVE-2 SAVE-6 SAVE-7 SAVE-8 SAVE-11 SAVE-12"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SaveStore<D>& call) {
    const Bool<D> writes = !(call.file == D::no_file()) && !call.save_fails;
    return implied<D>(writes, is_written(it, call.file, call.store, call.as_pkcs7)) &&
           implied<D>(true, it.answer.succeeds == !call.save_fails) &&
           same_at<D>(it.before, it.after, it.store) && same_at<D>(it.before, it.after, it.context) &&
           same_at<D>(it.before, it.after, it.csp);
  }
};

// --- Forms ---------------------------------------------------------------------------------------------------------------

// The open made a store that commits to a file.
template <class D>
Bool<D> opens_to_commit(const Seen<D>& it, const OpenStore<D>& call) {
  return it.answer.succeeds && is_of_a_file(call) && call.commit_enable;
}

struct AFileKeepsItsForm {
  static constexpr About about{"a_file_keeps_its_form",
                               "A store opened on a PKCS #7 message to commit to it writes PKCS #7, and one opened on a serialized store, but "
                               "for one that is named as PKCS #7, a serialized store.",
                               "FILE-20"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> reads = opens_to_commit(it, call) && it.before.file_exists.at(call.file);
    const auto form = it.before.form.at(call.file);
    const Bool<D> pkcs7 = it.after.writes_pkcs7.at(call.fresh_store);
    return implied<D>(reads && form == D::form(FileForm::pkcs7), pkcs7) &&
           implied<D>(reads && form == D::form(FileForm::serialized_store) && !call.named_as_pkcs7, !pkcs7);
  }
};

struct AnEmptyFileTakesTheFormOfItsName {
  static constexpr About about{"an_empty_file_takes_the_form_of_its_name",
                               "A store opened to commit to an empty or missing file that is named as PKCS #7 writes PKCS #7.", "FILE-21"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    return implied<D>(opens_to_commit(it, call) && call.named_as_pkcs7 && is_empty_file(it.before, call.file),
                      it.after.writes_pkcs7.at(call.fresh_store));
  }
};

struct AnEmptyFileOfAnotherNameIsWrittenSerialized {
  static constexpr About about{"an_empty_file_of_another_name_is_written_serialized",
                               "A store opened to commit to an empty or missing file of another name writes a serialized store.", "FILE-22",
                               "empty_file_commits_as = by_extension"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> premise = !it.choice.takes(empty_file_commits_as_pkcs7, true);
    return implied<D>(premise && opens_to_commit(it, call) && !call.named_as_pkcs7 && is_empty_file(it.before, call.file),
                      !it.after.writes_pkcs7.at(call.fresh_store));
  }
};

struct AnEmptyFileIsWrittenAsPkcs7 {
  static constexpr About about{"an_empty_file_is_written_as_pkcs7", "A store opened to commit to an empty or missing file writes PKCS #7.",
                               "FILE-22", "empty_file_commits_as = pkcs7"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> premise = it.choice.takes(empty_file_commits_as_pkcs7, true);
    return implied<D>(premise && opens_to_commit(it, call) && is_empty_file(it.before, call.file),
                      it.after.writes_pkcs7.at(call.fresh_store));
  }
};

struct AnOpenToCommitMakesItsFile {
  static constexpr About about{"an_open_to_commit_makes_its_file", "After an open to commit the file is there.", "FILE-18"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    return implied<D>(opens_to_commit(it, call), it.after.file_exists.at(call.file));
  }
};

struct OneCertificateIsNotCommittedTo {
  static constexpr About about{"one_certificate_is_not_committed_to",
                               "An open to commit to a file of one X.509 certificate fails with ERROR_ACCESS_DENIED, where nothing else is in its way.",
                               "FILE-25"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> one = is_of_a_file(call) && call.commit_enable && it.before.file_exists.at(call.file) &&
                        it.before.form.at(call.file) == D::form(FileForm::one_certificate);
    const Bool<D> else_free = !call.delete_flag && !call.read_only && !call.create_new && call.file_is_readable &&
                                       !call.file_is_loose && !(call.file == D::no_file());
    return implied<D>(one, !it.answer.succeeds) && implied<D>(one && else_free, is_failure(it.answer, Error::access_denied));
  }
};

struct TheFormInWhichAStoreWritesIsSettledAtItsOpen {
  static constexpr About about{"the_form_in_which_a_store_writes_is_settled_at_its_open",
                               "No call but the open and the last close of a store changes the form in which it writes its file.", "FILE-20"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    const auto s = it.store;
    return implied<D>(it.before.store_exists.at(s) && it.after.commits.at(s),
                      it.after.writes_pkcs7.at(s) == it.before.writes_pkcs7.at(s));
  }
};

}  // namespace certlife::model
