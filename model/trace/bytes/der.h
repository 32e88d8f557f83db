// The few DER values that certificates, CRLs and CTLs are made of, written as nested expressions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace certlife::conformance {

using Bytes = std::vector<std::uint8_t>;

namespace der {

// Any element: tag, shortest length, content.
Bytes element(std::uint8_t tag, const Bytes& content);
Bytes joined(std::initializer_list<Bytes> parts);

Bytes sequence(std::initializer_list<Bytes> parts);
Bytes set(std::initializer_list<Bytes> parts);
Bytes context_tag(std::uint8_t number, const Bytes& content);  // [number] EXPLICIT
Bytes integer(const Bytes& big_endian);                        // REQUIRES: not negative, no needless leading zero
Bytes small_integer(std::uint8_t value);                       // REQUIRES: below 128
Bytes null();
Bytes bit_string(const Bytes& whole_bytes);
Bytes octet_string(const Bytes& bytes);
Bytes utf8_string(std::string_view text);
Bytes printable_string(std::string_view text);
Bytes object_identifier(std::initializer_list<std::uint32_t> arcs);  // REQUIRES: at least two arcs
Bytes utc_time(int year, int month, int day);                        // midnight; REQUIRES: 1950 <= year < 2050

}  // namespace der
}  // namespace certlife::conformance
