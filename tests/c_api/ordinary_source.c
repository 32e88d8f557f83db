/*
 * A source as programs for Windows are written, with the words of <windows.h> and <wincrypt.h> that they use around the calls.
 * It is compiled unchanged as C and as C++, and run.
 */
#include <Windows.h>
#include <Wincrypt.h>
#include <WinCrypt.h>
#include <tchar.h>
#include <windef.h>
#include <winerror.h>

typedef struct _EXPECTED {
  ALG_ID algorithm;
  DWORD propertyId;
  DWORD size;
} EXPECTED, *LPEXPECTED;

static CONST EXPECTED expected[] = {{CALG_MD5, CERT_MD5_HASH_PROP_ID, 16}, {CALG_SHA1, CERT_HASH_PROP_ID, 20}};

static BOOL CALLBACK is_expected(IN PCCERT_CONTEXT context, IN CONST EXPECTED* wanted, OUT LPDWORD size OPTIONAL) {
  HCRYPTHASH hash = (HCRYPTHASH)NULL;
  LPBYTE buffer[64];
  DWORD length = sizeof buffer;
  UNREFERENCED_PARAMETER(hash);
  ZeroMemory(buffer, sizeof buffer);
  if (GET_ALG_CLASS(wanted->algorithm) != ALG_CLASS_HASH) return FALSE;
  if (!CertGetCertificateContextProperty(context, wanted->propertyId, buffer, &length)) return FALSE;
  if (size != NULL) *size = length;
  return length == wanted->size;
}

static HRESULT last_result(VOID) {
  DWORD error = GetLastError();
  return HRESULT_FROM_WIN32(error);
}

static const BYTE certificate[] = {
    0x30, 0x4C, 0x02, 0x01, 0x01, 0x30, 0x02, 0x06, 0x00, 0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03,
    0x55, 0x04, 0x03, 0x0C, 0x01, 'i',  0x30, 0x1E, 0x17, 0x0D, '2',  '0',  '0',  '1',  '0',  '1',  '0',
    '0',  '0',  '0',  '0',  '0',  'Z',  0x17, 0x0D, '3',  '0',  '0',  '1',  '0',  '1',  '0',  '0',  '0',
    '0',  '0',  '0',  'Z',  0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x01,
    's',  0x30, 0x07, 0x30, 0x02, 0x06, 0x00, 0x03, 0x01, 0x00};

int __cdecl _tmain(VOID) {
  LPCTSTR provider = _T("a provider's name");
  TCHAR path[MAX_PATH];
  LPVOID reserved = NULL;
  UINT failures = 0;
  SIZE_T i;
  HCRYPTPROV handle = (HCRYPTPROV)INVALID_HANDLE_VALUE;
  PCCERT_CONTEXT context;
  FillMemory(path, sizeof path, 0);
  context = CertCreateCertificateContext(X509_ASN_ENCODING, certificate, sizeof certificate);
  if (context == NULL || provider[0] == TEXT('\0') || reserved != NULL || path[0] != 0) return 1;
  for (i = 0; i < sizeof expected / sizeof expected[0]; ++i) failures += is_expected(context, &expected[i], NULL) ? 0 : 1;
  if (!CryptAcquireContext(&handle, NULL, MS_DEF_PROV_A, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT)) ++failures;
  if (!CryptReleaseContext(handle, 0)) ++failures;
  if (CryptReleaseContext(handle, 0) || last_result() != HRESULT_FROM_WIN32(ERROR_INVALID_PARAMETER)) ++failures;
  if (SUCCEEDED(last_result()) || !FAILED(E_INVALIDARG)) ++failures;
  return CertFreeCertificateContext(context) && failures == 0 ? 0 : 1;
}
