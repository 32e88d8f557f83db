#include "tests/properties/library.h"

#include <cstring>

#include "impl/src/testing/observer.h"

namespace certlife::properties {
namespace {

namespace observer = impl::testing;

template <observer::ObjectKind Kind>
ContextState observe(const void* context) {
  const observer::ObjectState state = observer::observe(context);
  return {state.kind == Kind, state.is_listed, static_cast<unsigned>(state.references)};
}

StoreState observe_store(HCERTSTORE store) {
  const observer::ObjectState state = observer::observe(store);
  if (state.kind != observer::ObjectKind::store) return {};
  return {true, static_cast<unsigned>(state.references), static_cast<unsigned>(observer::listed_elements(store))};
}

inline Shown shown(const CERT_CONTEXT& c) { return {c.pbCertEncoded, c.cbCertEncoded, c.hCertStore}; }
inline Shown shown(const CRL_CONTEXT& c) { return {c.pbCrlEncoded, c.cbCrlEncoded, c.hCertStore}; }
inline Shown shown(const CTL_CONTEXT& c) { return {c.pbCtlEncoded, c.cbCtlEncoded, c.hCertStore}; }

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

template <class Context, observer::ObjectKind Kind, auto Create, auto AddEncoded, auto AddContext, auto Enumerate, auto Find, auto Duplicate, auto Free,
          auto Delete, auto SetProperty, auto GetProperty, auto NextProperty>
constexpr KindCalls calls_of() {
  using Pointer = const Context*;
  return {
      [](DWORD type, const BYTE* bytes, DWORD size) -> const void* { return Create(type, bytes, size); },
      [](HCERTSTORE store, DWORD type, const BYTE* bytes, DWORD size, DWORD disposition, const void** out) {
        Pointer result = nullptr;
        const BOOL done = AddEncoded(store, type, bytes, size, disposition, out != nullptr ? &result : nullptr);
        if (out != nullptr) *out = result;
        return done;
      },
      [](HCERTSTORE store, const void* source, DWORD disposition, const void** out) {
        Pointer result = nullptr;
        const BOOL done = AddContext(store, static_cast<Pointer>(source), disposition, out != nullptr ? &result : nullptr);
        if (out != nullptr) *out = result;
        return done;
      },
      [](HCERTSTORE store, const void* previous) -> const void* {
        return Enumerate(store, static_cast<Pointer>(previous));
      },
      [](HCERTSTORE store, DWORD find_type, const void* parameter, const void* previous) -> const void* {
        return Find(store, all_types, 0, find_type, parameter, static_cast<Pointer>(previous));
      },
      [](const void* context) -> const void* { return Duplicate(static_cast<Pointer>(context)); },
      [](const void* context) { return Free(static_cast<Pointer>(context)); },
      [](const void* context) { return Delete(static_cast<Pointer>(context)); },
      [](const void* context, DWORD id, DWORD flags, const void* data) {
        return SetProperty(static_cast<Pointer>(context), id, flags, data);
      },
      [](const void* context, DWORD id, void* data, DWORD* size) {
        return GetProperty(static_cast<Pointer>(context), id, data, size);
      },
      [](const void* context, DWORD id) { return NextProperty(static_cast<Pointer>(context), id); },
      [](const void* context) { return shown(*static_cast<Pointer>(context)); },
      observe<Kind>,
  };
}

constexpr KindCalls certificate_calls =
    calls_of<CERT_CONTEXT, observer::ObjectKind::certificate, CertCreateCertificateContext, CertAddEncodedCertificateToStore,
             CertAddCertificateContextToStore, CertEnumCertificatesInStore, CertFindCertificateInStore,
             CertDuplicateCertificateContext, CertFreeCertificateContext, CertDeleteCertificateFromStore,
             CertSetCertificateContextProperty, CertGetCertificateContextProperty,
             CertEnumCertificateContextProperties>();
constexpr KindCalls crl_calls =
    calls_of<CRL_CONTEXT, observer::ObjectKind::crl, CertCreateCRLContext, CertAddEncodedCRLToStore, CertAddCRLContextToStore, CertEnumCRLsInStore,
             CertFindCRLInStore, CertDuplicateCRLContext, CertFreeCRLContext, CertDeleteCRLFromStore,
             CertSetCRLContextProperty, CertGetCRLContextProperty, CertEnumCRLContextProperties>();
constexpr KindCalls ctl_calls =
    calls_of<CTL_CONTEXT, observer::ObjectKind::ctl, CertCreateCTLContext, CertAddEncodedCTLToStore, CertAddCTLContextToStore, CertEnumCTLsInStore,
             CertFindCTLInStore, CertDuplicateCTLContext, CertFreeCTLContext, CertDeleteCTLFromStore,
             CertSetCTLContextProperty, CertGetCTLContextProperty, CertEnumCTLContextProperties>();

unsigned long registered_objects() {
  const observer::LiveObjects all = observer::live_objects();
  return all.certificates + all.crls + all.ctls + all.stores;
}

CspTableCopy copy_csp_table() {
  static_assert(sizeof(CspTableCopy) == sizeof(observer::OutsideState));
  const observer::OutsideState state = observer::save_outside_state();
  CspTableCopy copy;
  std::memcpy(copy.bytes.data(), &state, sizeof state);
  return copy;
}

void put_csp_table_back(const CspTableCopy& copy) {
  observer::OutsideState state;
  std::memcpy(&state, copy.bytes.data(), sizeof state);
  observer::restore_outside_state(state);
}

const Library library{
    {certificate_calls, crl_calls, ctl_calls},
    CertOpenStore,
    CertDuplicateStore,
    CertCloseStore,
    CertControlStore,
    CertSaveStore,
    [](HCRYPTPROV* csp, DWORD type) { return CryptAcquireContextA(csp, nullptr, nullptr, type, CRYPT_VERIFYCONTEXT); },
    [](HCRYPTPROV csp) { return CryptContextAddRef(csp, nullptr, 0); },
    CryptReleaseContext,
    [](HCRYPTPROV csp) { DWORD size = 0; return CryptGetProvParam(csp, PP_NAME, nullptr, &size, 0); },
    GetLastError,
    SetLastError,
    observe_store,
    [](HCRYPTPROV csp) { return static_cast<unsigned>(observer::csp_references(csp)); },
    observer::null_store_handle,
    observer::observe_objects,
    registered_objects,
    [](void* (*allocate)(void*, std::size_t), void (*release)(void*, void*, std::size_t), void* state) {
      observer::use_memory({allocate, release, state});
    },
    observer::use_heap,
    copy_csp_table,
    put_csp_table_back,
};

}  // namespace
}  // namespace certlife::properties

const certlife::properties::Library* certlife_library_under_test() { return &certlife::properties::library; }
