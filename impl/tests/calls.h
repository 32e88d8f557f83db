// The C calls of the three kinds under one name each, so that one test can be run for all of them.
#pragma once

#include <certlife/wincrypt.h>

#include "impl/tests/contents.h"

namespace certlife::impl::test {

constexpr DWORD any_encoding = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
constexpr DWORD sentinel = 0xDEADBEEF;

inline HCERTSTORE open_memory(DWORD flags = 0) { return CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, flags, nullptr); }

constexpr DWORD code(HRESULT error) { return static_cast<DWORD>(error); }

struct CertificateCalls {
  using Pointer = PCCERT_CONTEXT;
  static Octets content(std::uint8_t label = 1) { return certificate_with_serial(label); }
  // Matches content(label): by hash, so that it is the same bytes.
  static Octets matching_content(std::uint8_t label = 1) { return content(label); }
  static constexpr auto create = CertCreateCertificateContext;
  static constexpr auto add_encoded = CertAddEncodedCertificateToStore;
  static constexpr auto add = CertAddCertificateContextToStore;
  static constexpr auto enumerate = CertEnumCertificatesInStore;
  static constexpr auto find = CertFindCertificateInStore;
  static constexpr DWORD find_any = CERT_FIND_ANY, find_existing = CERT_FIND_EXISTING;
  static constexpr auto duplicate = CertDuplicateCertificateContext;
  static constexpr auto free = CertFreeCertificateContext;
  static constexpr auto remove = CertDeleteCertificateFromStore;
  static constexpr auto set_property = CertSetCertificateContextProperty;
  static constexpr auto get_property = CertGetCertificateContextProperty;
  static constexpr auto next_property = CertEnumCertificateContextProperties;
  static Octets encoded(Pointer context) {
    return {context->pbCertEncoded, context->pbCertEncoded + context->cbCertEncoded};
  }
  static const void* info(Pointer context) { return context->pCertInfo; }
  static constexpr DWORD no_bytes_error = static_cast<DWORD>(CRYPT_E_ASN1_EOD);
};

struct CrlCalls {
  using Pointer = PCCRL_CONTEXT;
  static Octets content(std::uint8_t label = 1) { return crl("issuer " + std::to_string(label)); }
  // Matches content(label), is newer, has other bytes.
  static Octets matching_content(std::uint8_t label = 1) {
    return crl("issuer " + std::to_string(label), "300101000000Z");
  }
  static constexpr auto create = CertCreateCRLContext;
  static constexpr auto add_encoded = CertAddEncodedCRLToStore;
  static constexpr auto add = CertAddCRLContextToStore;
  static constexpr auto enumerate = CertEnumCRLsInStore;
  static constexpr auto find = CertFindCRLInStore;
  static constexpr DWORD find_any = CRL_FIND_ANY, find_existing = CRL_FIND_EXISTING;
  static constexpr auto duplicate = CertDuplicateCRLContext;
  static constexpr auto free = CertFreeCRLContext;
  static constexpr auto remove = CertDeleteCRLFromStore;
  static constexpr auto set_property = CertSetCRLContextProperty;
  static constexpr auto get_property = CertGetCRLContextProperty;
  static constexpr auto next_property = CertEnumCRLContextProperties;
  static Octets encoded(Pointer context) {
    return {context->pbCrlEncoded, context->pbCrlEncoded + context->cbCrlEncoded};
  }
  static const void* info(Pointer context) { return context->pCrlInfo; }
  static constexpr DWORD no_bytes_error = static_cast<DWORD>(CRYPT_E_ASN1_EOD);
};

struct CtlCalls {
  using Pointer = PCCTL_CONTEXT;
  static Octets content(std::uint8_t label = 1) { return ctl(label); }
  static Octets matching_content(std::uint8_t label = 1) { return ctl(label, "300101000000Z"); }
  static constexpr auto create = CertCreateCTLContext;
  static constexpr auto add_encoded = CertAddEncodedCTLToStore;
  static constexpr auto add = CertAddCTLContextToStore;
  static constexpr auto enumerate = CertEnumCTLsInStore;
  static constexpr auto find = CertFindCTLInStore;
  static constexpr DWORD find_any = CTL_FIND_ANY, find_existing = CTL_FIND_EXISTING;
  static constexpr auto duplicate = CertDuplicateCTLContext;
  static constexpr auto free = CertFreeCTLContext;
  static constexpr auto remove = CertDeleteCTLFromStore;
  static constexpr auto set_property = CertSetCTLContextProperty;
  static constexpr auto get_property = CertGetCTLContextProperty;
  static constexpr auto next_property = CertEnumCTLContextProperties;
  static Octets encoded(Pointer context) {
    return {context->pbCtlEncoded, context->pbCtlEncoded + context->cbCtlEncoded};
  }
  static const void* info(Pointer context) { return context->pCtlInfo; }
  static constexpr DWORD no_bytes_error = ERROR_INVALID_DATA;
};

// Adds encoded content and returns the store's context, which the caller frees.
template <class Calls>
typename Calls::Pointer add(HCERTSTORE store, const Octets& content, DWORD disposition = CERT_STORE_ADD_ALWAYS) {
  typename Calls::Pointer context = nullptr;
  const BOOL added = Calls::add_encoded(store, any_encoding, content.data(), static_cast<DWORD>(content.size()),
                                        disposition, &context);
  return added ? context : nullptr;
}

// Adds without asking for the context.
template <class Calls>
BOOL add_unheld(HCERTSTORE store, const Octets& content, DWORD disposition = CERT_STORE_ADD_ALWAYS) {
  return Calls::add_encoded(store, any_encoding, content.data(), static_cast<DWORD>(content.size()), disposition,
                            nullptr);
}

template <class Calls>
typename Calls::Pointer create(const Octets& content) {
  return Calls::create(any_encoding, content.data(), static_cast<DWORD>(content.size()));
}

// All elements of a store, in order; nothing is held afterwards.
template <class Calls>
std::vector<Octets> contents_of(HCERTSTORE store) {
  std::vector<Octets> contents;
  typename Calls::Pointer context = nullptr;
  while ((context = Calls::enumerate(store, context)) != nullptr) contents.push_back(Calls::encoded(context));
  return contents;
}

}  // namespace certlife::impl::test
