#pragma once
// Reading a file and replacing one so that a reader sees the old content or the new one and nothing between.
// Every function returns an errno value, 0 for success; `windows_error_of` turns it into what GetLastError reports.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

// Reads all of a file. A directory is EISDIR.
int read_file(const std::string& path, std::vector<std::uint8_t>& bytes);

// Reads all that is left behind an open descriptor, from its current position on, and leaves it open.
int read_descriptor(int descriptor, std::vector<std::uint8_t>& bytes);

// Writes all bytes to an open descriptor, however few each write takes; leaves it open.
int write_descriptor(int descriptor, Bytes bytes);

// Writes a temporary file beside `path`, makes it durable, and renames it over `path`; keeps the permissions of an
// existing file and follows a symbolic link to what it names. After an error the old file is as it was and the
// temporary one is gone. Something that is not a regular file (a pipe, a device) is written to directly.
int replace_file(const std::string& path, Bytes bytes);

// Makes an empty file; EEXIST if there is one (CERT_STORE_CREATE_NEW_FLAG).
int create_new_file(const std::string& path);

// 0 if something is there that can be opened for reading and, if asked, for writing; else why not.
int probe_file(const std::string& path, bool for_writing);

// ENOENT is ERROR_FILE_NOT_FOUND, ENOSPC is ERROR_DISK_FULL, and so on; what has no counterpart is ERROR_GEN_FAILURE.
std::uint32_t windows_error_of(int error_number);

// A file name of the W functions as UTF-8; nothing if a surrogate has no partner.
std::optional<std::string> utf8_from_utf16(std::u16string_view name);
// The length of a NUL-terminated string of 16-bit units, whatever their type is called.
template <class Unit>
std::optional<std::string> utf8_file_name(const Unit* name) {
  static_assert(sizeof(Unit) == 2, "file names of the W functions have 16-bit units");
  std::u16string units;
  for (const Unit* unit = name; *unit != 0; ++unit) units.push_back(static_cast<char16_t>(*unit));
  return utf8_from_utf16(units);
}

}  // namespace certlife::impl::encoding
