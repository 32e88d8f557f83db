#include "model/export/words.h"

#include <algorithm>
#include <array>

#include "model/export/printable.h"
#include "model/trace/bytes/contents.h"
#include "model/trace/bytes/utf16.h"
#include "model/trace/constants.h"

namespace certlife::conformance {
namespace {

constexpr std::array types{"HCERTSTORE", "PCCERT_CONTEXT", "PCCRL_CONTEXT", "PCCTL_CONTEXT", "HCRYPTPROV"};
constexpr std::array prefixes{"store", "cert", "crl", "ctl", "csp"};
constexpr std::array short_kinds{"", "Cert", "Crl", "Ctl", ""};
constexpr std::array function_kinds{"", "Certificate", "CRL", "CTL", ""};

std::size_t place(Type type) { return static_cast<std::size_t>(type); }

}  // namespace

const char* c_type(Type type) { return types[place(type)]; }
bool is_context(Type type) { return type != Type::store && type != Type::csp; }
const char* short_kind(Type type) { return short_kinds[place(type)]; }
const char* function_kind(Type type) { return function_kinds[place(type)]; }

const Known* Words::find(std::string_view name) const {
  const auto found = named_.find(name);
  return found == named_.end() ? nullptr : &found->second;
}

const Known& Words::bind(std::string_view name, Type type) {
  // A name may come back for an object of another type, and a variable has one.
  const std::string key = std::string(prefixes[place(type)]) + " " + std::string(name);
  const std::string variable = identifiers_.of(key, name, prefixes[place(type)]);
  declare({c_type(type), variable, type == Type::csp ? "0" : "NULL"});
  return named_[std::string(name)] = {variable, type};
}

std::string Words::spare(Type type) {
  const std::string variable = std::string("result_") + prefixes[place(type)];
  declare({c_type(type), variable, type == Type::csp ? "0" : "NULL"});
  return variable;
}

void Words::declare(Variable variable) {
  const bool known = std::any_of(variables.begin(), variables.end(), [&](const Variable& each) { return each.name == variable.name; });
  if (!known) variables.push_back(std::move(variable));
}

void Words::need_buffer() {
  declare({"static BYTE", "buffer[65536]", ""});
  declare({"DWORD", "size", "0"});
}

std::string Words::array_of(const std::string& contents) { return array_of(contents, content_bytes(contents)); }

std::string Words::array_of(const std::string& contents, Bytes bytes) {
  for (const Array& each : arrays)
    if (each.of == printable(contents) && each.bytes == bytes) return each.name;
  const std::string key = "array " + std::to_string(arrays.size());
  const bool is_telling = contents.size() < 40 && !contents.starts_with("hex:");
  arrays.push_back({identifiers_.of(key, "", is_telling ? identifier_from(contents) : "bytes"), printable(contents), std::move(bytes)});
  return arrays.back().name;
}

Bytes property_bytes_of(std::uint32_t property, const std::string& contents) {
  constexpr std::uint32_t friendly_name = trace::property_called("CERT_FRIENDLY_NAME_PROP_ID"),
                          description = trace::property_called("CERT_DESCRIPTION_PROP_ID");
  if ((property != friendly_name && property != description) || !contents.starts_with("text:")) return content_bytes(contents);
  const auto units = utf16_of(std::string_view(contents).substr(5));
  if (!units) throw BadContent("not UTF-8: " + printable(contents));
  return terminated_utf16_bytes(*units);
}

std::string Words::property_array(std::uint32_t property, const std::string& contents) {
  return array_of(contents, property_bytes_of(property, contents));
}

ProgramFile& Words::file(std::string_view name) {
  if (name.starts_with("file:")) name.remove_prefix(5);
  for (ProgramFile& each : files)
    if (each.of == name) return each;
  const std::string path = identifiers_.of("file " + std::string(name), "", "path_" + identifier_from(name));
  files.push_back({path, "certlife_" + slug_ + "_" + path + ".sto", std::string(name), "", false});
  return files.back();
}

void Words::need(ProgramHelper helper) {
  if (std::find(helpers.begin(), helpers.end(), helper) == helpers.end()) helpers.push_back(helper);
}

}  // namespace certlife::conformance
