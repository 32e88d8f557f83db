/* What the programs with bugs begin with: a memory store that lists some certificates, of which nothing is held. C and C++. */
#pragma once

#include "tests/record/programs/certificate.h"

static inline HCERTSTORE store_of(int certificates) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, NULL);
  int i;
  for (i = 0; i < certificates; ++i)
    CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, sizeof certificate, CERT_STORE_ADD_ALWAYS, NULL);
  return store;
}

static inline PCCERT_CONTEXT first_of(HCERTSTORE store) {
  return CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_ANY, NULL, NULL);
}

/* Has somebody given it a name? */
static inline int has_name(PCCERT_CONTEXT context) {
  DWORD size = 0;
  return CertGetCertificateContextProperty(context, CERT_FRIENDLY_NAME_PROP_ID, NULL, &size);
}
