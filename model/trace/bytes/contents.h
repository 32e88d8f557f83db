// The contents that traces name: `cert:A` and its kin as encoded elements, `hex:`, `sha1:` and `text:` as bytes.
//
// The same label always gives the same bytes. Nothing is really signed: the signature is a hash of what it should sign,
// which stores accept, since adding to a store verifies nothing.
//
//   kind:LABEL[@EDITION][/subject=X][/issuer=X]          kind is cert, crl or ctl
//
// - A certificate's serial number comes from LABEL alone. Its subject and issuer are names made of kind and LABEL, so
//   that different labels differ in all that is compared; /subject=X and /issuer=X give it the name X instead, which
//   is the same name wherever X stands: `cert:A/subject=X` issued `crl:B/issuer=X`.
// - EDITION 1 is meant when none is given. A later edition has the same match key (issuer and serial number; for a CRL
//   the issuer, for a CTL usage and list identifier), a later date and other bytes. Whether an add takes it for the same
//   certificate depends on what the implementation goes by: the hash, or issuer and serial number.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "model/trace/bytes/der.h"
#include "model/trace/bytes/sha1.h"

namespace certlife::conformance {

// A content that cannot be made; what() is a sentence that names it.
class BadContent : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class ContentKind { certificate, crl, ctl };

struct Label {
  ContentKind kind = ContentKind::certificate;
  std::string name;
  int edition = 1;
  std::optional<std::string> subject;
  std::optional<std::string> issuer;
};

// A label, or nothing if the text does not begin with `cert:`, `crl:` or `ctl:`. Throws BadContent for a bad label.
std::optional<Label> parse_label(std::string_view text);

// The encoded element.
Bytes encoded(const Label& label);

// The bytes of any content: a label's element, `hex:…`, `sha1:` of a label or of hex digits, `text:…` as UTF-8,
// `name:X` as the encoded name X.
// Throws BadContent when the text is none of these.
Bytes content_bytes(std::string_view text);

// The parts that finding needs: encoded names, and the serial number as big-endian bytes.
Bytes name_called(std::string_view common_name);
Bytes subject_of(const Label& label);
Bytes issuer_of(const Label& label);
Bytes serial_number_of(const Label& label);

std::string hex_text(const Bytes& bytes);  // `hex:…`, lower case
std::optional<Bytes> parse_hex(std::string_view digits);

}  // namespace certlife::conformance
