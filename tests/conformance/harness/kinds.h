// The three kinds of context side by side: same calls, other types and parameter names.
#pragma once

#include "tests/conformance/harness/platform.h"
#include "tests/conformance/harness/windows_api.h"

namespace certlife::conformance {

struct CertificateKind {
  using Context = PCCERT_CONTEXT;
  static constexpr ObjectKind object_kind = ObjectKind::certificate;
  static constexpr const char* context = "pCertContext";
  static constexpr const char* previous = "pPrevCertContext";
  static constexpr const char* encoding = "dwCertEncodingType";
  static constexpr const char* encoded = "pbCertEncoded";
  static constexpr const char* encoded_size = "cbCertEncoded";
  static constexpr const char* added = "ppCertContext";

  static constexpr const char* create_name = "CertCreateCertificateContext";
  static constexpr const char* add_encoded_name = "CertAddEncodedCertificateToStore";
  static constexpr const char* add_name = "CertAddCertificateContextToStore";
  static constexpr const char* enumerate_name = "CertEnumCertificatesInStore";
  static constexpr const char* find_name = "CertFindCertificateInStore";
  static constexpr const char* duplicate_name = "CertDuplicateCertificateContext";
  static constexpr const char* free_name = "CertFreeCertificateContext";
  static constexpr const char* delete_name = "CertDeleteCertificateFromStore";
  static constexpr const char* set_property_name = "CertSetCertificateContextProperty";
  static constexpr const char* get_property_name = "CertGetCertificateContextProperty";
  static constexpr const char* enumerate_properties_name = "CertEnumCertificateContextProperties";

  static constexpr auto create = &CertCreateCertificateContext;
  static constexpr auto add_encoded = &CertAddEncodedCertificateToStore;
  static constexpr auto add = &CertAddCertificateContextToStore;
  static constexpr auto enumerate = &CertEnumCertificatesInStore;
  static constexpr auto find = &CertFindCertificateInStore;
  static constexpr auto duplicate = &CertDuplicateCertificateContext;
  static constexpr auto release = &CertFreeCertificateContext;
  static constexpr auto remove = &CertDeleteCertificateFromStore;
  static constexpr auto set_property = &CertSetCertificateContextProperty;
  static constexpr auto get_property = &CertGetCertificateContextProperty;
  static constexpr auto enumerate_properties = &CertEnumCertificateContextProperties;

  static const BYTE* bytes_of(Context held) { return held->pbCertEncoded; }
  static DWORD size_of(Context held) { return held->cbCertEncoded; }
};

struct CrlKind {
  using Context = PCCRL_CONTEXT;
  static constexpr ObjectKind object_kind = ObjectKind::crl;
  static constexpr const char* context = "pCrlContext";
  static constexpr const char* previous = "pPrevCrlContext";
  static constexpr const char* encoding = "dwCertEncodingType";
  static constexpr const char* encoded = "pbCrlEncoded";
  static constexpr const char* encoded_size = "cbCrlEncoded";
  static constexpr const char* added = "ppCrlContext";

  static constexpr const char* create_name = "CertCreateCRLContext";
  static constexpr const char* add_encoded_name = "CertAddEncodedCRLToStore";
  static constexpr const char* add_name = "CertAddCRLContextToStore";
  static constexpr const char* enumerate_name = "CertEnumCRLsInStore";
  static constexpr const char* find_name = "CertFindCRLInStore";
  static constexpr const char* duplicate_name = "CertDuplicateCRLContext";
  static constexpr const char* free_name = "CertFreeCRLContext";
  static constexpr const char* delete_name = "CertDeleteCRLFromStore";
  static constexpr const char* set_property_name = "CertSetCRLContextProperty";
  static constexpr const char* get_property_name = "CertGetCRLContextProperty";
  static constexpr const char* enumerate_properties_name = "CertEnumCRLContextProperties";

  static constexpr auto create = &CertCreateCRLContext;
  static constexpr auto add_encoded = &CertAddEncodedCRLToStore;
  static constexpr auto add = &CertAddCRLContextToStore;
  static constexpr auto enumerate = &CertEnumCRLsInStore;
  static constexpr auto find = &CertFindCRLInStore;
  static constexpr auto duplicate = &CertDuplicateCRLContext;
  static constexpr auto release = &CertFreeCRLContext;
  static constexpr auto remove = &CertDeleteCRLFromStore;
  static constexpr auto set_property = &CertSetCRLContextProperty;
  static constexpr auto get_property = &CertGetCRLContextProperty;
  static constexpr auto enumerate_properties = &CertEnumCRLContextProperties;

  static const BYTE* bytes_of(Context held) { return held->pbCrlEncoded; }
  static DWORD size_of(Context held) { return held->cbCrlEncoded; }
};

struct CtlKind {
  using Context = PCCTL_CONTEXT;
  static constexpr ObjectKind object_kind = ObjectKind::ctl;
  static constexpr const char* context = "pCtlContext";
  static constexpr const char* previous = "pPrevCtlContext";
  static constexpr const char* encoding = "dwMsgAndCertEncodingType";
  static constexpr const char* encoded = "pbCtlEncoded";
  static constexpr const char* encoded_size = "cbCtlEncoded";
  static constexpr const char* added = "ppCtlContext";

  static constexpr const char* create_name = "CertCreateCTLContext";
  static constexpr const char* add_encoded_name = "CertAddEncodedCTLToStore";
  static constexpr const char* add_name = "CertAddCTLContextToStore";
  static constexpr const char* enumerate_name = "CertEnumCTLsInStore";
  static constexpr const char* find_name = "CertFindCTLInStore";
  static constexpr const char* duplicate_name = "CertDuplicateCTLContext";
  static constexpr const char* free_name = "CertFreeCTLContext";
  static constexpr const char* delete_name = "CertDeleteCTLFromStore";
  static constexpr const char* set_property_name = "CertSetCTLContextProperty";
  static constexpr const char* get_property_name = "CertGetCTLContextProperty";
  static constexpr const char* enumerate_properties_name = "CertEnumCTLContextProperties";

  static constexpr auto create = &CertCreateCTLContext;
  static constexpr auto add_encoded = &CertAddEncodedCTLToStore;
  static constexpr auto add = &CertAddCTLContextToStore;
  static constexpr auto enumerate = &CertEnumCTLsInStore;
  static constexpr auto find = &CertFindCTLInStore;
  static constexpr auto duplicate = &CertDuplicateCTLContext;
  static constexpr auto release = &CertFreeCTLContext;
  static constexpr auto remove = &CertDeleteCTLFromStore;
  static constexpr auto set_property = &CertSetCTLContextProperty;
  static constexpr auto get_property = &CertGetCTLContextProperty;
  static constexpr auto enumerate_properties = &CertEnumCTLContextProperties;

  static const BYTE* bytes_of(Context held) { return held->pbCtlEncoded; }
  static DWORD size_of(Context held) { return held->cbCtlEncoded; }
};

}  // namespace certlife::conformance
