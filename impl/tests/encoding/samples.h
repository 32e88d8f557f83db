// Encoded samples that the openssl command made, once a build directory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace certlife::impl::encoding::test {

using Octets = std::vector<std::uint8_t>;

// The content of a file that make_samples.sh writes, such as "rsa.cer".
Octets sample(const std::string& name);

// The names of all samples with this ending: ".cer", ".crl", ".p7b" or ".p7m", in order.
std::vector<std::string> samples_with(const std::string& ending);

}  // namespace certlife::impl::encoding::test
