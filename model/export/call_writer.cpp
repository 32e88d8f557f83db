#include "model/export/call_writer.h"

#include "model/export/find_parameter.h"
#include "model/export/printable.h"
#include "model/export/property_values.h"
#include "model/programs/model_calls.h"
#include "model/trace/bad_input.h"
#include "model/trace/bytes/contents.h"
#include "model/trace/constants.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;
using trace::Call;
using trace::Line;
using trace::Value;

constexpr std::uint32_t provider_memory = trace::numbered(trace::provider_names, "CERT_STORE_PROV_MEMORY"),
                        provider_filename_a = trace::numbered(trace::provider_names, "CERT_STORE_PROV_FILENAME_A"),
                        provider_filename_w = trace::numbered(trace::provider_names, "CERT_STORE_PROV_FILENAME_W"),
                        last_provider = trace::numbered(trace::provider_names, "CERT_STORE_PROV_PKCS12"),
                        save_to_memory = trace::numbered(trace::save_to, "CERT_STORE_SAVE_TO_MEMORY"),
                        save_to_filename_a = trace::numbered(trace::save_to, "CERT_STORE_SAVE_TO_FILENAME_A"),
                        save_to_filename_w = trace::numbered(trace::save_to, "CERT_STORE_SAVE_TO_FILENAME_W"),
                        verify_context = trace::numbered(trace::acquire_flags, "CRYPT_VERIFYCONTEXT");
constexpr std::int64_t largest_buffer = 1 << 16;
// No key of the user who runs the program is opened or made.
constexpr std::string_view only_verify_context = "a program opens CSP handles with CRYPT_VERIFYCONTEXT only";

class CallWriter {
 public:
  CallWriter(const Line& line, const std::function<bool(const std::string&)>& exists, Words& words, Step& step)
      : line_(line), exists_(exists), words_(words), step_(step), own_(context_type_of(line.which)) {}

  MadeCall write() {
    const std::string call = expression();
    switch (trace::describe(line_.which).returns) {
      case trace::Returns::boolean: step_.statement = "ret = " + call + ";"; break;
      case trace::Returns::number: step_.statement = "number = " + call + ";"; break;
      case trace::Returns::store: returned(Type::store); break;
      case trace::Returns::context: returned(own_); break;
      case trace::Returns::nothing: step_.statement = call + ";"; break;
    }
    if (made_.object_is_returned) step_.statement = made_.object + " = " + call + ";";
    return std::move(made_);
  }

 private:
  [[noreturn]] void refuse(const Value& where, const std::string& message) const { throw BadInput(where.column ? where.column : 1, message); }

  std::string expression() {
    const Call call = line_.which;
    switch (call) {
      case Call::unknown: refuse(Value(), printable(line_.call) + " is a call that no export knows");
      case Call::CertOpenStore: return open();
      case Call::CertDuplicateStore: return "CertDuplicateStore(" + store() + ")";
      case Call::CertCloseStore: return "CertCloseStore(" + store() + ", " + flags("dwFlags") + ")";
      case Call::CertControlStore: return control();
      case Call::CertSaveStore: return save();
      case Call::CryptAcquireContext: return acquire();
      case Call::CryptContextAddRef: return "CryptContextAddRef(" + csp("hProv") + ", NULL, " + flags("dwFlags") + ")";
      case Call::CryptReleaseContext: return "CryptReleaseContext(" + csp("hProv") + ", " + flags("dwFlags") + ")";
      case Call::CryptGetProvParam: return provider_parameter();
      default: return of_context(call);
    }
  }

  std::string of_context(Call call) {
    const std::string kind = function_kind(own_), parameter = std::string("p") + short_kind(own_) + "Context";
    if (call <= Call::CertCreateCTLContext) return "CertCreate" + kind + "Context(" + encoding(encoding_parameter()) + ", " + encoded() + ")";
    if (call <= Call::CertAddEncodedCTLToStore)
      return "CertAddEncoded" + kind + "ToStore(" + store() + ", " + encoding(encoding_parameter()) + ", " + encoded() + ", " +
             code("dwAddDisposition") + ", " + passed_out("p" + parameter) + ")";
    if (call <= Call::CertAddCTLContextToStore)
      return "CertAdd" + kind + "ContextToStore(" + store() + ", " + context(parameter, own_) + ", " + code("dwAddDisposition") + ", " +
             passed_out("ppStoreContext") + ")";
    const std::string previous = std::string("pPrev") + short_kind(own_) + "Context";
    if (call <= Call::CertEnumCTLsInStore) return "CertEnum" + kind + "sInStore(" + store() + ", " + context(previous, own_) + ")";
    if (call <= Call::CertFindCTLInStore)
      return "CertFind" + kind + "InStore(" + store() + ", " + encoding(encoding_parameter()) + ", " + flags("dwFindFlags") + ", " +
             code("dwFindType") + ", " + find_parameter(line_, own_, words_, step_) + ", " + context(previous, own_) + ")";
    const std::string given = context(parameter, own_);
    if (call <= Call::CertDuplicateCTLContext) return "CertDuplicate" + kind + "Context(" + given + ")";
    if (call <= Call::CertFreeCTLContext) return "CertFree" + kind + "Context(" + given + ")";
    if (call <= Call::CertDeleteCTLFromStore) return "CertDelete" + kind + "FromStore(" + given + ")";
    if (call <= Call::CertSetCTLContextProperty) return set_property(kind, given);
    if (call <= Call::CertGetCTLContextProperty) return get_property(kind, given);
    if (call <= Call::CertEnumCTLContextProperties) return "CertEnum" + kind + "ContextProperties(" + given + ", " + code("dwPropId") + ")";
    refuse(Value(), std::string(line_.call) + " can not be exported: every call of a program has its last error looked at");
  }

  // --- Arguments -------------------------------------------------------------------------------------------------------

  const Value& arg(std::string_view parameter) const { return line_.arg(parameter); }
  std::uint32_t number(std::string_view parameter) const { return static_cast<std::uint32_t>(line_.number_of(parameter)); }
  std::span<const trace::Named> names(std::string_view parameter) const {
    const auto* known = trace::describe(line_.which).find(parameter);
    return known ? known->names : std::span<const trace::Named>();
  }
  std::string flags(std::string_view parameter) const { return flags_expression(names(parameter), number(parameter)); }
  std::string code(std::string_view parameter) const { return code_expression(names(parameter), number(parameter)); }
  std::string_view encoding_parameter() const { return own_ == Type::ctl ? "dwMsgAndCertEncodingType" : "dwCertEncodingType"; }
  std::string encoding(std::string_view parameter) const {
    const auto type = arg(parameter).is_absent() ? trace::default_encoding_type : number(parameter);
    return flags_expression(names(parameter), type);
  }

  const Known& known(std::string_view parameter, const char* what) const {
    const Value& value = arg(parameter);
    if (!value.is_text()) refuse(value, "expected a name or null");
    const Known* found = words_.find(value.text);
    if (!found) refuse(value, std::string(parameter) + ": nothing is known of " + what + " \"" + printable(value.text) + "\"");
    return *found;
  }
  // A store by its own name, or as the hCertStore of a context.
  std::string store() const {
    if (arg("hCertStore").is_nothing()) return "NULL";
    const Known& found = known("hCertStore", "a store");
    if (found.type == Type::csp) refuse(arg("hCertStore"), "\"" + printable(arg("hCertStore").text) + "\" is a CSP handle and no store");
    return is_context(found.type) ? found.variable + "->hCertStore" : found.variable;
  }
  std::string context(std::string_view parameter, Type type) const {
    if (arg(parameter).is_nothing()) return "NULL";
    const Known& found = known(parameter, "a context");
    if (found.type != type) refuse(arg(parameter), "\"" + printable(arg(parameter).text) + "\" is no " + short_kind(type) + " context");
    return found.variable;
  }
  std::string csp(std::string_view parameter) const {
    if (arg(parameter).is_nothing()) return "0";
    if (arg(parameter).is_number()) return "(HCRYPTPROV)" + std::to_string(arg(parameter).number);
    const Known& found = known(parameter, "a CSP handle");
    if (found.type != Type::csp) refuse(arg(parameter), "\"" + printable(arg(parameter).text) + "\" is no CSP handle");
    return found.variable;
  }

  // Bytes and their number.
  std::string encoded() {
    const std::string bytes = std::string("pb") + short_kind(own_) + "Encoded", size = std::string("cb") + short_kind(own_) + "Encoded";
    const Value& contents = arg(bytes);
    if (contents.is_nothing()) return "NULL, " + number_expression(number(size));
    if (!contents.is_text()) refuse(contents, "expected contents");
    const Bytes all = content_bytes(contents.text);
    const std::string array = words_.array_of(contents.text, all);
    if (arg(size).is_absent()) return array + ", " + (all.empty() ? "0" : "sizeof " + array);
    if (number(size) > all.size()) refuse(arg(size), size + " is more than the bytes there are");
    return array + ", " + number_expression(number(size));
  }

  std::string path(const Value& value, bool is_wide) {
    if (!value.is_text() || !value.text.starts_with("file:")) refuse(value, "expected file:NAME");
    return words_.file(value.text).path + (is_wide ? "_w" : "");
  }

  // --- Calls -----------------------------------------------------------------------------------------------------------

  std::string open() {
    const auto provider = number("lpszStoreProvider");
    const bool is_file = provider == provider_filename_a || provider == provider_filename_w;
    if (!is_file && provider != 0 && provider != provider_memory && provider <= last_provider)
      refuse(arg("lpszStoreProvider"), "an export knows no parameter for this store provider");
    if (!is_file && !arg("pvPara").is_nothing()) refuse(arg("pvPara"), "this store provider takes no pvPara here");
    const std::string parameter = arg("pvPara").is_nothing() ? "NULL" : path(arg("pvPara"), provider == provider_filename_w);
    return "CertOpenStore(" + provider_expression(provider) + ", " + encoding("dwEncodingType") + ", " + csp("hCryptProv") + ", " +
           flags("dwFlags") + ", " + parameter + ")";
  }
  // By the constant, by a string form, or by a number that no constant has.
  std::string provider_expression(std::uint32_t provider) const {
    const Value& value = arg("lpszStoreProvider");
    const bool is_string = value.is_text() && !value.text.starts_with("CERT_STORE_PROV_") && !value.text.starts_with("0x");
    if (value.is_nothing()) return "NULL";
    if (is_string) return c_string(value.text);
    const std::string spelled = code_expression(trace::providers(), provider);
    return spelled.starts_with("CERT") ? spelled : "(LPCSTR)(ULONG_PTR)" + spelled;
  }

  std::string control() {
    if (!arg("pvCtrlPara").is_nothing()) refuse(arg("pvCtrlPara"), "an export knows no pvCtrlPara");
    return "CertControlStore(" + store() + ", " + flags("dwFlags") + ", " + code("dwCtrlType") + ", NULL)";
  }

  std::string save() {
    const auto to = number("dwSaveTo");
    std::string parameter;
    if (to == save_to_memory) parameter = "&blob";
    else if (to == save_to_filename_a) parameter = "(void *)" + path(arg("pvSaveToPara"), false);
    else if (to == save_to_filename_w) parameter = "(void *)" + path(arg("pvSaveToPara"), true);
    else refuse(arg("dwSaveTo"), "an export knows no parameter for this place to save to");
    if (to == save_to_memory) memory_blob();
    return "CertSaveStore(" + store() + ", " + encoding("dwEncodingType") + ", " + code("dwSaveAs") + ", " + code("dwSaveTo") + ", " +
           parameter + ", " + flags("dwFlags") + ")";
  }
  // Without "pbData":null there is a buffer, and "cbData" says how large it is.
  void memory_blob() {
    const Value& wanted = arg("pvSaveToPara");
    const Value* data = wanted.is_fields() ? wanted.fields.find("pbData") : nullptr;
    const Value* size = wanted.is_fields() ? wanted.fields.find("cbData") : nullptr;
    if (size && (!size->is_number() || size->number < 0 || size->number > largest_buffer)) refuse(*size, "cbData is no size of a buffer here");
    const bool asks_for_size = data && data->is_null();
    if (!asks_for_size) words_.declare({"static BYTE", "saved[" + std::to_string(largest_buffer) + "]", ""});
    step_.locals.push_back({"CRYPT_DATA_BLOB", "blob", "{ " + (size ? std::to_string(size->number) : asks_for_size ? "0" : "sizeof saved") + ", " +
                                                           (asks_for_size ? "NULL" : "saved") + " }"});
  }

  std::string acquire() {
    const auto wanted = number("dwFlags");
    if ((wanted & verify_context) != verify_context) refuse(arg("dwFlags"), std::string(only_verify_context));
    const Value& out = line_.output("phProv");
    const std::string place = out.is_absent() ? "NULL" : "&" + given_object(out, Type::csp, false);
    const std::string type = arg("dwProvType").is_absent() ? "PROV_RSA_FULL" : code("dwProvType");
    return "CryptAcquireContextA(" + place + ", " + string_or_null("szContainer") + ", " + string_or_null("szProvider") + ", " + type + ", " +
           flags("dwFlags") + ")";
  }
  std::string string_or_null(std::string_view parameter) const {
    const Value& value = arg(parameter);
    if (value.is_nothing()) return "NULL";
    if (!value.is_text()) refuse(value, "expected text");
    return c_string(std::string_view(value.text).substr(value.text.starts_with("text:") ? 5 : 0));
  }

  std::string provider_parameter() {
    words_.need_buffer();
    const Value& size = line_.arg("pdwDataLen");
    step_.preparation.push_back("size = " + (size.is_number() ? number_expression(static_cast<std::uint32_t>(size.number)) : std::string("sizeof buffer")) + ";");
    return "CryptGetProvParam(" + csp("hProv") + ", " + code("dwParam") + ", " + (line_.out.has("pbData") ? "buffer" : "NULL") + ", &size, " +
           flags("dwFlags") + ")";
  }

  std::string set_property(const std::string& kind, const std::string& given) {
    const auto property = number("dwPropId");
    const Value& data = arg("pvData");
    if (!data.is_nothing()) refuse_unknown_layout(property);
    const std::string pointer = new_value(property, data, words_, step_);
    return "CertSet" + kind + "ContextProperty(" + given + ", " + code("dwPropId") + ", " + flags("dwFlags") + ", " + pointer + ")";
  }

  std::string get_property(const std::string& kind, const std::string& given) {
    const auto property = number("dwPropId");
    refuse_unknown_layout(property);
    words_.need_buffer();
    const Value& size = line_.arg("pcbData");
    if (size.is_number() && size.number > largest_buffer) refuse(size, "the buffer is too large");
    step_.preparation.push_back("size = " + (size.is_number() ? number_expression(static_cast<std::uint32_t>(size.number)) : std::string("sizeof buffer")) + ";");
    const bool wants_data = line_.out.has("pvData");
    if (wants_data) made_.data = "buffer", made_.size = "size";
    return "CertGet" + kind + "ContextProperty(" + given + ", " + code("dwPropId") + ", " + (wants_data ? "buffer" : "NULL") + ", &size)";
  }
  void refuse_unknown_layout(std::uint32_t property) const {
    if (has_unknown_layout(property)) refuse(arg("dwPropId"), "an export does not know the layout of this property");
  }

  // --- Results ---------------------------------------------------------------------------------------------------------

  std::string given_object(const Value& value, Type type, bool is_returned) {
    made_.object_type = type;
    made_.object_is_returned = is_returned;
    made_.object_name = value.is_text() ? value.text : "";
    const Known* before = value.is_text() ? words_.find(value.text) : nullptr;
    made_.object_is_known = before && exists_(value.text);
    return made_.object = !value.is_text() || made_.object_is_known ? words_.spare(type) : words_.bind(value.text, type).variable;
  }
  void returned(Type type) { given_object(line_.ret, type, true); }

  // A context passed out through a pointer; one that stays NULL if the call gives none.
  std::string passed_out(const std::string& parameter) {
    const Value& out = line_.output(parameter);
    if (out.is_absent()) return "NULL";
    const std::string variable = given_object(out, own_, false);
    step_.preparation.push_back(variable + " = NULL;");
    return "&" + variable;
  }

  const Line& line_;
  const std::function<bool(const std::string&)>& exists_;
  Words& words_;
  Step& step_;
  Type own_;
  MadeCall made_;
};

}  // namespace

Type context_type_of(Call call) { return static_cast<Type>(static_cast<int>(Type::certificate) + static_cast<int>(kind_of(call))); }

MadeCall write_call(const Line& line, const std::function<bool(const std::string&)>& exists, Words& words, Step& step) {
  try {
    return CallWriter(line, exists, words, step).write();
  } catch (const BadContent& error) {
    throw BadInput(1, error.what());
  }
}

}  // namespace certlife::conformance
