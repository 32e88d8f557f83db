// What the raw bytes of a file are, where a trace gives them: the formats that a file store reads, told apart as the documents say.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "model/trace/contents.h"

namespace certlife::trace {

using RawBytes = std::vector<std::uint8_t>;

struct FileBytes {
  enum class Form : std::uint8_t {
    empty,
    serialized_store,
    pkcs7,            // certificates and CRLs
    one_certificate,
    not_known,        // may be a form that is read; what it holds is not known here
    none,             // none of the formats
  };
  struct Record {
    ContextKind kind = ContextKind::certificate;
    RawBytes bytes;
    std::vector<std::pair<std::uint32_t, RawBytes>> properties;
  };

  Form form = Form::none;
  // Only a liberal reader takes it: lines of PEM, a mark of the byte order, base64 of something else than PKCS #7, bytes behind it.
  bool is_loose = false;
  std::vector<Record> records;  // in the order of the file; complete unless the form is not known
};

// Definite lengths only; what has others is `not_known`. Whether the elements decode is not looked at.
FileBytes read_file_bytes(const RawBytes& bytes);

}  // namespace certlife::trace
