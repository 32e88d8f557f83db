// Files of a program: made before its first call, looked into after any.
#pragma once

#include "model/trace/line.h"
#include "tests/conformance/embedded/session.h"

namespace certlife::embedded {

// Throws conform::NotSupported if the file cannot be written.
void set_up_file(Session& session, const trace::FileSetup& file);

// The records of a serialized store or PKCS #7 message that is there now; else its raw bytes; null: there is no such file.
trace::Value look_into_file(Session& session, std::string_view name);
trace::Value records_in(Session& session, const Bytes& bytes);

}  // namespace certlife::embedded
