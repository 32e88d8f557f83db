/* The header and the library used from C, as an application would. */
#include <certlife/certlife.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;

static void expect(BOOL truth, const char* sentence) {
  if (truth) return;
  printf("failed: %s\n", sentence);
  ++failures;
}

/* An unsigned certificate: serial 1, issuer and subject with one name each, and algorithms nobody knows. */
static const BYTE certificate[] = {
    0x30, 0x4C, 0x02, 0x01, 0x01, 0x30, 0x02, 0x06, 0x00, 0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03,
    0x55, 0x04, 0x03, 0x0C, 0x01, 'i',  0x30, 0x1E, 0x17, 0x0D, '2',  '0',  '0',  '1',  '0',  '1',  '0',
    '0',  '0',  '0',  '0',  '0',  'Z',  0x17, 0x0D, '3',  '0',  '0',  '1',  '0',  '1',  '0',  '0',  '0',
    '0',  '0',  '0',  'Z',  0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x01,
    's',  0x30, 0x07, 0x30, 0x02, 0x06, 0x00, 0x03, 0x01, 0x00};

static void a_context_outlives_its_store(void) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
  PCCERT_CONTEXT context = NULL;
  expect(store != NULL, "a memory store opens");
  expect(CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate,
                                          CERT_STORE_ADD_ALWAYS, &context),
         "a certificate is added");
  if (context == NULL) return;
  SetLastError(0);
  expect(!CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG), "a held context is reported");
  expect(GetLastError() == (DWORD)CRYPT_E_PENDING_CLOSE, "the last error says why");
  expect(context->cbCertEncoded == sizeof certificate && memcmp(context->pbCertEncoded, certificate, sizeof certificate) == 0,
         "the context is still readable");
  expect(context->pCertInfo->SerialNumber.cbData == 1 && context->pCertInfo->SerialNumber.pbData[0] == 1,
         "the serial number is decoded");
  expect(CertFreeCertificateContext(context), "the context is freed");
}

static void every_function_can_be_called(void) {
  PCCRL_CONTEXT crl = CertCreateCRLContext(X509_ASN_ENCODING, NULL, 0);
  PCCTL_CONTEXT ctl = CertCreateCTLContext(X509_ASN_ENCODING, NULL, 0);
  HCRYPTPROV provider = 0;
  expect(crl == NULL && ctl == NULL, "nothing is made of no bytes");
  expect(CertFreeCRLContext(crl) && CertFreeCTLContext(ctl), "freeing NULL is fine");
  expect(CryptAcquireContext(&provider, NULL, NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT), "a CSP handle is given");
  expect(CryptReleaseContext(provider, 0), "and taken back");
  expect(strlen(certlife_version()) > 0, "the library tells its version");
}

int main(void) {
  a_context_outlives_its_store();
  every_function_can_be_called();
  if (failures == 0) printf("all expectations met\n");
  return failures == 0 ? 0 : 1;
}
