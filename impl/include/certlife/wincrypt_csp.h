/* certlife: CSP handles, as far as stores need them. Include <certlife/wincrypt.h>, not this file. */
#ifndef CERTLIFE_WINCRYPT_CSP_H
#define CERTLIFE_WINCRYPT_CSP_H

#include <certlife/wincrypt_types.h>

CERTLIFE_BEGIN_C

/*
 * Gives a CSP handle with one reference; it is owed one CryptReleaseContext, which a store it is passed to makes in the
 * caller's stead unless CERT_STORE_NO_CRYPT_RELEASE_FLAG is given. It holds no keys.
 *   dwProvType   PROV_RSA_FULL or PROV_RSA_AES. Looked at before the flags: 0 and types above 999: NTE_BAD_PROV_TYPE; any
 *                other: NTE_PROV_TYPE_NOT_DEF, since there is no such provider.
 *   dwFlags      CRYPT_VERIFYCONTEXT, with or without CRYPT_SILENT; anything else: NTE_BAD_FLAGS.
 *   szContainer  must be NULL: ERROR_NOT_SUPPORTED otherwise. szProvider is accepted and ignored.
 * Source: docs cryptacquirecontext, windows test (advapi32).
 */
CERTLIFE_API BOOL WINAPI CryptAcquireContextA(CERTLIFE_ACQUIRES("csp") HCRYPTPROV* phProv, LPCSTR szContainer,
                                              LPCSTR szProvider, DWORD dwProvType, DWORD dwFlags);
CERTLIFE_API BOOL WINAPI CryptAcquireContextW(CERTLIFE_ACQUIRES("csp") HCRYPTPROV* phProv, LPCWSTR szContainer,
                                              LPCWSTR szProvider, DWORD dwProvType, DWORD dwFlags);
#ifdef UNICODE
#define CryptAcquireContext CryptAcquireContextW
#else
#define CryptAcquireContext CryptAcquireContextA
#endif

/*
 * Adds one reference to a CSP handle. pdwReserved must be NULL and dwFlags 0, else ERROR_INVALID_PARAMETER.
 * A dead handle, 0 and what never was a handle are recognised: FALSE, ERROR_INVALID_PARAMETER. Source: docs cryptcontextaddref,
 * windows test (advapi32).
 */
CERTLIFE_API BOOL WINAPI CryptContextAddRef(CERTLIFE_USES("csp") HCRYPTPROV hProv, DWORD* pdwReserved, DWORD dwFlags);

/*
 * Takes one reference from a CSP handle; at 0 the handle is dead. With dwFlags other than 0 the result is FALSE and
 * NTE_BAD_FLAGS, but the reference is taken all the same. A dead handle, 0 and what never was a handle: FALSE,
 * ERROR_INVALID_PARAMETER. Source: docs cryptreleasecontext, windows test (advapi32).
 */
CERTLIFE_API BOOL WINAPI CryptReleaseContext(CERTLIFE_RELEASES("csp") HCRYPTPROV hProv, DWORD dwFlags);

/*
 * PP_NAME: the provider's name with its NUL, *pdwDataLen bytes. pbData NULL asks for the size; too small a buffer:
 * ERROR_MORE_DATA, *pdwDataLen says what is needed. Other parameters: NTE_BAD_TYPE. A dead handle, 0 and what never was a handle:
 * FALSE, ERROR_INVALID_PARAMETER, so asking whether a handle is alive is defined. Source: docs cryptgetprovparam, windows test.
 */
CERTLIFE_API BOOL WINAPI CryptGetProvParam(CERTLIFE_USES("csp") HCRYPTPROV hProv, DWORD dwParam, BYTE* pbData,
                                           DWORD* pdwDataLen, DWORD dwFlags);

CERTLIFE_END_C

#endif
