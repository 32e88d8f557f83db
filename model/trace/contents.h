// Contents of elements, files, hashes and properties as traces write them: "cert:A@2/subject=X", "hex:0a0b", …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::trace {

enum class ContextKind : std::uint8_t { certificate, crl, ctl };

// An encoded element by its label. The same element is the same bytes; the higher version has the later date. Elements of the
// same match key match: certificates of one label and issuer (issuer and serial number), CRLs of one issuer, CTLs of one label
// (usage and list identifier). An add that goes by hash, as Windows does for certificates, sees `cert:A@2` as another certificate
// than `cert:A`; one that goes by issuer and serial number sees a later edition of the same.
struct Element {
  ContextKind kind = ContextKind::certificate;
  std::string label;
  unsigned version = 1;
  std::optional<std::string> subject;  // certificates only; by default a name of the label's own
  std::optional<std::string> issuer;   // certificates and CRLs; by default a name of the label's own

  bool matches(const Element& other) const;  // the same match key
  bool operator==(const Element&) const = default;
};

struct Contents {
  enum class Form : std::uint8_t {
    element,          // cert:… crl:… ctl:…
    bytes,            // hex:…        `bytes`
    text,             // text:…       `text`, UTF-8
    file,             // file:…       `text` is the name
    name,             // name:…       `text` labels an encoded name, as in /subject=
    hash,             // sha1:…       `bytes`, 20 of them
    hash_of_element,  // sha1:cert:…  `element`
    hash_of_bytes,    // sha1:hex:…   `bytes`
    key,              // key:p1/2     a key context: `text` names the handle, or is empty for 0, and `number` is the key spec
  };

  Form form = Form::bytes;
  Element element;
  std::vector<std::uint8_t> bytes;
  std::string text;
  std::uint32_t number = 0;
  std::optional<std::uint32_t> size{};  // key:p1/2/size=0  a size of its own that the structure gives

  bool operator==(const Contents&) const = default;
};

// Throws BadInput; its column counts within the text, from 1.
Contents parse_contents(std::string_view text);
// Canonical: parse_contents gives the same back.
std::string to_text(const Contents& contents);
std::string to_text(const Element& element);

// "cert", "crl", "ctl".
std::string_view kind_name(ContextKind kind);

}  // namespace certlife::trace
