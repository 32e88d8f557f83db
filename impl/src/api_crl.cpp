// The C functions for CRLs.
#include "impl/src/context_calls.h"
#include "impl/src/find_types.h"
#include "impl/src/record/recorded.h"

using namespace certlife::impl;
using record::row_of;

namespace {

using Found = ContextResult<Crl>;

// Flags would ask for a verified signature, or for base or delta CRLs only. Others mean nothing (windows test testFindCRL).
constexpr DWORD flags_of_issued_by = CRL_FIND_ISSUED_BY_AKI_FLAG | CRL_FIND_ISSUED_BY_SIGNATURE_FLAG |
                                     CRL_FIND_ISSUED_BY_DELTA_FLAG | CRL_FIND_ISSUED_BY_BASE_FLAG;
Found find_issued_by(const CheckedCall& call, Store& store, DWORD flags, const void* issuer, const Element* behind) {
  if ((flags & flags_of_issued_by) != 0) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  if (issuer == nullptr) return as_context<Crl>(next_element(store, Kind::crl, behind, true));
  const auto* certificate = static_cast<PCCERT_CONTEXT>(issuer);
  if (const Status status = call.check<Certificate>(certificate); !status.is_ok()) return status;
  const Key subject = key_of(*element_of<Certificate>(certificate), Lookup::subject);
  return find_by_key<Crl>(store, Lookup::issuer, subject, behind);
}

Found find(const CheckedCall& call, Store& store, DWORD flags, DWORD find_type, const void* parameter,
           const Element* behind) {
  switch (find_type) {
    case CRL_FIND_ANY: return as_context<Crl>(next_element(store, Kind::crl, behind, store.shows_archived()));
    case CRL_FIND_ISSUED_BY: return find_issued_by(call, store, flags, parameter, behind);
    case CRL_FIND_EXISTING: return find_existing<Crl>(call, store, parameter, behind);
    default: return refused_find(Kind::crl, find_type);
  }
}

PCCRL_CONTEXT find_in_store(const char* function, HCERTSTORE handle, DWORD, DWORD flags, DWORD type, const void* parameter,
                            PCCRL_CONTEXT previous) noexcept {
  return next_context<Crl>(function, handle, previous, [&](const CheckedCall& call, Store& store, const Element* behind) {
    return find(call, store, flags, type, parameter, behind);
  });
}

}  // namespace

extern "C" {

PCCRL_CONTEXT CertCreateCRLContext(DWORD dwCertEncodingType, const BYTE* pbCrlEncoded, DWORD cbCrlEncoded) {
  return call<row_of(__func__), create_context<Crl>>(dwCertEncodingType, pbCrlEncoded, cbCrlEncoded);
}

BOOL CertAddCRLContextToStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pCrlContext, DWORD dwAddDisposition,
                                      PCCRL_CONTEXT* ppStoreContext) {
  return call<row_of(__func__), add_context<Crl>>(hCertStore, pCrlContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCRLToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, const BYTE* pbCrlEncoded,
                                      DWORD cbCrlEncoded, DWORD dwAddDisposition, PCCRL_CONTEXT* ppCrlContext) {
  return call<row_of(__func__), add_encoded<Crl>>(hCertStore, dwCertEncodingType, pbCrlEncoded, cbCrlEncoded,
                                  dwAddDisposition, ppCrlContext);
}

PCCRL_CONTEXT CertEnumCRLsInStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pPrevCrlContext) {
  return call<row_of(__func__), enumerate<Crl>>(hCertStore, pPrevCrlContext);
}

PCCRL_CONTEXT CertFindCRLInStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, DWORD dwFindFlags, DWORD dwFindType,
                                 const void* pvFindPara, PCCRL_CONTEXT pPrevCrlContext) {
  return call<row_of(__func__), find_in_store>(hCertStore, dwCertEncodingType, dwFindFlags, dwFindType, pvFindPara, pPrevCrlContext);
}

PCCRL_CONTEXT CertDuplicateCRLContext(PCCRL_CONTEXT pCrlContext) {
  return call<row_of(__func__), duplicate_context<Crl>>(pCrlContext);
}

BOOL CertFreeCRLContext(PCCRL_CONTEXT pCrlContext) { return call<row_of(__func__), free_context<Crl>>(pCrlContext); }

BOOL CertDeleteCRLFromStore(PCCRL_CONTEXT pCrlContext) {
  return call<row_of(__func__), delete_context<Crl>>(pCrlContext);
}

BOOL CertSetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return call<row_of(__func__), set_context_property<Crl>>(pCrlContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return call<row_of(__func__), get_context_property<Crl>>(pCrlContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCRLContextProperties(PCCRL_CONTEXT pCrlContext, DWORD dwPropId) {
  return call<row_of(__func__), next_property<Crl>>(pCrlContext, dwPropId);
}

}  // extern "C"
