/*
 * certlife: Windows CryptoAPI certificate stores, and the certificates, CRLs and CTLs in them, for Linux.
 *
 * Names, types, layouts and constants are those of Windows, so that code written for <wincrypt.h> compiles unchanged
 * (put include/certlife/compat on the include path for <windows.h>, <wincrypt.h>, <tchar.h> and their like).
 *
 * Conventions
 *  1. Results. A BOOL call returns TRUE or FALSE, a call for a handle or pointer returns NULL when it fails; the reason
 *     is then GetLastError() of the calling thread. A call that succeeds leaves the last error alone, unless said.
 *  2. References. Opening or duplicating a store gives one handle reference; it is owed one CertCloseStore. Creating,
 *     duplicating, enumerating or finding a context, and adding with an out pointer, gives one context reference; it is
 *     owed one free: CertFree…Context, or being passed as the previous context, or CertDelete…FromStore.
 *  3. Consumed even on failure. A previous context and the context given to a delete are freed on every path. A close
 *     takes one handle reference on every path (but for the null store): never repeat a close that returned FALSE.
 *  4. Lifetime. A context lives while a reference to it is held or an open store lists it. A default close of the last
 *     handle frees what nobody holds; what is held stays valid, its hCertStore unchanged, until its last free.
 *  5. Force. After a close with CERT_CLOSE_STORE_FORCE_FLAG no handle and no context of that store may be used again.
 *  6. Adding copies. The context given to an add stays the caller's; the store gets a context of its own with the same
 *     bytes, and with copies of its properties but for the key handles.
 *  7. The null store. A created context's hCertStore is the null store, one for the whole process: it never lists
 *     anything, adds to it give free-standing contexts, and closing it fails with E_UNEXPECTED.
 *  8. Threads. Any call from any thread; every call is atomic. Not defined: freeing the last reference while another
 *     thread uses the object without holding a reference of its own. Last errors are per thread.
 *  9. Misuse (a dead handle, a free too many) is undefined, as on Windows. Checked mode recognises much of it and fails
 *     with ERROR_INVALID_HANDLE; see <certlife/certlife.h>.
 * 10. Strings ending in A are UTF-8, those in W are UTF-16. File names are UTF-8 on disk.
 *
 * Not supported (the call fails, with ERROR_NOT_SUPPORTED unless a fact about Windows names a code; it never silently
 * succeeds): providers other than memory and file name; the open flags CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG,
 * CERT_STORE_SET_LOCALIZED_NAME_FLAG, CERT_STORE_MANIFOLD_FLAG, CERT_STORE_UNSAFE_PHYSICAL_FLAG and
 * CERT_STORE_UPDATE_KEYID_FLAG; find types not listed at the Find calls; saving as PKCS #12, or to a HANDLE; key provider
 * information and NCRYPT handles as properties; CryptAcquireContext without CRYPT_VERIFYCONTEXT; indefinite lengths (BER)
 * inside certificates and CRLs: their decoding fails with CRYPT_E_ASN1_CORRUPT. There are no links,
 * collections, registry or system stores, no chain building, and signatures are never verified.
 *
 * In the comments "source" says where a behaviour comes from: the CertCloseStore page ("page"), the SDK header's
 * comments ("header"), a test verified on Windows ("windows test"), another documentation page ("docs NAME"), or "choice"
 * where no source decides.
 */
#ifndef CERTLIFE_WINCRYPT_H
#define CERTLIFE_WINCRYPT_H

#include <certlife/windows_types.h>
#include <certlife/wincrypt_algorithms.h>
#include <certlife/wincrypt_constants.h>
#include <certlife/wincrypt_types.h>
#include <certlife/wincrypt_csp.h>
#include <certlife/wincrypt_store.h>
#include <certlife/wincrypt_certificate.h>
#include <certlife/wincrypt_crl.h>
#include <certlife/wincrypt_ctl.h>

#endif
