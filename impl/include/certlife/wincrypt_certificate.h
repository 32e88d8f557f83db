/*
 * certlife: certificate contexts. Include <certlife/wincrypt.h>, not this file.
 * CRLs and CTLs follow the same rules; their headers only say what differs.
 */
#ifndef CERTLIFE_WINCRYPT_CERTIFICATE_H
#define CERTLIFE_WINCRYPT_CERTIFICATE_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/*
 * Makes a free-standing context from encoded bytes, which are copied and kept as given, without what follows the
 * outermost element (choice); an unsigned TBSCertificate is accepted too; lengths must be definite. One reference, owed one
 * free. Its hCertStore is the null store.
 * NULL: no X509_ASN_ENCODING in the encoding type: E_INVALIDARG; no bytes: CRYPT_E_ASN1_EOD; else a CRYPT_E_ASN1_… code.
 * Source: docs certcreatecertificatecontext, windows test.
 */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertCreateCertificateContext(DWORD dwCertEncodingType, const BYTE* pbCertEncoded,
                                                                DWORD cbCertEncoded) CERTLIFE_GIVES;

/*
 * Adds a copy of a certificate to a store, by what dwAddDisposition says when the store already lists a match: one with the same
 * SHA-1 hash (windows test). A CERT_SHA1_HASH_PROP_ID that was set counts in place of the hash of the bytes, even if it is false, of
 * the given context and of listed ones. Another certificate with the same issuer and serial number is no match.
 *   CERT_STORE_ADD_ALWAYS                            adds without looking.
 *   CERT_STORE_ADD_NEW                               FALSE, CRYPT_E_EXISTS.
 *   CERT_STORE_ADD_USE_EXISTING                      takes the existing one; it gets the properties it lacks, no hashes.
 *   CERT_STORE_ADD_REPLACE_EXISTING                  deletes the existing one and adds the new one; who holds the old one keeps it.
 *   CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES  takes the existing one, and the new properties overwrite its own; from bytes
 *                                                    a new one replaces it and gets its properties (choice).
 *   CERT_STORE_ADD_NEWER                             FALSE, CRYPT_E_EXISTS if the existing NotBefore is not earlier, else replaces.
 *   CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES          the same; the new one gets the old one's properties that it lacks (choice).
 * Any other value: E_INVALIDARG, before the context is looked at. New elements come first in the store.
 *   hCertStore     a store; NULL or the null store: the result is a free-standing context with the properties, which holds nothing
 *                  of the source's store.
 *   ppStoreContext NULL, or receives the store's context with one reference, owed one free. Not written on failure.
 * A failing add leaves the store as it was. Source: docs certaddcertificatecontexttostore, header.
 */
CERTLIFE_API BOOL WINAPI CertAddCertificateContextToStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pCertContext,
                                                          DWORD dwAddDisposition, PCCERT_CONTEXT* ppStoreContext);

/*
 * As CertAddCertificateContextToStore, from bytes; the element starts without properties. Encoding type and bytes are looked at
 * first, with the errors of CertCreateCertificateContext, then the disposition (windows test).
 */
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
CERTLIFE_API PCCERT_CONTEXT WINAPI CertEnumCertificatesInStore(HCERTSTORE hCertStore, PCCERT_CONTEXT pPrevCertContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(2);

/*
 * As the enumeration, showing only what matches, archived or not:
 *   CERT_FIND_ANY · CERT_FIND_SHA1_HASH (CRYPT_HASH_BLOB) · CERT_FIND_SUBJECT_NAME, CERT_FIND_ISSUER_NAME (CERT_NAME_BLOB, equal
 *   bytes) · CERT_FIND_SUBJECT_CERT (CERT_INFO: Issuer and SerialNumber) · CERT_FIND_EXISTING (CERT_CONTEXT: equal issuer and serial
 *   number; header).
 * No match: NULL and CRYPT_E_NOT_FOUND. Another find type of Windows: NULL and ERROR_NOT_SUPPORTED; one that is none: NULL and
 * E_INVALIDARG. The previous context is freed on every path. dwCertEncodingType and dwFindFlags are not looked at.
 * Source: docs certfindcertificateinstore, header.
 */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertFindCertificateInStore(HCERTSTORE hCertStore, DWORD dwCertEncodingType,
                                                              DWORD dwFindFlags, DWORD dwFindType,
                                                              const void* pvFindPara, PCCERT_CONTEXT pPrevCertContext)
    CERTLIFE_GIVES CERTLIFE_TAKES(6);

/* Adds one reference and returns the same pointer; NULL for NULL. Source: docs certduplicatecertificatecontext. */
CERTLIFE_API PCCERT_CONTEXT WINAPI CertDuplicateCertificateContext(PCCERT_CONTEXT pCertContext) CERTLIFE_GIVES;

/* Takes one reference; a context that nobody holds and no store lists goes. Always TRUE; NULL is allowed. */
CERTLIFE_API BOOL WINAPI CertFreeCertificateContext(PCCERT_CONTEXT pCertContext) CERTLIFE_TAKES(1);

/*
 * Takes the context off its store's list and frees the given reference. Others who hold it keep it, its hCertStore
 * unchanged. Deleting one that is already deleted, or a free-standing one, only frees the reference: TRUE.
 * REQUIRES: not NULL (here: FALSE, E_INVALIDARG). Source: docs certdeletecertificatefromstore, windows test.
 */
CERTLIFE_API BOOL WINAPI CertDeleteCertificateFromStore(PCCERT_CONTEXT pCertContext) CERTLIFE_TAKES(1);

/*
 * Sets a property of the context, which all who hold it see, or deletes it (pvData NULL; TRUE also if there was none).
 * Most properties are a CRYPT_DATA_BLOB*, which is copied. CERT_KEY_CONTEXT_PROP_ID takes a CERT_KEY_CONTEXT* (cbSize must be
 * right: E_INVALIDARG), CERT_KEY_PROV_HANDLE_PROP_ID an HCRYPTPROV itself in place of the pointer, CERT_KEY_SPEC_PROP_ID a DWORD*,
 * CERT_DATE_STAMP_PROP_ID a FILETIME*; CERT_ARCHIVED_PROP_ID has no data, whatever is given. Setting the key handle or the key
 * spec makes the key context or changes it; deleting one of them leaves the key context with 0 there. Unless dwFlags has
 * CERT_STORE_NO_CRYPT_RELEASE_FLAG a key handle is released when it is deleted or (choice) another takes its place, and when the
 * context goes. With CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG the property is never saved.
 * Id 0, ids above 0xFFFF, the ids of the elements themselves (32 to 34) and CERT_ACCESS_STATE_PROP_ID: FALSE, E_INVALIDARG.
 * CERT_KEY_PROV_INFO_PROP_ID, the NCRYPT handles and CERT_HCRYPTPROV_TRANSFER_PROP_ID: ERROR_NOT_SUPPORTED.
 * A wrong hash is stored as given. Adds go by it (see there); finding by hash goes by the true one (choice).
 * Source: docs certsetcertificatecontextproperty, header, windows test.
 */
CERTLIFE_API BOOL WINAPI CertSetCertificateContextProperty(PCCERT_CONTEXT pCertContext, DWORD dwPropId, DWORD dwFlags,
                                                           const void* pvData);

/*
 * Reads a property. pvData NULL asks for the size; too small: FALSE, ERROR_MORE_DATA, *pcbData says what is needed. Missing:
 * FALSE, CRYPT_E_NOT_FOUND; so is a key handle or key spec that is 0 (choice). CERT_ACCESS_STATE_PROP_ID can always be read.
 * Computed when missing: the SHA-1 and MD5 hashes, which are properties from then on; and of certificates, without being stored:
 *   CERT_SIGNATURE_HASH_PROP_ID  the hash of the TBSCertificate by the signature's own hash algorithm; FALSE, CRYPT_E_ASN1_BADTAG
 *                                for an unsigned body, CRYPT_E_NOT_FOUND for a signature algorithm that is not known (choice).
 *   CERT_KEY_IDENTIFIER_PROP_ID  the subject key identifier extension's bytes; without it the SHA-1 of the SubjectPublicKeyInfo
 *                                (docs), and for an unsigned body FALSE, ERROR_INVALID_DATA (windows test).
 * CERT_HCRYPTPROV_TRANSFER_PROP_ID gives the key handle and takes it out of the context: who reads it owes its release. With a NULL
 * or too small buffer nothing is handed over. Source: docs certgetcertificatecontextproperty, header, windows test.
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
