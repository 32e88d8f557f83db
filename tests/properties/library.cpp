#include "tests/properties/library.h"

#include <cstring>

#include "impl/src/csp.h"
#include "impl/src/csp_table.h"
#include "impl/src/element_factory.h"
#include "impl/src/live_mark.h"
#include "impl/src/memory.h"
#include "impl/src/object_registry.h"
#include "impl/src/settings.h"
#include "impl/src/store.h"

namespace certlife::properties {
namespace {

// Memory of an arena stays readable and its objects are marked; the heap's objects are registered.
bool lives(const void* address, std::uint64_t mark_in_memory) {
  return mark_in_memory == impl::live_mark(address);
}

template <class K>
ContextState observe(const void* context) {
  if (!impl::uses_block_source() && impl::registered_kind(context) != impl::object_kind(K::kind)) return {};
  const impl::Element& element = *impl::element_of<K>(static_cast<const typename K::Context*>(context));
  if (!lives(context, element.mark)) return {};
  const impl::Counts counts = element.counts.load();
  return {true, counts.listed, static_cast<unsigned>(counts.references)};
}

StoreState observe_store(HCERTSTORE handle) {
  if (!impl::uses_block_source() && impl::registered_kind(handle) != impl::ObjectKind::store) return {};
  const auto& store = *static_cast<const impl::Store*>(handle);
  if (!lives(handle, store.mark)) return {};
  return {true, static_cast<unsigned>(store.handles.load()), static_cast<unsigned>(store.linked_elements)};
}

inline Shown shown(const CERT_CONTEXT& c) { return {c.pbCertEncoded, c.cbCertEncoded, c.hCertStore}; }
inline Shown shown(const CRL_CONTEXT& c) { return {c.pbCrlEncoded, c.cbCrlEncoded, c.hCertStore}; }
inline Shown shown(const CTL_CONTEXT& c) { return {c.pbCtlEncoded, c.cbCtlEncoded, c.hCertStore}; }

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

template <class K, auto Create, auto AddEncoded, auto AddContext, auto Enumerate, auto Find, auto Duplicate, auto Free,
          auto Delete, auto SetProperty, auto GetProperty, auto NextProperty>
constexpr KindCalls calls_of() {
  using Pointer = const typename K::Context*;
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
      observe<K>,
  };
}

constexpr KindCalls certificate_calls =
    calls_of<impl::Certificate, CertCreateCertificateContext, CertAddEncodedCertificateToStore,
             CertAddCertificateContextToStore, CertEnumCertificatesInStore, CertFindCertificateInStore,
             CertDuplicateCertificateContext, CertFreeCertificateContext, CertDeleteCertificateFromStore,
             CertSetCertificateContextProperty, CertGetCertificateContextProperty,
             CertEnumCertificateContextProperties>();
constexpr KindCalls crl_calls =
    calls_of<impl::Crl, CertCreateCRLContext, CertAddEncodedCRLToStore, CertAddCRLContextToStore, CertEnumCRLsInStore,
             CertFindCRLInStore, CertDuplicateCRLContext, CertFreeCRLContext, CertDeleteCRLFromStore,
             CertSetCRLContextProperty, CertGetCRLContextProperty, CertEnumCRLContextProperties>();
constexpr KindCalls ctl_calls =
    calls_of<impl::Ctl, CertCreateCTLContext, CertAddEncodedCTLToStore, CertAddCTLContextToStore, CertEnumCTLsInStore,
             CertFindCTLInStore, CertDuplicateCTLContext, CertFreeCTLContext, CertDeleteCTLFromStore,
             CertSetCTLContextProperty, CertGetCTLContextProperty, CertEnumCTLContextProperties>();

unsigned long registered_objects() {
  const impl::ObjectNumbers all = impl::registered_objects();
  return all.certificates + all.crls + all.ctls + all.stores;
}

CspTableCopy copy_csp_table() {
  static_assert(sizeof(CspTableCopy) == sizeof(impl::CspTable));
  const impl::CspTable table = impl::save_csp_table();
  CspTableCopy copy;
  std::memcpy(copy.bytes.data(), &table, sizeof table);
  return copy;
}

void put_csp_table_back(const CspTableCopy& copy) {
  impl::CspTable table;
  std::memcpy(&table, copy.bytes.data(), sizeof table);
  impl::restore_csp_table(table);
}

const Library library{
    {certificate_calls, crl_calls, ctl_calls},
    CertOpenStore,
    CertDuplicateStore,
    CertCloseStore,
    CertControlStore,
    CertSaveStore,
    [](HCRYPTPROV* csp) { return CryptAcquireContextA(csp, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT); },
    [](HCRYPTPROV csp) { return CryptContextAddRef(csp, nullptr, 0); },
    CryptReleaseContext,
    [](HCRYPTPROV csp) { DWORD size = 0; return CryptGetProvParam(csp, PP_NAME, nullptr, &size, 0); },
    GetLastError,
    SetLastError,
    observe_store,
    [](HCRYPTPROV csp) { return static_cast<unsigned>(impl::csp_references(csp)); },
    [](bool on) { impl::settings.observed.store(on); },
    registered_objects,
    [](void* (*allocate)(void*, std::size_t), void (*release)(void*, void*, std::size_t), void* state) {
      impl::use_block_source({allocate, release, state});
    },
    impl::use_heap,
    copy_csp_table,
    put_csp_table_back,
};

}  // namespace
}  // namespace certlife::properties

const certlife::properties::Library* certlife_library_under_test() { return &certlife::properties::library; }
