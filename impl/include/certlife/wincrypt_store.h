/* certlife: opening, duplicating, closing, committing and saving stores. Include <certlife/wincrypt.h>, not this file. */
#ifndef CERTLIFE_WINCRYPT_STORE_H
#define CERTLIFE_WINCRYPT_STORE_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/*
 * Opens a store and returns a handle with one reference; it is owed one CertCloseStore.
 *
 *   lpszStoreProvider  CERT_STORE_PROV_MEMORY or "Memory": a new empty store in memory; every open makes another one.
 *                      CERT_STORE_PROV_FILENAME_A or _W (also "File", which takes a W name): pvPara is the file's name;
 *                      the file is a serialized store, a PKCS #7 or one encoded element, told apart by its bytes; as bytes,
 *                      in base64 or in PEM lines, also in UTF-16; bytes behind it do not matter. A pipe, a device or
 *                      a file of 4 GiB is refused. Of a file's properties those are seen that a caller could have set.
 *   dwEncodingType     used by file stores as the type of what they read; 0 is X509_ASN_ENCODING|PKCS_7_ASN_ENCODING.
 *   hCryptProv         a CSP handle or 0. Without CERT_STORE_NO_CRYPT_RELEASE_FLAG the store takes over one reference
 *                      and releases it once, at the final close; when the open fails, at once. (header)
 *   dwFlags            CERT_STORE_READONLY_FLAG: a memory store takes adds all the same; a file store takes them in memory and
 *                      refuses to commit (windows test). CERT_FILE_STORE_COMMIT_ENABLE_FLAG: changes are written back
 *                      by CertControlStore(CERT_STORE_CTRL_COMMIT) and at the final close; not with READONLY: E_INVALIDARG.
 *                      ERROR_ACCESS_DENIED if the file, or its directory, cannot be written, or is one element alone.
 *                      A PKCS #7 is committed as PKCS #7, which has no room for properties and CTLs, a serialized store
 *                      as such, an empty file by its name: *.p7c and *.spc as PKCS #7, others serialized (header; choice).
 *                      CERT_STORE_CREATE_NEW_FLAG: ERROR_FILE_EXISTS if the file is there. CERT_STORE_OPEN_EXISTING_FLAG:
 *                      ERROR_FILE_NOT_FOUND if it is not; both: E_INVALIDARG. With neither a missing file is made at
 *                      once, empty. CERT_STORE_ENUM_ARCHIVED_FLAG: enumerations show archived
 *                      contexts. CERT_STORE_DELETE_FLAG: ERROR_CALL_NOT_IMPLEMENTED (windows test, for memory stores).
 *
 * NULL on failure. NULL or an unknown provider: ERROR_FILE_NOT_FOUND (windows test). A known provider or flag that is
 * not supported: ERROR_NOT_SUPPORTED. A file in none of the formats: CRYPT_E_FILE_ERROR (choice). No file name:
 * ERROR_PATH_NOT_FOUND (windows test). CERT_STORE_PROV_FILE without a handle: ERROR_INVALID_HANDLE (windows test).
 */
CERTLIFE_API HCERTSTORE WINAPI CertOpenStore(LPCSTR lpszStoreProvider, DWORD dwEncodingType,
                                             HCRYPTPROV_LEGACY hCryptProv, DWORD dwFlags, const void* pvPara) CERTLIFE_GIVES;

/*
 * Adds one handle reference and returns the same handle; it is owed one CertCloseStore. Never fails.
 * REQUIRES: hCertStore is a handle to an open store. (NULL is undefined by the documents: here NULL comes back.)
 * Source: docs certduplicatestore.
 */
CERTLIFE_API HCERTSTORE WINAPI CertDuplicateStore(HCERTSTORE hCertStore) CERTLIFE_GIVES;

/*
 * Takes one handle reference from the store. The last one is the final close: the store's CSP handle is released, a
 * file store with CERT_FILE_STORE_COMMIT_ENABLE_FLAG writes its changes, contexts that nobody holds are freed; those that
 * are held stay valid until their last free, and the store's own memory goes with the last of them.
 *
 *   dwFlags 0                       returns TRUE whatever is held; the last error is preserved.
 *   CERT_CLOSE_STORE_CHECK_FLAG     a diagnostic: FALSE and CRYPT_E_PENDING_CLOSE if another handle to the store exists or
 *                                   one of its contexts is held; the close has happened all the same. Else TRUE, last
 *                                   error preserved.
 *   CERT_CLOSE_STORE_FORCE_FLAG     frees the store and every context of it at once, held or not, whatever other handles
 *                                   exist (choice); all pointers to them become invalid. Always TRUE, also with
 *                                   CHECK (choice).
 *   other bits                      ignored (choice).
 *
 * Commit before you close: a close that cannot write the changes of a file store loses them, returns TRUE and leaves the last error
 * alone (choice). Checked mode tells its handler.
 *
 * NULL: TRUE. The null store: FALSE and E_UNEXPECTED, nothing changes (windows test).
 * Source: page, header.
 */
CERTLIFE_API BOOL WINAPI CertCloseStore(HCERTSTORE hCertStore, DWORD dwFlags) CERTLIFE_TAKES(1);

/*
 * CERT_STORE_CTRL_COMMIT on a file store opened with CERT_FILE_STORE_COMMIT_ENABLE_FLAG writes its changes to the file, if
 * there are any. CERT_STORE_CTRL_COMMIT_FORCE_FLAG writes in any case; CERT_STORE_CTRL_COMMIT_CLEAR_FLAG writes nothing and
 * forgets that there were changes, so that the final close writes nothing either.
 * FALSE with ERROR_CALL_NOT_IMPLEMENTED for a store that can't commit (windows test), ERROR_NOT_SUPPORTED for the other control
 * types, the file system's code when writing fails (the changes then stay pending, and the file as it was).
 * A commit writes a new file and puts it in place of the old one in one step: what is killed in between leaves the old file or the new one. The
 * file is the one that was opened, wherever the process works meanwhile. It keeps its permissions and, where that is allowed, its group
 * and owner; other hard links keep the old content.
 * Source: header, docs certcontrolstore.
 */
CERTLIFE_API BOOL WINAPI CertControlStore(HCERTSTORE hCertStore, DWORD dwFlags, DWORD dwCtrlType,
                                          const void* pvCtrlPara);

/*
 * Writes the elements of the store, oldest first.
 *   dwSaveAs       CERT_STORE_SAVE_AS_STORE: a serialized store with the properties, except the key handles.
 *                  CERT_STORE_SAVE_AS_PKCS7: a message that carries the certificates and CRLs, without properties.
 *                  CERT_STORE_SAVE_AS_PKCS12: ERROR_NOT_SUPPORTED. Else E_INVALIDARG.
 *   dwSaveTo       CERT_STORE_SAVE_TO_MEMORY: pvSaveToPara is a CERT_BLOB*; with pbData NULL its cbData receives the size; too
 *                  small: FALSE, ERROR_MORE_DATA, cbData says what is needed. CERT_STORE_SAVE_TO_FILENAME_A, _W: the file's
 *                  name; the file is replaced in one step or left as it was. To a HANDLE: ERROR_NOT_SUPPORTED.
 *   dwFlags        must be 0: E_INVALIDARG otherwise.
 * Source: docs certsavestore, header.
 */
CERTLIFE_API BOOL WINAPI CertSaveStore(HCERTSTORE hCertStore, DWORD dwEncodingType, DWORD dwSaveAs, DWORD dwSaveTo,
                                       void* pvSaveToPara, DWORD dwFlags);

CERTLIFE_END_C

#endif
