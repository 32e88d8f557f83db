// Handles, bytes and texts as traces spell them.
#pragma once

#include "tests/record/recorder/log.h"
#include "tests/record/recorder/signatures.h"
#include "tests/record/recorder/text.h"

namespace certlife::record {

// A name is what it is and where it lies: while something is allocated, nothing else of its kind bears its name.
void write_name(Text& text, Thing thing, std::uint64_t address);
// The same, or null.
void write_object(Text& text, Thing thing, std::uint64_t address);
// Something of which nothing is said but that it is there, or null.
void write_pointer(Text& text, std::uint64_t address);
// Contents: short ones stand here, longer ones are written once and named.
void write_bytes(Text& text, Log& log, const void* bytes, std::size_t size);
void write_blob(Text& text, Log& log, const void* blob);
void write_file(Text& text, const wchar_t* path);
// "key:p_1/2".
void write_key(Text& text, const void* key_context);
// The path as the system has it.
void full_path(const wchar_t* path, wchar_t (&full)[most_path]);
void wide_path(const char* path, wchar_t (&wide)[most_path]);

}  // namespace certlife::record
