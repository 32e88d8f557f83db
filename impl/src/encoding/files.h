// Reading a file and replacing one so that a reader sees the old content or the new one and nothing between.
// Every function returns an errno value, 0 for success; `windows_error_of` turns it into what GetLastError reports.
// Those that handle names throw std::bad_alloc, and then have done nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

// The API counts in DWORDs: what is larger is neither read nor written.
inline constexpr std::uint64_t largest_file = 0xFFFFFFFF;

// Reads all of a file. Never waits: a directory is EISDIR, what is no regular file (a pipe, a device) ENOTSUP, and EFBIG what is
// larger than `largest_file`.
int read_file(const std::string& path, std::vector<std::uint8_t>& bytes);

// The same for an open descriptor, from its current position on; leaves it open.
int read_descriptor(int descriptor, std::vector<std::uint8_t>& bytes);

// Writes all bytes to an open descriptor, however few each write takes; leaves it open.
int write_descriptor(int descriptor, Bytes bytes);

// Writes a temporary file beside `path`, makes it durable, and renames it over `path`. Follows a symbolic link to what it names,
// also if that is not there yet. Keeps the permissions of an existing file, its group where that is allowed, and its owner where that is; the
// permissions of a group that cannot be kept go. Another hard link to the file keeps the old content. After an error the old file is as it was
// and the temporary one is gone; what a process that was killed left behind goes with the next replacement in the same directory.
// Something that is not a regular file is written to directly.
int replace_file(const std::string& path, Bytes bytes);

// 0 if `replace_file` may replace what is there: the file is writable, and so is its directory; else why not.
int probe_replacing(const std::string& path);

// Makes an empty file; EEXIST if there is one (CERT_STORE_CREATE_NEW_FLAG), or a symbolic link.
int create_new_file(const std::string& path);

// The absolute name, without symbolic links, of what a name names now, or would name if it were there. It stays right when the working
// directory changes.
int resolve(const std::string& path, std::string& resolved);

std::string directory_of(const std::string& path);

// ENOENT is ERROR_FILE_NOT_FOUND, ENOSPC is ERROR_DISK_FULL, and so on; what has no counterpart is ERROR_GEN_FAILURE.
std::uint32_t windows_error_of(int error_number);
// The same where something was to be read: EIO is ERROR_READ_FAULT, and a file that is too large is none of the formats.
std::uint32_t windows_error_of_reading(int error_number);

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
