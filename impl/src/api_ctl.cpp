// The C functions for CTLs.
#include "impl/src/context_calls.h"
#include "impl/src/find_types.h"

using namespace certlife::impl;

namespace {

ContextResult<Ctl> find(const CheckedCall& call, Store& store, DWORD find_type, const void* parameter,
                        const Element* behind) {
  switch (find_type) {
    case CTL_FIND_ANY: return as_context<Ctl>(next_element(store, Kind::ctl, behind, store.shows_archived()));
    case CTL_FIND_EXISTING: return find_existing<Ctl>(call, store, parameter, behind);
    default: return refused_find(Kind::ctl, find_type);
  }
}

}  // namespace

extern "C" {

PCCTL_CONTEXT CertCreateCTLContext(DWORD dwMsgAndCertEncodingType, const BYTE* pbCtlEncoded, DWORD cbCtlEncoded) {
  return create_context<Ctl>(__func__, dwMsgAndCertEncodingType, pbCtlEncoded, cbCtlEncoded);
}

BOOL CertAddCTLContextToStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pCtlContext, DWORD dwAddDisposition,
                                      PCCTL_CONTEXT* ppStoreContext) {
  return add_context<Ctl>(__func__, hCertStore, pCtlContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCTLToStore(HCERTSTORE hCertStore, DWORD dwMsgAndCertEncodingType, const BYTE* pbCtlEncoded,
                                      DWORD cbCtlEncoded, DWORD dwAddDisposition, PCCTL_CONTEXT* ppCtlContext) {
  return add_encoded<Ctl>(__func__, hCertStore, dwMsgAndCertEncodingType, pbCtlEncoded, cbCtlEncoded,
                                  dwAddDisposition, ppCtlContext);
}

PCCTL_CONTEXT CertEnumCTLsInStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pPrevCtlContext) {
  return enumerate<Ctl>(__func__, hCertStore, pPrevCtlContext);
}

PCCTL_CONTEXT CertFindCTLInStore(HCERTSTORE hCertStore, DWORD, DWORD, DWORD dwFindType, const void* pvFindPara,
                                          PCCTL_CONTEXT pPrevCtlContext) {
  return next_context<Ctl>(__func__, hCertStore, pPrevCtlContext, [&](const CheckedCall& call, Store& store, const Element* behind) {
    return find(call, store, dwFindType, pvFindPara, behind);
  });
}

PCCTL_CONTEXT CertDuplicateCTLContext(PCCTL_CONTEXT pCtlContext) {
  return duplicate_context<Ctl>(__func__, pCtlContext);
}

BOOL CertFreeCTLContext(PCCTL_CONTEXT pCtlContext) { return free_context<Ctl>(__func__, pCtlContext); }

BOOL CertDeleteCTLFromStore(PCCTL_CONTEXT pCtlContext) {
  return delete_context<Ctl>(__func__, pCtlContext);
}

BOOL CertSetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return set_context_property<Ctl>(__func__, pCtlContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return get_context_property<Ctl>(__func__, pCtlContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCTLContextProperties(PCCTL_CONTEXT pCtlContext, DWORD dwPropId) {
  return next_property<Ctl>(__func__, pCtlContext, dwPropId);
}

}  // extern "C"
