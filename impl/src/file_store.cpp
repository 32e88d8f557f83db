// Opening a store on a file: which file, what becomes of it, and what a commit will write.
#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>
#include <vector>

#include "impl/src/encoding/files.h"
#include "impl/src/open_store.h"
#include "impl/src/settings.h"

namespace certlife::impl {

using encoding::Bytes;
using encoding::StoreFormat;

namespace {

Status status_of(int error) {
  return error == 0 ? Status::ok() : Status::failure(DWORD{encoding::windows_error_of(error)});
}

bool has(DWORD flags, DWORD flag) { return (flags & flag) != 0; }

// The upper half belongs to the provider; this one knows one flag there (header).
Status check_file_flags(DWORD flags) {
  const DWORD unknown = flags & 0xFFFF0000 & ~DWORD{CERT_FILE_STORE_COMMIT_ENABLE_FLAG};
  const bool both = has(flags, CERT_STORE_CREATE_NEW_FLAG) && has(flags, CERT_STORE_OPEN_EXISTING_FLAG);
  const bool commits_nothing = has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG) && has(flags, CERT_STORE_READONLY_FLAG);
  return unknown != 0 || both || commits_nothing ? Status::failure(E_INVALIDARG) : Status::ok();
}

bool may_create(DWORD flags) { return !has(flags, CERT_STORE_OPEN_EXISTING_FLAG); }

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

// Without regard to capitals, whatever the locale.
bool has_extension(std::string_view name, std::string_view extension) {
  return name.size() >= extension.size() &&
         std::ranges::equal(name.substr(name.size() - extension.size()), extension, {}, lower);
}

bool is_named_as_pkcs7(std::string_view name) { return has_extension(name, ".p7c") || has_extension(name, ".spc"); }

// A file keeps its form. An empty one gets that of its name, or by the page's documents always PKCS #7 (header, docs; choice).
CommitForm form_of(const std::string& name, StoreFormat format) {
  const bool is_page = settings.reading.load(std::memory_order_relaxed) == CERTLIFE_READING_PAGE;
  const bool is_empty = format == StoreFormat::empty;
  const bool is_pkcs7 = format == StoreFormat::pkcs7 || (is_empty && (is_page || is_named_as_pkcs7(name)));
  return is_pkcs7 ? CommitForm::pkcs7 : CommitForm::serialized_store;
}

// From here on the store is tied to the file. Nothing is written yet.
Status bind(Store& store, const std::string& name, DWORD flags, StoreFormat format) {
  if (!has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG)) {
    store.file = make_file_binding();
    return Status::ok();
  }
  std::string lasting;
  if (const int error = encoding::resolve(name, lasting); error != 0) return status_of(error);
  store.file = make_committing_file_binding(lasting, form_of(name, format));
  return Status::ok();
}

// Making the file comes last: an open that fails has made none.
Status open_missing(Store& store, const std::string& name, const std::string& file, DWORD flags) {
  const Status status = bind(store, name, flags, StoreFormat::empty);
  return status.is_ok() ? status_of(encoding::create_new_file(file)) : status;
}

// A single element has no form in which changes could be written (docs certopenstore, for certificates).
bool is_single_element(StoreFormat format) {
  return format == StoreFormat::certificate || format == StoreFormat::crl || format == StoreFormat::ctl;
}

// Rather now than at a close that does not say so.
Status check_that_commits_are_possible(const std::string& name, StoreFormat format) {
  if (is_single_element(format)) return Status::failure(DWORD{ERROR_ACCESS_DENIED});
  std::string file;
  const int error = encoding::resolve(name, file);
  return status_of(error != 0 ? error : encoding::probe_replacing(file));
}

Status open_read(Store& store, const std::string& name, Bytes bytes, DWORD flags) {
  const ReadBytes read = read_into_store(store, bytes);
  if (!read.status.is_ok()) return read.status;
  if (has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG)) {
    if (const Status status = check_that_commits_are_possible(name, read.format); !status.is_ok()) return status;
  }
  return bind(store, name, flags, read.format);
}

// A symbolic link may name a file that is not there: that one is made.
Status create_named(Store& store, const std::string& name, DWORD flags) {
  std::string file;
  const int error = encoding::resolve(name, file);
  return error != 0 ? status_of(error) : open_missing(store, name, file, flags);
}

void unbind(Store& store) {
  if (store.file != nullptr) destroy_file_binding(std::exchange(store.file, nullptr));
}

// Reads the file, or makes it if it is not there (docs certopenstore). Somebody else may make it in between.
Status open_or_create(Store& store, const std::string& name, DWORD flags) {
  constexpr int most_tries = 3;
  Status status = Status::ok();
  for (int tries = 0; tries < most_tries; ++tries) {
    std::vector<std::uint8_t> bytes;
    const int error = encoding::read_file(name, bytes);
    if (error == 0) return open_read(store, name, bytes, flags);
    if (error != ENOENT || !may_create(flags)) return Status::failure(DWORD{encoding::windows_error_of_reading(error)});
    status = create_named(store, name, flags);
    if (status.code() != ERROR_FILE_EXISTS) return status;
    unbind(store);
  }
  return status;
}

Status fill_from_file(Store& store, const std::string& name, DWORD flags) {
  if (has(flags, CERT_STORE_CREATE_NEW_FLAG)) return open_missing(store, name, name, flags);
  return open_or_create(store, name, flags);
}

// Closes the store unless the open succeeds.
class OpeningStore {
 public:
  explicit OpeningStore(Store& store) : store_(&store) {}
  ~OpeningStore() {
    if (store_ != nullptr) static_cast<void>(close_store(*store_, 0));
  }
  OpeningStore(const OpeningStore&) = delete;
  OpeningStore& operator=(const OpeningStore&) = delete;
  Store& operator*() { return *store_; }
  Store* give_away() { return std::exchange(store_, nullptr); }

 private:
  Store* store_;
};

}  // namespace

Result<Store> open_file_store(const std::string& name, DWORD flags) {
  if (const Status status = check_file_flags(flags); !status.is_ok()) return status;
  OpeningStore store(make_store(flags, 0));
  if (const Status status = fill_from_file(*store, name, flags); !status.is_ok()) return status;
  return store.give_away();
}

}  // namespace certlife::impl
