// What the bytes of a file are, which of them open, and what a store will write in their place.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

// A file store is opened by the name of a file or, the same file, by a HANDLE to it.
template <class D>
Bool<D> is_of_a_file(const OpenStore<D>& call) {
  return call.provider == D::provider(Provider::file) || call.provider == D::provider(Provider::file_handle);
}

// A file that is not there holds nothing, as an empty one.
template <class D>
Bool<D> is_empty_file(const World<D>& before, File<D> file) {
  return !before.file_exists.at(file) || before.form.at(file) == D::form(FileForm::empty);
}

// A store writes its file in the form in which it read it. An empty file has none yet: its extension decides, or it is PKCS #7 in
// any case. [FILE-20, FILE-21, FILE-22 OPEN, FILE-23 OPEN]
template <class D>
Bool<D> will_write_pkcs7(const World<D>& before, const OpenStore<D>& call, const Choices<D>& choice) {
  const Bool<D> is_empty = is_empty_file(before, call.file);
  const Bool<D> is_message = !is_empty && before.form.at(call.file) == D::form(FileForm::pkcs7);
  const Bool<D> is_misnamed = !is_empty && !is_message && call.named_as_pkcs7;
  const Bool<D> has_no_form = is_empty && !call.named_as_pkcs7;
  return is_message || (is_empty && call.named_as_pkcs7) ||
         (has_no_form && choice.takes(empty_file_commits_as_pkcs7, has_no_form)) ||
         (is_misnamed && choice.takes(misnamed_file_commits_as_its_extension, is_misnamed));
}

// The file now holds what the store lists, as far as its form has room for it. [FILE-24]
template <class D>
void write_file(World<D>& after, const World<D>& before, File<D> file, Store<D> store, Bool<D> as_pkcs7, Bool<D> when) {
  after.image.set(file, D::snapshot(before, store, as_pkcs7), when);
  after.form.set(file, D::choose(as_pkcs7, D::form(FileForm::pkcs7), D::form(FileForm::serialized_store)), when);
  after.file_exists.set(file, true, when);
}

}  // namespace certlife::model
