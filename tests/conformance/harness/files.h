// The `file:F` of traces: set up before a program, looked at after a call.
#pragma once

#include <optional>

#include "tests/conformance/harness/session.h"

namespace certlife::conformance {

// {"file":F,"contents":[…]}: a list of elements makes a serialized store of them, in order; each is a label, or
// {"content":LABEL,"properties":{ID:VALUE}}. One text that is no label, or "bytes":"hex:…" instead of contents, is the
// raw content of the file; null means that there is none.
void set_up_file(Session& session, const Json& line);

// The same form back: what is in the file now; a file that is no serialized store and no PKCS #7 message as its raw bytes in a list.
Json look_into_file(Session& session, const std::string& name);

// The records of a serialized store or a PKCS #7 message in the form above, or its raw bytes if it is neither.
Json described_store(Session& session, const Bytes& bytes);

}  // namespace certlife::conformance
