/*
 * certlife: CTL contexts. Include <certlife/wincrypt.h>, not this file.
 * Rules, ownership and errors are those of the certificate calls of the same name, where nothing else is said.
 */
#ifndef CERTLIFE_WINCRYPT_CTL_H
#define CERTLIFE_WINCRYPT_CTL_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/*
 * The bytes are a PKCS #7 signed message around a CTL; dwMsgAndCertEncodingType needs X509_ASN_ENCODING: E_INVALIDARG
 * otherwise. The context says X509_ASN_ENCODING | PKCS_7_ASN_ENCODING, whatever was asked for. No bytes, and bytes that are no
 * such message: ERROR_INVALID_DATA; a message whose CTL does not decode: a CRYPT_E_ASN1_… code.
 * Source: docs certcreatectlcontext, windows test.
 */
CERTLIFE_API PCCTL_CONTEXT WINAPI CertCreateCTLContext(DWORD dwMsgAndCertEncodingType, const BYTE* pbCtlEncoded,
                                                       DWORD cbCtlEncoded) CERTLIFE_GIVES;

/*
 * CTLs match by subject usage, list identifier and signer; NEWER compares ThisUpdate; inheriting as with
 * CRLs. Source: docs certaddctlcontexttostore.
 */
CERTLIFE_API BOOL WINAPI CertAddCTLContextToStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pCtlContext,
                                                  DWORD dwAddDisposition, PCCTL_CONTEXT* ppStoreContext);
CERTLIFE_API BOOL WINAPI CertAddEncodedCTLToStore(HCERTSTORE hCertStore, DWORD dwMsgAndCertEncodingType,
                                                  const BYTE* pbCtlEncoded, DWORD cbCtlEncoded, DWORD dwAddDisposition,
                                                  PCCTL_CONTEXT* ppCtlContext);

/* Source: docs certenumctlsinstore. */
CERTLIFE_API PCCTL_CONTEXT WINAPI CertEnumCTLsInStore(HCERTSTORE hCertStore, PCCTL_CONTEXT pPrevCtlContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(2);

/*
 * CTL_FIND_ANY · CTL_FIND_EXISTING (CTL_CONTEXT). Another find type of Windows: NULL and ERROR_NOT_SUPPORTED; one that is none: NULL
 * and E_INVALIDARG. Source: docs certfindctlinstore.
 */
CERTLIFE_API PCCTL_CONTEXT WINAPI CertFindCTLInStore(HCERTSTORE hCertStore, DWORD dwMsgAndCertEncodingType,
                                                     DWORD dwFindFlags, DWORD dwFindType, const void* pvFindPara,
                                                     PCCTL_CONTEXT pPrevCtlContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(6);

/* Source: docs certduplicatectlcontext, certfreectlcontext, certdeletectlfromstore. */
CERTLIFE_API PCCTL_CONTEXT WINAPI CertDuplicateCTLContext(PCCTL_CONTEXT pCtlContext) CERTLIFE_GIVES;
CERTLIFE_API BOOL WINAPI CertFreeCTLContext(PCCTL_CONTEXT pCtlContext) CERTLIFE_TAKES(1);
CERTLIFE_API BOOL WINAPI CertDeleteCTLFromStore(PCCTL_CONTEXT pCtlContext) CERTLIFE_TAKES(1);

/*
 * The signature hash and the key identifier are not computed: CRYPT_E_NOT_FOUND (choice).
 * Source: docs certsetctlcontextproperty, certgetctlcontextproperty, certenumctlcontextproperties.
 */
CERTLIFE_API BOOL WINAPI CertSetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, DWORD dwFlags,
                                                   const void* pvData);
CERTLIFE_API BOOL WINAPI CertGetCTLContextProperty(PCCTL_CONTEXT pCtlContext, DWORD dwPropId, void* pvData,
                                                   DWORD* pcbData);
CERTLIFE_API DWORD WINAPI CertEnumCTLContextProperties(PCCTL_CONTEXT pCtlContext, DWORD dwPropId);

CERTLIFE_END_C

#endif
