// The C functions for certificates.
#include "impl/src/context_calls.h"
#include "impl/src/find_types.h"

using namespace certlife::impl;

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

}  // namespace

extern "C" {

PCCERT_CONTEXT CertCreateCertificateContext(DWORD dwCertEncodingType, const BYTE* pbCertEncoded, DWORD cbCertEncoded) {
  return create_context<Certificate>(__func__, dwCertEncodingType, pbCertEncoded, cbCertEncoded);
}

BOOL CertAddCertificateContextToStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pCertContext, DWORD dwAddDisposition,
                                      PCCERT_CONTEXT* ppStoreContext) {
  return add_context<Certificate>(__func__, hCertStore, pCertContext, dwAddDisposition, ppStoreContext);
}

BOOL CertAddEncodedCertificateToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType, const BYTE* pbCertEncoded,
                                      DWORD cbCertEncoded, DWORD dwAddDisposition, PCCERT_CONTEXT* ppCertContext) {
  return add_encoded<Certificate>(__func__, hCertStore, dwCertEncodingType, pbCertEncoded, cbCertEncoded,
                                  dwAddDisposition, ppCertContext);
}

PCCERT_CONTEXT CertEnumCertificatesInStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pPrevCertContext) {
  return enumerate<Certificate>(__func__, hCertStore, pPrevCertContext);
}

PCCERT_CONTEXT CertFindCertificateInStore(HCERTSTORE hCertStore, DWORD, DWORD, DWORD dwFindType, const void* pvFindPara,
                                          PCCERT_CONTEXT pPrevCertContext) {
  return next_context<Certificate>(__func__, hCertStore, pPrevCertContext, [&](const CheckedCall& call, Store& store, const Element* behind) {
    return find(call, store, dwFindType, pvFindPara, behind);
  });
}

PCCERT_CONTEXT CertDuplicateCertificateContext(PCCERT_CONTEXT pCertContext) {
  return duplicate_context<Certificate>(__func__, pCertContext);
}

BOOL CertFreeCertificateContext(PCCERT_CONTEXT pCertContext) { return free_context<Certificate>(__func__, pCertContext); }

BOOL CertDeleteCertificateFromStore(PCCERT_CONTEXT pCertContext) {
  return delete_context<Certificate>(__func__, pCertContext);
}

BOOL CertSetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, DWORD dwFlags, const void* pvData) {
  return set_context_property<Certificate>(__func__, pCertContext, dwPropId, dwFlags, pvData);
}

BOOL CertGetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, void* pvData, DWORD* pcbData) {
  return get_context_property<Certificate>(__func__, pCertContext, dwPropId, pvData, pcbData);
}

DWORD CertEnumCertificateContextProperties(PCCERT_CONTEXT pCertContext, DWORD dwPropId) {
  return next_property<Certificate>(__func__, pCertContext, dwPropId);
}

}  // extern "C"
