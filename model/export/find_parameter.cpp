#include "model/export/find_parameter.h"

#include "model/export/printable.h"
#include "model/trace/bad_input.h"
#include "model/trace/bytes/contents.h"
#include "model/trace/constants.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;
using trace::Value;

constexpr std::uint32_t certificate_by_sha1 = trace::numbered(trace::certificate_finds, "CERT_FIND_SHA1_HASH"),
                        certificate_by_issuer = trace::numbered(trace::certificate_finds, "CERT_FIND_ISSUER_NAME"),
                        certificate_by_subject = trace::numbered(trace::certificate_finds, "CERT_FIND_SUBJECT_NAME"),
                        certificate_by_subject_certificate = trace::numbered(trace::certificate_finds, "CERT_FIND_SUBJECT_CERT"),
                        certificate_existing = trace::numbered(trace::certificate_finds, "CERT_FIND_EXISTING"),
                        crl_issued_by = trace::numbered(trace::crl_finds, "CRL_FIND_ISSUED_BY"),
                        crl_existing = trace::numbered(trace::crl_finds, "CRL_FIND_EXISTING"),
                        ctl_existing = trace::numbered(trace::ctl_finds, "CTL_FIND_EXISTING");

class FindParameter {
 public:
  FindParameter(const Value& wanted, Words& words, Step& step) : wanted_(wanted), words_(words), step_(step) {
    if (!wanted.is_text()) refuse("expected contents or the name of a context");
  }

  std::string of_certificates(std::uint32_t type) {
    switch (type) {
      case certificate_by_sha1: return blob(content_bytes(wanted_.text));
      case certificate_by_issuer: return blob(encoded_name(issuer_of));
      case certificate_by_subject: return blob(encoded_name(subject_of));
      case certificate_by_subject_certificate: return certificate_info();
      case certificate_existing: return context(Type::certificate);
      default: refuse("an export knows no parameter for this find type");
    }
  }
  std::string of_crls(std::uint32_t type) {
    if (type == crl_issued_by) return context(Type::certificate);
    if (type == crl_existing) return context(Type::crl);
    refuse("an export knows no parameter for this find type");
  }
  std::string of_ctls(std::uint32_t type) {
    if (type == ctl_existing) return context(Type::ctl);
    refuse("an export knows no parameter for this find type");
  }

 private:
  [[noreturn]] void refuse(const std::string& message) const { throw BadInput(wanted_.column ? wanted_.column : 1, message); }

  std::string context(Type type) const {
    const Known* known = words_.find(wanted_.text);
    if (!known || known->type != type) refuse("pvFindPara: nothing is known of a context \"" + printable(wanted_.text) + "\"");
    return known->variable;
  }

  // `text:X` and `name:X` are the name X; a label stands for its own subject or issuer.
  Bytes encoded_name(Bytes (*name_of)(const Label&)) const {
    if (const auto label = parse_label(wanted_.text)) return name_of(*label);
    if (wanted_.text.starts_with("text:")) return name_called(std::string_view(wanted_.text).substr(5));
    return content_bytes(wanted_.text);
  }

  static std::string sized(const std::string& array) { return "{ sizeof " + array + ", (BYTE *)" + array + " }"; }

  std::string blob(const Bytes& bytes) {
    if (bytes.empty()) refuse("there is nothing to look for");
    step_.locals.push_back({"CRYPT_DATA_BLOB", "wanted", sized(words_.array_of("wanted of " + wanted_.text, bytes))});
    return "&wanted";
  }

  // Issuer and serial number, the number with its lowest byte first as CERT_INFO has it.
  std::string certificate_info() {
    const auto label = parse_label(wanted_.text);
    if (!label) return context(Type::certificate) + "->pCertInfo";
    const Bytes serial = serial_number_of(*label);
    const std::string issuer = words_.array_of("issuer of " + wanted_.text, issuer_of(*label));
    const std::string number = words_.array_of("serial number of " + wanted_.text, Bytes(serial.rbegin(), serial.rend()));
    step_.locals.push_back({"CERT_INFO", "info", ""});
    step_.preparation.push_back("memset(&info, 0, sizeof info);");
    for (const auto& [field, array] : {std::pair("Issuer", issuer), std::pair("SerialNumber", number)}) {
      step_.preparation.push_back(std::string("info.") + field + ".cbData = sizeof " + array + ";");
      step_.preparation.push_back(std::string("info.") + field + ".pbData = (BYTE *)" + array + ";");
    }
    return "&info";
  }

  const Value& wanted_;
  Words& words_;
  Step& step_;
};

}  // namespace

std::string find_parameter(const trace::Line& line, Type type, Words& words, Step& step) {
  if (line.arg("pvFindPara").is_nothing()) return "NULL";
  const auto find_type = static_cast<std::uint32_t>(line.number_of("dwFindType"));
  FindParameter parameter(line.arg("pvFindPara"), words, step);
  if (type == Type::certificate) return parameter.of_certificates(find_type);
  return type == Type::crl ? parameter.of_crls(find_type) : parameter.of_ctls(find_type);
}

}  // namespace certlife::conformance
