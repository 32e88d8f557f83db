// The calls that certificates, CRLs and CTLs share, written once; the C functions only name the kind.
#pragma once

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
  PreviousContext(const CheckedCall& call, const typename K::Context* context)
      : call_(call), element_(element_of<K>(context)) {}
  ~PreviousContext() {
    if (element_ == nullptr) return;
    call_.taken_back(context_of<K>(element_), Release::passed_as_previous);
    free_element(*element_);
  }
  PreviousContext(const PreviousContext&) = delete;
  PreviousContext& operator=(const PreviousContext&) = delete;
  const Element* element() const { return element_; }
  bool is_from(const Store& store) const { return element_ == nullptr || element_->home == &store; }

 private:
  const CheckedCall& call_;
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
  const CheckedCall call(function);
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    const auto made = make_element(K::kind, encoding_type, encoding::bytes_of(encoded, size), null_store());
    if (!made.is_ok()) return made.status();
    return call.handed_out(context_of<K>(made.value()));
  });
}

template <class K>
Status add_fresh(const CheckedCall& call, Store& store, FreshElement& fresh, DWORD disposition, AddForm form,
                 const typename K::Context** out) {
  const auto added = add_element(store, fresh, disposition, out != nullptr, form);
  if (added.is_ok() && out != nullptr) *out = call.handed_out(context_of<K>(added.value()));
  return added.status();
}

// CRLs can be long, and most of those that are offered again are refused: that is found out by their identity alone. Whether the rest of
// other bytes decodes is looked at before, because that error comes first.
template <class K>
Status refuse_early(Store& store, encoding::Bytes encoded, DWORD disposition) {
  if constexpr (K::kind != Kind::certificate) {
    ElementOf<K> model;
    if (encoding::identify(encoded, model.identity) != encoding::DecodeError::none) return Status::ok();
    const Refusal refusal = foresee_refusal(store, model.element, encoded, disposition);
    if (refusal == Refusal::none) return Status::ok();
    const Status status = refusal == Refusal::of_others ? check_encoded(K::kind, encoded) : Status::ok();
    return status.is_ok() ? Status::failure(CRYPT_E_EXISTS) : status;
  }
  return Status::ok();
}

template <class K>
BOOL add_encoded(const char* function, HCERTSTORE handle, DWORD encoding_type, const BYTE* encoded, DWORD size,
                 DWORD disposition, const typename K::Context** out) noexcept {
  const CheckedCall call(function);
  return truth_of([&]() -> Status {
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    Store& store = home_for(handle);
    const encoding::Bytes bytes = encoding::bytes_of(encoded, size);
    if (const Status status = refuse_early<K>(store, bytes, disposition); !status.is_ok()) return status;
    const auto made = make_element(K::kind, encoding_type, bytes, store);
    if (!made.is_ok()) return made.status();
    FreshElement fresh(*made.value());
    if (!is_disposition(disposition)) return Status::failure(E_INVALIDARG);  // after the bytes (windows test testAddCRL)
    return add_fresh<K>(call, store, fresh, disposition, AddForm::encoded, out);
  });
}

template <class K>
BOOL add_context(const char* function, HCERTSTORE handle, const typename K::Context* context, DWORD disposition,
                 const typename K::Context** out) noexcept {
  const CheckedCall call(function);
  return truth_of([&]() -> Status {
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    if (!is_disposition(disposition) || context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    Store& store = home_for(handle);
    Element& source = *element_of<K>(context);
    if (const Status status = refuse_early<K>(store, source.encoded(), disposition); !status.is_ok()) return status;
    const auto made = make_copy(source, store);
    if (!made.is_ok()) return made.status();
    FreshElement fresh(*made.value());
    copy_properties(*fresh, source);
    return add_fresh<K>(call, store, fresh, disposition, AddForm::context, out);
  });
}

// What enumerations and finds have in common: `next` is told the store and the previous element.
template <class K, class Next>
const typename K::Context* next_context(const char* function, HCERTSTORE handle,
                                        const typename K::Context* previous_context, Next&& next) noexcept {
  const CheckedCall call(function);
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = call.template check<K>(previous_context); !status.is_ok()) return status;
    const PreviousContext<K> previous(call, previous_context);
    if (handle == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.check(handle); !status.is_ok()) return status;
    Store& store = store_of(handle);
    if (!previous.is_from(store)) return Status::failure(E_INVALIDARG);
    const ContextResult<K> found = next(call, store, previous.element());
    call.handed_out(found.value());
    return found;
  });
}

template <class K>
const typename K::Context* enumerate(const char* function, HCERTSTORE handle,
                                     const typename K::Context* previous) noexcept {
  return next_context<K>(function, handle, previous, [](const CheckedCall&, Store& store, const Element* behind) {
    return as_context<K>(next_element(store, K::kind, behind, store.shows_archived()));
  });
}

template <class K>
ContextResult<K> find_by_key(Store& store, Lookup lookup, const Key& key, const Element* behind) {
  return as_context<K>(find_element(store, K::kind, lookup, key, behind));
}

template <class K>
ContextResult<K> find_existing(const CheckedCall& call, Store& store, const void* context, const Element* behind) {
  if (context == nullptr) return Status::failure(E_INVALIDARG);
  const auto* wanted = static_cast<const typename K::Context*>(context);
  if (const Status status = call.template check<K>(wanted); !status.is_ok()) return status;
  const Lookup lookup = lookup_of_existing(K::kind);
  return find_by_key<K>(store, lookup, key_of(*element_of<K>(wanted), lookup), behind);
}

template <class K>
const typename K::Context* duplicate_context(const char* function, const typename K::Context* context) noexcept {
  const CheckedCall call(function);
  if (context == nullptr) return nullptr;
  return pointer_of([&]() -> ContextResult<K> {
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    element_of<K>(context)->counts.take_reference();
    return call.handed_out(context);
  });
}

template <class K>
BOOL free_context(const char* function, const typename K::Context* context) noexcept {
  const CheckedCall call(function);
  if (context == nullptr) return TRUE;
  return truth_of([&]() -> Status {
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    call.taken_back(context);
    free_element(*element_of<K>(context));
    return Status::ok();
  });
}

template <class K>
BOOL delete_context(const char* function, const typename K::Context* context) noexcept {
  const CheckedCall call(function);
  return truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    call.taken_back(context);
    delete_element(*element_of<K>(context));
    return Status::ok();
  });
}

template <class K>
BOOL set_context_property(const char* function, const typename K::Context* context, DWORD id, DWORD flags,
                          const void* data) noexcept {
  const CheckedCall call(function);
  return truth_of([&]() -> Status {
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    return set_property(element_of<K>(context), id, flags, data);
  });
}

template <class K>
BOOL get_context_property(const char* function, const typename K::Context* context, DWORD id, void* data,
                          DWORD* size) noexcept {
  const CheckedCall call(function);
  return truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    return get_property(*element_of<K>(context), id, data, size);
  });
}

template <class K>
DWORD next_property(const char* function, const typename K::Context* context, DWORD id) noexcept {
  const CheckedCall call(function);
  DWORD next = 0;
  truth_of([&]() -> Status {
    if (context == nullptr) return Status::failure(E_INVALIDARG);
    if (const Status status = call.template check<K>(context); !status.is_ok()) return status;
    next = property_after(*element_of<K>(context), id);
    return Status::ok();
  });
  return next;
}

}  // namespace certlife::impl
