#include "impl/tests/encoding/openssl_view.h"

#include <openssl/bn.h>

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <stdexcept>

#include "impl/tests/encoding/decoded.h"

namespace certlife::impl::encoding::test {
namespace {

// Something that a view cannot be made of.
struct NoMeaning {};

template <class Object, auto Encode>
Octets encoded(Object* object) {
  unsigned char* buffer = nullptr;
  const int size = Encode(object, &buffer);
  if (size < 0) throw NoMeaning{};
  const Octets result(buffer, buffer + size);
  OPENSSL_free(buffer);
  return result;
}

std::string dotted(const ASN1_OBJECT* object) {
  char text[4096];
  const int length = OBJ_obj2txt(text, sizeof text, object, 1);
  if (length < 0 || length >= static_cast<int>(sizeof text)) throw NoMeaning{};
  return std::string(text, text + length);
}

// Content octets of the encoding, turned round.
Octets little_endian(const ASN1_INTEGER* number) {
  const Octets der = encoded<const ASN1_INTEGER, i2d_ASN1_INTEGER>(number);
  return Octets(der.rbegin(), der.rend() - (der[1] < 0x80 ? 2 : 3));
}

std::uint64_t ticks(const ASN1_TIME* time) {
  constexpr std::uint64_t seconds_from_1601_to_1970 = 11'644'473'600;
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) throw NoMeaning{};
  return (static_cast<std::uint64_t>(::timegm(&parts)) + seconds_from_1601_to_1970) * 10'000'000;
}

AlgorithmView algorithm(const X509_ALGOR* algor) {
  const ASN1_OBJECT* object = nullptr;
  int type = V_ASN1_UNDEF;
  const void* value = nullptr;
  X509_ALGOR_get0(&object, &type, &value, algor);
  AlgorithmView view{dotted(object), {}};
  if (type != V_ASN1_UNDEF) view.parameters = encoded<ASN1_TYPE, i2d_ASN1_TYPE>(algor->parameter);
  return view;
}

std::vector<ExtensionView> extensions(const STACK_OF(X509_EXTENSION) * stack) {
  std::vector<ExtensionView> views;
  for (int i = 0; i < sk_X509_EXTENSION_num(stack); ++i) {
    X509_EXTENSION* const extension = sk_X509_EXTENSION_value(stack, i);
    const ASN1_OCTET_STRING* const value = X509_EXTENSION_get_data(extension);
    const unsigned char* const data = ASN1_STRING_get0_data(value);
    views.push_back({dotted(X509_EXTENSION_get_object(extension)), X509_EXTENSION_get_critical(extension) != 0,
                     Octets(data, data + ASN1_STRING_length(value))});
  }
  return views;
}

CertificateView certificate_view(X509* certificate) {
  CertificateView view;
  view.version = static_cast<unsigned>(X509_get_version(certificate));
  view.serial = little_endian(X509_get0_serialNumber(certificate));
  view.signature = algorithm(X509_get0_tbs_sigalg(certificate));
  view.issuer = encoded<const X509_NAME, i2d_X509_NAME>(X509_get_issuer_name(certificate));
  view.not_before = ticks(X509_get0_notBefore(certificate));
  view.not_after = ticks(X509_get0_notAfter(certificate));
  view.subject = encoded<const X509_NAME, i2d_X509_NAME>(X509_get_subject_name(certificate));
  X509_ALGOR* key_algorithm = nullptr;
  const unsigned char* bits = nullptr;
  int size = 0;
  X509_PUBKEY_get0_param(nullptr, &bits, &size, &key_algorithm, X509_get_X509_PUBKEY(certificate));
  view.key = algorithm(key_algorithm);
  view.key_bits = Octets(bits, bits + size);
  view.extensions = extensions(X509_get0_extensions(certificate));
  return view;
}

CrlView crl_view(X509_CRL* crl) {
  CrlView view;
  view.version = static_cast<unsigned>(X509_CRL_get_version(crl));
  const X509_ALGOR* signature = nullptr;
  X509_CRL_get0_signature(crl, nullptr, &signature);
  view.signature = algorithm(signature);
  view.issuer = encoded<const X509_NAME, i2d_X509_NAME>(X509_CRL_get_issuer(crl));
  view.this_update = ticks(X509_CRL_get0_lastUpdate(crl));
  if (X509_CRL_get0_nextUpdate(crl) != nullptr) view.next_update = ticks(X509_CRL_get0_nextUpdate(crl));
  STACK_OF(X509_REVOKED)* const revoked = X509_CRL_get_REVOKED(crl);
  for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i) {
    const X509_REVOKED* const entry = sk_X509_REVOKED_value(revoked, i);
    view.entries.push_back({little_endian(X509_REVOKED_get0_serialNumber(entry)),
                            ticks(X509_REVOKED_get0_revocationDate(entry)),
                            extensions(X509_REVOKED_get0_extensions(entry))});
  }
  view.extensions = extensions(X509_CRL_get0_extensions(crl));
  return view;
}

AlgorithmView algorithm(const CRYPT_ALGORITHM_IDENTIFIER& identifier) {
  return {identifier.pszObjId, octets_of(identifier.Parameters)};
}

std::vector<ExtensionView> extensions(DWORD count, const CERT_EXTENSION* first) {
  std::vector<ExtensionView> views;
  for (DWORD i = 0; i < count; ++i) {
    views.push_back({first[i].pszObjId, first[i].fCritical != 0, octets_of(first[i].Value)});
  }
  return views;
}

// OpenSSL clears the bits that are not used; the blob points at the bytes as they are.
Octets bits_of(const CRYPT_BIT_BLOB& blob) {
  Octets bits = octets_of(blob);
  if (!bits.empty()) bits.back() = static_cast<std::uint8_t>(bits.back() & 0xFF << blob.cUnusedBits);
  return bits;
}

struct Hexadecimal {
  const Octets& octets;
};

std::ostream& operator<<(std::ostream& out, Hexadecimal hexadecimal) {
  for (const int octet : hexadecimal.octets) out << std::hex << std::setw(2) << std::setfill('0') << octet << std::dec;
  return out;
}

std::ostream& operator<<(std::ostream& out, const AlgorithmView& view) {
  return out << view.identifier << ' ' << Hexadecimal{view.parameters};
}

std::ostream& operator<<(std::ostream& out, const std::vector<ExtensionView>& views) {
  for (const ExtensionView& view : views) {
    out << "\n    " << view.identifier << (view.critical ? " critical " : " ") << Hexadecimal{view.value};
  }
  return out;
}

}  // namespace

std::optional<CertificateView> certificate_by_openssl(Bytes bytes) {
  const unsigned char* at = bytes.data();
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      d2i_X509(nullptr, &at, static_cast<long>(bytes.size())), &X509_free);
  if (certificate == nullptr || at != bytes.data() + bytes.size()) return std::nullopt;
  try {
    return certificate_view(certificate.get());
  } catch (const NoMeaning&) {
    return std::nullopt;
  }
}

std::optional<CrlView> crl_by_openssl(Bytes bytes) {
  const unsigned char* at = bytes.data();
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(
      d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes.size())), &X509_CRL_free);
  if (crl == nullptr || at != bytes.data() + bytes.size()) return std::nullopt;
  try {
    return crl_view(crl.get());
  } catch (const NoMeaning&) {
    return std::nullopt;
  }
}

CertificateView view_of(const CERT_INFO& info) {
  return {info.dwVersion,
          octets_of(info.SerialNumber),
          algorithm(info.SignatureAlgorithm),
          octets_of(info.Issuer),
          ticks_of(info.NotBefore),
          ticks_of(info.NotAfter),
          octets_of(info.Subject),
          algorithm(info.SubjectPublicKeyInfo.Algorithm),
          bits_of(info.SubjectPublicKeyInfo.PublicKey),
          extensions(info.cExtension, info.rgExtension)};
}

CrlView view_of(const CRL_INFO& info) {
  CrlView view{info.dwVersion,
               algorithm(info.SignatureAlgorithm),
               octets_of(info.Issuer),
               ticks_of(info.ThisUpdate),
               ticks_of(info.NextUpdate),
               {},
               extensions(info.cExtension, info.rgExtension)};
  for (DWORD i = 0; i < info.cCRLEntry; ++i) {
    const CRL_ENTRY& entry = info.rgCRLEntry[i];
    view.entries.push_back({octets_of(entry.SerialNumber), ticks_of(entry.RevocationDate),
                            extensions(entry.cExtension, entry.rgExtension)});
  }
  return view;
}

std::ostream& operator<<(std::ostream& out, const CertificateView& view) {
  return out << "version " << view.version << "\n  serial " << Hexadecimal{view.serial} << "\n  signature "
             << view.signature << "\n  issuer " << Hexadecimal{view.issuer} << "\n  " << view.not_before << " to "
             << view.not_after << "\n  subject " << Hexadecimal{view.subject} << "\n  key " << view.key << "\n  bits "
             << Hexadecimal{view.key_bits} << "\n  extensions" << view.extensions << '\n';
}

std::ostream& operator<<(std::ostream& out, const CrlView& view) {
  out << "version " << view.version << "\n  signature " << view.signature << "\n  issuer " << Hexadecimal{view.issuer}
      << "\n  " << view.this_update << " to " << view.next_update << "\n  extensions" << view.extensions << '\n';
  for (const CrlEntryView& entry : view.entries) {
    out << "  " << Hexadecimal{entry.serial} << " at " << entry.revocation_date << entry.extensions << '\n';
  }
  return out;
}

}  // namespace certlife::impl::encoding::test
