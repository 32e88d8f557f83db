// Property values as traces write them: `text:x`, `sha1:cert:A`, `hex:…`.
#pragma once

#include "tests/conformance/harness/session.h"
#include "tests/conformance/harness/windows_api.h"

namespace certlife::conformance {

// `text:` is UTF-16 with its NUL for the properties that are documented as strings (friendly name, description), and
// the plain UTF-8 bytes for any other.
Bytes property_bytes(Session& session, DWORD property, const std::string& text);

// A key context from `key:HANDLE/SPEC` or `key:HANDLE/SPEC/size=N`; no handle is 0. Its size is the right one, unless given.
CERT_KEY_CONTEXT key_context_from(Session& session, const std::string& text);

// The text the program used for these bytes; else `text:` where a string property holds one; else `hex:`.
std::string property_text(const Session& session, DWORD property, const Bytes& bytes);

}  // namespace certlife::conformance
