/*
 * certlife: the basic Windows types the certificate API is written in. Include <certlife/wincrypt.h>, not this file.
 *
 * Sizes are those of 64-bit Windows: DWORD and LONG have 32 bits, BOOL is an int, pointers decide ULONG_PTR.
 * WCHAR has 16 bits everywhere: it is wchar_t where that has two bytes (-fshort-wchar), else char16_t.
 */
#ifndef CERTLIFE_WINDOWS_TYPES_H
#define CERTLIFE_WINDOWS_TYPES_H

#include <stddef.h>
#include <stdint.h>
#if !defined(__cplusplus) && (__SIZEOF_WCHAR_T__ != 2)
#include <uchar.h>
#endif

#ifdef __cplusplus
#define CERTLIFE_BEGIN_C extern "C" {
#define CERTLIFE_END_C }
#else
#define CERTLIFE_BEGIN_C
#define CERTLIFE_END_C
#endif

#ifndef WINAPI
#define WINAPI
#endif
#if defined(__GNUC__)
#define CERTLIFE_API __attribute__((visibility("default")))
#else
#define CERTLIFE_API
#endif

typedef int BOOL;
typedef unsigned char BYTE;
typedef unsigned char BOOLEAN;
typedef unsigned char UCHAR;
typedef int16_t SHORT;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef int INT;
typedef unsigned int UINT;
typedef uint32_t DWORD;
typedef int32_t LONG;
typedef uint32_t ULONG;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef uint64_t DWORD64;
typedef intptr_t LONG_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef size_t SIZE_T;
typedef int32_t HRESULT;
typedef char CHAR;
#if __SIZEOF_WCHAR_T__ == 2
typedef wchar_t WCHAR;
#else
typedef char16_t WCHAR;
#endif
typedef CHAR* LPSTR;
typedef const CHAR* LPCSTR;
typedef WCHAR* LPWSTR;
typedef const WCHAR* LPCWSTR;
typedef CHAR* PCHAR;
typedef CHAR* PSTR;
typedef const CHAR* PCSTR;
typedef WCHAR* PWCHAR;
typedef WCHAR* PWSTR;
typedef const WCHAR* PCWSTR;
typedef BYTE *PBYTE, *LPBYTE;
typedef UCHAR* PUCHAR;
typedef BOOL *PBOOL, *LPBOOL;
typedef WORD *PWORD, *LPWORD;
typedef DWORD *PDWORD, *LPDWORD;
typedef LONG *PLONG, *LPLONG;
typedef ULONG* PULONG;
typedef ULONG_PTR* PULONG_PTR;
typedef DWORD_PTR* PDWORD_PTR;
typedef void* HANDLE;
typedef HANDLE *PHANDLE, *LPHANDLE;
typedef void *PVOID, *LPVOID;
typedef const void* LPCVOID;

typedef struct _FILETIME {
  DWORD dwLowDateTime; /* 100 ns units since 1601-01-01 UTC, low half */
  DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

typedef struct _SYSTEMTIME {
  WORD wYear;
  WORD wMonth;
  WORD wDayOfWeek;
  WORD wDay;
  WORD wHour;
  WORD wMinute;
  WORD wSecond;
  WORD wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif
#ifndef MAX_PATH
#define MAX_PATH 260
#endif
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define INFINITE 0xFFFFFFFF
#define SUCCEEDED(result) ((HRESULT)(result) >= 0)
#define FAILED(result) ((HRESULT)(result) < 0)
#define HRESULT_CODE(result) ((result) & 0xFFFF)
#define HRESULT_FROM_WIN32(code) \
  ((HRESULT)(code) <= 0 ? (HRESULT)(code) : (HRESULT)(((DWORD)(code) & 0xFFFF) | 0x80070000))

/* ---- Error codes ---------------------------------------------------------------------------------------------- */
#define ERROR_SUCCESS 0
#define NO_ERROR 0
#define ERROR_FILE_NOT_FOUND 2
#define ERROR_PATH_NOT_FOUND 3
#define ERROR_TOO_MANY_OPEN_FILES 4
#define ERROR_ACCESS_DENIED 5
#define ERROR_INVALID_HANDLE 6
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_INVALID_DATA 13
#define ERROR_OUTOFMEMORY 14
#define ERROR_NO_MORE_FILES 18
#define ERROR_NOT_READY 21
#define ERROR_WRITE_FAULT 29
#define ERROR_READ_FAULT 30
#define ERROR_GEN_FAILURE 31
#define ERROR_NOT_SUPPORTED 50
#define ERROR_FILE_EXISTS 80
#define ERROR_INVALID_PARAMETER 87
#define ERROR_DISK_FULL 112
#define ERROR_CALL_NOT_IMPLEMENTED 120
#define ERROR_INSUFFICIENT_BUFFER 122
#define ERROR_BUSY 170
#define ERROR_ALREADY_EXISTS 183
#define ERROR_MORE_DATA 234
#define ERROR_NO_MORE_ITEMS 259
#define ERROR_BADKEY 1010
#define ERROR_END_OF_MEDIA 1100
#define ERROR_CANCELLED 1223
#define STATUS_ACCESS_VIOLATION ((DWORD)0xC0000005)

#define S_OK ((HRESULT)0)
#define S_FALSE ((HRESULT)1)
#define E_FAIL ((HRESULT)0x80004005)
#define E_NOTIMPL ((HRESULT)0x80004001)
#define E_UNEXPECTED ((HRESULT)0x8000FFFF)
#define E_ACCESSDENIED ((HRESULT)0x80070005)
#define E_OUTOFMEMORY ((HRESULT)0x8007000E)
#define E_INVALIDARG ((HRESULT)0x80070057)
#define NTE_BAD_UID ((HRESULT)0x80090001)
#define NTE_BAD_ALGID ((HRESULT)0x80090008)
#define NTE_BAD_FLAGS ((HRESULT)0x80090009)
#define NTE_BAD_TYPE ((HRESULT)0x8009000A)
#define NTE_EXISTS ((HRESULT)0x8009000F)
#define NTE_BAD_PROV_TYPE ((HRESULT)0x80090014)
#define NTE_BAD_KEYSET ((HRESULT)0x80090016)
#define NTE_PROV_TYPE_NOT_DEF ((HRESULT)0x80090017)
#define NTE_KEYSET_NOT_DEF ((HRESULT)0x80090019)
#define NTE_PROV_TYPE_NO_MATCH ((HRESULT)0x8009001B)
#define NTE_FAIL ((HRESULT)0x80090020)
#define CRYPT_E_UNKNOWN_ALGO ((HRESULT)0x80091002)
#define CRYPT_E_FILE_ERROR ((HRESULT)0x80092003)
#define CRYPT_E_NOT_FOUND ((HRESULT)0x80092004)
#define CRYPT_E_EXISTS ((HRESULT)0x80092005)
#define CRYPT_E_SELF_SIGNED ((HRESULT)0x80092007)
#define CRYPT_E_DELETED_PREV ((HRESULT)0x80092008)
#define CRYPT_E_NO_MATCH ((HRESULT)0x80092009)
#define CRYPT_E_PENDING_CLOSE ((HRESULT)0x8009200F)
#define CRYPT_E_INVALID_MSG_TYPE ((HRESULT)0x80091004)
#define CRYPT_E_BAD_ENCODE ((HRESULT)0x80092002)
#define CRYPT_E_NO_PROVIDER ((HRESULT)0x80092006)
#define CRYPT_E_NO_KEY_PROPERTY ((HRESULT)0x8009200B)
#define CRYPT_E_ASN1_ERROR ((HRESULT)0x80093100)
#define CRYPT_E_ASN1_EOD ((HRESULT)0x80093102)
#define CRYPT_E_ASN1_CORRUPT ((HRESULT)0x80093103)
#define CRYPT_E_ASN1_BADTAG ((HRESULT)0x8009310B)

CERTLIFE_BEGIN_C

/* The last error of the calling thread: the code set by the last call on this thread that set one; 0 in a new thread. */
CERTLIFE_API DWORD WINAPI GetLastError(void);

/* Sets the calling thread's last error. Plant a sentinel with it to see whether a call touches the last error. */
CERTLIFE_API void WINAPI SetLastError(DWORD dwErrCode);

CERTLIFE_END_C

#endif
