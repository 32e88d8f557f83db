/*
 * certlife: certificate contexts. Include <certlife/wincrypt.h>, not this file.
 * CRLs and CTLs follow the same rules; their headers only say what differs.
 */
#ifndef CERTLIFE_WINCRYPT_CERTIFICATE_H
#define CERTLIFE_WINCRYPT_CERTIFICATE_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/*
 * Makes a free-standing context from encoded bytes, which are copied and kept as given; an unsigned TBSCertificate is
 * accepted too. One reference, owed one free. Its hCertStore is the null store.
 * NULL: no X509_ASN_ENCODING in the encoding type: E_INVALIDARG; no bytes: CRYPT_E_ASN1_EOD; else a CRYPT_E_ASN1_… code.
 * Source: docs certcreatecertificatecontext, windows test.
 */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertCreateCertificateContext(DWORD dwCertEncodingType, const BYTE* pbCertEncoded,
                                                                DWORD cbCertEncoded);

/*
 * Adds a copy of a certificate to a store, by what dwAddDisposition says when the store already lists a match (equal issuer
 * and serial number):
 *   CERT_STORE_ADD_ALWAYS                            adds without looking.
 *   CERT_STORE_ADD_NEW                               FALSE, CRYPT_E_EXISTS.
 *   CERT_STORE_ADD_USE_EXISTING                      takes the existing one; it gets the properties it lacks, no hashes.
 *   CERT_STORE_ADD_REPLACE_EXISTING                  deletes the existing one and adds the new one; who holds the old one keeps it.
 *   CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES  takes the existing one, and the new properties overwrite its own.
 *   CERT_STORE_ADD_NEWER                             FALSE, CRYPT_E_EXISTS if the existing NotBefore is not earlier, else replaces.
 *   CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES          the same; the new one gets the old one's properties that it lacks.
 * Any other value: E_INVALIDARG, before anything else is looked at. New elements come first in the store.
 *   hCertStore     a store; NULL or the null store: the result is a free-standing context.
 *   ppStoreContext NULL, or receives the store's context with one reference, owed one free. Not written on failure.
 * A failing add leaves the store as it was. Source: docs certaddcertificatecontexttostore, header.
 */
CERTLIFE_API BOOL WINAPI CertAddCertificateContextToStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pCertContext,
                                                          DWORD dwAddDisposition, PCCERT_CONTEXT* ppStoreContext);

/* As CertAddCertificateContextToStore, from bytes; errors of the bytes as in CertCreateCertificateContext. */
CERTLIFE_API BOOL WINAPI CertAddEncodedCertificateToStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType,
                                                          const BYTE* pbCertEncoded, DWORD cbCertEncoded,
                                                          DWORD dwAddDisposition, PCCERT_CONTEXT* ppCertContext);

/*
 * The first (pPrevCertContext NULL) or next certificate of a store, newest first, with one reference. The previous context is
 * freed on every path. Archived ones are skipped unless the store was opened with CERT_STORE_ENUM_ARCHIVED_FLAG.
 * At the end NULL and CRYPT_E_NOT_FOUND. A previous context of another store: NULL and E_INVALIDARG. The walk may go on
 * from a context that has been deleted meanwhile; deleted ones are not returned, nor those added since the walk began.
 * Source: docs certenumcertificatesinstore, windows test.
 */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertEnumCertificatesInStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pPrevCertContext);

/*
 * As the enumeration, showing only what matches, archived or not:
 *   CERT_FIND_ANY · CERT_FIND_SHA1_HASH (CRYPT_HASH_BLOB) · CERT_FIND_SUBJECT_NAME, CERT_FIND_ISSUER_NAME (CERT_NAME_BLOB, equal
 *   bytes) · CERT_FIND_SUBJECT_CERT (CERT_INFO: Issuer and SerialNumber) · CERT_FIND_EXISTING (CERT_CONTEXT).
 * No match: NULL and CRYPT_E_NOT_FOUND. Another find type: NULL and E_INVALIDARG. The previous context is freed on
 * every path. dwCertEncodingType and dwFindFlags are not looked at. Source: docs certfindcertificateinstore, header.
 */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertFindCertificateInStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType,
                                                              DWORD dwFindFlags, DWORD dwFindType,
                                                              const void* pvFindPara, PCCERT_CONTEXT pPrevCertContext);

/* Adds one reference and returns the same pointer; NULL for NULL. Source: docs certduplicatecertificatecontext. */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertDuplicateCertificateContext(PCCERT_CONTEXT pCertContext);

/* Takes one reference; a context that nobody holds and no store lists goes. Always TRUE; NULL is allowed. */
CERTLIFE_API BOOL WINAPI CertFreeCertificateContext(PCCERT_CONTEXT pCertContext);

/*
 * Takes the context off its store's list and frees the given reference. Others who hold it keep it, its hCertStore
 * unchanged. Deleting one that is already deleted, or a free-standing one, only frees the reference: TRUE.
 * REQUIRES: not NULL (here: FALSE, E_INVALIDARG). Source: docs certdeletecertificatefromstore, windows test.
 */
CERTLIFE_API BOOL WINAPI CertDeleteCertificateFromStore(PCCERT_CONTEXT pCertContext);

/*
 * Sets a property of the context, which all who hold it see, or deletes it (pvData NULL; TRUE also if there was none).
 * Most properties are a CRYPT_DATA_BLOB*, which is copied. CERT_KEY_CONTEXT_PROP_ID takes a CERT_KEY_CONTEXT* (cbSize must be
 * right: E_INVALIDARG), CERT_KEY_PROV_HANDLE_PROP_ID an HCRYPTPROV itself in place of the pointer, CERT_KEY_SPEC_PROP_ID a DWORD*,
 * CERT_DATE_STAMP_PROP_ID a FILETIME*. Unless dwFlags has CERT_STORE_NO_CRYPT_RELEASE_FLAG a key handle is released when the
 * property is deleted or gets another handle, and when the context goes. With CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG the
 * property is never saved. Id 0, ids above 0xFFFF, the ids of the elements themselves (32 to 34) and
 * CERT_ACCESS_STATE_PROP_ID: FALSE, E_INVALIDARG. CERT_KEY_PROV_INFO_PROP_ID and the NCRYPT handles: ERROR_NOT_SUPPORTED.
 * A wrong hash is stored as given; finding by hash goes by the true one (choice).
 * Source: docs certsetcertificatecontextproperty, header, windows test.
 */
CERTLIFE_API BOOL WINAPI CertSetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, DWORD dwFlags,
                                                           const void* pvData);

/*
 * Reads a property. pvData NULL asks for the size; too small: FALSE, ERROR_MORE_DATA, *pcbData says what is needed. Missing:
 * FALSE, CRYPT_E_NOT_FOUND. The SHA-1 and MD5 hashes are computed when missing, and are properties from then on.
 * CERT_ACCESS_STATE_PROP_ID can always be read. Source: docs certgetcertificatecontextproperty, windows test.
 */
CERTLIFE_API BOOL WINAPI CertGetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, void* pvData,
                                                           DWORD* pcbData);

/*
 * The id of the property after dwPropId (0 to begin), 0 at the end. CERT_KEY_PROV_HANDLE_PROP_ID and CERT_KEY_SPEC_PROP_ID are
 * part of CERT_KEY_CONTEXT_PROP_ID and not shown. REQUIRES: not NULL. Source: docs certenumcertificatecontextproperties.
 */
CERTLIFE_API DWORD WINAPI CertEnumCertificateContextProperties(PCCERT_CONTEXT pCertContext, DWORD dwPropId);

CERTLIFE_END_C

#endif
