#pragma once
// Checked mode remembers by which calls references were acquired, so that a leak report can name the call. References are not tied to
// a holder, so a release takes the youngest one back: what is reported is the oldest that can be owed.

#include <string>

namespace certlife::impl {

// REQUIRES: checked mode. Nothing happens if the object is not registered.
void note_acquired(const void* object, const char* function);
void note_released(const void* object);

// "CertOpenStore (call 3), CertDuplicateStore (call 9)"
std::string acquisitions_of(const void* object);

}  // namespace certlife::impl
