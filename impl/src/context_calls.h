#pragma once
// The calls that certificates, CRLs and CTLs share, written once; the C functions only name the kind.

#include "impl/src/checked.h"
#include "impl/src/edge.h"
#include "impl/src/element_factory.h"
#include "impl/src/properties.h"
#include "impl/src/store_contents.h"

namespace certlife::impl {

inline Store& store_of(HCERTSTORE handle) { return *static_cast<Store*>(handle); }
// An add to no store makes a free-standing context (windows tests testAddCert, testAddCRL).
inline Store& home_for(HCERTSTORE handle) { return handle == nullptr ? null_store() : store_of(handle); }

inline Status check_encoding_type(DWORD type) {
  return (type & CERT_ENCODING_TYPE_MASK) == X509_ASN_ENCODING ? Status::ok() : Status::failure(E_INVALIDARG);
}

// Frees a previous context on every path (header).
template <class K>
class PreviousContext {
 public:
  explicit PreviousContext(const typename K::Context* context) : element_(element_of<K>(context)) {}
  ~PreviousContext() {
    if (element_ == nullptr) return;
    taken_back(context_of<K>(element_));
    free_element(*element_);
  }
  PreviousContext(const PreviousContext&) = delete;
  PreviousContext& operator=(const PreviousContext&) = delete;
  const Element* element() const { return element_; }
  bool is_from(const Store& store) const { return element_ == nullptr || element_->home == &store; }

 private:
  Element* element_;
};

template <class K>
using ContextResult = Result<const typename K::Context>;

template <class K>
ContextResult<K> as_context(Element* element) {
  if (element == nullptr) return Status::failure(CRYPT_E_NOT_FOUND);
  return context_of<K>(element);
}

template <class K>
const typename K::Context* create_context(const char* function, DWORD encoding_type, const BYTE* encoded,
                                          DWORD size) noexcept {
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    const auto made = make_element(K::kind, encoding_type, encoding::bytes_of(encoded, size), null_store());
    if (!made.is_ok()) return made.status();
    return handed_out(function, context_of<K>(made.value()));
  });
}

template <class K>
Status add_fresh(const char* function, Store& store, FreshElement& fresh, DWORD disposition,
                 const typename K::Context** out) {
  const auto added = add_element(store, fresh, disposition, out != nullptr);
  if (added.is_ok() && out != nullptr) *out = handed_out(function, context_of<K>(added.value()));
  return added.status();
}

template <class K>
BOOL add_encoded(const char* function, HCERTSTORE handle, DWORD encoding_type, const BYTE* encoded, DWORD size,
                 DWORD disposition, const typename K::Context** out) noexcept {
  return truth_of([&]() -> Status {
    if (const Status status = check_store(function, handle); !status.is_ok()) return status;
    if (!is_disposition(disposition)) return Status::failure(E_INVALIDARG);
    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    Store& store = home_for(handle);
    const auto made = make_element(K::kind, encoding_type, encoding::bytes_of(encoded, size), store);
    if (!made.is_ok()) return made.status();
    FreshElement fresh(*made.value());
    return add_fresh<K>(function, store, fresh, disposition, out);
  });
}

template <class K>
BOOL add_context(const char* function, HCERTSTORE handle, const typename K::Context* context, DWORD disposition,
                 const typename K::Context** out) noexcept {
  return truth_of([&]() -> Status {
    if (const Status status = check_store(function, handle); !status.is_ok()) return status;
    if (!is_disposition(disposition) || context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    Store& store = home_for(handle);
    Element& source = *element_of<K>(context);
    const auto made = make_copy(source, store);
    if (!made.is_ok()) return made.status();
    FreshElement fresh(*made.value());
    copy_properties(*fresh, source);
    return add_fresh<K>(function, store, fresh, disposition, out);
  });
}

// What enumerations and finds have in common: `next` is told the store and the previous element.
template <class K, class Next>
const typename K::Context* next_context(const char* function, HCERTSTORE handle,
                                        const typename K::Context* previous_context, Next&& next) noexcept {
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = check_context<K>(function, previous_context); !status.is_ok()) return status;
    const PreviousContext<K> previous(previous_context);
    if (handle == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = check_store(function, handle); !status.is_ok()) return status;
    Store& store = store_of(handle);
    if (!previous.is_from(store)) return Status::failure(E_INVALIDARG);
    const ContextResult<K> found = next(store, previous.element());
    handed_out(function, found.value());
    return found;
  });
}

template <class K>
const typename K::Context* enumerate(const char* function, HCERTSTORE handle,
                                     const typename K::Context* previous) noexcept {
  return next_context<K>(function, handle, previous, [](Store& store, const Element* behind) {
    return as_context<K>(next_element(store, K::kind, behind, store.shows_archived()));
  });
}

template <class K>
ContextResult<K> find_by_key(Store& store, Lookup lookup, const Key& key, const Element* behind) {
  return as_context<K>(find_element(store, K::kind, lookup, key, behind));
}

template <class K>
ContextResult<K> find_existing(const char* function, Store& store, const void* context, const Element* behind) {
  if (context == nullptr) return Status::failure(E_INVALIDARG);
  const auto* wanted = static_cast<const typename K::Context*>(context);
  if (const Status status = check_context<K>(function, wanted); !status.is_ok()) return status;
  return find_by_key<K>(store, Lookup::match, key_of(*element_of<K>(wanted), Lookup::match), behind);
}

template <class K>
const typename K::Context* duplicate_context(const char* function, const typename K::Context* context) noexcept {
  if (context == nullptr) return nullptr;
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    element_of<K>(context)->counts.take_reference();
    return handed_out(function, context);
  });
}

template <class K>
BOOL free_context(const char* function, const typename K::Context* context) noexcept {
  if (context == nullptr) return TRUE;
  return truth_of([&]() -> Status {
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    taken_back(context);
    free_element(*element_of<K>(context));
    return Status::ok();
  });
}

template <class K>
BOOL delete_context(const char* function, const typename K::Context* context) noexcept {
  return truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    taken_back(context);
    delete_element(*element_of<K>(context));
    return Status::ok();
  });
}

template <class K>
BOOL set_context_property(const char* function, const typename K::Context* context, DWORD id, DWORD flags,
                          const void* data) noexcept {
  return truth_of([&]() -> Status {
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    return set_property(element_of<K>(context), id, flags, data);
  });
}

template <class K>
BOOL get_context_property(const char* function, const typename K::Context* context, DWORD id, void* data,
                          DWORD* size) noexcept {
  return truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    return get_property(*element_of<K>(context), id, data, size);
  });
}

template <class K>
DWORD next_property(const char* function, const typename K::Context* context, DWORD id) noexcept {
  DWORD next = 0;
  truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = check_context<K>(function, context); !status.is_ok()) return status;
    next = property_after(*element_of<K>(context), id);
    return Status::ok();
  });
  return next;
}

}  // namespace certlife::impl
