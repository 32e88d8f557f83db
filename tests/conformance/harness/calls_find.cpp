// Finding contexts. What pvFindPara points at depends on the find type, so each type has its own way to make it.
#include "tests/conformance/harness/calls.h"
#include "tests/conformance/harness/kinds.h"

namespace certlife::conformance {
namespace {

constexpr DWORD certificate_by_sha1 = 0x10000;
constexpr DWORD certificate_by_issuer_name = 0x20004;
constexpr DWORD certificate_by_subject_name = 0x20007;
constexpr DWORD certificate_by_subject_certificate = 0xB0000;
constexpr DWORD certificate_existing = 0xD0000;
constexpr DWORD crl_issued_by = 1;
constexpr DWORD crl_existing = 2;
constexpr DWORD ctl_existing = 5;

// A find parameter and all it points at; pointer is what the call gets.
struct FindParameter {
  const void* pointer = nullptr;
  Bytes bytes;
  Bytes serial;
  CRYPT_DATA_BLOB blob{};
  CERT_INFO info{};
};

CRYPT_DATA_BLOB blob_of(Bytes& bytes) { return {static_cast<DWORD>(bytes.size()), bytes.data()}; }

const std::string& text_argument(const Call& call) {
  const Json& value = call.argument("pvFindPara");
  if (!value.is_string()) throw BadRequest("expected contents for pvFindPara, not " + value.dump());
  return value.get_ref<const std::string&>();
}

void point_at_blob(FindParameter& parameter, Bytes bytes) {
  parameter.bytes = std::move(bytes);
  parameter.blob = blob_of(parameter.bytes);
  parameter.pointer = &parameter.blob;
}

// `text:X` is the name X; a certificate's label stands for its own subject or issuer; `hex:` is an encoded name.
Bytes encoded_name(const std::string& text, Bytes (*name_of)(const Label&)) {
  if (const auto label = parse_label(text)) return name_of(*label);
  if (text.starts_with("text:")) return name_called(std::string_view(text).substr(5));
  return content_bytes(text);
}

// Issuer and serial number of a label's certificate, the number with its lowest byte first as CERT_INFO has it.
void point_at_info_of(FindParameter& parameter, const std::string& text) {
  const auto label = parse_label(text);
  if (!label) throw BadRequest("CERT_FIND_SUBJECT_CERT wants a certificate, not " + text);
  parameter.bytes = issuer_of(*label);
  const Bytes serial = serial_number_of(*label);
  parameter.serial.assign(serial.rbegin(), serial.rend());
  parameter.info.Issuer = blob_of(parameter.bytes);
  parameter.info.SerialNumber = blob_of(parameter.serial);
  parameter.pointer = &parameter.info;
}

void point_at_context(FindParameter& parameter, const Call& call, ObjectKind kind) {
  parameter.pointer = call.object("pvFindPara", kind);
}

void point_at_subject_certificate(FindParameter& parameter, const Call& call) {
  if (parse_label(text_argument(call))) return point_at_info_of(parameter, text_argument(call));
  const auto context = static_cast<PCCERT_CONTEXT>(call.object("pvFindPara", ObjectKind::certificate));
  parameter.pointer = context->pCertInfo;
}

template <class Kind>
void make_parameter(FindParameter& parameter, const Call& call, DWORD type);

template <>
void make_parameter<CertificateKind>(FindParameter& parameter, const Call& call, DWORD type) {
  switch (type) {
    case certificate_by_sha1:
      return point_at_blob(parameter, content_bytes(text_argument(call)));
    case certificate_by_issuer_name:
      return point_at_blob(parameter, encoded_name(text_argument(call), issuer_of));
    case certificate_by_subject_name:
      return point_at_blob(parameter, encoded_name(text_argument(call), subject_of));
    case certificate_by_subject_certificate:
      return point_at_subject_certificate(parameter, call);
    case certificate_existing:
      return point_at_context(parameter, call, ObjectKind::certificate);
    default:
      throw NotSupported("this find type's parameter is not known here");
  }
}

template <>
void make_parameter<CrlKind>(FindParameter& parameter, const Call& call, DWORD type) {
  switch (type) {
    case crl_issued_by:
      return point_at_context(parameter, call, ObjectKind::certificate);
    case crl_existing:
      return point_at_context(parameter, call, ObjectKind::crl);
    default:
      throw NotSupported("this find type's parameter is not known here");
  }
}

template <>
void make_parameter<CtlKind>(FindParameter& parameter, const Call& call, DWORD type) {
  if (type != ctl_existing) throw NotSupported("this find type's parameter is not known here");
  point_at_context(parameter, call, ObjectKind::ctl);
}

template <class Kind>
void find(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const DWORD encoding = call.encoding_type(Kind::encoding);
  const DWORD flags = call.number("dwFindFlags");
  const DWORD type = call.number("dwFindType");
  const auto previous = static_cast<typename Kind::Context>(call.object(Kind::previous, Kind::object_kind));
  FindParameter parameter;
  if (!call.is_null("pvFindPara")) make_parameter<Kind>(parameter, call, type);
  call.returns_object(Kind::object_kind, call.perform([&] {
    return Kind::find(store, encoding, flags, type, parameter.pointer, previous);
  }));
}

}  // namespace

void add_find_calls(CallTable& table) {
  table[CertificateKind::find_name] = find<CertificateKind>;
  table[CrlKind::find_name] = find<CrlKind>;
  table[CtlKind::find_name] = find<CtlKind>;
}

}  // namespace certlife::conformance
