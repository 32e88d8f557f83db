// Where in the program a call was made: "program+0x1234", the name of the module and the distance from where it was loaded, as addr2line takes
// it. What lies in no module is an address.
#pragma once

#include <string>
#include <unordered_map>

namespace certlife::impl::record {

// Not for several threads at once. Throws std::bad_alloc.
class Places {
 public:
  const std::string& of(const void* address);

 private:
  std::unordered_map<const void*, std::string> known_;
  unsigned long long unloaded_ = 0;  // so many modules have gone: their addresses may be another's now
};

}  // namespace certlife::impl::record
