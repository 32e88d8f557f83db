/*
 * certlife: CRL contexts. Include <certlife/wincrypt.h>, not this file.
 * Rules, ownership and errors are those of the certificate calls of the same name, where nothing else is said.
 */
#ifndef CERTLIFE_WINCRYPT_CRL_H
#define CERTLIFE_WINCRYPT_CRL_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/* Source: docs certcreatecrlcontext, windows test. */
CERTLIFE_API PCCRL_CONTEXT WINAPI CertCreateCRLContext(DWORD dwCertEncodingType, const BYTE* pbCrlEncoded,
                                                       DWORD cbCrlEncoded) CERTLIFE_GIVES;

/*
 * CRLs match when issuer, authority key identifier and issuing distribution point are equal and both are base or both delta CRLs,
 * whatever their dates (choice, of a context); NEWER compares ThisUpdate. CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES replaces;
 * the new one gets the old one's properties that it lacks (choice).
 * Source: docs certaddcrlcontexttostore, docs certfindcrlinstore.
 */
CERTLIFE_API BOOL WINAPI CertAddCRLContextToStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pCrlContext,
                                                  DWORD dwAddDisposition, PCCRL_CONTEXT* ppStoreContext);
CERTLIFE_API BOOL WINAPI CertAddEncodedCRLToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType,
                                                  const BYTE* pbCrlEncoded, DWORD cbCrlEncoded, DWORD dwAddDisposition,
                                                  PCCRL_CONTEXT* ppCrlContext);

/* Source: docs certenumcrlsinstore. */
CERTLIFE_API PCCRL_CONTEXT WINAPI CertEnumCRLsInStore(HCERTSTORE hCertStore, PCCRL_CONTEXT pPrevCrlContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(2);

/*
 * CRL_FIND_ANY · CRL_FIND_ISSUED_BY (CERT_CONTEXT whose subject is the CRL's issuer; NULL matches all; with one of
 * its four CRL_FIND_ISSUED_BY_…_FLAGs ERROR_NOT_SUPPORTED, as signatures are not verified; other flags mean nothing) ·
 * CRL_FIND_EXISTING (CRL_CONTEXT). CRL_FIND_ISSUED_FOR: NULL and ERROR_NOT_SUPPORTED; another find type: NULL and E_INVALIDARG.
 * Source: docs certfindcrlinstore, header, windows test.
 */
CERTLIFE_API PCCRL_CONTEXT WINAPI CertFindCRLInStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType,
                                                     DWORD dwFindFlags, DWORD dwFindType, const void* pvFindPara,
                                                     PCCRL_CONTEXT pPrevCrlContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(6);

/* Source: docs certduplicatecrlcontext, certfreecrlcontext, certdeletecrlfromstore. */
CERTLIFE_API PCCRL_CONTEXT WINAPI CertDuplicateCRLContext(PCCRL_CONTEXT pCrlContext) CERTLIFE_GIVES;
CERTLIFE_API BOOL WINAPI CertFreeCRLContext(PCCRL_CONTEXT pCrlContext) CERTLIFE_TAKES(1);
CERTLIFE_API BOOL WINAPI CertDeleteCRLFromStore(PCCRL_CONTEXT pCrlContext) CERTLIFE_TAKES(1);

/*
 * The signature hash and the key identifier are not computed: CRYPT_E_NOT_FOUND (choice).
 * Source: docs certsetcrlcontextproperty, certgetcrlcontextproperty, certenumcrlcontextproperties.
 */
CERTLIFE_API BOOL WINAPI CertSetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, DWORD dwFlags,
                                                   const void* pvData);
CERTLIFE_API BOOL WINAPI CertGetCRLContextProperty(PCCRL_CONTEXT pCrlContext, DWORD dwPropId, void* pvData,
                                                   DWORD* pcbData);
CERTLIFE_API DWORD WINAPI CertEnumCRLContextProperties(PCCRL_CONTEXT pCrlContext, DWORD dwPropId);

CERTLIFE_END_C

#endif
