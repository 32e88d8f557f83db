// What the steps of one program share: variables by the names of the trace, arrays by their contents, files.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "model/export/program.h"
#include "model/export/spelling.h"

namespace certlife::conformance {

// What a variable of the program is.
enum class Type : std::uint8_t { store, certificate, crl, ctl, csp };
const char* c_type(Type type);
bool is_context(Type type);
// "cert", "crl", "ctl": a context's fields and functions by its kind.
const char* short_kind(Type type);    // "Cert", "Crl", "Ctl" as in pbCertEncoded
const char* function_kind(Type type); // "Certificate", "CRL", "CTL" as in CertFreeCRLContext

struct Known {
  std::string variable;
  Type type = Type::store;
};

class Words {
 public:
  explicit Words(std::string slug) : slug_(std::move(slug)) {}

  // The variable that the name stands for now; nothing if no call gave it.
  const Known* find(std::string_view name) const;
  // The variable for a name that a call gives; it stands for another object from here on.
  const Known& bind(std::string_view name, Type type);
  // A variable for results that have no name, or whose name is that of another object.
  std::string spare(Type type);
  void declare(Variable variable);
  // `buffer` and `size`, for values that calls write.
  void need_buffer();

  // Bytes of contents such as cert:A or sha1:cert:A. Throws BadContent.
  std::string array_of(const std::string& contents);
  std::string array_of(const std::string& contents, Bytes bytes);
  // A property's value: text is UTF-16 with its NUL for the properties that are strings.
  std::string property_array(std::uint32_t property, const std::string& contents);
  // The array of the path, by "F" or "file:F".
  ProgramFile& file(std::string_view name);

  void need(ProgramHelper helper);

  std::vector<Variable> variables;
  std::vector<Array> arrays;
  std::vector<ProgramFile> files;
  std::vector<ProgramHelper> helpers;

 private:
  std::string slug_;
  Identifiers identifiers_;
  std::map<std::string, Known, std::less<>> named_;
};

Bytes property_bytes_of(std::uint32_t property, const std::string& contents);

}  // namespace certlife::conformance
