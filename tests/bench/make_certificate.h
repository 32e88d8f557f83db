// The certificate of the benchmarks: version 3, RSA-2048, about 850 bytes, with marks where its copies differ.
#pragma once

#include <string>

namespace certlife::bench {

// Writes it as DER; false if the file cannot be written.
bool make_certificate(const std::string& file);

}  // namespace certlife::bench
