#include "tests/record/recorder/context_kind.h"

#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

enum Tag : BYTE { integer = 0x02, object_identifier = 0x06, utc_time = 0x17, generalized_time = 0x18, sequence = 0x30, version = 0xa0 };

// The elements of DER from one place on.
struct Elements {
  const BYTE *at, *end;
  BYTE tag = 0;
  const BYTE* content = nullptr;

  // Takes the next; false where there is none.
  bool next() {
    if (end - at < 2) return false;
    tag = at[0];
    std::uint64_t size = at[1];
    at += 2;
    if (size >= 0x80) {
      int bytes = size & 0x7f;
      if (bytes == 0 || bytes > 4 || end - at < bytes) return false;
      for (size = 0; bytes > 0; --bytes) size = size << 8 | *at++;
    }
    if (size > static_cast<std::uint64_t>(end - at)) return false;
    content = at;
    at += size;
    return true;
  }
  Elements inside() const { return {content, at}; }
};

}  // namespace

// A message begins with what it is. A certificate says its version in its own way; else its third sequence is its validity, where a
// CRL has a time.
Thing kind_of_context(std::uint64_t address) {
  const auto* const context = reinterpret_cast<const CERT_CONTEXT*>(address);
  Elements whole{context->pbCertEncoded, context->pbCertEncoded + context->cbCertEncoded};
  if (!whole.next()) return Thing::other;
  Elements parts = whole.inside();
  if (!parts.next()) return Thing::other;
  if (parts.tag == object_identifier) return Thing::ctl;
  Elements fields = parts.tag == sequence ? parts.inside() : whole.inside();
  for (int sequences = 0; fields.next();) {
    if (fields.tag == version) return Thing::certificate;
    if (fields.tag == utc_time || fields.tag == generalized_time) return Thing::crl;
    if (fields.tag == sequence && ++sequences == 3) return Thing::certificate;
    if (fields.tag != sequence && fields.tag != integer) return Thing::other;
  }
  return Thing::other;
}

}  // namespace certlife::record
