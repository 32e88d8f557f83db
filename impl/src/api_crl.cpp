// The C functions for CRLs.
#include "impl/src/context_calls.h"

using namespace certlife::impl;

namespace {

using Found = ContextResult<Crl>;

// Flags would ask for a verified signature, or for base or delta CRLs only.
Found find_issued_by(const char* function, Store& store, DWORD flags, const void* issuer, const Element* behind) {
  if (flags != 0) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  if (issuer == nullptr) return as_context<Crl>(next_element(store, Kind::crl, behind, true));
  const auto* certificate = static_cast<PCCERT_CONTEXT>(issuer);
  if (const Status status = check_context<Certificate>(function, certificate); !status.is_ok()) return status;
  const Key key{{bytes_of_blob(certificate->pCertInfo->Subject), {}, {}}};
  return find_by_key<Crl>(store, Lookup::issuer, key, behind);
}

Found find(const char* function, Store& store, DWORD flags, DWORD find_type, const void* parameter,
           const Element* behind) {
  switch (find_type) {
    case CRL_FIND_ANY: return as_context<Crl>(next_element(store, Kind::crl, behind, store.shows_archived()));
    case CRL_FIND_ISSUED_BY: return find_issued_by(function, store, flags, parameter, behind);
    case CRL_FIND_EXISTING: return find_existing<Crl>(function, store, parameter, behind);
    default: return Status::failure(E_INVALIDARG);
  }
}

}  // namespace

extern "C" {

PCCRL_CONTEXT CertCreateCRLContext(DWORD dwCertEncodingType, const BYTE* pbCrlEncoded, DWORD cbCrlEncoded) {
  return create_context<Crl>(__func__, dwCertEncodingType, pbCrlEncoded, cbCrlEncoded);
}

BOOL CertAddCRLContextToStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pCrlContext, DWORD dwAddDisposition,
                                      PCCRL_CONTEXT* ppStoreContext) {
  return add_context<Crl>(__func__, hCertStore, pCrlContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCRLToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, const BYTE* pbCrlEncoded,
                                      DWORD cbCrlEncoded, DWORD dwAddDisposition, PCCRL_CONTEXT* ppCrlContext) {
  return add_encoded<Crl>(__func__, hCertStore, dwCertEncodingType, pbCrlEncoded, cbCrlEncoded,
                                  dwAddDisposition, ppCrlContext);
}

PCCRL_CONTEXT CertEnumCRLsInStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pPrevCrlContext) {
  return enumerate<Crl>(__func__, hCertStore, pPrevCrlContext);
}

PCCRL_CONTEXT CertFindCRLInStore(HCERTSTORE hCertStore, DWORD, DWORD dwFindFlags, DWORD dwFindType, const void* pvFindPara,
                                          PCCRL_CONTEXT pPrevCrlContext) {
  const char* function = __func__;
  return next_context<Crl>(function, hCertStore, pPrevCrlContext, [&](Store& store, const Element* behind) {
    return find(function, store, dwFindFlags, dwFindType, pvFindPara, behind);
  });
}

PCCRL_CONTEXT CertDuplicateCRLContext(PCCRL_CONTEXT pCrlContext) {
  return duplicate_context<Crl>(__func__, pCrlContext);
}

BOOL CertFreeCRLContext(PCCRL_CONTEXT pCrlContext) { return free_context<Crl>(__func__, pCrlContext); }

BOOL CertDeleteCRLFromStore(PCCRL_CONTEXT pCrlContext) {
  return delete_context<Crl>(__func__, pCrlContext);
}

BOOL CertSetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return set_context_property<Crl>(__func__, pCrlContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return get_context_property<Crl>(__func__, pCrlContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCRLContextProperties(PCCRL_CONTEXT pCrlContext, DWORD dwPropId) {
  return next_property<Crl>(__func__, pCrlContext, dwPropId);
}

}  // extern "C"
