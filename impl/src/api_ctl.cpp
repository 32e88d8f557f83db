// The C functions for CTLs.
#include "impl/src/context_calls.h"
#include "impl/src/find_types.h"
#include "impl/src/record/recorded.h"

using namespace certlife::impl;
using record::row_of;

namespace {

ContextResult<Ctl> find(const CheckedCall& call, Store& store, DWORD find_type, const void* parameter,
                        const Element* behind) {
  switch (find_type) {
    case CTL_FIND_ANY: return as_context<Ctl>(next_element(store, Kind::ctl, behind, store.shows_archived()));
    case CTL_FIND_EXISTING: return find_existing<Ctl>(call, store, parameter, behind);
    default: return refused_find(Kind::ctl, find_type);
  }
}

PCCTL_CONTEXT find_in_store(const char* function, HCERTSTORE handle, DWORD, DWORD, DWORD type, const void* parameter,
                            PCCTL_CONTEXT previous) noexcept {
  return next_context<Ctl>(function, handle, previous, [&](const CheckedCall& call, Store& store, const Element* behind) {
    return find(call, store, type, parameter, behind);
  });
}

}  // namespace

extern "C" {

PCCTL_CONTEXT CertCreateCTLContext(DWORD dwMsgAndCertEncodingType, const BYTE* pbCtlEncoded, DWORD cbCtlEncoded) {
  return call<row_of(__func__), create_context<Ctl>>(dwMsgAndCertEncodingType, pbCtlEncoded, cbCtlEncoded);
}

BOOL CertAddCTLContextToStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pCtlContext, DWORD dwAddDisposition,
                                      PCCTL_CONTEXT* ppStoreContext) {
  return call<row_of(__func__), add_context<Ctl>>(hCertStore, pCtlContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCTLToStore(HCERTSTORE hCertStore, DWORD dwMsgAndCertEncodingType, const BYTE* pbCtlEncoded,
                                      DWORD cbCtlEncoded, DWORD dwAddDisposition, PCCTL_CONTEXT* ppCtlContext) {
  return call<row_of(__func__), add_encoded<Ctl>>(hCertStore, dwMsgAndCertEncodingType, pbCtlEncoded, cbCtlEncoded,
                                  dwAddDisposition, ppCtlContext);
}

PCCTL_CONTEXT CertEnumCTLsInStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pPrevCtlContext) {
  return call<row_of(__func__), enumerate<Ctl>>(hCertStore, pPrevCtlContext);
}

PCCTL_CONTEXT CertFindCTLInStore(HCERTSTORE hCertStore, DWORD dwMsgAndCertEncodingType, DWORD dwFindFlags, DWORD dwFindType,
                                 const void* pvFindPara, PCCTL_CONTEXT pPrevCtlContext) {
  return call<row_of(__func__), find_in_store>(hCertStore, dwMsgAndCertEncodingType, dwFindFlags, dwFindType, pvFindPara, pPrevCtlContext);
}

PCCTL_CONTEXT CertDuplicateCTLContext(PCCTL_CONTEXT pCtlContext) {
  return call<row_of(__func__), duplicate_context<Ctl>>(pCtlContext);
}

BOOL CertFreeCTLContext(PCCTL_CONTEXT pCtlContext) { return call<row_of(__func__), free_context<Ctl>>(pCtlContext); }

BOOL CertDeleteCTLFromStore(PCCTL_CONTEXT pCtlContext) {
  return call<row_of(__func__), delete_context<Ctl>>(pCtlContext);
}

BOOL CertSetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return call<row_of(__func__), set_context_property<Ctl>>(pCtlContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return call<row_of(__func__), get_context_property<Ctl>>(pCtlContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCTLContextProperties(PCCTL_CONTEXT pCtlContext, DWORD dwPropId) {
  return call<row_of(__func__), next_property<Ctl>>(pCtlContext, dwPropId);
}

}  // extern "C"
