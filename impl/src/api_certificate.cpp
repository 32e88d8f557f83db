// The C functions for certificates.
#include "impl/src/context_calls.h"
#include "impl/src/find_types.h"
#include "impl/src/record/recorded.h"

using namespace certlife::impl;
using record::row_of;

namespace {

using Found = ContextResult<Certificate>;

// Under one encoded name there can be many certificates; CERT_NAME_BLOB, CRYPT_HASH_BLOB and CRYPT_DATA_BLOB are one type.
Found find_blob(Store& store, Lookup lookup, const void* parameter, const Element* behind) {
  if (parameter == nullptr) return Status::failure(E_INVALIDARG);
  const Key key{{bytes_of_blob(*static_cast<const CRYPT_DATA_BLOB*>(parameter))}};
  return find_by_key<Certificate>(store, lookup, key, behind);
}

Found find_subject_certificate(Store& store, const void* parameter, const Element* behind) {
  if (parameter == nullptr) return Status::failure(E_INVALIDARG);
  const Key key = issuer_and_serial_number(*static_cast<const CERT_INFO*>(parameter));
  return find_by_key<Certificate>(store, Lookup::issuer_and_serial_number, key, behind);
}

Found find(const CheckedCall& call, Store& store, DWORD find_type, const void* parameter, const Element* behind) {
  switch (find_type) {
    case CERT_FIND_ANY:
      return as_context<Certificate>(next_element(store, Kind::certificate, behind, store.shows_archived()));
    case CERT_FIND_SHA1_HASH: return find_blob(store, Lookup::sha1, parameter, behind);
    case CERT_FIND_SUBJECT_NAME: return find_blob(store, Lookup::subject, parameter, behind);
    case CERT_FIND_ISSUER_NAME: return find_blob(store, Lookup::issuer, parameter, behind);
    case CERT_FIND_SUBJECT_CERT: return find_subject_certificate(store, parameter, behind);
    case CERT_FIND_EXISTING: return find_existing<Certificate>(call, store, parameter, behind);
    default: return refused_find(Kind::certificate, find_type);
  }
}

PCCERT_CONTEXT find_in_store(const char* function, HCERTSTORE handle, DWORD, DWORD, DWORD type, const void* parameter,
                             PCCERT_CONTEXT previous) noexcept {
  return next_context<Certificate>(function, handle, previous, [&](const CheckedCall& call, Store& store, const Element* behind) {
    return find(call, store, type, parameter, behind);
  });
}

}  // namespace

extern "C" {

PCCERT_CONTEXT CertCreateCertificateContext(DWORD dwCertEncodingType, const BYTE* pbCertEncoded, DWORD cbCertEncoded) {
  return call<row_of(__func__), create_context<Certificate>>(dwCertEncodingType, pbCertEncoded, cbCertEncoded);
}

BOOL CertAddCertificateContextToStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pCertContext, DWORD dwAddDisposition,
                                      PCCERT_CONTEXT* ppStoreContext) {
  return call<row_of(__func__), add_context<Certificate>>(hCertStore, pCertContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCertificateToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, const BYTE* pbCertEncoded,
                                      DWORD cbCertEncoded, DWORD dwAddDisposition, PCCERT_CONTEXT* ppCertContext) {
  return call<row_of(__func__), add_encoded<Certificate>>(hCertStore, dwCertEncodingType, pbCertEncoded, cbCertEncoded,
                                  dwAddDisposition, ppCertContext);
}

PCCERT_CONTEXT CertEnumCertificatesInStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pPrevCertContext) {
  return call<row_of(__func__), enumerate<Certificate>>(hCertStore, pPrevCertContext);
}

PCCERT_CONTEXT CertFindCertificateInStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, DWORD dwFindFlags, DWORD dwFindType,
                                          const void* pvFindPara, PCCERT_CONTEXT pPrevCertContext) {
  return call<row_of(__func__), find_in_store>(hCertStore, dwCertEncodingType, dwFindFlags, dwFindType, pvFindPara, pPrevCertContext);
}

PCCERT_CONTEXT CertDuplicateCertificateContext(PCCERT_CONTEXT pCertContext) {
  return call<row_of(__func__), duplicate_context<Certificate>>(pCertContext);
}

BOOL CertFreeCertificateContext(PCCERT_CONTEXT pCertContext) { return call<row_of(__func__), free_context<Certificate>>(pCertContext); }

BOOL CertDeleteCertificateFromStore(PCCERT_CONTEXT pCertContext) {
  return call<row_of(__func__), delete_context<Certificate>>(pCertContext);
}

BOOL CertSetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return call<row_of(__func__), set_context_property<Certificate>>(pCertContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return call<row_of(__func__), get_context_property<Certificate>>(pCertContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCertificateContextProperties(PCCERT_CONTEXT pCertContext, DWORD dwPropId) {
  return call<row_of(__func__), next_property<Certificate>>(pCertContext, dwPropId);
}

}  // extern "C"
