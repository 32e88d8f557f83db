// The bytes of a recording: written once on a line of their own, and named wherever contents may stand.
#pragma once

#include <string>
#include <unordered_map>

#include "model/trace/line.h"

namespace certlife::trace {

class NamedBytes {
 public:
  // Takes the bytes of such a line. Throws BadInput if other bytes have that name.
  void take(const Line& line);
  // The bytes themselves where the line has "bytes:b1"; names of none stay as they are.
  void put_into(Line& line) const;

 private:
  void put_into(Value& value) const;
  void put_into(Fields& fields) const;

  std::unordered_map<std::string, std::string> bytes_;  // "bytes:b1" -> "hex:…"
};

}  // namespace certlife::trace
